// Generated from the contract by packages/sdk/generator: edits are overwritten.

import type { OpenEnum } from '../../types.ts'
import type { RoleReference } from './user-management.ts'

/** The link to an organization's directory of people and groups. */
export interface Directory {
  /** What kind of object this is. */
  object: 'directory'
  /** Its identifier. */
  id: string
  /** The organization whose directory it is. */
  organizationId: string
  /** The part of its addresses that tells it from others. */
  externalKey: string
  /** Where its people come from. */
  type: OpenEnum<
    | 'azure scim v2.0'
    | 'bamboohr'
    | 'breathe hr'
    | 'cezanne hr'
    | 'cyberark scim v2.0'
    | 'fourth hr'
    | 'generic scim v2.0'
    | 'gsuite directory'
    | 'hibob'
    | 'sailpoint scim v2.0'
    | 'jump cloud scim v2.0'
    | 'okta scim v2.0'
    | 'onelogin scim v2.0'
    | 'people hr'
    | 'personio'
    | 'pingfederate scim v2.0'
    | 'rippling scim v2.0'
    | 's3'
    | 'sftp'
    | 'sftp workday'
    | 'workday'
  >
  /** How far it is set up. People come through a linked one. */
  state: OpenEnum<'linked' | 'validating' | 'invalid_credentials' | 'unlinked' | 'deleting'>
  /** What people call it. */
  name: string
  /** The organization's domain. */
  domain?: string
  /** What a directory holds, counted. */
  metadata?: DirectoryMetadata
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** A group of people in a directory. */
export interface DirectoryGroup {
  /** What kind of object this is. */
  object: 'directory_group'
  /** Its identifier. */
  id: string
  /** The directory it is in. */
  directoryId: string
  /** The organization whose directory it is. */
  organizationId: string
  /** Its identifier in the directory. Stays when it is renamed. */
  idpId: string
  /** What people call it. */
  name: string
  /** What the directory sent, as it sent it. */
  rawAttributes?: Record<string, unknown>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** What a directory holds, counted. */
export interface DirectoryMetadata {
  /** The people in a directory, counted. */
  users: DirectoryUserCounts
  /** How many groups it has. */
  groups: number
}

/** The people in a directory, counted. */
export interface DirectoryUserCounts {
  /** How many are active. */
  active: number
  /** How many are not. */
  inactive: number
}

/** An e-mail address of a person in a directory. */
export interface DirectoryUserEmail {
  /** Whether it is the main one. */
  primary?: boolean
  /** What it is for. */
  type?: string
  /** The address. */
  value?: string | null
}

/** A person in a directory, with their groups. */
export interface DirectoryUserWithGroups {
  /** What kind of object this is. */
  object: 'directory_user'
  /** Its identifier. */
  id: string
  /** The directory they are in. */
  directoryId: string
  /** The organization whose directory it is. */
  organizationId: string
  /** Their identifier in the directory. Never changes. */
  idpId: string
  /** Their main e-mail address. */
  email: string | null
  /** The person's first name. */
  firstName?: string | null
  /** The person's last name. */
  lastName?: string | null
  /** Their whole name. */
  name?: string | null
  /** Whether the directory lets them in. */
  state: OpenEnum<'active' | 'suspended' | 'inactive'>
  /** The attributes that you have mapped. */
  customAttributes: Record<string, unknown>
  /** A role, by its slug. */
  role?: RoleReference
  /** Every role their groups give them. */
  roles?: RoleReference[]
  /**
   * All their addresses. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  emails?: DirectoryUserEmail[]
  /**
   * Their position. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  jobTitle?: string | null
  /**
   * Their login. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  username?: string | null
  /**
   * What the directory sent, as it sent it. Superseded by `customAttributes`.
   *
   * @deprecated
   */
  rawAttributes: Record<string, unknown>
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
  /**
   * The groups they are in. Superseded by the list of groups by user.
   *
   * @deprecated
   */
  groups: DirectoryGroup[]
}
