import Type from 'typebox'
import { error, group, model, nullable, operation } from './core/index.ts'
import { FeatureFlag, featureFlagNotFound } from './feature-flags.ts'

const name = Type.String({ minLength: 1, maxLength: 255, description: 'What people call it.' })
const description = nullable(Type.String({ maxLength: 1000, description: 'What it switches.' }))
const tags = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), {
  maxItems: 50,
  description: 'Labels to find it by.',
  examples: [['reports']],
})
const defaultValue = Type.Boolean({ description: 'What it is worth to those who are no target.' })

export const featureFlagSlugConflict = error(
  409,
  'feature_flag_slug_conflict',
  'Another feature flag in this environment has that slug.',
)

export const featureFlagAdministration = group('portico.featureFlags', {
  createFeatureFlag: operation({
    method: 'POST',
    path: '/portico/feature-flags',
    origin: 'portico',
    summary: 'Create a feature flag',
    body: model('CreateFeatureFlag', {
      slug: Type.String({
        minLength: 1,
        maxLength: 128,
        pattern: '^[a-z0-9][a-z0-9_.-]*$',
        description: 'The name that code shall know it by. Never changes.',
        examples: ['advanced-analytics'],
      }),
      name,
      description: Type.Optional(description),
      tags: Type.Optional(tags),
      enabled: Type.Optional(Type.Boolean({ default: false, description: 'Whether it is on.' })),
      default_value: Type.Optional({ ...defaultValue, default: false }),
    }),
    status: 201,
    returns: FeatureFlag,
    throws: [featureFlagSlugConflict],
    emits: ['flag.created'],
  }),
  updateFeatureFlag: operation({
    method: 'PATCH',
    path: '/portico/feature-flags/{slug}',
    origin: 'portico',
    summary: 'Update a feature flag',
    description: 'Targets are changed by `featureFlags.addFlagTarget` and `removeFlagTarget`.',
    body: model('UpdateFeatureFlag', {
      name: Type.Optional(name),
      description: Type.Optional(description),
      tags: Type.Optional(tags),
      default_value: Type.Optional(defaultValue),
    }),
    status: 200,
    returns: FeatureFlag,
    throws: [featureFlagNotFound],
    emits: ['flag.updated', 'flag.rule_updated'],
  }),
  deleteFeatureFlag: operation({
    method: 'DELETE',
    path: '/portico/feature-flags/{slug}',
    origin: 'portico',
    summary: 'Delete a feature flag',
    status: 204,
    throws: [featureFlagNotFound],
    emits: ['flag.deleted'],
  }),
})
