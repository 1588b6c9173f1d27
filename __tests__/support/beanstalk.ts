// A stage with Beanstalk's sandbox at hand, for the tests of what only Beanstalk does.
import { standIn } from '../../sandbox/beanstalk/index.ts'
import { fixtureOf } from '../contract/fixtures.ts'
import { onStage, type Stage } from '../contract/harness.ts'

const fixture = fixtureOf('beanstalk', standIn)

interface BeanstalkStage extends Stage {
  readonly beanstalk: ReturnType<typeof fixture.make>
  /** `GET /api/7/releases.json` of each request so far. */
  requests(): string[]
  /** The bodies of the creates so far. */
  sent(): Record<string, unknown>[]
}

export function onBeanstalk(
  act: (stage: BeanstalkStage) => Promise<void>,
  options: Parameters<typeof onStage>[2] = {},
): Promise<void> {
  const check = async (stage: Stage<BeanstalkStage['beanstalk']>) => {
    const { requests } = stage.running
    await act({
      ...stage,
      beanstalk: stage.world,
      requests: () => requests.map(({ method, path }) => `${method} ${path}`),
      sent: () =>
        requests.filter(({ method }) => method === 'POST').map(({ text }) => JSON.parse(text).release),
    })
    const { surprises } = stage.world
    if (surprises.length > 0) throw new Error(`the sandbox did not expect: ${surprises.join('; ')}`)
  }
  return onStage(fixture, check, options)
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
