// The recipes on GitHub's page work as written: their steps are run in order against the sandboxes.
import { describe, expect, it } from '@jest/globals'
import { makeHistory } from '../../sandbox/github/history.ts'
import { makeSentry, USER_TOKEN } from '../../sandbox/sentry/index.ts'
import { serve } from '../../sandbox/server.ts'
import { type GitHubStage, onGitHub } from '../support/github-stage.ts'
import type { StepResult } from '../support/step.ts'
import { type Example, examples, isOurs, pages } from './examples.ts'

const page = pages().find(({ file }) => file === 'docs/providers/github.md') ?? { file: '', text: '' }

function recipes(heading: string): Example[] {
  return examples(page).filter(({ name }) => name.endsWith(` ${heading}`))
}

/** A repository with two packages, one release of each and of the whole, and a feature since. */
function packages() {
  const history = makeHistory()
  history.commit({ message: 'chore: start', files: { 'README.md': '# Shop\n' } })
  const before = history.tag('v1.2.0')
  history.tag('web@0.3.0')
  history.tag('api@2.0.0')
  history.commit({ message: 'feat(web): new start page (#7)', files: { 'packages/web/index.ts': '1' } })
  const head = history.commit({ message: 'fix(api): sort by name', files: { 'packages/api/index.ts': '1' } })
  return { history, before, head }
}

function pushed(before: string, after: string) {
  const head = {
    id: after,
    tree_id: after,
    message: 'fix(api): sort by name',
    timestamp: '2026-01-05T09:02:00Z',
    author: { name: 'Shop Developer', email: 'developer@example.com', username: 'shop-developer' },
    distinct: true,
  }
  const repository = { full_name: 'acme/shop', default_branch: 'main' }
  const flags = { created: false, deleted: false, forced: false, base_ref: null }
  return {
    name: 'push',
    payload: { ref: 'refs/heads/main', before, after, ...flags, commits: [], head_commit: head, repository },
  }
}

/** Runs the steps of ours, as the runner would with the outputs of the steps before. */
async function follow(
  { steps }: Example,
  { run }: GitHubStage,
  { before, head, sentryUrl = '' }: { before: string; head: string; sentryUrl?: string },
): Promise<StepResult[]> {
  const done: StepResult[] = []
  for (const step of steps.filter(({ uses }) => isOurs(uses))) {
    const value = (expression: string): string => {
      const output = /^(?:steps|needs)\.release\.outputs\.([\w-]+)$/.exec(expression.trim())?.[1]
      if (output) return done[0]?.outputs[output] ?? ''
      if (expression.includes('secrets.SENTRY_AUTH_TOKEN')) return USER_TOKEN
      throw new Error(`the recipe uses ${expression}, which this test does not know`)
    }
    const inputs = Object.fromEntries(
      Object.entries(step.with).map(([name, text]) => [
        name,
        text.replace(/\$\{\{([^}]*)\}\}/g, (_, expression: string) => value(expression)),
      ]),
    )
    const server = inputs['provider'] === 'sentry' ? { 'api-url': sentryUrl } : {}
    done.push(
      await run(
        { version: '', 'patch-set': 'auto', ...server, ...inputs },
        { event: pushed(before, head), github: { SHA: head } },
      ),
    )
  }
  return done
}

describe('recipes of the GitHub page', () => {
  it('tags and releases on merge to main, once', () => {
    const { history, before, head } = packages()
    return onGitHub(
      async (stage) => {
        const [recipe] = recipes('Tag and release on merge to main')
        if (!recipe) throw new Error('no such recipe')
        const [first] = await follow(recipe, stage, { before, head })
        expect(first?.ending).toEqual({})
        expect(first?.outputs).toMatchObject({ version: 'v1.3.0', created: 'true', outcome: 'none' })
        expect(history.refs.get('refs/tags/v1.3.0')).toBe(head)
        expect(stage.github.state.releases[0]?.body).toContain('compare/v1.2.0...v1.3.0')
        const [second] = await follow(recipe, stage, { before, head })
        expect(second?.ending).toEqual({})
        expect(second?.outputs).toMatchObject({ version: 'v1.3.0', created: 'false' })
        expect(stage.github.state.releases).toHaveLength(1)
        expect(stage.github.surprises).toEqual([])
      },
      { history },
    )
  })

  it('records the same version in Sentry', async () => {
    const { history, before, head } = packages()
    await onGitHub(
      async (stage) => {
        const sentry = makeSentry({ clock: stage.clock })
        const running = await serve(sentry, { clock: stage.clock })
        try {
          const [recipe] = recipes('Release here, then record the same version in Sentry')
          if (!recipe) throw new Error('no such recipe')
          const results = await follow(recipe, stage, { before, head, sentryUrl: running.url })
          expect(results.map(({ ending }) => ending)).toEqual([{}, {}])
          expect(results[1]?.outputs).toMatchObject({ version: 'v1.3.0', outcome: 'recorded' })
          const [organization] = sentry.state.organizations
          const held = [...(organization?.releases.values() ?? [])]
          expect(held.map(({ version }) => version)).toContain('v1.3.0')
        } finally {
          await running.close()
        }
      },
      { history },
    )
  })

  it('hands the version to a later job, which finds the release and records the deploy', () => {
    const { history, before, head } = packages()
    return onGitHub(
      async (stage) => {
        const [recipe] = recipes('Use the version in later jobs')
        if (!recipe) throw new Error('no such recipe')
        const results = await follow(recipe, stage, { before, head })
        expect(results.map(({ ending }) => ending)).toEqual([{}, {}])
        expect(results[1]?.outputs).toMatchObject({
          version: 'v1.3.0',
          created: 'false',
          outcome: 'succeeded',
        })
        expect(stage.github.state.releases).toHaveLength(1)
        expect(stage.github.state.deployments).toMatchObject([{ sha: head, environment: 'production' }])
      },
      { history },
    )
  })

  it('gives two packages their own tags and notes', () => {
    const { history, before, head } = packages()
    return onGitHub(
      async (stage) => {
        const both = recipes('Two packages with their own tags')
        expect(both).toHaveLength(2)
        const results: StepResult[] = []
        for (const recipe of both) results.push(...(await follow(recipe, stage, { before, head })))
        expect(results.map(({ ending }) => ending)).toEqual([{}, {}])
        const [web, api] = stage.github.state.releases
        expect([web?.tag_name, api?.tag_name]).toEqual([
          results[0]?.outputs['version'],
          results[1]?.outputs['version'],
        ])
        expect(web?.tag_name).toBe('web@0.4.0')
        expect(web?.body).toContain('new start page')
        expect(web?.body).not.toContain('sort by name')
        expect(web?.body).toContain('compare/web%400.3.0...web%400.4.0')
        expect(api?.tag_name).toMatch(/^api@2\.\d+\.\d+$/)
        expect(api?.body).toContain('sort by name')
        expect(api?.body).not.toContain('new start page')
      },
      { history },
    )
  })
})
