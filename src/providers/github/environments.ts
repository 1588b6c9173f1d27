// What the name of an environment says: GitHub treats production and transient ones apart.

const BEFORE_PRODUCTION = /(^|[^a-z])(pre|non|not|pseudo)[^a-z]+prod/i
const PRODUCTION = /(^|[^a-z])prod(uction)?([^a-z]|$)/i
const TRANSIENT = /(^|[^a-z])(preview|previews|pr|review)([^a-z]|$)/i

/** `production`, `prod-eu`, `web/prod`; not `pre-production`. */
export function isProductionName(environment: string): boolean {
  return PRODUCTION.test(environment) && !BEFORE_PRODUCTION.test(environment)
}

/** `pr-12`, `preview/search`, `review-app`: gone when the pull request is. */
export function isTransientName(environment: string): boolean {
  return TRANSIENT.test(environment) && !isProductionName(environment)
}
