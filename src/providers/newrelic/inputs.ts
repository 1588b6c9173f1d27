// The inputs of New Relic.
import { choice, list, text } from '../../inputs/kinds.ts'

export const REGIONS = {
  us: 'https://api.newrelic.com',
  eu: 'https://api.eu.newrelic.com',
  jp: 'https://api.jp.newrelic.com',
  gov: 'https://gov-api.newrelic.com',
} as const

export const inputs = {
  'newrelic-guid': list('GUIDs of the entities that were deployed; each gets a deployment of its own.'),
  'newrelic-entity': text(
    "In place of a GUID: a query that matches exactly one entity, such as `name = 'shop' AND domain = 'APM'`.",
  ),
  'newrelic-region': choice('The region of the account.', ['us', 'eu', 'jp', 'gov'], 'us'),
  'newrelic-type': choice(
    'Kind of the deployment.',
    ['basic', 'blue_green', 'canary', 'rolling', 'shadow', 'other'],
    'basic',
  ),
}
