import { startDevelopment } from '@portico/server'

const started = await startDevelopment({ env: process.env })
process.stdout.write(`${started.url}  ${started.apiKey}  ${started.clientId}\n`)
const stop = () => void started.stop()
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
