import { assertType, expectTypeOf, it } from 'vitest'
import { organizationDomainState } from './generated/enums.ts'
import {
  type Client,
  type CreateOrganizationParams,
  type Event,
  isKnown,
  type Organization,
  type OrganizationDomain,
  type OrganizationEventData,
  type Page,
  type PagePromise,
  type Secret,
  type SecretString,
} from './index.ts'

// Checked by the compiler; nothing here runs.

it('an event tells by its name what its data is', () => {
  const read = (event: Event) => {
    if (event.event === 'organization.created')
      expectTypeOf(event.data).toEqualTypeOf<OrganizationEventData>()
    if (event.event === 'organization_domain.verified')
      expectTypeOf(event.data).toEqualTypeOf<OrganizationDomain>()
  }
  expectTypeOf(read).parameter(0).toEqualTypeOf<Event>()
})

it('a list is one page when awaited and items when iterated', () => {
  type Organizations = ReturnType<Client['organizations']['listOrganizations']>
  expectTypeOf<Organizations>().toEqualTypeOf<PagePromise<Organization>>()
  expectTypeOf<Awaited<Organizations>>().toEqualTypeOf<Page<Organization>>()
})

it('what is read may hold values that are not known yet; what is written may not', () => {
  expectTypeOf<'of_tomorrow'>().toExtend<NonNullable<OrganizationDomain['state']>>()
  type Written = NonNullable<CreateOrganizationParams['domainData']>[number]['state']
  expectTypeOf<Written>().toEqualTypeOf<'verified' | 'pending'>()
})

it('a value that is not known yet is told from those that are', () => {
  type Known = 'failed' | 'legacy_verified' | 'pending' | 'unverified' | 'verified'
  const read = (state: OrganizationDomain['state']) => {
    if (isKnown(organizationDomainState, state)) expectTypeOf(state).toEqualTypeOf<Known>()
    else expectTypeOf(state).not.toExtend<Known>()
  }
  expectTypeOf(read).returns.toEqualTypeOf<void>()
})

it('what may be left out may be undefined, and null only where it means something', () => {
  expectTypeOf<CreateOrganizationParams['externalId']>().toEqualTypeOf<string | null | undefined>()
  expectTypeOf<CreateOrganizationParams['name']>().toEqualTypeOf<string>()
  expectTypeOf<Organization['externalId']>().toEqualTypeOf<string | null>()
})

it('what is secret is wrapped when read, and may be plain when written', () => {
  type Keys = Client['apiKeys']
  type Created = Awaited<ReturnType<Keys['createOrganizationApiKey']>>
  expectTypeOf<Created['value']>().toEqualTypeOf<SecretString>()
  expectTypeOf<Created['obfuscatedValue']>().toEqualTypeOf<string>()
  expectTypeOf<Parameters<Keys['createValidation']>[0]['value']>().toEqualTypeOf<Secret>()
  expectTypeOf<SecretString>().not.toExtend<string>()
  assertType<Secret>('sk_1')
})

it('keys of metadata are what they are', () => {
  expectTypeOf<Organization['metadata']>().toEqualTypeOf<Record<string, string>>()
})
