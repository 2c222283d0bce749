import { readFileSync } from 'node:fs'
import type { Profile } from '@portico/sdk'
import type { Choice } from './choices.ts'

export const styles = readFileSync(new URL('style.css', import.meta.url), 'utf8')

/** Markup, in which every value is escaped. */
export type Html = { markup: string }

function html(parts: TemplateStringsArray, ...values: (string | Html | Html[] | false | undefined)[]): Html {
  return { markup: String.raw({ raw: parts }, ...values.map(render)) }
}

function render(value: string | Html | Html[] | false | undefined): string {
  if (!value) return ''
  if (Array.isArray(value)) return value.map(({ markup }) => markup).join('')
  if (typeof value === 'object') return value.markup
  return value.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function page(title: string, main: Html): Html {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} · Demo app</title>
<link rel="stylesheet" href="/style.css">
<body>
<header><a href="/">Demo app</a><span>An example of single sign-on with Portico</span></header>
<main>${main}</main>
</body>
</html>`
}

export function homePage(choices: { companies: Choice[]; social: Choice[] }, unsolicited?: Profile): Html {
  return page(
    'Sign in',
    html`
${unsolicited && acceptance(unsolicited)}
<section class="card">
<h1>Sign in</h1>
<form action="/sign-in">
<label for="email">Work e-mail</label>
<div class="field"><input id="email" name="email" type="email" required autocomplete="email" placeholder="ada@acme.example">
<button>Continue</button></div>
</form>
${list('Or through a company', choices.companies)}
${list('Or with an account elsewhere', choices.social)}
</section>`,
  )
}

const list = (title: string, choices: Choice[]) =>
  choices.length > 0 && html`<h2>${title}</h2><ul class="choices">${choices.map(choice)}</ul>`

const choice = ({ label, hint, href }: Choice) =>
  html`<li><a href="${href}"><strong>${label}</strong> <span>${hint}</span></a></li>`

const acceptance = ({ email, connectionType }: Profile) => html`
<section class="card notice">
<h2>Sign in as ${email}?</h2>
<p>Your identity provider (${connectionType}) sent you here without this app having asked.</p>
<form method="post" action="/accept"><button>Yes, that is me</button></form>
</section>`

export function profilePage(profile: Profile): Html {
  const { email, firstName, lastName, name, groups = [], customAttributes = {} } = profile
  const called = name ?? [firstName, lastName].filter(Boolean).join(' ')
  const facts: [string, string | null | undefined][] = [
    ['E-mail', email],
    ['Organization', profile.organizationId],
    ['Connection', `${profile.connectionType} ${profile.connectionId}`],
    ['Their ID at the identity provider', profile.idpId],
    ['Role', profile.roles?.map(({ slug }) => slug).join(', ') || profile.role?.slug],
    ['Groups', groups.join(', ')],
    ...Object.entries(customAttributes).map(([key, value]): [string, string] => [key, String(value ?? '')]),
  ]
  return page(
    called || email,
    html`
<section class="card">
<p class="state">Signed in</p>
<h1>${called || email}</h1>
<dl>${facts.flatMap(([label, value]) => (value ? [html`<div><dt>${label}</dt><dd>${value}</dd></div>`] : []))}</dl>
<details><summary>The whole profile</summary><pre>${JSON.stringify(profile, undefined, 2)}</pre></details>
<form method="post" action="/sign-out"><button class="quiet">Sign out</button></form>
</section>`,
  )
}

/** What people are told about an error that came back in place of a code. */
const explanations: Record<string, string> = {
  access_denied: 'You cancelled, or your company does not let you use this app.',
  ambiguous_connection_selector: 'Your company has several ways to sign in. Choose one.',
  connection_unlinked: 'Single sign-on of your company is not ready yet, or was switched off.',
  idp_initiated_sso_disabled: 'Your company wants sign-in to begin in this app.',
  profile_not_allowed_outside_organization: 'Your e-mail address is not of your company’s domain.',
  signin_consent_denied: 'You said that this was not you.',
}

export function errorPage(query: URLSearchParams): Html {
  const error = query.get('error') ?? 'no_code'
  const connection = query.get('connection_id')
  return page(
    'Not signed in',
    html`
<section class="card">
<h1>You are not signed in</h1>
<p>${explanations[error] ?? 'Something went wrong between your company and this app. Its administrator finds the reason in the log of the connection.'}</p>
<p class="small"><code>${error}</code> ${query.get('error_description') ?? ''}</p>
<p>${connection ? html`<a class="button" href="/sign-in?${`${new URLSearchParams({ connection })}`}">Sign in from here</a>` : html`<a class="button" href="/">Try again</a>`}</p>
</section>`,
  )
}

export const messagePage = (title: string, text: string): Html =>
  page(
    title,
    html`<section class="card"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">Back</a></p></section>`,
  )
