// What users run today: sentry-cli driven through its JavaScript API, in the order of getsentry/action-release
// (release, commits, deploy, finalize). JavaScript for the same reason as floor.js.
import { SentryCli } from '@sentry/cli'

const [version, environment] = process.argv.slice(2)
const cli = new SentryCli()
await cli.releases.new(version)
await cli.releases.setCommits(version, { auto: true })
await cli.releases.newDeploy(version, { env: environment })
await cli.releases.finalize(version)
