// Identity providers for tests and development: they sign in whoever is chosen on their page, over the real protocols.
import type { Service } from '../../kernel/service.ts'

export const identityProviderSimulators: Service = { name: 'identity-provider-simulators' }
