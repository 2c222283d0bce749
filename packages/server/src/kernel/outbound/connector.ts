import { lookup as systemLookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { createSecureContext, getCACertificates } from 'node:tls'
import { buildConnector } from 'undici'
import { type AddressPolicy, refuseAddress } from './address.ts'
import { OutboundError } from './error.ts'

const CONNECT_TIMEOUT_MS = 10_000

export interface ConnectorOptions extends AddressPolicy {
  /** Authorities, as PEM, trusted in addition to those that Node trusts. */
  readonly certificateAuthorities?: readonly string[] | undefined
  /** Resolves a name to all its addresses. Default: the operating system's resolver. */
  readonly lookup?: ((hostname: string) => Promise<{ address: string }[]>) | undefined
}

/** Connects to checked addresses only. A literal address never reaches `lookup`, so it is checked here. */
export function createConnector(
  options: ConnectorOptions,
  connect: buildConnector.connector = createDialer(options),
): buildConnector.connector {
  return (target, callback) => {
    const kind = isIP(target.hostname) ? refuseAddress(target.hostname, options) : undefined
    if (kind) return callback(notAllowed(target.hostname, kind), null)
    connect(target, (...[error, socket]) => {
      if (error) return callback(error, null)
      const refused = refusePeer(target.hostname, socket.remoteAddress, options)
      if (!refused) return callback(null, socket)
      socket.destroy()
      callback(refused, null)
    })
  }
}

function createDialer(options: ConnectorOptions): buildConnector.connector {
  const { certificateAuthorities } = options
  return buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    lookup: guardedLookup(options),
    autoSelectFamily: true,
    // Node gives each address 250 ms, too little for a receiver on the other side of the world.
    autoSelectFamilyAttemptTimeout: 1000,
    ...(certificateAuthorities && { secureContext: trusting(certificateAuthorities) }),
  })
}

/** Made once: reading some 150 certificates for each connection would cost more than the connection. */
const trusting = (authorities: readonly string[]) =>
  createSecureContext({ ca: [...getCACertificates('default'), ...authorities] })

/** The last check, of what the socket says: it holds even if a name was resolved by other means than ours. */
function refusePeer(
  host: string,
  address: string | undefined,
  policy: AddressPolicy,
): OutboundError | undefined {
  if (address === undefined) return new OutboundError('connect_failed', `The connection to ${host} broke.`)
  const kind = refuseAddress(address, policy)
  return kind ? notAllowed(host, kind, address) : undefined
}

function guardedLookup(options: ConnectorOptions): LookupFunction {
  const { lookup = (hostname) => systemLookup(hostname, { all: true, order: 'verbatim' }) } = options
  return (hostname, { all, family }, callback) => {
    Promise.try(lookup, hostname)
      .then((found) => {
        for (const { address } of found) {
          const kind = refuseAddress(address, options)
          if (kind) throw notAllowed(hostname, kind, address)
        }
        const addresses = found.map(({ address }) => ({ address, family: isIP(address) }))
        const usable = addresses.filter(
          (one) => !family || family === one.family || family === `IPv${one.family}`,
        )
        const [first] = usable
        if (!first) throw new OutboundError('dns_failed', `The name ${hostname} has no address.`)
        return all ? () => callback(null, usable) : () => callback(null, first.address, first.family)
      })
      .catch((error) => () => callback(error, []))
      // Called outside the promise, so that an error thrown by the callback is not taken for a failed lookup.
      .then((answer) => process.nextTick(answer))
  }
}

function notAllowed(host: string, kind: string, address = host): OutboundError {
  const verb = isIP(host) ? 'is' : 'leads to'
  return new OutboundError('address_not_allowed', `${host} ${verb} ${kind}, which requests may not go to.`, {
    cause: `${host} resolved to ${address}`,
  })
}
