import { type Html, html } from '../../kernel/html.ts'
import type { Behaviour } from './behaviour.ts'
import { hiddenFields, type SimulatorPage } from './layout.ts'
import { behaviourFields, newPersonPanel } from './sign-in-page.ts'
import { misbehavioursOf, pathOf, type Simulator } from './simulator.ts'
import type { Application, Session } from './store.ts'

export type PersonaPageData = {
  simulator: Simulator
  /** Where the reader reached the page. */
  base: string
  here: string
  behaviour: Behaviour
  applications: readonly Application[]
  sessions: readonly Session[]
}

/** All simulators. */
export function overviewPage(simulators: readonly Simulator[], here: string): SimulatorPage {
  const families = Object.entries(Object.groupBy(simulators, ({ protocol }) => protocol))
  return {
    title: 'Identity providers',
    look: 'acme',
    main: html`
<section class="card wide-page" aria-labelledby="title">
<h1 id="title">Identity providers</h1>
<p class="lead">Each speaks the real protocol, and has the habits of what it plays. Whoever you add can sign in at all of them.</p>
${newPersonPanel(here)}
</section>
${families.map(([protocol, members = []]) => familyCard(protocol, members))}`,
  }
}

const titles: Readonly<Record<string, string>> = {
  saml: 'SAML',
  oidc: 'OpenID Connect',
  oauth: 'Social providers',
}

const familyCard = (protocol: string, members: readonly Simulator[]) => html`
<section class="card" aria-labelledby="${protocol}">
<h2 id="${protocol}">${titles[protocol]}</h2>
<ul class="rows">${members.map(
  (one) => html`
<li><a href="${pathOf(one)}">${one.protocol === 'oauth' ? one.plays : `Acme IdP, playing ${one.plays}`}</a></li>`,
)}</ul>
</section>`

/** One simulator: what a connection to it takes, where people go from here, who is signed in, how it behaves. */
export function personaPage(data: PersonaPageData): SimulatorPage {
  const { simulator, behaviour } = data
  return {
    title: `Acme IdP, playing ${simulator.plays}`,
    look: simulator.look,
    main: html`
<section class="card wide-page" aria-labelledby="title">
<p class="brand"><span class="mark" aria-hidden="true">A</span><span>Acme IdP <span class="plays">plays ${simulator.plays}</span></span></p>
<h1 id="title">Identity provider</h1>
<dl class="facts">${factsOf(data).map(
      ([name, value]) => html`
<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`,
    )}</dl>
<p><a href="/simulators">All simulators</a></p>
</section>
${simulator.protocol === 'saml' && applicationsCard(data)}
${sessionsCard(data)}
<section class="card" aria-labelledby="behaviour">
<h2 id="behaviour">How it behaves</h2>
<p class="lead">In every sign-in in which nothing else is chosen.</p>
<form method="post" action="${pathOf(simulator)}/behaviour">
${behaviourFields(behaviour, misbehavioursOf(simulator))}
<button class="primary">Save</button>
</form>
</section>
<section class="card" aria-labelledby="people"><h2 id="people">People</h2>${newPersonPanel(data.here)}</section>`,
  }
}

function factsOf({ simulator, base }: PersonaPageData): [string, string][] {
  const own = `${base}${pathOf(simulator)}`
  if (simulator.protocol === 'saml') {
    return [
      ...(simulator.entityId ? ([['Entity ID', simulator.entityId]] as [string, string][]) : []),
      ['Metadata URL', `${own}/metadata`],
      ['Sign-on URL', `${own}/sso`],
    ]
  }
  const facts: [string, string][] = [['Discovery endpoint', `${own}/.well-known/openid-configuration`]]
  if (simulator.protocol === 'oauth') {
    facts.push(
      ['Authorization endpoint', `${own}/authorize`],
      ['Token endpoint', `${own}/token`],
      ['User info endpoint', `${own}/userinfo`],
    )
  }
  return [...facts, ['Client ID', 'any'], ['Client secret', 'any']]
}

/** Where a sign-in can begin without having been asked for. */
const applicationsCard = ({ simulator, applications }: PersonaPageData): Html => html`
<section class="card" aria-labelledby="applications">
<h2 id="applications">Applications</h2>
${applications.length === 0 && html`<p class="nothing">Applications appear here once somebody has signed in to them.</p>`}
<ul class="rows">${applications.map(
  ({ id, address }) => html`
<li><span><code>${id}</code></span>
<form method="get" action="${pathOf(simulator)}/start">
${hiddenFields({ acs: address, audience: id })}
<button class="quiet" aria-label="Open ${id}">Open</button>
</form></li>`,
)}</ul>
</section>`

const sessionsCard = ({ simulator, sessions }: PersonaPageData): Html => html`
<section class="card" aria-labelledby="sessions">
<h2 id="sessions">Signed in</h2>
${sessions.length === 0 && html`<p class="nothing">Nobody is signed in.</p>`}
<ul class="rows">${sessions.map(
  ({ id, email, application }) => html`
<li><span>${email} <span class="plays">at <code>${application}</code></span></span>
<form method="post" action="${pathOf(simulator)}/sign-out">
${hiddenFields({ session: id })}
<button class="quiet" aria-label="Sign out ${email}">Sign out</button>
</form></li>`,
)}</ul>
</section>`
