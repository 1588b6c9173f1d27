// The requests to Rollbar, and what is read of their answers.
import * as v from 'valibot'
import type { Calls } from '../../provider/provider.ts'

const DOCS = 'https://docs.rollbar.com/reference'
const READ = 'Check rollbar-read-token: a project access token of the same project with the scope read.'

export const calls = {
  createDeploy: {
    route: 'POST /api/1/deploy',
    repeat: 'unsafe',
    does: 'create the deploy',
    docs: `${DOCS}/post-deploy`,
  },
  changeDeploy: {
    route: 'PATCH /api/1/deploy/{id}',
    // The same status a second time changes nothing.
    repeat: 'safe',
    does: 'close deploy {id}',
    hints: { 404: 'Check deploy-id, and that the token is of the same project.' },
    docs: `${DOCS}/update-a-deploy`,
  },
  listDeploys: {
    route: 'GET /api/1/deploys',
    repeat: 'safe',
    does: 'list the deploys',
    server: 'reading',
    hints: { 401: READ, 403: READ },
    docs: `${DOCS}/list-all-deploys`,
  },
} as const satisfies Calls

const Id = v.pipe(v.union([v.number(), v.string()]), v.transform(String))
const NewDeploy = v.object({ deploy_id: Id })
// The vendor's clients read `data`, other answers hold `result`: either is taken.
export const Created = v.union([
  v.pipe(
    v.object({ data: NewDeploy }),
    v.transform(({ data }) => data.deploy_id),
  ),
  v.pipe(
    v.object({ result: NewDeploy }),
    v.transform(({ result }) => result.deploy_id),
  ),
])

const Text = v.nullish(v.string(), '')
const Item = v.object({
  id: Id,
  environment: Text,
  revision: Text,
  status: Text,
  comment: Text,
  start_time: v.nullish(v.number()),
  finish_time: v.nullish(v.number()),
})
export type Item = v.InferOutput<typeof Item>
export const Listed = v.object({ result: v.object({ deploys: v.array(Item) }) })
