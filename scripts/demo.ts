// npm run demo -- [PROVIDER] [--operation OPERATION] [--fail] [--fault TEXT]… [--html]: a step as a user's workflow runs it, the built
// action against the provider's stand-in. Exits with 0 when it shows what it should.
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, styleText } from 'node:util'
import { parseFault } from '../sandbox/faults.ts'
import { standIn as github } from '../sandbox/github/index.ts'
import { standIns } from '../sandbox/index.ts'
import { runMain, runPost, type StageResult, type StepOptions } from '../sandbox/runner.ts'
import { makeClock, type Running, serve } from '../sandbox/server.ts'
import { effectOf, operationsOf } from '../src/provider/provider.ts'
import { providers } from '../src/providers/index.ts'
import { type Scene, sceneOf } from './demo/scenes.ts'
import { end, orUsage } from './options.ts'
import { plainSummary } from './plain.ts'
import { renderPage } from './render.ts'

// `finish` and `retry` need a deploy that is there: see docs/recipes.md.
const SHOWN = ['deploy', 'release', 'track', 'start', 'rollback']
const USAGE = `usage: npm run demo -- [PROVIDER] [--operation OPERATION] [--fail] [--fault TEXT]… [--html]

  PROVIDER     ${Object.keys(standIns).join(', ')}; sentry by default
  --operation  ${SHOWN.join(', ')}; deploy by default
  --fail       the deploy fails: by the provider where it deploys, else by the job that the step tracks
  --fault TEXT what its stand-in does wrong, e.g. "504-late=3000 POST /deploys/"; npm run sandbox -- --help lists them all
  --html       writes the job summary as a page, beside the checkout, and names the file`

/** What was asked for. @throws with the reason why it cannot be shown */
function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      operation: { type: 'string' },
      fail: { type: 'boolean', default: false },
      fault: { type: 'string', multiple: true, default: [] },
      html: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) end(USAGE, 0)
  const [id = 'sentry', ...more] = positionals
  const provider = Object.values(providers).find((each) => each.id === id)
  if (!provider) throw new Error(`there is no provider ${id}`)
  if (more.length > 0) throw new Error(`one provider at a time, not also ${more.join(' ')}`)
  const isOwnDeploy = effectOf(provider) === 'deploys'
  const operation = values.operation ?? (values.fail && !isOwnDeploy ? 'track' : 'deploy')
  const possible = SHOWN.filter((each) => operationsOf(provider).some((supported) => supported === each))
  if (!possible.includes(operation))
    throw new Error(`${provider.name} shows ${possible.join(', ')}, not ${operation}`)
  const canFail = isOwnDeploy ? operation !== 'start' : operation === 'track'
  if (values.fail && !canFail)
    throw new Error(`${operation} has nothing that fails at ${provider.name}: leave --operation out`)
  const { fail: fails, fault, html } = values
  return { id, provider, operation, fails, faults: fault.map(parseFault), html }
}

type Asked = ReturnType<typeof readArguments>

const heading = (text: string) => console.log(`\n${styleText('bold', `── ${text} `.padEnd(100, '─'))}`)

/** Runs the step, and its post stage for a tracked deploy; true when it ended as it should. */
async function show({ id, provider, operation, fails, faults, html }: Asked): Promise<boolean> {
  const clock = makeClock()
  const scene = sceneOf(id, { clock, fails })
  const running = await serve(scene.service, { clock, faults })
  const isGitHub = scene.github === scene.service
  const repository = isGitHub ? running : await serve(scene.github, { clock })
  try {
    const urls = { api: isGitHub ? '' : running.url, github: repository.url }
    const step = stepOf(id, operation, scene, urls)
    showStep(step.with)
    const main = await runMain(step)
    showStage('log', main, running)
    heading('outputs')
    showOutputs(main.outputs)
    heading('job summary')
    console.log(plainSummary(main.summary))
    const post = operation === 'track' ? await closeJob(step, main, fails, running) : undefined
    heading(`what ${provider.name}'s stand-in holds now`)
    for (const line of heldLines(scene)) console.log(line)
    if (html) writePage(`${main.summary}\n${post?.summary ?? ''}`)
    const isMeantToFail = fails && effectOf(provider) === 'deploys'
    return main.code === (isMeantToFail ? 1 : 0) && (post?.code ?? 0) === 0
  } finally {
    await running.close()
    if (repository !== running) await repository.close()
  }
}

function showOutputs(outputs: StageResult['outputs']): void {
  for (const [name, value] of Object.entries(outputs)) {
    const shown = name === 'result' ? '(all of the above as JSON)' : value
    console.log(`${name.padEnd(14)} ${shown.replaceAll('\n', `\n${' '.repeat(15)}`)}`)
  }
}

/** What was made, in the words that all stand-ins share. */
function heldLines({ service }: Scene): string[] {
  const deploys = service
    .deploys()
    .map(
      ({ id, version, environment, state, text }) => `${state}  ${id}  ${version} → ${environment}  ${text}`,
    )
  return deploys.length > 0 ? deploys : ['no deploy']
}

/** Outside of the checkout, where no check of the project finds it. */
function writePage(summary: string): void {
  const file = join(tmpdir(), 'record-deploy-summary.html')
  writeFileSync(file, renderPage(summary, { theme: 'auto', title: 'record-deploy' }))
  console.log(`\nThe summary as a page: ${file}`)
}

interface Urls {
  /** Empty: the provider is the server that the workflow runs on. */
  readonly api: string
  readonly github: string
}

function stepOf(id: string, operation: string, scene: Scene, urls: Urls): StepOptions {
  const { event, inputs, rollback } = scene
  return {
    with: {
      provider: id,
      ...(operation === 'deploy' ? {} : { operation }),
      ...(urls.api ? { 'api-url': urls.api } : {}),
      ...inputs,
      ...(operation === 'rollback' ? rollback : {}),
    },
    event: { name: 'push', payload: event.payload },
    github: { ...event.variables, API_URL: urls.github },
    token: github.token,
  }
}

function showStep(inputs: StepOptions['with']): void {
  heading('step')
  console.log('- uses: ./\n  with:')
  for (const [name, value] of Object.entries(inputs).filter(([, text]) => text !== ''))
    console.log(`    ${name}: ${name === 'token' ? '***' : value}`)
}

/** The job ends, and the action closes what it tracked. */
async function closeJob(step: StepOptions, main: StageResult, fails: boolean, running: Running) {
  const jobStatus = fails ? 'failure' : 'success'
  const post = await runPost({ ...step, jobStatus }, main)
  showStage(`log when the job has ended with ${jobStatus}`, post, running)
  heading('job summary of the end')
  console.log(plainSummary(post.summary))
  return post
}

function showStage(title: string, { code, ms, seen }: StageResult, { requests }: Running): void {
  const sent = `${requests.length} request${requests.length === 1 ? '' : 's'} so far`
  heading(`${title} (exit code ${code}, ${Math.round(ms)} ms, ${sent})`)
  console.log(seen)
}

if (!(await show(orUsage(USAGE, readArguments)))) process.exitCode = 1
