// What is wrong with Beanstalk's inputs, before any request. The commonest mistake is the other Beanstalk, of AWS.

import type { Values } from '../../inputs/kinds.ts'
import { shown } from '../../inputs/slips.ts'
import type { CommonFacts, Problem } from '../../provider/provider.ts'
import type { inputs } from './inputs.ts'

const AWS =
  'That belongs to AWS Elastic Beanstalk. provider: beanstalk is for Beanstalk (beanstalkapp.com), another service; for AWS use an action that is made for it.'

type BeanstalkInputs = Values<typeof inputs>

/** Every problem, each with its cure. Empty required inputs are named elsewhere. */
export function problemsOf(own: BeanstalkInputs, asked: CommonFacts): readonly Problem[] {
  return [
    awsProblem(own, asked) ?? accountProblem(own.beanstalkAccount),
    // Basic authentication separates user and password by the first colon (RFC 7617).
    /[:\p{Cc}]/u.test(own.beanstalkUsername) &&
      'beanstalk-username must not hold a colon or control character.',
    revisionProblem(own.beanstalkRevision),
    deployIdProblem(asked),
  ]
}

function awsProblem(
  own: BeanstalkInputs,
  { apiUrl, environment, deployId, token }: CommonFacts,
): string | undefined {
  const fields: readonly (readonly [string, string])[] = [
    ['beanstalk-account', own.beanstalkAccount],
    ['beanstalk-username', own.beanstalkUsername],
    ['beanstalk-repository', own.beanstalkRepository],
    ['api-url', apiUrl],
    ['environment', environment],
    ['deploy-id', deployId],
  ]
  const found = fields.find(
    ([name, value]) => isAws(value) || (name === 'beanstalk-account' && isAwsName(value)),
  )
  if (found) return `${found[0]} "${shown(found[1], 80)}" cannot be right. ${AWS}`
  // Never shown: it may be a live key.
  return /^A[KS]IA[0-9A-Z]{16}$/.test(token) ? `token looks like an AWS access key. ${AWS}` : undefined
}

function isAws(value: string): boolean {
  return /^arn:aws/i.test(value) || /(^|[./])(elasticbeanstalk|amazonaws)\.com/i.test(value)
}

/** The number of an AWS account, or a region. */
function isAwsName(value: string): boolean {
  return /^\d{12}$/.test(value) || /^(af|ap|ca|cn|eu|il|me|mx|sa|us)(-gov|-iso\w?)?-[a-z]+-\d$/i.test(value)
}

function accountProblem(account: string): Problem {
  if (account === '' || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(account)) return undefined
  return `beanstalk-account must be the ACCOUNT in ACCOUNT.beanstalkapp.com alone; got "${shown(account, 80)}".`
}

function revisionProblem(revision: string): Problem {
  if (revision === '' || /^([0-9a-f]{40}|[1-9]\d*)$/i.test(revision)) return undefined
  return `beanstalk-revision must be a full git sha (40 hex characters) or a Subversion number; got "${shown(revision, 80)}".`
}

function deployIdProblem({ operation, deployId }: CommonFacts): Problem {
  const isUsed = ['finish', 'retry', 'rollback'].includes(operation)
  if (!isUsed || deployId === '' || /^\d+$/.test(deployId) || isAws(deployId)) return undefined
  return `deploy-id must be the number of a Beanstalk release; got "${shown(deployId, 80)}".`
}
