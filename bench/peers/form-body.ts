import type { FastifyInstance } from 'fastify'

/** Reads forms, as the four requests of a sign-in have them. */
export default function formBody(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text as string))),
  )
}
