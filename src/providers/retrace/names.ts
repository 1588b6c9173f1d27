// retrace-check-names: are there such an app and environment? Turns Retrace's silent mismatch into an error that helps.
import * as v from 'valibot'
import { InputError, isExpected } from '../../errors.ts'
import type { Api } from '../../provider/provider.ts'
import { listed, nearest } from '../../text.ts'
import type { calls } from './calls.ts'
import { quoted } from './key.ts'

// As stackify-deployment-recorder reads it (JsonAppEnv, 2018).
const AppEnvs = v.array(v.object({ AppName: v.string(), EnvName: v.string() }))
type AppEnvs = v.InferOutput<typeof AppEnvs>

/**
 * @returns a warning when the names could not be looked up: the look-up is unofficial, and nothing may depend on it
 * @throws InputError that names what Retrace has instead
 */
export async function checkNames(
  api: Api<typeof calls>,
  app: string,
  environment: string,
): Promise<readonly string[]> {
  const { pairs, why } = await readNames(api)
  if (pairs.length === 0) return [`the names could not be checked, so the deploy goes on without: ${why}`]
  const apps = [...new Set(pairs.map(({ AppName }) => AppName))]
  if (!apps.includes(app))
    throw new InputError([`Retrace has no app ${quoted(app)} (retrace-app)${suggestion(app, apps)}`])
  const environments = pairs.filter(({ AppName }) => AppName === app).map(({ EnvName }) => EnvName)
  if (environments.includes(environment)) return []
  throw new InputError([
    `the app ${quoted(app)} has no environment ${quoted(environment)} in Retrace${suggestion(environment, environments)}`,
  ])
}

async function readNames(api: Api<typeof calls>): Promise<{ pairs: AppEnvs; why: string }> {
  try {
    const { body = [] } = await api.send('listNames', {}, { schema: AppEnvs })
    return { pairs: body, why: 'Retrace listed no app.' }
  } catch (error) {
    if (!isExpected(error)) throw error
    return { pairs: [], why: error.message }
  }
}

const MOST = 10

/** The nearest names; where none is near, the first of all there are. */
function suggestion(word: string, there: readonly string[]): string {
  const near = nearest(word, there)
  if (near.length > 0) return `; did you mean ${listed(near.map(quoted), 'or')}?`
  const more = there.length > MOST ? ['…'] : []
  return `; there is ${listed([...there.slice(0, MOST).map(quoted), ...more])}.`
}
