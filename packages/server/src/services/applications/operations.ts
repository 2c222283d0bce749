import {
  type Application,
  applicationNotFound,
  applications,
  clientSecretLimitReached,
  clientSecretNotFound,
  clientSecrets,
  clientSecretsMax,
  defaultApplication,
  invalidApplicationUrl,
  publicApplication,
} from '@portico/contract'
import type { Environment, MutationContext } from '../../kernel/http/context.ts'
import { readPage } from '../../kernel/http/cursor.ts'
import { implement } from '../../kernel/http/implement.ts'
import { newId } from '../../kernel/ids.ts'
import { newApplication, secretHashPurpose } from './applications.ts'
import * as secretStore from './client-secret-store.ts'
import { forgetClient } from './clients.ts'
import { type ApplicationChange, change, hintOf, newClientSecret, urlProblem } from './rules.ts'
import * as store from './store.ts'

const applicationOperations = implement(applications, {
  listApplications: ({ sql, environment }, { query }) =>
    readPage(sql, query, (clauses) => store.listApplications(sql, environment.id, clauses)),

  createApplication: async ({ tx, environment, now }, { body }) => {
    requireUrls(body, environment)
    const application = change(newApplication(body, now), body)
    return (await store.insertApplication(tx, environment.id, application)) as Application
  },

  getApplication: async ({ sql, environment }, { params }) => {
    const found = await store.findApplication(sql, environment.id, params.id)
    if (!found) throw applicationNotFound(params.id)
    return found
  },

  updateApplication: async (context, { params, body }) => {
    const { tx, environment, now } = context
    const stored = await lockApplication(context, params.id)
    requireUrls(body, environment)
    return store.updateApplication(tx, environment.id, {
      ...change(stored, body),
      updated_at: now.toISOString(),
    })
  },

  deleteApplication: async (context, { params }) => {
    const stored = await lockApplication(context, params.id)
    if (stored.default) throw defaultApplication()
    await store.deleteApplication(context.tx, context.environment.id, stored.id)
    await forgetClient(context, stored.client_id)
    return undefined
  },
})

const clientSecretOperations = implement(clientSecrets, {
  listClientSecrets: async ({ sql, environment }, { params }) => {
    const application = await store.findApplication(sql, environment.id, params.id)
    if (!application) throw applicationNotFound(params.id)
    return {
      object: 'list' as const,
      data: await secretStore.listClientSecrets(sql, environment.id, application.id),
    }
  },

  createClientSecret: async (context, { params }) => {
    const { kernel, tx, environment, now } = context
    // The lock makes two at once take turns, so that the second counts the first.
    const application = await lockApplication(context, params.id)
    if (application.kind === 'public') throw publicApplication()
    const existing = await secretStore.listClientSecrets(tx, environment.id, application.id)
    if (existing.length >= clientSecretsMax) throw clientSecretLimitReached()
    const secret = newClientSecret()
    const created = await secretStore.insertClientSecret(tx, environment.id, {
      id: newId('secret', now),
      applicationId: application.id,
      secretHash: kernel.keyring.hash(secretHashPurpose, secret),
      secretHint: hintOf(secret),
      now,
    })
    return { ...created, secret }
  },

  revokeClientSecret: async ({ tx, environment }, { params }) => {
    const deleted = await secretStore.deleteClientSecret(tx, environment.id, params.id)
    if (!deleted) throw clientSecretNotFound(params.id)
    return undefined
  },
})

async function lockApplication({ tx, environment }: MutationContext, named: string): Promise<Application> {
  const found = await store.findApplication(tx, environment.id, named, 'for no key update')
  if (!found) throw applicationNotFound(named)
  return found
}

function requireUrls(wanted: ApplicationChange, { kind }: Environment): void {
  const problem = urlProblem(wanted, kind)
  if (problem) throw invalidApplicationUrl({ message: problem })
}

export default [...applicationOperations, ...clientSecretOperations]
