import type { Application } from '@portico/contract'
import { randomText } from '../../kernel/crypto/random.ts'
import type { Environment } from '../../kernel/http/context.ts'
import { isWildcard, pageUrlProblem, redirectUriProblem } from '../redirect-uris/index.ts'

const clientIdForm = /^client_[A-Za-z0-9_-]{1,100}$/

/** Whether a text may be set as a client id: for those that an operator pins, as in CI. */
export function isClientId(text: string): boolean {
  return clientIdForm.test(text)
}

/** The client id that is meant: the oldest clients write `project_` before the same characters. */
export function clientIdOf(text: string): string {
  return text.replace(/^project_/, 'client_')
}

/** A new client secret: 238 random bits. */
export const newClientSecret = () => randomText(40)

/** Enough of a secret to tell it from others, and too little to use. */
export const hintOf = (secret: string) => secret.slice(-4)

const pages = [
  'homepage_url',
  'initiate_login_url',
  'user_invitation_url',
  'password_reset_url',
  'portal_return_url',
  'portal_success_url',
] as const

/** The members of an application that its owner may change. */
export type ApplicationChange = {
  [M in 'name' | (typeof pages)[number] | 'logout_redirect_uris']?: Application[M]
}

/** An application as the change leaves it: null clears a member, absence keeps it. */
export function change<A extends Omit<Application, 'object' | 'project_id'>>(
  stored: A,
  wanted: ApplicationChange,
): A {
  const given = Object.fromEntries(
    (['name', ...pages] as const).flatMap((member) =>
      wanted[member] === undefined ? [] : [[member, wanted[member]]],
    ),
  )
  const logoutUris = wanted.logout_redirect_uris ?? stored.logout_redirect_uris
  return { ...stored, ...given, logout_redirect_uris: [...new Set(logoutUris)] }
}

/** Why one of the addresses cannot be had in the environment, or nothing when all can. */
export function urlProblem(wanted: ApplicationChange, kind: Environment['kind']): string | undefined {
  for (const member of pages) {
    const problem = wanted[member] && pageUrlProblem(wanted[member], kind)
    if (problem) return `${member}: ${problem}`
  }
  for (const [index, uri] of (wanted.logout_redirect_uris ?? []).entries()) {
    const problem = redirectUriProblem(uri, kind) ?? defaultProblem(index, uri)
    if (problem) return `logout_redirect_uris.${index}: ${problem}`
  }
  return undefined
}

/** Without another wish, sign-out leads to the first of the list. */
function defaultProblem(index: number, uri: string): string | undefined {
  return index === 0 && isWildcard(uri) ? 'The first is the default and cannot hold a wildcard.' : undefined
}
