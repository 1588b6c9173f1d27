// How many requests each service's newest deploys take for the summary.

/** The number that the provider's page promises. */
export const requestsForRecent: Readonly<Record<string, number>> = { akkeris: 2, beanstalk: 3, github: 1 }
