// Generated from the contract by packages/sdk/generator: edits are overwritten.

/** A switch that is on for some users or organizations and off for others. */
export interface FeatureFlag {
  /** What kind of object this is. */
  object: 'feature_flag'
  /** Its identifier. */
  id: string
  /** The name that code knows it by. */
  slug: string
  /** What people call it. */
  name: string
  /** What it switches. */
  description: string | null
  /** The member of your team who looks after a flag. */
  owner: FeatureFlagOwner | null
  /** Words to find it by. */
  tags: string[]
  /** Whether it is in effect. A disabled flag is off for all. */
  enabled: boolean
  /** What it says to whom no target concerns. */
  defaultValue: boolean
  /** When it was created. */
  createdAt: string
  /** When it last changed. */
  updatedAt: string
}

/** Something else with a value of its own. */
export interface FeatureFlagCustomTarget {
  /** The kind of thing, in your own words. */
  type: string
  /** The thing, by your own ID. */
  id: string
  /** What the flag is worth to it. */
  enabled: boolean
}

/** The member of your team who looks after a flag. */
export interface FeatureFlagOwner {
  /** Their e-mail address. */
  email: string
  /** The person's first name. */
  firstName: string | null
  /** The person's last name. */
  lastName: string | null
}

/** All there is to know to evaluate a feature flag. */
export interface FeatureFlagRules {
  /** The name that code knows the flag by. */
  slug: string
  /** Whether the flag is on at all. While it is off, it is worth false. */
  enabled: boolean
  /** What it is worth to those who are no target. */
  defaultValue: boolean
  /** For whom a feature flag is set apart. */
  targets: FeatureFlagTargets
}

/** A user or an organization with a value of their own. */
export interface FeatureFlagTarget {
  /** The user or organization. */
  id: string
  /** What the flag is worth to it. */
  enabled: boolean
}

/** For whom a feature flag is set apart. */
export interface FeatureFlagTargets {
  /** Users with a value of their own. */
  users: FeatureFlagTarget[]
  /** Organizations with a value of their own. */
  organizations: FeatureFlagTarget[]
  /** Things of other kinds with a value of their own. */
  customTargets?: FeatureFlagCustomTarget[]
}
