import Type, { type TSchema } from 'typebox'
import type { InvalidShape } from './operation.ts'
import { model } from './schema.ts'

const message = Type.String({ description: 'What went wrong, for people.' })
const code = Type.String({ description: 'What is wrong with it, for programs.' })
const field = Type.String({ description: 'The member in question.' })

/** The oldest body of an error, which some routes have for every error and all have for some. */
export const ErrorMessage = model('ErrorMessage', { message }, { description: 'An error, in a sentence.' })

/** The status and the body with which input that does not fit is refused, by shape. */
export const invalidBodies: Readonly<Record<InvalidShape, { status: number; body: TSchema }>> = {
  fields: {
    status: 422,
    body: model(
      'InvalidInput',
      { message, errors: Type.Array(Type.Object({ field, code, message })) },
      { description: 'What does not fit, member by member.' },
    ),
  },
  parameters: {
    status: 422,
    body: model(
      'InvalidParameters',
      {
        code: Type.Literal('invalid_request_parameters'),
        message,
        errors: Type.Array(Type.Object({ code, message, field })),
      },
      { description: 'What does not fit, member by member, under a code.' },
    ),
  },
  constraints: {
    status: 422,
    body: model(
      'BrokenConstraints',
      {
        message,
        errors: Type.Array(
          Type.Object({
            property: field,
            constraints: Type.Record(Type.String(), Type.String(), {
              description: 'Each rule that was broken.',
            }),
          }),
        ),
      },
      { description: 'What does not fit, member by member and rule by rule.' },
    ),
  },
  sentences: {
    status: 422,
    body: model(
      'InvalidInputInSentences',
      {
        message,
        errors: Type.Array(
          Type.Object({ field, code: Type.String({ description: 'What is wrong with it, for people.' }) }),
        ),
      },
      { description: 'What does not fit, member by member, as the first clients read it.' },
    ),
  },
  bad_request: {
    status: 400,
    body: model(
      'BadRequest',
      {
        message: Type.Array(message),
        error: Type.Literal('Bad Request'),
        statusCode: Type.Literal(400),
      },
      { description: 'What does not fit, in sentences.' },
    ),
  },
  oauth: {
    status: 400,
    body: model(
      'InvalidOAuthRequest',
      { error: Type.Literal('invalid_request'), error_description: message },
      { description: 'What does not fit, as OAuth says it (RFC 6749, section 5.2).' },
    ),
  },
  error: {
    status: 400,
    body: model('ErrorSentence', { error: message }, { description: 'An error of Vault, in a sentence.' }),
  },
  code: {
    status: 400,
    body: model(
      'InvalidRequest',
      { code: Type.Literal('invalid_request'), message },
      { description: 'What does not fit, in a sentence under a code.' },
    ),
  },
  message: { status: 400, body: ErrorMessage },
}
