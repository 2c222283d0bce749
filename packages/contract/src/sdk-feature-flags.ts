import Type, { type Static } from 'typebox'
import { group, model, operation } from './core/index.ts'

const target = (what: string) => ({
  id: Type.String({ description: what }),
  enabled: Type.Boolean({ description: 'What the flag is worth to it.' }),
})

const FeatureFlagTarget = model('FeatureFlagTarget', target('The user or organization.'), {
  description: 'A user or an organization with a value of their own.',
})

export const FeatureFlagRules = model(
  'FeatureFlagRules',
  {
    slug: Type.String({
      description: 'The name that code knows the flag by.',
      examples: ['advanced-analytics'],
    }),
    enabled: Type.Boolean({
      description: 'Whether the flag is on at all. While it is off, it is worth false.',
    }),
    default_value: Type.Boolean({ description: 'What it is worth to those who are no target.' }),
    targets: model(
      'FeatureFlagTargets',
      {
        users: Type.Array(FeatureFlagTarget, { description: 'Users with a value of their own.' }),
        organizations: Type.Array(FeatureFlagTarget, {
          description: 'Organizations with a value of their own.',
        }),
        custom_targets: Type.Optional(
          Type.Array(
            model(
              'FeatureFlagCustomTarget',
              {
                type: Type.String({
                  description: 'The kind of thing, in your own words.',
                  examples: ['team'],
                }),
                ...target('The thing, by your own ID.'),
              },
              { description: 'Something else with a value of its own.' },
            ),
            { description: 'Things of other kinds with a value of their own.' },
          ),
        ),
      },
      { description: 'For whom a feature flag is set apart.' },
    ),
  },
  { description: 'All there is to know to evaluate a feature flag.' },
)
export type FeatureFlagRules = Static<typeof FeatureFlagRules>

/** A map whose keys are the customer's, but whose values are ours. */
const FeatureFlagRulesBySlug = Type.Unsafe<Record<string, FeatureFlagRules>>({
  type: 'object',
  additionalProperties: FeatureFlagRules,
  description: 'The rules of each flag, by its slug.',
})

export const featureFlagRules = group('featureFlags', {
  getFeatureFlagRules: operation({
    method: 'GET',
    path: '/sdk/feature-flags',
    origin: 'sdk',
    summary: 'Get the rules of all feature flags, by slug',
    description: 'For clients that evaluate flags themselves and ask again every half minute.',
    status: 200,
    returns: FeatureFlagRulesBySlug,
  }),
})
