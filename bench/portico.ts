/** The server under measurement, as `portico dev` starts it; prints where it is in one line of JSON. */
import { startDevelopment } from '@portico/server'

const { server, url, apiKey, stop } = await startDevelopment({
  dataDir: process.argv[2],
  port: 0,
  env: process.env,
})
const { host, port, user, pass, database } = server.kernel.database.sql.options
const [environment] = await server.kernel.database.sql<{ id: string }[]>`select id from environments`

process.stdin.resume().once('end', end)
process.once('SIGTERM', end)
process.stdout.write(
  `${JSON.stringify({
    // The name resolves to two addresses, of which one is listened on.
    url: url.replace('localhost', '127.0.0.1'),
    apiKey,
    environmentId: environment?.id,
    database: { host: host[0], port: port[0], username: user, password: pass, database },
  })}\n`,
)

let ending = false
async function end() {
  if (ending) return
  ending = true
  await stop()
  process.exit()
}
