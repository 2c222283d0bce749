import type { FastifyReply } from 'fastify'
import { attributes, type Html, html } from '../../../kernel/html.ts'
import type { MappedAttributes, SignInConnection } from '../../connections/index.ts'
import type { Policy } from '../flow/policy.ts'
import type { Browser, ReceivedIdentity, Refusal } from '../flow/types.ts'
import { sendHostedPage } from './layout.ts'

/** What a test of a connection has brought to light, as far as it went. */
export type TestResult = {
  connection: SignInConnection
  sessionId: string
  claimed?: Pick<ReceivedIdentity, 'subject' | 'attributes'>
  mapped?: MappedAttributes | undefined
  policy?: Policy | undefined
  refusal?: Refusal
}

/** Shows an administrator what the identity provider sent, how it maps, and what would come of it. */
export function sendTestResult(browser: Browser, result: TestResult): Promise<FastifyReply> {
  const { connection, claimed, mapped, refusal } = result
  const title = refusal ? 'The test failed' : 'The test succeeded'
  return sendHostedPage(browser, {
    status: 200,
    title: `${title}: ${connection.name}`,
    environmentId: connection.environment.id,
    wide: true,
    main: () => html`<div class="card">
<h1 class="verdict ${refusal ? 'failed' : 'passed'}">${title}</h1>
<p>${refusal ? refusal.message : 'With what this sign-in brought, people can sign in through this connection. Nobody was signed in by the test.'}</p>
<dl class="facts small">
<div><dt>Connection</dt><dd>${connection.name} (${connection.type})</dd></div>
<div><dt>In the log</dt><dd><code>${result.sessionId}</code></dd></div>
${
  refusal &&
  html`<div><dt>Error</dt><dd><code>${refusal.code}</code></dd></div>
<div><dt>Applications get</dt><dd><code>error=${refusal.error}</code></dd></div>`
}
</dl>
</div>
<div class="card"><h2>What was checked</h2>
<ul class="checks">${checksOf(result).map(showCheck)}</ul></div>
${mapped && html`<div class="card"><h2>How it maps</h2>${mapping(connection, mapped, result.policy)}</div>`}
${claimed && html`<div class="card"><h2>What was received</h2>${received(claimed)}</div>`}`,
  })
}

type Check = { outcome: 'passed' | 'failed' | 'noted'; what: string; why?: string }

const marks = { passed: '✓', failed: '✗', noted: '!' }
const words = { passed: 'Passed', failed: 'Failed', noted: 'Note' }

const showCheck = ({ outcome, what, why }: Check): Html =>
  html`<li class="${outcome}"><span class="mark" role="img" aria-label="${words[outcome]}">${marks[outcome]}</span>
<span>${what}${why && html`<span class="small muted">${why}</span>`}</span></li>`

function checksOf({ connection, claimed, mapped, policy, refusal }: TestResult): Check[] {
  if (!claimed) {
    return [
      {
        outcome: 'failed',
        what: 'The answer of the identity provider is what it should be',
        ...whyOf(refusal),
      },
    ]
  }
  const answered: Check[] = [
    { outcome: 'passed', what: 'The answer of the identity provider is what it should be' },
    { outcome: 'passed', what: 'It came to the browser that asked, and for the first time' },
  ]
  if (!mapped)
    return [...answered, { outcome: 'failed', what: 'A profile can be made of it', ...whyOf(refusal) }]
  return [
    ...answered,
    { outcome: 'passed', what: 'A profile can be made of it' },
    ...(policy ? [...domainCheck(connection, mapped, policy), ...consentNote(policy)] : []),
  ]
}

const whyOf = (refusal: Refusal | undefined) => (refusal ? { why: refusal.message } : {})

function domainCheck(
  { organizationId }: SignInConnection,
  { email }: MappedAttributes,
  { domainAllowed, domainVerified }: Policy,
): Check[] {
  // Social providers are of no organization, and let everybody in.
  if (organizationId === null) return []
  const domain = email.slice(email.lastIndexOf('@') + 1)
  if (domainVerified) return [{ outcome: 'passed', what: `The organization has verified ${domain}` }]
  if (!domainAllowed) return [{ outcome: 'failed', what: `The organization has not verified ${domain}` }]
  return [
    {
      outcome: 'noted',
      what: `The organization has not verified ${domain}`,
      why: 'Profiles outside the domains of the organization are allowed here.',
    },
  ]
}

const consentNote = ({ consentRequired }: Policy): Check[] =>
  consentRequired
    ? [
        {
          outcome: 'noted',
          what: 'People confirm their first sign-in',
          why: 'They are asked once in each browser, where the identity provider begins the sign-in or the connection is a custom one. The setting sign_in_consent changes that.',
        },
      ]
    : []

function mapping({ attributeMap }: SignInConnection, mapped: MappedAttributes, policy?: Policy): Html {
  const { standard, custom } = attributeMap
  const rows: [string, string | null, unknown][] = [
    ['idp_id', standard.idp_id, mapped.idpId],
    ['email', standard.email, mapped.email],
    ['first_name', standard.first_name, mapped.firstName],
    ['last_name', standard.last_name, mapped.lastName],
    ['name', standard.name, mapped.name],
    ['groups', standard.groups, mapped.groups],
    ...Object.entries(custom).map(
      ([name, source]) =>
        [`custom_attributes.${name}`, source, mapped.customAttributes[name]] as [string, string, unknown],
    ),
    ...(policy?.roleSlugs ? ([['roles', 'groups', policy.roleSlugs]] as [string, string, unknown][]) : []),
  ]
  return html`<div class="table" role="region" aria-label="Mapping" tabindex="0"><table>
<caption>Each member of the profile, and the attribute that it is mapped to.</caption>
<thead><tr><th scope="col">Profile</th><th scope="col">Attribute</th><th scope="col">Value</th></tr></thead>
<tbody>${rows.map(
    ([member, source, value]) =>
      html`<tr><th scope="row"><code>${member}</code></th><td>${source === null ? html`<span class="muted">not mapped</span>` : html`<code>${source}</code>`}</td><td>${show(value)}</td></tr>`,
  )}</tbody></table></div>`
}

function show(value: unknown): Html | string {
  if (value === null || value === undefined) return html`<span class="muted">none</span>`
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? html`<span class="muted">none</span>` : value.slice(0, 100).join(', ')
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const maxShown = 20_000

const received = ({ subject, attributes: sent }: Pick<ReceivedIdentity, 'subject' | 'attributes'>): Html =>
  html`<p>Subject: <code>${subject}</code></p>
<details ${attributes({ open: true })}><summary>Attributes, as they came</summary>
<pre tabindex="0">${JSON.stringify(sent, null, 2).slice(0, maxShown)}</pre></details>`
