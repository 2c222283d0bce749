import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Kernel } from '../../kernel/kernel.ts'
import { isXmlText } from '../../protocols/saml/write.ts'
import { baseOf } from './addresses.ts'
import { behaviourOf, readBehaviour, toWire, wellBehaved } from './behaviour.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { requireNoForeignPage, requireOwnPost, showElsewhere } from './guard.ts'
import { sendSimulatorPage } from './layout.ts'
import { oidcPersonas } from './oauth/oidc-personas.ts'
import { oauthPersonas } from './oauth/social-personas.ts'
import { overviewPage, personaPage } from './persona-page.ts'
import { SimulatorProblem } from './problem.ts'
import { samlPersonas } from './saml/personas.ts'
import { keyOf, misbehavioursOf, pathOf, type Simulator } from './simulator.ts'
import * as store from './store.ts'

const families: Readonly<Record<string, ReadonlyMap<string, Simulator>>> = {
  saml: samlPersonas,
  oidc: oidcPersonas,
  oauth: oauthPersonas,
}

/** What is the same for every simulator: its own page, how it behaves, and the people. */
export function mountPages(app: FastifyInstance, kernel: Kernel): void {
  const { sql } = kernel.database
  const ownForm = { config: { takesForm: true }, onRequest: requireOwnPost }

  app.get('/simulators', { onRequest: showElsewhere }, (request, reply) => {
    const simulators = Object.values(families).flatMap((family) => [...family.values()])
    return sendSimulatorPage(reply, overviewPage(simulators, request.url))
  })

  app.post('/simulators/people', ownForm, async (request, reply) => {
    const fields = fieldsOf(request.body)
    const person = personIn(fields)
    await store.savePerson(sql, person, kernel.clock.now())
    return reply.redirect(withHint(fields.required('return_to', 16_384), person.email), 303)
  })

  app.get('/simulators/:protocol/:persona', { onRequest: showElsewhere }, async (request, reply) => {
    const simulator = requireSimulator(request)
    const key = keyOf(simulator)
    const page = personaPage({
      simulator,
      base: baseOf(request),
      here: request.url,
      behaviour: (await store.findBehaviour(sql, key)) ?? wellBehaved,
      applications: await store.listApplications(sql, key),
      sessions: await store.listSessions(sql, key),
    })
    return sendSimulatorPage(reply, page)
  })

  app.get('/simulators/:protocol/:persona/behaviour', async (request) => {
    const simulator = requireSimulator(request)
    return told(simulator, (await store.findBehaviour(sql, keyOf(simulator))) ?? wellBehaved)
  })

  app.put(
    '/simulators/:protocol/:persona/behaviour',
    { onRequest: requireNoForeignPage },
    async (request, reply) => {
      const simulator = requireSimulator(request)
      try {
        const behaviour = { ...wellBehaved, ...behaviourOf(request.body, misbehavioursOf(simulator)) }
        await store.saveBehaviour(sql, keyOf(simulator), behaviour)
        return told(simulator, behaviour)
      } catch (error) {
        if (error instanceof SimulatorProblem) return reply.code(422).send({ message: error.message })
        throw error
      }
    },
  )

  app.post('/simulators/:protocol/:persona/behaviour', ownForm, async (request, reply) => {
    const simulator = requireSimulator(request)
    const chosen = readBehaviour(fieldsOf(request.body), misbehavioursOf(simulator))
    await store.saveBehaviour(sql, keyOf(simulator), { ...wellBehaved, ...chosen })
    return reply.redirect(pathOf(simulator), 303)
  })
}

const told = (simulator: Simulator, behaviour: Parameters<typeof toWire>[0]) => ({
  ...toWire(behaviour),
  misbehaviours: Object.keys(misbehavioursOf(simulator)),
})

function requireSimulator(request: FastifyRequest): Simulator {
  const { protocol = '', persona = '' } = request.params as { protocol?: string; persona?: string }
  const found = Object.hasOwn(families, protocol) ? families[protocol]?.get(persona) : undefined
  if (found) return found
  throw new SimulatorProblem('No simulator has this address. All of them are listed at /simulators.', 404)
}

const addressForm = /^[^\s@<>()[\]\\,;:"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/
const maxGroups = 300

function personIn(fields: Fields) {
  const email = fields.required('new_email', 254).trim().toLowerCase()
  if (!addressForm.test(email)) throw new SimulatorProblem('new_email must be an e-mail address.')
  const groups = (fields.optional('groups', 20_000) ?? '').split(',').map((name) => name.trim())
  const person = {
    email,
    givenName: fields.required('given_name', 100).trim(),
    familyName: fields.optional('family_name', 100)?.trim() ?? '',
    groups: [...new Set(groups.filter((name) => name !== ''))],
  }
  if (person.groups.length > maxGroups)
    throw new SimulatorProblem(`Nobody can be in more than ${maxGroups} groups.`)
  const texts = [person.email, person.givenName, person.familyName, ...person.groups]
  if (texts.every(isXmlText)) return person
  throw new SimulatorProblem('Names must hold no control characters.')
}

/** Back to the page of a simulator, with the new person at its top. Nowhere else. */
function withHint(returnTo: string, email: string): string {
  const url = URL.parse(returnTo, 'http://simulators.invalid')
  if (url?.host !== 'simulators.invalid' || !url.pathname.startsWith('/simulators')) {
    throw new SimulatorProblem('return_to must be a page of the simulators.')
  }
  url.searchParams.set('login_hint', email)
  return url.pathname + url.search
}
