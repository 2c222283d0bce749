import { invalidIdentityProvider } from '@portico/contract'
import { OutboundError } from '../../kernel/outbound/outbound.ts'
import { SamlError } from '../../protocols/saml/index.ts'

/** What the identity provider gave cannot be used. The message is for the administrator. */
export const unusable = (message: string, cause?: unknown) => invalidIdentityProvider({ message, cause })

/** Runs the work; what it finds wrong about the identity provider becomes a refusal that says so. */
export function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw refusalOf(error)
  }
}

/** As `refusing`, for work that takes time. */
export async function refusingLater<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refusalOf(error)
  }
}

const refusalOf = (error: unknown) =>
  error instanceof SamlError || error instanceof OutboundError ? unusable(error.message, error) : error
