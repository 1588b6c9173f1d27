// The repository that the command line starts with: acme/shop, a month of small commits, three tags,
// a merged feature branch, a rename, and authors that GitHub could not map.
import { DEVELOPER, type FileEdit, type History, makeHistory } from './history.ts'

const DESIGNER = { name: 'Shop Designer', email: 'designer@example.com', login: 'shop-designer' }
const BOT = {
  name: 'dependabot[bot]',
  email: '49699333+dependabot[bot]@users.noreply.github.com',
  login: 'dependabot[bot]',
}
const UNMAPPED = { name: 'Build Machine', email: '' }
const EMPTY = { name: 'Old Account', email: 'old@example.com', emptyAccount: true }

const manifest = (name: string, version: string) =>
  `${JSON.stringify({ name, version, private: true }, null, 2)}\n`
const WORKFLOW = 'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps: []\n'

type Write = (
  message: string,
  files: Record<string, FileEdit>,
  author?: typeof DEVELOPER,
  branch?: string,
) => void

/** Builds it; the shas are the same each time. */
export function shopHistory(): History {
  const start = '2026-06-01T08:00:00Z'
  const history = makeHistory({ start, step: 5 * 3_600_000 })
  const write: Write = (message, files, author = DEVELOPER, branch = 'main') => {
    history.commit({ message, files, author, branch })
  }
  for (const part of [untilFirst, untilSecond, sinceThen]) part(history, write)
  return history
}

function untilFirst(history: History, write: Write): void {
  write('chore: start the shop', { 'package.json': manifest('shop', '0.1.0'), 'README.md': '# Shop\n' })
  write('ci: deploy on push', { '.github/workflows/deploy.yml': WORKFLOW })
  write('feat(cart): add items', { 'src/cart.ts': 'export const items = []\n' })
  write('feat(cart): remove items', { 'src/cart.ts': 'export const items = new Set()\n' })
  write('feat(price): add VAT', { 'src/price.ts': 'export const vat = 0.2\n' })
  write('fix(price): round half up (fixes #12)', { 'src/price.ts': 'export const vat = 0.19\n' })
  write('style: new buttons', { 'web/button.css': 'button { color: teal }\n' }, DESIGNER)
  write('test(cart): count twice', { 'test/cart.test.ts': '// counts\n' })
  write('docs: say how to start', { 'README.md': '# Shop\n\nnpm start\n' }, EMPTY)
  write('chore: release 1.0.0', { 'package.json': manifest('shop', '1.0.0') })
  history.tag('v1.0.0')
}

function untilSecond(history: History, write: Write): void {
  write('build(deps): bump vite from 6.0.1 to 6.0.2', { 'package-lock.json': '{}\n' }, BOT)
  write('fix(cart): keep items after sign-in', { 'src/cart.ts': 'export const items = new Map()\n' })
  write('feat(search): find by name', { 'src/search.ts': 'export const find = 1\n' })
  history.branch('feat/checkout')
  write(
    'feat(checkout): first step',
    { 'src/checkout.ts': 'export const step = 1\n' },
    DESIGNER,
    'feat/checkout',
  )
  write(
    'feat(checkout): second step',
    { 'src/checkout.ts': 'export const step = 2\n' },
    DESIGNER,
    'feat/checkout',
  )
  write('perf(search): index once', { 'src/search.ts': 'export const find = 2\n' })
  history.merge('feat/checkout', 'main', 'Merge pull request #21 from acme/feat/checkout\n\nfeat: checkout')
  write('refactor: move price to money', { 'src/money.ts': { from: 'src/price.ts' } })
  write('fix(checkout): no double orders', { 'src/checkout.ts': 'export const step = 3\n' })
  write('chore: release 1.1.0', { 'package.json': manifest('shop', '1.1.0') })
  history.tag('v1.1.0', 'main', 'Version 1.1.0')
}

function sinceThen(history: History, write: Write): void {
  write('chore: generated files', { 'src/generated.ts': '// generated\n' }, UNMAPPED)
  write('feat(web)!: new start page', {
    'web/package.json': manifest('@acme/web', '2.0.0'),
    'web/index.html': '<h1>Shop</h1>\n',
  })
  history.tag('web@2.0.0')
  write('fix(web): title in the tab', { 'web/index.html': '<title>Shop</title>\n' }, DESIGNER)
  write('feat(cart): 🛒 in the header', { 'web/header.html': '🛒\n' }, DESIGNER)
  write('build(deps): bump jest from 29 to 30', { 'package-lock.json': '{"lockfileVersion":3}\n' }, BOT)
  write('revert: "perf(search): index once"', { 'src/search.ts': 'export const find = 1\n' })
  write('fix(search): ignore case', { 'src/search.ts': 'export const find = 3\n' })
  write('chore: drop old tests', { 'test/cart.test.ts': null })
  write('feat(order): list past orders', { 'src/order.ts': 'export const orders = []\n' })
  write('fix(order): newest first', { 'src/order.ts': 'export const orders = [0]\n' })
  write('chore: release 1.2.0', { 'package.json': manifest('shop', '1.2.0') })
}
