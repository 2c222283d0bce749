import { Client } from '@portico/sdk'
import { startDemo } from './app.ts'

// WORKOS_API_KEY, WORKOS_CLIENT_ID and WORKOS_BASE_URL come from the environment: see the README.
const demo = await startDemo(new Client(), { port: Number(process.env.PORT ?? 3000) })
console.log(`Open ${demo.url}`)

// Portico's start page runs this as a process of its own: it wants to know where, and takes it down with itself.
process.send?.({ url: demo.url })
process.once('disconnect', () => process.exit())
