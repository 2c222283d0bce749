import type { FastifyInstance } from 'fastify'
import { bodyTooLarge, malformedBody, unsupportedMediaType } from './errors.ts'
import { parseQueryString } from './query-string.ts'

/** Deeper than any operation nests, and less than what recursion can follow. */
const maxDepth = 100
/** More than any operation takes. Every value may cost a complaint, and every complaint some microseconds of everybody's. */
const maxValues = 10_000

/** Reads bodies: JSON for every route, also when it is empty; forms for those that take them. */
export function readBodies(app: FastifyInstance) {
  const parseUnchecked = app.getDefaultJsonParser('error', 'error')
  const parseJson: typeof parseUnchecked = (request, text, done) => {
    const problem = problemOf(text)
    if (problem) return done(problem)
    return parseUnchecked(request, text, (error, value) => {
      if (error || !mayHoldHalfCharacters.test(text) || isWellFormed(value)) done(error, value)
      else
        done(
          malformedBody({
            message: 'The body holds half of a character: a lone surrogate, such as \\ud800.',
          }),
        )
    })
  }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else parseJson(request, text as string, done)
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (request, text, done) => {
      if (text === '') done(null, undefined)
      else if (!request.routeOptions.config.takesForm) done(unsupportedMediaType())
      // Node's parser takes time by the square of their number.
      else if ((text as string).split('&', maxValues + 1).length > maxValues) done(tooManyValues())
      else done(null, { ...parseQueryString(text as string) })
    },
  )
  // Clients that send no body may still name a type, or send a body and name none.
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, text, done) => {
    if (text === '') done(null, undefined)
    else if (request.headers['content-type'] === undefined) parseJson(request, text as string, done)
    else done(unsupportedMediaType())
  })
}

const tooManyValues = () => bodyTooLarge({ message: `The body holds more than ${maxValues} values.` })

/** What is wrong with the form of a JSON text, before it is parsed: whether it is JSON is for the parser to say. */
function problemOf(text: string) {
  if (text.length <= maxDepth) return undefined
  let depth = 0
  let values = 1
  let inText = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (inText) {
      if (character === '\\') i++
      else if (character === '"') inText = false
    } else if (character === '"') inText = true
    else if (character === ',') values++
    else if (character === '[' || character === '{') depth++
    else if (character === ']' || character === '}') depth--
    if (depth > maxDepth) {
      return malformedBody({ message: `The body nests values more than ${maxDepth} levels deep.` })
    }
    if (values > maxValues) return tooManyValues()
  }
  return undefined
}

/** Only an escape can spell half of a character: what comes as bytes has been read as UTF-8. */
const mayHoldHalfCharacters = /\\u[dD][89a-fA-F]/

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => name.isWellFormed() && isWellFormed(member))
}
