// The pages of a list at GitHub.
import type { Answer } from '../../provider/provider.ts'

export const PER_PAGE = 100

/** More than a commit, an environment or a repository's releases are ever looked through for. */
const MOST_PAGES = 10

export type Paging = Readonly<Record<'per_page' | 'page', number | undefined>>

/** Page by page, each as GitHub gives it, to the one that is not full. */
export async function* pagesOf<T>(
  ask: (paging: Paging) => Promise<Answer<T[]>>,
  most = MOST_PAGES,
): AsyncGenerator<T[]> {
  for (let page = 1; page <= most; page++) {
    const { body = [] } = await ask({ per_page: PER_PAGE, page: page === 1 ? undefined : page })
    yield body
    if (body.length < PER_PAGE) return
  }
}
