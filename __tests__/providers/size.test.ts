// The four providers that joined last are the proof that one is small: each folder is read in an afternoon.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'

it.each(['datadog', 'grafana', 'newrelic', 'rollbar'])('%s is 210 lines in all, at most', (id) => {
  const folder = join(import.meta.dirname, '../../src/providers', id)
  const lines = readdirSync(folder).map(
    (name) => readFileSync(join(folder, name), 'utf8').split('\n').length - 1,
  )
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(210)
})
