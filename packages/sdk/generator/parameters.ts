import type { Operation } from '@portico/contract'
import { pathParameters } from '@portico/contract'
import { toCamelCase } from '../src/naming.ts'
import type { CommonNames } from './common-names.ts'
import { docs } from './docs.ts'
import type { Imports } from './imports.ts'
import type { Models } from './models.ts'
import { pascalCase } from './names.ts'
import { bodySchema, isFlat, isPagedQuery, ownQuery, querySchema } from './operation.ts'
import { asSchema } from './schema.ts'

/** What code is made with: the models that it may name, and the imports of the file that it goes to. */
export type Types = { models: Models; imports: Imports }

/** The same, for methods. */
export type Context = Types & { common: CommonNames }

/** An exported type that stands beside a service's class. */
export type Declaration = { name: string; code: string }

/** The parameters of a method, other than those of the path. */
export type Parameters = {
  type: string
  optional: boolean
  /** The declaration of the type, where the method has one of its own. */
  declaration?: Declaration
}

export type PathParameter = { name: string; type: string; description: string | undefined }

/** The parameters of the path, in order. */
export function pathParametersOf(
  { path, params = {} }: Operation,
  { models, imports }: Types,
): PathParameter[] {
  return pathParameters(path).map((parameter) => {
    const schema = params[parameter] && asSchema(params[parameter])
    const type = schema ? models.type(schema, 'input', imports) : 'string'
    return { name: toCamelCase(parameter), type, description: schema?.description }
  })
}

/** Query and body together as one type, if the operation takes any. */
export function parametersOf(operation: Operation, { models, imports }: Types): Parameters | undefined {
  const query = ownQuery(operation)
  const body = bodySchema(operation)
  const flat = body !== undefined && isFlat(body)
  const needsToken = operation.auth === 'access_token'
  const members = [
    needsToken ? tokenMember(imports) : '',
    query ? models.memberLines(query, 'input', imports) : '',
    flat ? models.memberLines(body, 'input', imports) : '',
  ].join('')
  const paging = isPagedQuery(querySchema(operation)) ? imports.type('page.ts', 'ListParams') : undefined
  const variants = body && !flat ? models.type(body, 'input', imports) : undefined
  const optional = !needsToken && !query?.required?.length && !variants && !(flat && body.required?.length)
  if (members === '' && !variants) return paging ? { type: paging, optional } : undefined
  const declaration = declare(operation, members, paging, variants)
  return { type: declaration.name, optional, declaration }
}

const tokenMember = (imports: Imports) =>
  `  /** The token of the signed-in user on whose behalf the call is made. */\n  accessToken: ${imports.type('secret.ts', 'Secret')}\n`

function declare(
  { name: operation }: Operation,
  members: string,
  paging?: string,
  variants?: string,
): Declaration {
  const name = `${pascalCase(operation)}Params`
  const comment = docs([`Parameters of \`${operation}\`.`])
  if (!variants) {
    return {
      name,
      code: `${comment}export interface ${name}${paging ? ` extends ${paging}` : ''} {\n${members}}\n`,
    }
  }
  const parts = [...(members ? [`{\n${members}}`] : []), ...(paging ? [paging] : []), `(${variants})`]
  return { name, code: `${comment}export type ${name} = ${parts.join(' & ')}\n` }
}

/**
 * How a method hands its parameters on: the statement that takes them apart, if one is needed, and the members of the
 * call.
 */
export function partsOf(
  operation: Operation,
  parameters: Parameters | undefined,
): { statement: string; call: string[] } {
  if (!parameters) return { statement: '', call: [] }
  const names = Object.keys(operation.query ?? {}).map(toCamelCase)
  const token = operation.auth === 'access_token' ? ['accessToken'] : []
  const query = names.length > 0
  if (token.length === 0 && !(query && operation.body)) {
    return { statement: '', call: [query ? 'query: params' : 'body: params'] }
  }
  const taken = [...token, ...(operation.body ? names : [])]
  const rest = operation.body ? 'body' : query ? 'query' : undefined
  const pattern = [...taken, ...(rest ? [`...${rest}`] : [])].join(', ')
  return {
    statement: `    const { ${pattern} } = params${parameters.optional ? ' ?? {}' : ''}\n`,
    call: [...(operation.body && query ? [`query: { ${names.join(', ')} }`] : []), ...(rest ? [rest] : [])],
  }
}
