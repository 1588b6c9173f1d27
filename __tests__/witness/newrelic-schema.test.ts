// graphql-js holds the documents of New Relic against docs/workflows/newrelic.graphql: what is sent is valid, with variables
// of the right types, and each answer of the stand-in has what the document asks for.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { buildSchema, getOperationAST, parse, validate, validateSchema } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { calls, DOCUMENTS } from '../../src/providers/newrelic/calls.ts'
import { fixtureNamed } from '../contract/fixtures.ts'
import { onStage } from '../contract/harness.ts'
import { type Exchange, folder, watched } from './openapi.ts'

const schema = buildSchema(readFileSync(join(folder, 'newrelic.graphql'), 'utf8'))
const fixture = fixtureNamed('newrelic')

/** What is wrong with a document and its variables, in words. */
function problemsOf(query: string, variables: Record<string, unknown>): string[] {
  const document = parse(query)
  const problems = validate(schema, document)
  const definitions = getOperationAST(document)?.variableDefinitions ?? []
  const { errors = [] } = problems.length > 0 ? {} : getVariableValues(schema, definitions, variables)
  return [...problems, ...errors].map(({ message }) => message)
}

async function exchangesOf(inputs: Readonly<Record<string, string>>): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  const make: typeof fixture.make = (options) => watched(fixture.make(options), exchanges)
  await onStage({ ...fixture, make }, async ({ run }) => {
    const { state } = await run(inputs)
    await run(inputs, { state })
  })
  return exchanges
}

it('has a schema that is one', () => {
  expect(validateSchema(schema)).toEqual([])
})

it('has a document for every call, and each is valid', () => {
  expect(Object.keys(DOCUMENTS)).toEqual(Object.keys(calls))
  for (const document of Object.values(DOCUMENTS)) expect(validate(schema, parse(document))).toEqual([])
})

const runs = [
  ...Object.entries(fixture.operations).map(([operation, inputs]) => ({ operation, ...inputs })),
  { version: '@scope/app@1.0+b 1' },
  { 'newrelic-guid': '', 'newrelic-entity': "name = 'shop'" },
  { 'newrelic-type': 'blue_green', description: '', 'deploy-name': '' },
]

describe.each(runs)('a run with %j', (inputs) => {
  it('sends what the schema takes, and gets what it promises', async () => {
    for (const { request, reply } of await exchangesOf(inputs)) {
      const { query, variables } = JSON.parse(request.text)
      expect(problemsOf(query, variables)).toEqual([])
      expect(reply.json).toMatchObject({ data: expect.anything() })
      expect(reply.json).not.toHaveProperty('errors')
    }
  })
})

it.each([
  ['an unknown field', 'query { actor { account { id } } }', {}, 'account'],
  ['a missing argument', 'query { actor { entitySearch { count } } }', {}, 'query'],
  [
    'a variable that is not whole',
    DOCUMENTS.createDeployment,
    { deployment: { entityGuid: 'x' } },
    'version',
  ],
  [
    'an unknown kind',
    DOCUMENTS.createDeployment,
    { deployment: { entityGuid: 'x', version: '1', deploymentType: 'QUICK' } },
    'QUICK',
  ],
])('the check finds %s', (_, query, variables, words) => {
  expect(problemsOf(query, variables).join()).toContain(words)
})
