// How a server of GitHub is spoken to: its two addresses, and the headers that every request has.

/** The headers of REST and GraphQL alike. */
export function githubHeaders(token: string): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  }
}

/** GraphQL's base beside REST's: without the /v3 of a server of one's own (docs: Using the GraphQL API, GITHUB_GRAPHQL_URL). */
export function graphqlBase(apiUrl: string): string {
  return apiUrl.replace(/\/v3$/, '')
}
