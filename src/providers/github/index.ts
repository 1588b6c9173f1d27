// GitHub: tag, release, deployment and its statuses. Vendor facts: docs/providers/github.md.
import { defineProvider } from '../../provider/provider.ts'
import { adoptDeployment } from './adopt.ts'
import { calls, hints } from './calls.ts'
import { connectionOf, problemsOf } from './check.ts'
import { deactivateDeployments } from './deactivate.ts'
import {
  createDeployment,
  findDeployment,
  findFinished,
  findOpenDeployment,
  finishDeployment,
} from './deployments.ts'
import { deploymentHistory, pastDeployment } from './history.ts'
import { inputs } from './inputs.ts'
import { recentDeployments } from './recent.ts'
import { confirmRelease, createRelease, findRelease, isBeside } from './releases.ts'

export const github = defineProvider({
  id: 'github',
  name: 'GitHub',
  where: 'in the repository under Releases and Deployments',
  tokenEnv: 'GITHUB_TOKEN',
  identity: 'lookup',
  inputs,
  limits: {
    // A version is a tag, and a tag a ref of git: git help check-ref-format.
    version: {
      // Git writes it to a file of this name plus ".lock", and a file name has at most 255 bytes.
      maxBytes: 250,
      forbidden: [' ', '~', '^', ':', '?', '*', '[', '\\', '..', '@{', '//'],
      shapes: [
        { pattern: /^[-/]/, says: 'starts with "-" or "/"' },
        { pattern: /[./]$/, says: 'ends with "." or "/"' },
        { pattern: /(^|\/)\./, says: 'has a part that starts with "."' },
        { pattern: /\.lock(\/|$)/, says: 'has a part that ends with ".lock"' },
        { pattern: /^@$/, says: 'is "@" alone' },
      ],
      trimmed: true,
    },
    environment: { maxLength: 255, trimmed: true },
  },
  calls,
  hints,

  problems: problemsOf,
  connect: (_own, access) => connectionOf(access),
  target: () => [],
  leaveOut: ({ githubRelease }) => (githubRelease ? [] : ['release']),
  history: (session, use) =>
    use === 'summary' ? recentDeployments(session) : deploymentHistory(session, use),
  pastDeploy: pastDeployment,

  release: { make: createRelease, find: findRelease, confirm: confirmRelease, isBeside },
  deploy: {
    make: createDeployment,
    find: findDeployment,
    adopt: { look: adoptDeployment, withinMs: () => 0 },
  },
  finish: { make: finishDeployment, find: findFinished, open: findOpenDeployment },
  // After a lost answer it is done again: it looks at each deployment before it touches it.
  deactivate: { make: deactivateDeployments, find: async () => 'absent' },
})
