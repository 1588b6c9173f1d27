// A stage with Beanstalk's sandbox at hand, for the tests of what only Beanstalk does.
import { standIn } from '../../sandbox/beanstalk/index.ts'
import { fixtureOf } from '../contract/fixtures.ts'
import { onStage, type Stage, type StageOptions } from '../contract/harness.ts'

const fixture = fixtureOf('beanstalk', standIn)

type World = ReturnType<typeof fixture.make>

interface BeanstalkStage extends Omit<Stage<World>, 'sent'> {
  readonly beanstalk: World
  /** The bodies of the creates so far. */
  sent(): Record<string, unknown>[]
}

export function onBeanstalk(
  act: (stage: BeanstalkStage) => Promise<void>,
  options?: StageOptions,
): Promise<void> {
  return onStage(
    fixture,
    (stage) =>
      act({
        ...stage,
        beanstalk: stage.world,
        sent: () => stage.sent('POST', '').map(({ release }): Record<string, unknown> => Object(release)),
      }),
    options,
  )
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
