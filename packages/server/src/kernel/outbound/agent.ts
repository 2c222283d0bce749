import { Agent, type buildConnector, Client, type Dispatcher, Pool } from 'undici'

const routeOf = Symbol('route')

/** Learns which connection serves a request. */
export interface Route {
  client?: TracedClient
}

/** One connection at a time, one request at a time on it. It tells a request who serves it, and where that is. */
class TracedClient extends Client {
  isConnected = false
  /** The peer of the latest connection. */
  remoteAddress: string | undefined

  constructor(
    origin: string | URL,
    { connect, ...options }: Client.Options & { connect: buildConnector.connector },
  ) {
    super(origin, {
      ...options,
      connect: (target: buildConnector.Options, callback: buildConnector.Callback) =>
        connect(target, (...[error, socket]) => {
          if (error) return callback(error, null)
          this.isConnected = true
          this.remoteAddress = socket.remoteAddress
          callback(null, socket)
        }),
    })
    this.on('disconnect', () => {
      this.isConnected = false
    })
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    const route = (options as { [routeOf]?: Route })[routeOf]
    if (route) route.client = this
    return super.dispatch(options, handler)
  }
}

/** Adds a route to the options of a request: undici hands them on to the client that serves it. */
export const withRoute = <T extends object>(options: T, route: Route): T => ({ ...options, [routeOf]: route })

export interface AgentOptions {
  readonly connect: buildConnector.connector
  /** How many connections one origin may have; more requests wait their turn. */
  readonly connectionsPerOrigin: number
  /** How long an unused connection is kept. */
  readonly keepAliveMs: number
}

/** Pools connections by origin. Whatever `connect` refuses is never in a pool. */
export function createAgent({ connect, connectionsPerOrigin, keepAliveMs }: AgentOptions): Agent {
  return new Agent({
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    // The deadline of the whole request is ours.
    headersTimeout: 0,
    bodyTimeout: 0,
    factory: (origin, settings) =>
      new Pool(origin, {
        ...settings,
        connections: connectionsPerOrigin,
        factory: (origin, settings) => new TracedClient(origin, { ...settings, connect }),
      }),
  })
}
