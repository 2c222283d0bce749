/** How a provider names a session of somebody, or somebody: the claims of its tokens. */
type Named = { sid?: unknown; sub?: unknown }

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The name under which a sign-in is found when the provider ends it: of the session, where it has one. */
export function logoutSubjectOf({ sid, sub }: Named): string | null {
  if (isName(sid)) return `sid ${sid}`
  return isName(sub) ? `sub ${sub}` : null
}

/** The names of all sign-ins that are meant: of this session, and of those of the person that have no name. */
export function logoutSubjectsOf({ sid, sub }: Named): string[] {
  return [...(isName(sid) ? [`sid ${sid}`] : []), ...(isName(sub) ? [`sub ${sub}`] : [])]
}
