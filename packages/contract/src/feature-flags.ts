import Type, { type Static } from 'typebox'
import {
  error,
  events,
  forbidden,
  group,
  id,
  kind,
  model,
  notFound,
  nullable,
  operation,
  page,
  paging,
  timestamp,
} from './core/index.ts'
import { organizationNotFound } from './organizations.ts'
import { userNotFound } from './users.ts'

const FeatureFlagOwner = model(
  'FeatureFlagOwner',
  {
    email: Type.String({ description: 'Their e-mail address.' }),
    first_name: nullable(Type.String()),
    last_name: nullable(Type.String()),
  },
  { description: 'The member of your team who looks after a flag.' },
)

const fields = {
  object: kind('feature_flag'),
  id: id('flag'),
  slug: Type.String({ description: 'The name that code knows it by.', examples: ['new-dashboard'] }),
  name: Type.String({ description: 'What people call it.' }),
  description: nullable(Type.String({ description: 'What it switches.' })),
  owner: nullable(FeatureFlagOwner),
  tags: Type.Array(Type.String(), { description: 'Words to find it by.' }),
  enabled: Type.Boolean({ description: 'Whether it is in effect. A disabled flag is off for all.' }),
  default_value: Type.Boolean({ description: 'What it says to whom no target concerns.' }),
  created_at: timestamp(),
  updated_at: timestamp(),
}

export const FeatureFlag = model('FeatureFlag', fields, {
  description: 'A switch that is on for some users or organizations and off for others.',
})
export type FeatureFlag = Static<typeof FeatureFlag>

/** A feature flag as its events store it. */
export const FeatureFlagEventData = model(
  'FeatureFlagEventData',
  { ...fields, environment_id: id('environment', 'The environment in which it changed.') },
  { description: 'A feature flag, as it is in one environment.' },
)

export const featureFlagNotFound = notFound('Feature flag')
export const flagTargetNotFound = notFound('Target')
export const invalidResourceIdFormat = error(
  400,
  'invalid_resource_id_format',
  'A target is a user or an organization.',
  { statusCode: Type.Number({ description: 'The status, once more.' }) },
)

export const featureFlags = group('featureFlags', {
  listFeatureFlags: operation({
    method: 'GET',
    path: '/feature-flags',
    summary: 'List feature flags',
    query: paging,
    status: 200,
    returns: page(FeatureFlag),
  }),
  getFeatureFlag: operation({
    method: 'GET',
    path: '/feature-flags/{slug}',
    summary: 'Get a feature flag',
    status: 200,
    returns: FeatureFlag,
    throws: [featureFlagNotFound],
  }),
  enableFeatureFlag: operation({
    method: 'PUT',
    path: '/feature-flags/{slug}/enable',
    summary: 'Put a feature flag into effect',
    status: 200,
    returns: FeatureFlag,
    throws: [featureFlagNotFound],
    emits: ['flag.updated'],
  }),
  disableFeatureFlag: operation({
    method: 'PUT',
    path: '/feature-flags/{slug}/disable',
    summary: 'Switch a feature flag off for all',
    status: 200,
    returns: FeatureFlag,
    throws: [featureFlagNotFound],
    emits: ['flag.updated'],
  }),
  addFlagTarget: operation({
    method: 'POST',
    path: '/feature-flags/{slug}/targets/{resourceId}',
    summary: 'Switch a feature flag on for a user or an organization',
    status: 204,
    throws: [invalidResourceIdFormat, forbidden, featureFlagNotFound, flagTargetNotFound],
    emits: ['flag.rule_updated'],
  }),
  removeFlagTarget: operation({
    method: 'DELETE',
    path: '/feature-flags/{slug}/targets/{resourceId}',
    summary: 'Let the default of a feature flag hold again for a user or an organization',
    status: 204,
    throws: [invalidResourceIdFormat, forbidden, featureFlagNotFound, flagTargetNotFound],
    emits: ['flag.rule_updated'],
  }),
  listOrganizationFeatureFlags: operation({
    method: 'GET',
    path: '/organizations/{organizationId}/feature-flags',
    summary: 'List the feature flags that are on for an organization',
    query: paging,
    status: 200,
    returns: page(FeatureFlag),
    throws: [organizationNotFound],
  }),
  listUserFeatureFlags: operation({
    method: 'GET',
    path: '/user_management/users/{userId}/feature-flags',
    summary: 'List the feature flags that are on for a user or one of their organizations',
    query: paging,
    status: 200,
    returns: page(FeatureFlag),
    throws: [userNotFound],
  }),
})

export const featureFlagEvents = events({
  'flag.created': { summary: 'A feature flag was created.', data: FeatureFlagEventData },
  'flag.updated': { summary: 'A feature flag changed.', data: FeatureFlagEventData },
  'flag.deleted': { summary: 'A feature flag was deleted.', data: FeatureFlagEventData },
  'flag.rule_updated': { summary: 'For whom a feature flag is on has changed.', data: FeatureFlagEventData },
})
