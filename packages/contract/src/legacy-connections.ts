import { Connection } from './connections.ts'
import { group, notFound, operation } from './core/index.ts'

// The first clients also created a connection from a draft by `POST /connections {source}`; `sso.createConnection` has
// that path today, and activating the draft does the same.

export const draftConnectionNotFound = notFound('Draft connection')

export const draftConnections = group('sso', {
  promoteDraftConnection: operation({
    method: 'POST',
    path: '/draft_connections/{token}/activate',
    origin: 'legacy',
    summary: 'Turn a draft into a connection',
    deprecated: true,
    status: 201,
    returns: Connection,
    throws: [draftConnectionNotFound],
  }),
})
