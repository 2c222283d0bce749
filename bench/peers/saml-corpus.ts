/**
 * `node bench/peers/saml-corpus.ts [--list]`: what other SAML libraries make of Portico's corpus of responses. Each is
 * set up for what the corpus asks of it, as far as it can be, and runs at the instant of the case. Prints a table.
 *
 * A hostile response that a library accepts is not always a hole: many differ from a good one only where a standard is
 * stricter than the library. Counted apart are those that were made for somebody else, by somebody else, or for another
 * time, which the library leaves for its caller to find out.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'

type Parameters = {
  certificates: string[]
  decryptionKeys: string[]
  expected: { issuer: string; acsUrl: string; audience: string }
  signedResponseRequired: boolean
  now: string
}
type Accepted = { file: string; parameters: Parameters }
type Refused = { file: string; base: string; code: string; parameters?: Partial<Parameters> }
/** Verifies a response, in base64. Throws where it refuses. */
type Verify = (response: string, parameters: Parameters) => Promise<void>

const fixtures = new URL('../../packages/server/src/protocols/saml/fixtures/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, fixtures), 'utf8')
const { accepted, refused } = JSON.parse(read('index.json')) as { accepted: Accepted[]; refused: Refused[] }
const certificate = (name: string) => read(`keys/${name}.crt.pem`)
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')
const privateKey = (name: string) => read(`keys/${name}.key.pem`)

const peers: Record<string, () => Promise<Verify>> = {
  'node-saml': async () => {
    const { SAML } = await import('@node-saml/node-saml')
    return async (response, { certificates, decryptionKeys, expected, signedResponseRequired }) => {
      const saml = new SAML({
        callbackUrl: expected.acsUrl,
        entryPoint: 'https://idp.example.com/sso',
        issuer: expected.audience,
        audience: expected.audience,
        idpIssuer: expected.issuer,
        idpCert: certificates.map(certificate),
        wantAssertionsSigned: false,
        wantAuthnResponseSigned: signedResponseRequired,
        acceptedClockSkewMs: 180_000,
        ...(decryptionKeys[0] && { decryptionPvk: privateKey(decryptionKeys[0]) }),
      })
      await saml.validatePostResponseAsync({ SAMLResponse: response })
    }
  },
  samlify: async () => {
    const samlify = await import('samlify')
    // It insists on a validator of XML schemas, of which none comes with it.
    samlify.setSchemaValidator({ validate: async () => 'not validated' })
    return async (response, { certificates, decryptionKeys, expected, signedResponseRequired }) => {
      const encrypted = Buffer.from(response, 'base64').includes('EncryptedAssertion')
      const identityProvider = samlify.IdentityProvider({
        entityID: expected.issuer,
        signingCert: certificates.map((name) => bare(certificate(name))),
        isAssertionEncrypted: encrypted,
        singleSignOnService: [
          {
            Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
            Location: 'https://idp.example.com/sso',
          },
        ],
      })
      const serviceProvider = samlify.ServiceProvider({
        entityID: expected.audience,
        wantAssertionsSigned: true,
        wantMessageSigned: signedResponseRequired,
        clockDrifts: [-180_000, 180_000],
        ...(decryptionKeys[0] && { encPrivateKey: privateKey(decryptionKeys[0]) }),
        assertionConsumerService: [
          { Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', Location: expected.acsUrl },
        ],
      })
      await serviceProvider.parseLoginResponse(identityProvider, 'post', {
        body: { SAMLResponse: response },
      })
    }
  },
  'saml-jackson': async () => {
    // The part of it that verifies responses, called as it calls it.
    const { default: saml20 } = (await import('@boxyhq/saml20')) as never as {
      default: { default: { validate(xml: string, options: object): Promise<unknown> } }
    }
    return async (response, { certificates, decryptionKeys, expected }) => {
      await saml20.default.validate(Buffer.from(response, 'base64').toString(), {
        publicKey: certificates.map((name) => bare(certificate(name))).join(','),
        audience: expected.audience,
        ...(decryptionKeys[0] && { privateKey: privateKey(decryptionKeys[0]) }),
      })
    }
  },
}

/** Codes of the checks that say by whom, for whom and for when a response was made (SAML Profiles, 4.1.4.3). */
const essential = new Set([
  'audience_mismatch',
  'audience_missing',
  'destination_mismatch',
  'expired',
  'issuer_mismatch',
  'not_yet_valid',
  'recipient_mismatch',
  'session_expired',
  'signature_missing',
  'subject_confirmation_missing',
])

const { values } = parseArgs({ options: { list: { type: 'boolean', default: false } } })
const RealDate = Date

/** Runs at another instant: the libraries ask the machine for the time. */
async function at<T>(instant: string, work: () => Promise<T>): Promise<T> {
  const fixed = RealDate.parse(instant)
  globalThis.Date = class extends RealDate {
    constructor(...given: []) {
      if (given.length === 0) super(fixed)
      else super(...given)
    }
    static override now() {
      return fixed
    }
  } as DateConstructor
  try {
    return await work()
  } finally {
    globalThis.Date = RealDate
  }
}

/** Why the library refuses the file; nothing when it accepts it. */
async function refusalOf(verify: Verify, file: string, parameters: Parameters): Promise<string | undefined> {
  const response = readFileSync(new URL(file, fixtures)).toString('base64')
  try {
    await at(parameters.now, () => verify(response, parameters))
    return undefined
  } catch (error) {
    return String((error as Error)?.message ?? error).slice(0, 120)
  }
}

console.log(`${accepted.length} good responses, ${refused.length} hostile ones\n`)
console.log('| library | good, accepted | hostile, accepted | of these: not for us, not from it, not now |')
console.log('|---|---|---|---|')
const noise = { log: console.log, warn: console.warn, error: console.error }
for (const [name, open] of Object.entries(peers)) {
  const verify = await open()
  Object.assign(console, { log: () => {}, warn: () => {}, error: () => {} })
  let good = 0
  const taken: Refused[] = []
  for (const each of accepted) {
    const refusal = await refusalOf(verify, each.file, each.parameters)
    if (refusal === undefined) good++
    else if (values.list) noise.error(`${name} refuses ${each.file}: ${refusal}`)
  }
  for (const each of refused) {
    const base = accepted.find(({ file }) => file === each.base) as Accepted
    const refusal = await refusalOf(verify, each.file, { ...base.parameters, ...each.parameters })
    if (refusal !== undefined) continue
    taken.push(each)
    if (values.list) noise.error(`${name} accepts ${each.file}: ${each.code}`)
  }
  Object.assign(console, noise)
  console.log(
    `| ${name} | ${good} | ${taken.length} | ${taken.filter(({ code }) => essential.has(code)).length} |`,
  )
}
process.exit()
