// GitHub: tag, release, deployment and its statuses. Vendor facts: docs/providers/github.md.
import { defineProvider } from '../../provider/provider.ts'
import { adoptDeployment } from './adopt.ts'
import { calls, hints } from './calls.ts'
import {
  createDeployment,
  findDeployment,
  findFinished,
  findOpenDeployment,
  finishDeployment,
} from './deployments.ts'
import { deploymentHistory, readPast } from './history.ts'
import { manifest } from './manifest.ts'
import { recentDeployments } from './recent.ts'
import { confirmRelease, createRelease, findRelease } from './releases.ts'

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
