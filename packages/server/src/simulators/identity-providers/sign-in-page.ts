import { attributes, type Html, html } from '../../kernel/html.ts'
import { type Behaviour, type Misbehaviours, maxClockMinutes, maxSlowSeconds, none } from './behaviour.ts'
import { hiddenFields, type SimulatorPage } from './layout.ts'
import { fullName, type Person } from './people.ts'
import { misbehavioursOf, pathOf, type Simulator } from './simulator.ts'

export type SignInPageData = {
  simulator: Simulator
  /** What the application asked for, as hidden fields. */
  request: Readonly<Record<string, string | null>>
  /** Where the answer goes. */
  address: string
  people: readonly Person[]
  /** Who is expected, as the application said. */
  loginHint: string | null
  behaviour: Behaviour
  /** The address of this page, to come back to. */
  here: string
}

/** The page on which somebody is chosen. */
export function signInPage(data: SignInPageData): SimulatorPage {
  const { simulator, address } = data
  return {
    title: 'Acme IdP',
    look: simulator.look,
    main: html`
<section class="card" aria-labelledby="title">
<p class="brand"><span class="mark" aria-hidden="true">A</span><span>Acme IdP <span class="plays">plays ${simulator.plays}</span></span></p>
<h1 id="title">Who signs in?</h1>
<p class="lead">The answer goes to <strong>${new URL(address).host}</strong>.</p>
<form method="post" action="${pathOf(simulator)}/sign-in">
<button disabled hidden></button>
${hiddenFields(data.request)}
<ul class="people">${inOrder(data).map((person) => personRow(person, data.loginHint))}</ul>
${behaviourPanel(data.behaviour, misbehavioursOf(simulator))}
<button class="quiet" name="cancel" value="yes">Cancel</button>
</form>
${newPersonPanel(data.here)}
</section>`,
  }
}

/** Whoever is expected comes first. */
function inOrder({ people, loginHint }: SignInPageData): Person[] {
  const hint = loginHint?.toLowerCase()
  return people.toSorted((a, b) => Number(b.email === hint) - Number(a.email === hint))
}

const personRow = (person: Person, loginHint: string | null) => html`
<li><button ${attributes({ class: person.email === loginHint ? 'person expected' : 'person', name: 'email', value: person.email })}>
<span class="initials" aria-hidden="true">${initials(person)}</span>
<span class="who"><strong>${fullName(person)}</strong> <span class="email">${person.email}</span></span>
<span class="groups">${groupsOf(person)}</span>
</button></li>`

const initials = ({ givenName, familyName }: Person) =>
  [givenName, familyName].map((name) => [...name][0] ?? '').join('')

function groupsOf({ groups }: Person): string {
  if (groups.length === 0) return 'no groups'
  return groups.length <= 3 ? groups.join(', ') : `${groups.length} groups`
}

/** What may go wrong in this sign-in. Folded, unless something is to. */
function behaviourPanel(behaviour: Behaviour, known: Misbehaviours): Html {
  const { misbehave, clockMinutes, slowSeconds } = behaviour
  const open = misbehave !== null || clockMinutes !== 0 || slowSeconds !== 0
  return html`
<details class="panel" ${attributes({ open })}>
<summary>Misbehave</summary>
${behaviourFields(behaviour, known)}
</details>`
}

export const behaviourFields = (
  { misbehave, clockMinutes, slowSeconds }: Behaviour,
  known: Misbehaviours,
): Html => html`
<div class="fields">
<p class="field wide"><label for="misbehave">What goes wrong</label>
<select id="misbehave" name="misbehave">
<option value="${none}">Nothing</option>
${Object.entries(known).map(([value, label]) => html`<option ${attributes({ value, selected: value === misbehave })}>${label}</option>\n`)}
</select></p>
<p class="field"><label for="clock_minutes">Clock off by (minutes)</label>
<input id="clock_minutes" name="clock_minutes" type="number" min="${-maxClockMinutes}" max="${maxClockMinutes}" value="${clockMinutes}"></p>
<p class="field"><label for="slow_seconds">Answers after (seconds)</label>
<input id="slow_seconds" name="slow_seconds" type="number" min="0" max="${maxSlowSeconds}" value="${slowSeconds}"></p>
</div>`

/** Adds somebody who can sign in from then on, at every simulator. */
export const newPersonPanel = (here: string): Html => html`
<details class="panel">
<summary>Somebody else</summary>
<form method="post" action="/simulators/people" class="fields">
${hiddenFields({ return_to: here })}
<p class="field"><label for="given_name">First name</label><input id="given_name" name="given_name" maxlength="100" autocomplete="off" required></p>
<p class="field"><label for="family_name">Last name</label><input id="family_name" name="family_name" maxlength="100" autocomplete="off"></p>
<p class="field wide"><label for="new_email">E-mail</label><input id="new_email" name="new_email" type="email" maxlength="254" autocomplete="off" required></p>
<p class="field wide"><label for="groups">Groups, separated by commas</label><input id="groups" name="groups" maxlength="2000" autocomplete="off"></p>
<p class="field wide"><button class="primary">Add this person</button></p>
</form>
</details>`
