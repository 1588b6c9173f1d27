// A stage with Beanstalk's sandbox at hand, for the tests of what only Beanstalk does.
import type { Beanstalk } from '../../sandbox/beanstalk/index.ts'
import { type BeanstalkWorld, beanstalkFixture, makeBeanstalkWorld } from '../contract/beanstalk.ts'
import { onStage, type Stage } from '../contract/harness.ts'

interface BeanstalkStage extends Stage {
  readonly beanstalk: Beanstalk
  /** `GET /api/7/releases.json` of each request so far. */
  requests(): string[]
  /** The bodies of the creates so far. */
  sent(): Record<string, unknown>[]
}

export async function onBeanstalk(
  act: (stage: BeanstalkStage) => Promise<void>,
  options: Parameters<typeof onStage>[2] = {},
): Promise<void> {
  let world: BeanstalkWorld | undefined
  const fixture: typeof beanstalkFixture = {
    ...beanstalkFixture,
    make: (clock, switches) => {
      world = makeBeanstalkWorld(clock, switches)
      return world
    },
  }
  await onStage(
    fixture,
    async (stage) => {
      if (!world) throw new Error('the sandbox was not made')
      const { requests } = stage.running
      await act({
        ...stage,
        beanstalk: world.beanstalk,
        requests: () => requests.map(({ method, path }) => `${method} ${path}`),
        sent: () =>
          requests.filter(({ method }) => method === 'POST').map(({ text }) => JSON.parse(text).release),
      })
      expectNoSurprise(world)
    },
    options,
  )
}

function expectNoSurprise({ surprises }: BeanstalkWorld): void {
  if (surprises().length > 0) throw new Error(`the sandbox did not expect: ${surprises().join('; ')}`)
}

/** GITHUB_… of a later attempt of the same run. */
export function attempt(number: number, sha: string): Record<string, string> {
  return {
    SHA: sha,
    REF: 'refs/heads/main',
    REPOSITORY: 'acme/shop',
    API_URL: 'http://127.0.0.1:9',
    RUN_ATTEMPT: String(number),
  }
}
