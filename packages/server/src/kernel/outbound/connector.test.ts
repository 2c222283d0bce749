import type { Socket } from 'node:net'
import type { buildConnector } from 'undici'
import { describe, expect, it, vi } from 'vitest'
import { createConnector } from './connector.ts'

const production = { allowPrivate: false }
const to = (hostname: string) => ({ hostname, protocol: 'http:', port: '80' })

/** Connects through a dialer that reaches `peer` whatever it is asked for. */
async function connect(hostname: string, peer: string | undefined) {
  const socket = { remoteAddress: peer, destroy: vi.fn() }
  const dial = vi.fn<buildConnector.connector>((_, callback) => callback(null, socket as unknown as Socket))
  const [error, connected] = await new Promise<Parameters<buildConnector.Callback>>((resolve) => {
    createConnector(production, dial)(to(hostname), (...result) => resolve(result))
  })
  return { error, connected, socket, dial }
}

describe('the connector', () => {
  it('hands out a connection to an address that is allowed', async () => {
    const { error, connected, socket } = await connect('receiver.example', '8.8.8.8')
    expect(error).toBeNull()
    expect(connected).toBe(socket)
    expect(socket.destroy).not.toHaveBeenCalled()
  })

  it.each(['127.0.0.1', '169.254.169.254', '::1', '::ffff:10.0.0.1'])('does not dial %s', async (address) => {
    const { error, dial } = await connect(address, '8.8.8.8')
    expect(error).toMatchObject({ code: 'address_not_allowed' })
    expect(dial).not.toHaveBeenCalled()
  })

  it('closes a connection that went elsewhere than it should, before anything is sent', async () => {
    const { error, connected, socket } = await connect('receiver.example', '127.0.0.1')
    expect(error).toMatchObject({ code: 'address_not_allowed' })
    expect(connected).toBeNull()
    expect(socket.destroy).toHaveBeenCalled()
  })

  it('closes a connection that cannot say where it went', async () => {
    const { error, socket } = await connect('receiver.example', undefined)
    expect(error).toMatchObject({ code: 'connect_failed' })
    expect(socket.destroy).toHaveBeenCalled()
  })
})
