import Type, { type Static } from 'typebox'
import { error, group, id, kind, model, operation, page, paging, timestamp } from './core/index.ts'

export const CorsOrigin = model(
  'CorsOrigin',
  {
    object: kind('cors_origin'),
    id: id('cors_origin'),
    origin: Type.String({ description: 'Scheme, host and port.', examples: ['https://app.example.com'] }),
    created_at: timestamp(),
    updated_at: timestamp(),
  },
  { description: 'A web origin whose pages may call Portico from the browser.' },
)
export type CorsOrigin = Static<typeof CorsOrigin>

export const duplicateCorsOrigin = error(409, 'duplicate_cors_origin', 'This origin is allowed already.')

export const corsOrigins = group('userManagement', {
  listCorsOrigins: operation({
    method: 'GET',
    path: '/user_management/cors_origins',
    summary: 'List the origins that browsers may call from',
    query: paging,
    status: 200,
    returns: page(CorsOrigin),
  }),
  createCorsOrigin: operation({
    method: 'POST',
    path: '/user_management/cors_origins',
    summary: 'Allow an origin to call from the browser',
    body: model(
      'CreateCorsOrigin',
      {
        origin: Type.String({
          minLength: 1,
          description: 'Scheme, host and port, without a path.',
          examples: ['https://app.example.com'],
        }),
      },
      { description: 'An origin to allow.' },
    ),
    status: 201,
    returns: CorsOrigin,
    throws: [duplicateCorsOrigin],
    invalid: 'constraints',
  }),
})
