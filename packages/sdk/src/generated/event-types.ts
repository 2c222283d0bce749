// Generated from the contract by packages/sdk/generator: edits are overwritten.

import { eventReader } from '../event-reader.ts'
import type { Permission } from './models/authorization.ts'
import type {
  EventContext,
  OrganizationDomainVerificationFailed,
  OrganizationEventData,
  OrganizationRoleEventData,
  RoleEventData,
} from './models/events.ts'
import type { OrganizationDomain } from './models/organization-domains.ts'

/** The data of each event, by the event's name. */
export interface EventData {
  /** An organization was created. */
  'organization.created': OrganizationEventData
  /** An organization was deleted. */
  'organization.deleted': OrganizationEventData
  /** An organization changed. */
  'organization.updated': OrganizationEventData
  /** A domain was added to an organization. */
  'organization_domain.created': OrganizationDomain
  /** A domain was removed from its organization. */
  'organization_domain.deleted': OrganizationDomain
  /** A domain changed, or its verification began again. */
  'organization_domain.updated': OrganizationDomain
  /** Ownership of a domain could not be proven. */
  'organization_domain.verification_failed': OrganizationDomainVerificationFailed
  /** Ownership of a domain was proven. */
  'organization_domain.verified': OrganizationDomain
  /** A role of an organization was created. */
  'organization_role.created': OrganizationRoleEventData
  /** A role of an organization was deleted. */
  'organization_role.deleted': OrganizationRoleEventData
  /** A role of an organization, or what it grants, changed. */
  'organization_role.updated': OrganizationRoleEventData
  /** A permission was created. */
  'permission.created': Permission
  /** A permission was deleted. */
  'permission.deleted': Permission
  /** The name or description of a permission changed. */
  'permission.updated': Permission
  /** A role of the environment was created. */
  'role.created': RoleEventData
  /** A role of the environment was deleted. */
  'role.deleted': RoleEventData
  /** A role of the environment, or what it grants, changed. */
  'role.updated': RoleEventData
}

/** The name of an event. */
export type EventName = keyof EventData

/** Something that happened, as it is read over the events API and sent to webhooks. */
export interface EventOf<Name extends EventName> {
  /** What happened. */
  event: Name
  /** What the event is about, as its name calls for. */
  data: EventData[Name]
  object: 'event'
  id: string
  createdAt: string
  /** The circumstances of an event, as far as they are known. */
  context?: EventContext
}

/** Any event: `event` tells which, and so the type of `data`. */
export type Event = { [Name in EventName]: EventOf<Name> }[EventName]

/** Where the data of each event holds keys of the customer's own. */
const opaque: Record<EventName, readonly string[]> = {
  'organization.created': ['metadata'],
  'organization.deleted': ['metadata'],
  'organization.updated': ['metadata'],
  'organization_domain.created': [],
  'organization_domain.deleted': [],
  'organization_domain.updated': [],
  'organization_domain.verification_failed': [],
  'organization_domain.verified': [],
  'organization_role.created': [],
  'organization_role.deleted': [],
  'organization_role.updated': [],
  'permission.created': [],
  'permission.deleted': [],
  'permission.updated': [],
  'role.created': [],
  'role.deleted': [],
  'role.updated': [],
}

/** Whether this version of the package knows the event, so that its `data` has the type that its name calls for. */
export function isKnownEvent(event: { event: string }): event is Event {
  return Object.hasOwn(opaque, event.event)
}

/** Reads an event from the wire. The data of one that this version does not know stays as it came. */
export const readEvent = /* @__PURE__ */ eventReader(opaque, ['context.previous_attributes'])
