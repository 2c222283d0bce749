import { DecodeError } from '../errors.ts'
import type { FeatureFlagRules } from '../generated/models/feature-flags.ts'

/** Whom a flag is evaluated for, as the first SDKs said it. */
export type UserFlagContext = { userId?: string | undefined; organizationId?: string | undefined }

/** Whom or what a flag is evaluated for, by type: `{ user: { id }, organization: { id }, team: { id } }`. */
export type TypedFlagContext = { readonly [type: string]: { readonly id: string } | undefined }

/** Either of the two forms, not both in one. */
export type FlagContext = UserFlagContext | TypedFlagContext

/** A flag, ready to be evaluated. */
export type Flag = {
  rules: FeatureFlagRules
  /** The targets for whom it is on. */
  on: ReadonlySet<string>
  /** Equal for equal rules, in whatever order they came. */
  fingerprint: string
}

export type Flags = ReadonlyMap<string, Flag>

/**
 * What a flag is worth: false while it is disabled, true to its enabled targets, its default to all others. A target
 * that is not enabled is as good as none.
 */
export function isOn({ rules, on }: Flag, targets: readonly string[]): boolean {
  if (!rules.enabled) return false
  return targets.some((target) => on.has(target)) || rules.defaultValue
}

const typePattern = /^[a-z][a-z0-9_-]{0,63}$/
const idPattern = /^[A-Za-z0-9._:-]{1,255}$/
const formerNames: Readonly<Record<string, string>> = { userId: 'user', organizationId: 'organization' }

/** A target in one word. Neither half can hold a line break, so that the halves cannot be confused. */
const targetName = (type: string, id: string) => `${type}\n${id}`

/**
 * The targets that a context names, each in one word. It never throws, whatever it is given: a part that cannot be a target
 * is none, and said to be none.
 */
export function targetsOf(context: FlagContext, warn: (message: string) => void): string[] {
  const members = Object.entries((context ?? {}) as Readonly<Record<string, unknown>>)
  const former = members.filter(
    ([name, value]) => isFormer(name) && typeof value === 'string' && value !== '',
  )
  const typed = members.filter(([name, value]) => !isFormer(name) && value !== undefined && value !== null)
  if (former.length === 0) return typed.flatMap(([type, value]) => typedTarget(type, value, warn))
  if (typed.some(([, value]) => typeof value === 'object')) {
    // One of the two may be stale, and nothing says which.
    warn('The context mixes userId or organizationId with targets by type: no target will match.')
    return []
  }
  return former.map(([name, id]) => targetName(formerNames[name]!, String(id)))
}

const isFormer = (name: string) => Object.hasOwn(formerNames, name)

function typedTarget(type: string, value: unknown, warn: (message: string) => void): string[] {
  if (!typePattern.test(type)) {
    warn(`The context has a target whose type is no type: ${JSON.stringify(type.slice(0, 64))}.`)
    return []
  }
  const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined
  if (typeof id === 'string' && idPattern.test(id) && id !== '.' && id !== '..') return [targetName(type, id)]
  warn(`The context has a ${type} without an ID that could be one.`)
  return []
}

/**
 * Reads the flags that a server or a caller gives, by slug. One that cannot be read is what it was before, if it was
 * there: a newer kind of flag must not take the others down.
 *
 * @throws {DecodeError} nothing of it can be read
 */
export function readFlags(value: unknown, previous: Flags): { flags: Flags; unreadable: string[] } {
  if (!isRecord(value)) throw unreadableAnswer()
  const unreadable: string[] = []
  const flags = new Map<string, Flag>()
  for (const [slug, given] of Object.entries(value)) {
    const read = readFlag(slug, given)
    if (!read) unreadable.push(slug)
    const flag = read ?? previous.get(slug)
    if (flag) flags.set(slug, flag)
  }
  if (unreadable.length > 0 && flags.size === 0) throw unreadableAnswer()
  return { flags, unreadable }
}

function unreadableAnswer(): DecodeError {
  return new DecodeError('The answer holds no feature flags that could be read.', {
    status: 200,
    rawBody: '',
  })
}

type Members = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names are those of the wire or ours: flags may come from the server or from what was saved of `getFlag`. */
function readFlag(slug: string, flag: unknown): Flag | undefined {
  if (!isRecord(flag) || !isRecord(flag.targets)) return undefined
  const { enabled, default_value, defaultValue = default_value, targets } = flag
  const users = readTargets(targets.users)
  const organizations = readTargets(targets.organizations)
  const customTargets = readTargets(targets.customTargets ?? targets.custom_targets ?? [])
  if (typeof enabled !== 'boolean' || typeof defaultValue !== 'boolean') return undefined
  if (!users || !organizations || !customTargets?.every(hasType)) return undefined
  const rules = { slug, enabled, defaultValue, targets: { users, organizations, customTargets } }
  return ready(rules)
}

function readTargets(value: unknown): { id: string; enabled: boolean }[] | undefined {
  const isTarget = (one: unknown): one is { id: string; enabled: boolean } =>
    isRecord(one) && typeof one.id === 'string' && typeof one.enabled === 'boolean'
  return Array.isArray(value) && value.every(isTarget) ? value : undefined
}

const hasType = <T extends object>(target: T): target is T & { type: string } =>
  typeof (target as { type?: unknown }).type === 'string'

function ready(rules: FeatureFlagRules): Flag {
  const { users, organizations, customTargets = [] } = rules.targets
  const targets = [
    ...users.map((one) => ({ ...one, type: 'user' })),
    ...organizations.map((one) => ({ ...one, type: 'organization' })),
    ...customTargets,
  ]
  const names = targets.map(({ type, id, enabled }) => ({ name: targetName(type, id), enabled }))
  const told = names.map(({ name, enabled }) => `${name}=${enabled}`).sort()
  return {
    // It is handed out.
    rules: Object.freeze(rules),
    on: new Set(names.filter(({ enabled }) => enabled).map(({ name }) => name)),
    fingerprint: JSON.stringify([rules.enabled, rules.defaultValue, told]),
  }
}
