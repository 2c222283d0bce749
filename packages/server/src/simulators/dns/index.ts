// A name server for tests and development: it answers for the names it is told of, over real UDP and TCP.
import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import dnsPacket, { type Packet, type TxtAnswer } from 'dns-packet'

/** What is at a name: TXT records, at once or when a promise brings them; or a server that fails, or says nothing. */
export type DnsContent = readonly string[] | Promise<readonly string[]> | 'servfail' | 'silence'

export type DnsSimulator = {
  /** `host:port`, as `PORTICO_DNS_SERVERS` takes it. */
  address: string
  /** The names that were asked for, in lower case and in order. */
  asked: readonly string[]
  /** Says what is at a name from now on. No records: the name does not exist. */
  set(name: string, content: DnsContent): void
  stop(): Promise<void>
}

const host = '127.0.0.1'
/** RFC 1035, 2.3.4: what a client takes over UDP that does not say more. */
const plainUdpBytes = 512
/** RFC 1035, 3.3: a character string has at most 255 octets, so longer texts are several. */
const characterStringBytes = 255
const rcodes = { servfail: 2, nxdomain: 3 }

/** Starts a name server on loopback. Without a port, the system chooses one. */
export async function startDnsSimulator({ port = 0 }: { port?: number } = {}): Promise<DnsSimulator> {
  const zone = new Map<string, DnsContent>()
  const asked: string[] = []
  let stopped = false
  const answer: Answer = async (query, send) => {
    const reply = await answerTo(query, zone, asked)
    if (reply && !stopped) send(reply)
  }
  const { udp, tcp } = await bindBoth(port)
  udp.on('message', (message, from) => {
    const query = decoded(() => dnsPacket.decode(message))
    if (query) answer(query, (reply) => udp.send(fitted(query, reply), from.port, from.address))
  })
  udp.on('error', () => {})
  const connections = new Set<Socket>()
  tcp.on('connection', (connection) => {
    connections.add(connection.on('close', () => connections.delete(connection)))
    answerOverTcp(connection, answer)
  })

  return {
    address: `${host}:${udp.address().port}`,
    asked,
    set: (name, content) => void zone.set(name.toLowerCase(), content),
    async stop() {
      stopped = true
      for (const connection of connections) connection.destroy()
      udp.close()
      tcp.close()
      await Promise.all([once(udp, 'close'), once(tcp, 'close')])
    },
  }
}

type Answer = (query: Packet, send: (reply: Packet) => void) => Promise<void>

/** The answer to a query, or nothing where silence is wanted. */
async function answerTo(
  query: Packet,
  zone: Map<string, DnsContent>,
  asked: string[],
): Promise<Packet | undefined> {
  const question = query.questions?.[0]
  if (!question) return undefined
  const name = question.name.toLowerCase()
  asked.push(name)
  const content = (await zone.get(name)) ?? []
  if (content === 'silence') return undefined
  const rcode = content === 'servfail' ? rcodes.servfail : content.length === 0 ? rcodes.nxdomain : 0
  const records = rcode === 0 && question.type === 'TXT' ? (content as readonly string[]) : []
  return {
    type: 'response',
    id: query.id ?? 0,
    flags: dnsPacket.AUTHORITATIVE_ANSWER | dnsPacket.RECURSION_AVAILABLE | rcode,
    // As it was spelled: resolvers mix the case at random and compare, against forged answers.
    questions: [question],
    answers: records.map(
      (text): TxtAnswer => ({ type: 'TXT', name: question.name, ttl: 0, data: chunks(text) }),
    ),
  }
}

function chunks(text: string): Buffer[] {
  const bytes = Buffer.from(text)
  const count = Math.max(1, Math.ceil(bytes.length / characterStringBytes))
  return Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * characterStringBytes, (i + 1) * characterStringBytes),
  )
}

/** The answer as a datagram. One that is too long says so, and the client asks again over TCP. */
function fitted(query: Packet, reply: Packet): Buffer {
  const opt = query.additionals?.find((record) => record.type === 'OPT')
  const room = opt && 'udpPayloadSize' in opt ? Math.max(opt.udpPayloadSize, plainUdpBytes) : plainUdpBytes
  const datagram = dnsPacket.encode(reply)
  if (datagram.length <= room) return datagram
  return dnsPacket.encode({
    ...reply,
    flags: (reply.flags ?? 0) | dnsPacket.TRUNCATED_RESPONSE,
    answers: [],
  })
}

/** RFC 1035, 4.2.2: each message is preceded by its length in two octets. */
function answerOverTcp(connection: Socket, answer: Answer) {
  let received = Buffer.alloc(0)
  connection.on('error', () => {})
  connection.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const frame = received.subarray(0, 2 + received.readUInt16BE(0))
      received = received.subarray(frame.length)
      const query = decoded(() => dnsPacket.streamDecode(frame))
      if (query) answer(query, (reply) => connection.write(dnsPacket.streamEncode(reply)))
    }
  })
}

function decoded(decode: () => Packet): Packet | undefined {
  try {
    return decode()
  } catch {
    return undefined
  }
}

const maxAttempts = 10

/** Opens UDP and TCP on one port. A port that the system chose for one may be taken for the other. */
async function bindBoth(port: number): Promise<{ udp: UdpSocket; tcp: Server }> {
  for (let attempt = 1; ; attempt++) {
    const udp = createSocket('udp4').bind(port, host)
    await once(udp, 'listening')
    const tcp = createServer().listen(udp.address().port, host)
    try {
      await once(tcp, 'listening')
      return { udp, tcp }
    } catch (error) {
      udp.close()
      if (port !== 0 || attempt === maxAttempts) throw error
    }
  }
}
