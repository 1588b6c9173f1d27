// The inputs of a step in which nothing is wrong.
export type Texts = Readonly<Record<string, string>>

export const GOOD: Texts = {
  provider: 'sentry',
  token: 'sntryu_0123456789',
  'sentry-org': 'acme',
  'sentry-projects': 'web',
  environment: 'production',
}
