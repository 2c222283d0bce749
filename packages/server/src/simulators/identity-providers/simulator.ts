import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import type { Kernel } from '../../kernel/kernel.ts'
import {
  type Behaviour,
  type Misbehaviours,
  oidcMisbehaviours,
  readBehaviour,
  samlMisbehaviours,
  wellBehaved,
} from './behaviour.ts'
import type { Fields } from './fields.ts'
import { demoPeople, type Person } from './people.ts'
import { SimulatorProblem } from './problem.ts'
import * as store from './store.ts'

/** One identity provider that is played. */
export type Simulator = {
  protocol: 'saml' | 'oidc' | 'oauth'
  /** Its name in addresses. */
  persona: string
  /** Whose habits it has. */
  plays: string
  /** Which of the looks of the style sheet. */
  look: string
  /** What it is called in SAML. */
  entityId?: string
}

/** What its rows are kept under. */
export const keyOf = ({ protocol, persona }: Simulator): string => `${protocol}/${persona}`
export const pathOf = (simulator: Simulator): string => `/simulators/${keyOf(simulator)}`

export const misbehavioursOf = ({ protocol }: Simulator): Misbehaviours =>
  protocol === 'saml' ? samlMisbehaviours : oidcMisbehaviours

/** How it behaves now: as this sign-in chose, else as it was told, else as it should. */
export async function behaviourIn(kernel: Kernel, simulator: Simulator, fields: Fields): Promise<Behaviour> {
  const usual = await store.findBehaviour(kernel.database.sql, keyOf(simulator))
  return { ...(usual ?? wellBehaved), ...readBehaviour(fields, misbehavioursOf(simulator)) }
}

/** The instant by the simulator's clock. */
export const instantOf = (kernel: Kernel, { clockMinutes }: Behaviour): Date =>
  new Date(kernel.clock.now().getTime() + clockMinutes * 60_000)

/** Takes as long as the simulator was told to, while anybody waits for it. */
export async function takeTime(seconds: number, reply: FastifyReply): Promise<void> {
  if (seconds === 0) return
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  await wait(seconds * 1_000, undefined, { signal: gone.signal }).catch(() => {})
}

/** Everybody who can sign in: who was added comes first. */
export async function everybody(kernel: Kernel): Promise<Person[]> {
  const added = await store.listPeople(kernel.database.sql)
  const known = new Set(added.map(({ email }) => email))
  return [...added, ...demoPeople.filter(({ email }) => !known.has(email))]
}

/** @throws {SimulatorProblem} for an address that nobody here has */
export async function requirePerson(kernel: Kernel, email: string): Promise<Person> {
  const found =
    (await store.findPerson(kernel.database.sql, email)) ?? demoPeople.find((one) => one.email === email)
  if (found) return found
  throw new SimulatorProblem(
    `Nobody here has the address ${email}. Add them on the page of the simulator.`,
    404,
  )
}
