import Type, { type TSchema } from 'typebox'
import type { InvalidShape } from './operation.ts'

const message = Type.String({ description: 'What went wrong, for people.' })
const code = Type.String({ description: 'What is wrong with it, for programs.' })
const field = Type.String({ description: 'The member in question.' })

/** The status and the body with which input that does not fit is refused, by shape. */
export const invalidBodies: Readonly<Record<InvalidShape, { status: number; body: TSchema }>> = {
  fields: {
    status: 422,
    body: Type.Object({ message, errors: Type.Array(Type.Object({ field, code, message })) }),
  },
  parameters: {
    status: 422,
    body: Type.Object({
      code: Type.Literal('invalid_request_parameters'),
      message,
      errors: Type.Array(Type.Object({ code, message, field })),
    }),
  },
  constraints: {
    status: 422,
    body: Type.Object({
      message,
      errors: Type.Array(
        Type.Object({
          property: field,
          constraints: Type.Record(Type.String(), Type.String(), {
            description: 'Each rule that was broken.',
          }),
        }),
      ),
    }),
  },
  bad_request: {
    status: 400,
    body: Type.Object({
      message: Type.Array(message),
      error: Type.Literal('Bad Request'),
      statusCode: Type.Literal(400),
    }),
  },
  oauth: {
    status: 400,
    body: Type.Object({ error: Type.Literal('invalid_request'), error_description: message }),
  },
  error: { status: 400, body: Type.Object({ error: message }) },
  code: { status: 400, body: Type.Object({ code: Type.Literal('invalid_request'), message }) },
  message: { status: 400, body: Type.Object({ message }) },
}
