/**
 * A development server as a process of its own, for tests that kill it. Takes the data directory as its argument and
 * prints a line of JSON when it is ready.
 */
import { startDevelopment } from '../main.ts'

const { server, url, apiKey, stop } = await startDevelopment({
  dataDir: process.argv[2],
  port: 0,
  env: process.env,
})
const { host, port, user, pass, database } = server.kernel.database.sql.options

process.once('SIGTERM', end)
// The test run was ended before it could clean up.
process.stdin.resume().once('end', end)
process.stdout.write(
  `${JSON.stringify({
    url,
    apiKey,
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
