// GitHub: tag, release, deployment and its statuses. Vendor facts: docs/providers/github.md.
import { defineProvider } from '../provider.ts'
import { adoptDeployment } from './github-adopt.ts'
import { calls, hints } from './github-calls.ts'
import {
  createDeployment,
  findDeployment,
  findFinished,
  findOpenDeployment,
  finishDeployment,
} from './github-deployments.ts'
import { deploymentHistory, readPast } from './github-history.ts'
import { manifest } from './github-manifest.ts'
import { recentDeployments } from './github-recent.ts'
import { confirmRelease, createRelease, findRelease } from './github-releases.ts'

export const github = defineProvider({
  ...manifest,
  calls,
  hints,
  history: deploymentHistory,
  recent: recentDeployments,
  readPast,
  confirmRelease,
  createRelease,
  findRelease,
  createDeploy: createDeployment,
  finishDeploy: finishDeployment,
  findDeploy: findDeployment,
  findFinish: findFinished,
  findOpen: findOpenDeployment,
  adoptDeploy: adoptDeployment,
})
