// Why GitHub refuses, by what it says: a missing permission is named only where it is one.
import { describe, expect, it } from '@jest/globals'
import { ACTIONS_PERMISSIONS } from '../../sandbox/github/index.ts'
import { forbidden } from '../../src/github/refused.ts'
import { onGitHub } from '../support/github-stage.ts'

const { contents: _, ...withoutContents } = ACTIONS_PERMISSIONS
const LACKS = 'The token lacks'

describe('a refusal before every route', () => {
  it.each([
    ['saml', 'single sign-on: https://github.test/orgs/acme/sso'],
    ['ip', 'lets only known addresses in'],
    ['archived', 'unarchive it'],
  ])('names its own cure, and no permission: %s', (wall, cure) =>
    onGitHub(
      async ({ run, github }) => {
        const { ending } = await run({ environment: 'production' })
        expect(ending.fails).toContain(cure)
        expect(ending.fails).not.toContain(LACKS)
        expect(github.state.deployments).toEqual([])
      },
      { switches: { wall } },
    ))

  it('says that the repository was renamed, and not that api-url is wrong', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run()
        expect(ending.fails).toContain('The repository was renamed or moved')
        expect(ending.fails).not.toContain('api-url')
      },
      { switches: { renamed: 'yes' } },
    ))
})

describe('a missing permission', () => {
  it('is read for a read', () =>
    onGitHub(
      async ({ run }) => {
        const { ending } = await run({ operation: 'rollback', version: 'v1.0.0', environment: 'production' })
        expect(ending.fails).toContain(`${LACKS} contents: read`)
        expect(ending.fails).not.toContain('contents: write')
      },
      { permissions: withoutContents },
    ))

  it.each([
    ['Resource not accessible by integration', LACKS],
    ['Resource not accessible by personal access token', LACKS],
    ['Must have admin rights to Repository.', LACKS],
    ['', LACKS],
    ['Sorry. Your account was suspended.', ''],
    ['Request forbidden by administrative rules.', ''],
  ])('is what a 403 is about by its words: "%s"', (message, hint) => {
    const told = forbidden(`${LACKS} contents: write.`)
    expect(typeof told === 'function' && told({ headers: {}, body: { message } })).toBe(
      hint && `${LACKS} contents: write.`,
    )
  })
})
