import { SimulatorProblem } from './problem.ts'

/** What a form or a query holds, read with bounds. */
export type Fields = {
  /** The value, or null where it is missing or empty. @throws {SimulatorProblem} for one that is too long or repeated */
  optional(name: string, maxCharacters?: number): string | null
  /** @throws {SimulatorProblem} also where it is missing */
  required(name: string, maxCharacters?: number): string
}

const usualCharacters = 2_048

export function fieldsOf(values: unknown): Fields {
  const given = (values ?? {}) as Record<string, unknown>
  const optional = (name: string, maxCharacters = usualCharacters) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined || value === '') return null
    if (typeof value !== 'string') throw new SimulatorProblem(`${name} must be given once.`)
    if (value.length > maxCharacters) {
      throw new SimulatorProblem(`${name} must have ${maxCharacters} characters at most.`)
    }
    if (value.includes('\0')) throw new SimulatorProblem(`${name} must not hold the NUL character.`)
    return value
  }
  return {
    optional,
    required(name, maxCharacters) {
      const value = optional(name, maxCharacters)
      if (value === null) throw new SimulatorProblem(`${name} is missing.`)
      return value
    },
  }
}
