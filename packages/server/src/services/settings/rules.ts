import { type Branding, defaultBranding, defaultSettings, type EnvironmentSettings } from '@portico/contract'
import type { Environment } from '../../kernel/http/context.ts'
import { pageUrlProblem } from '../redirect-uris/index.ts'

/** The settings of an environment, every one with a value. */
export type Settings = Omit<EnvironmentSettings, 'object' | 'updated_at'>

/** The branding of an environment, every member with a value. */
export type Look = Omit<Branding, 'object' | 'updated_at'>

/** Settings and branding are trees: members with values, and sections of them. */
type Tree = { [name: string]: unknown }

/** The parts of a tree that somebody chose, of any depth. */
export type Chosen = Tree

/** What was chosen, over the defaults. */
export const settingsOf = (chosen: Chosen) => overlay(defaultSettings, chosen) as Settings
export const lookOf = (chosen: Chosen) => overlay(defaultBranding, chosen) as Look

/** What is chosen after a change, which names only members that change: null is a value, absence keeps what was. */
export const changeSettings = (chosen: Chosen, change: Tree) => merge(defaultSettings, chosen, change)
export const changeLook = (chosen: Chosen, change: Tree) => merge(defaultBranding, chosen, change)

const isSection = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The default tree with the chosen members in their places. What the tree does not know is left out. */
function overlay(defaults: Tree, chosen: Tree): Tree {
  return mapTree(defaults, (name, initial) => {
    const value = chosen[name]
    if (isSection(initial)) return overlay(initial, isSection(value) ? value : {})
    return value === undefined ? initial : value
  })
}

/** The chosen tree with the changed members in their places. Only members of the default tree are taken from either. */
function merge(defaults: Tree, chosen: Tree, change: Tree): Tree {
  return mapTree(defaults, (name, initial) => {
    const [before, after] = [chosen[name], change[name]]
    if (!isSection(initial)) return after === undefined ? before : after
    return merge(initial, isSection(before) ? before : {}, isSection(after) ? after : {})
  })
}

/** An absent value makes an absent member, in JSON as well. */
function mapTree(tree: Tree, value: (name: string, initial: unknown) => unknown): Tree {
  return Object.fromEntries(Object.entries(tree).map(([name, initial]) => [name, value(name, initial)]))
}

/** Slugs that somebody has chosen permissions by, each once. */
export function namedPermissions({ api_keys }: { api_keys?: Partial<Settings['api_keys']> }): string[] {
  return [...new Set([...(api_keys?.organization_permissions ?? []), ...(api_keys?.user_permissions ?? [])])]
}

const addresses = [
  'logo_url',
  'logo_icon_url',
  'favicon_url',
  'privacy_policy_url',
  'terms_of_service_url',
] as const

/** Why one of the addresses cannot be had in the environment, or nothing when all can. */
export function brandingUrlProblem(
  change: Partial<Pick<Look, (typeof addresses)[number]>>,
  kind: Environment['kind'],
): string | undefined {
  for (const member of addresses) {
    const problem = change[member] && pageUrlProblem(change[member], kind)
    if (problem) return `${member}: ${problem}`
  }
  return undefined
}
