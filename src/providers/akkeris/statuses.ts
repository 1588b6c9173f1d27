// The status that is attached to a release, and corrected when it turned out wrong. Others may make it a gate, so it says
// success only of what came up.
import { ApiError } from '../../errors.ts'
import { textAt } from '../../json.ts'
import type { Deploy, Receipt } from '../../provider/provider.ts'
import { oneLine } from '../../text.ts'
import type { AkkerisJob } from './calls.ts'
import { Statuses } from './shapes.ts'
import { kept } from './words.ts'

// 6 to 31 letters, digits, / \ + - . (no underscore). Fixed, so that a pipeline can require it for promotion.
const STATUS_CONTEXT = 'record-deploy'

const STATES: Readonly<Partial<Record<Receipt['outcome'], string>>> = {
  succeeded: 'success',
  existing: 'success',
  failed: 'failure',
  unknown: 'error',
  superseded: 'error',
}

/** Attaches how the deploy ended; nothing while that is open. */
export async function attachStatus(job: AkkerisJob, deploy: Deploy, ended: Receipt): Promise<void> {
  const state = STATES[ended.outcome]
  if (!job.own.akkerisStatus || ended.id === undefined || state === undefined) return
  const params = { app: job.own.akkerisApp, release: ended.id }
  const fields = { state, ...fieldsOf(job, deploy, ended) }
  const body = { context: STATUS_CONTEXT, ...fields }
  const { status, raw } = await job.api.send('createStatus', params, { body })
  if (status !== 422) return
  const said = typeof raw === 'string' ? raw : textAt(raw, 'message')
  if (/already exists/i.test(said) && (await correct(job, params, fields))) return
  const text = `Akkeris did not attach a status to the release: it answered ${status} ("${oneLine(said)}").`
  throw new ApiError(text, { status, mayHaveHappened: false })
}

type Fields = Readonly<Record<string, string>>

/** The limits are those of the controller: a name of 4 to 255, a description under 1,024, a URL under 256 characters. */
function fieldsOf(job: AkkerisJob, { name, url }: Deploy, { outcome, deployed }: Receipt): Fields {
  const what = `${job.operation === 'rollback' ? 'to' : 'of'} ${deployed?.version ?? job.version}`
  // A second run attaches the same as the first.
  const end = outcome === 'existing' ? 'succeeded' : outcome
  const title = kept(name, 255)
  return {
    name: title.length < 4 ? `${STATUS_CONTEXT} ${title}`.trim() : title,
    description: kept(`${job.operation} ${what}: ${end}`, 1_000),
    ...(url.length < 256 ? { target_url: url } : {}),
  }
}

/** Changes ours where it says something else. False when it is not there. */
async function correct(
  { api }: AkkerisJob,
  params: { readonly app: string; readonly release: string },
  fields: Fields,
): Promise<boolean> {
  const { body } = await api.send('listStatuses', params, { schema: Statuses })
  const ours = body?.statuses.find(({ context }) => context === STATUS_CONTEXT)
  if (!ours) return false
  const held = new Map<string, unknown>(Object.entries(ours))
  if (Object.entries(fields).every(([name, value]) => held.get(name) === value)) return true
  await api.send('changeStatus', { ...params, status: ours.id }, { body: fields })
  return true
}
