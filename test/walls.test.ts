import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { cruise, type ICruiseOptions, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'

/**
 * A small house with every forbidden import in it. A rule that is removed or loosened leaves its violations unreported, and the
 * test named after it turns red; a rule without a violation here is red too.
 */
type Wall = {
  readonly rule: string
  /** `from → to` pairs that must be reported; `to` is an import as written. */
  readonly forbidden: readonly (readonly [from: string, to: string])[]
  /** Pairs that look alike and must pass this rule. */
  readonly allowed?: readonly (readonly [from: string, to: string])[]
}

const WALLS: readonly Wall[] = [
  {
    rule: 'no-cycle',
    forbidden: [['src/rules/ring-a.ts', './ring-b.ts']],
  },
  { rule: 'no-orphan', forbidden: [['src/rules/nobody.ts', '']] },
  { rule: 'no-unresolved', forbidden: [['src/rules/lost.ts', './nowhere.ts']] },
  { rule: 'only-listed-packages', forbidden: [['src/platform/unlisted.ts', 'unlisted']] },
  {
    rule: 'no-dev-package',
    forbidden: [['src/platform/dev.ts', 'fast-check']],
    allowed: [['src/platform/dev.test.ts', 'fast-check']],
  },
  {
    rule: 'kernel-alone',
    forbidden: [
      ['src/kernel/reads-file.ts', 'node:fs'],
      ['src/kernel/uses-package.ts', 'typebox'],
      ['src/kernel/uses-rule.ts', '../rules/law.ts'],
      ['src/kernel/uses-type.ts', 'type ../platform/db.ts'],
    ],
    allowed: [
      ['src/kernel/sound.ts', './month.ts'],
      ['src/kernel/sound.test.ts', 'node:test'],
    ],
  },
  {
    rule: 'rules-on-kernel',
    forbidden: [
      ['src/rules/reads-file.ts', 'node:fs'],
      ['src/rules/uses-package.ts', 'typebox'],
      ['src/rules/uses-module.ts', '../modules/coverage/coverage.ts'],
      ['src/rules/uses-platform.ts', '../platform/db.ts'],
    ],
    allowed: [['src/rules/law.ts', '../kernel/month.ts']],
  },
  {
    rule: 'platform-on-kernel',
    forbidden: [
      ['src/platform/uses-rule.ts', '../rules/law.ts'],
      ['src/platform/uses-module.ts', '../modules/coverage/queries.ts'],
      ['src/platform/uses-words.ts', '../../web/locales/id.ts'],
    ],
    allowed: [
      ['src/platform/db.ts', 'pg'],
      ['src/platform/clock.ts', '../kernel/month.ts'],
    ],
  },
  {
    rule: 'decision-is-pure',
    forbidden: [
      ['src/modules/people/people.ts', '../../platform/db.ts'],
      ['src/modules/claims/claims.ts', 'node:fs'],
      ['src/modules/cards/cards.ts', 'pg'],
      ['src/modules/permits/permits.ts', './reads-behind.ts'],
      ['src/modules/awards/awards.ts', 'type ../../platform/db.ts'],
    ],
    allowed: [
      ['src/modules/coverage/coverage.ts', '../../rules/law.ts'],
      ['src/modules/coverage/queries.ts', '../../platform/db.ts'],
      ['src/modules/rosters/rosters.ts', 'typebox'],
    ],
  },
  {
    rule: 'contract-is-pure',
    forbidden: [
      ['src/modules/people/contract.ts', './queries.ts'],
      ['src/modules/claims/contract.ts', 'kysely'],
      ['src/modules/cards/contract.ts', 'node:fs'],
    ],
    allowed: [
      ['src/modules/coverage/contract.ts', 'typebox'],
      ['src/modules/permits/contract.ts', '../coverage/coverage.ts'],
      ['src/modules/awards/contract.ts', '../coverage/contract.ts'],
    ],
  },
  {
    rule: 'store-is-private',
    forbidden: [['src/modules/claims/file-claim.ts', '../coverage/store.ts']],
    allowed: [['src/modules/coverage/protect-worker.ts', './store.ts']],
  },
  {
    rule: 'store-is-private-to-modules',
    forbidden: [
      ['src/api/writes.ts', '../modules/coverage/store.ts'],
      ['src/cli/writes.ts', '../modules/coverage/store.ts'],
      ['test/writes.ts', '../src/modules/coverage/store.ts'],
    ],
    allowed: [['src/api/app.ts', '../modules/coverage/queries.ts']],
  },
  {
    rule: 'routes-by-app-only',
    forbidden: [
      ['src/api/other.ts', '../modules/coverage/routes.ts'],
      ['src/modules/claims/queries.ts', '../coverage/routes.ts'],
    ],
    allowed: [['src/api/app.ts', '../modules/coverage/routes.ts']],
  },
  {
    rule: 'modules-below-doors',
    forbidden: [
      ['src/modules/claims/asks-api.ts', '../../api/app.ts'],
      ['src/modules/claims/asks-cli.ts', '../../cli/main.ts'],
      ['src/modules/claims/asks-words.ts', '../../../web/locales/id.ts'],
    ],
    allowed: [['src/modules/coverage/store.ts', '../../platform/db.ts']],
  },
  {
    rule: 'doors-apart',
    forbidden: [
      ['src/api/asks-cli.ts', '../cli/main.ts'],
      ['src/jobs/asks-cli.ts', '../cli/main.ts'],
    ],
    allowed: [['src/cli/serve.ts', '../api/app.ts']],
  },
  {
    rule: 'pages-by-api-only',
    forbidden: [
      ['src/cli/shows-page.ts', '../../web/public/home.ts'],
      ['src/jobs/shows-page.ts', '../../web/ui/page.ts'],
    ],
    allowed: [
      ['src/cli/words.ts', '../../web/locales/id.ts'],
      ['src/api/pages.ts', '../../web/public/home.ts'],
    ],
  },
  {
    rule: 'web-sees-pure-files',
    forbidden: [
      ['web/public/asks-queries.ts', '../../src/modules/coverage/queries.ts'],
      ['web/public/asks-platform.ts', '../../src/platform/clock.ts'],
      ['web/public/asks-command.ts', 'type ../../src/modules/coverage/protect-worker.ts'],
    ],
    allowed: [
      ['web/public/home.ts', '../../src/modules/coverage/coverage.ts'],
      ['web/public/form.ts', '../../src/modules/coverage/contract.ts'],
      ['web/ui/page.ts', '../../src/kernel/month.ts'],
    ],
  },
  {
    rule: 'words-see-types',
    forbidden: [['web/locales/en.ts', '../../src/modules/coverage/queries.ts']],
    allowed: [['web/locales/en.ts', 'type ../../src/modules/coverage/protect-worker.ts']],
  },
  {
    rule: 'web-packages',
    forbidden: [
      ['web/ui/reads-file.ts', 'node:fs'],
      ['web/ui/heavy.ts', 'pg'],
    ],
    allowed: [['web/ui/widget.ts', 'react']],
  },
  {
    rule: 'src-without-tests',
    forbidden: [
      ['src/platform/uses-test.ts', '../../test/database.ts'],
      ['src/platform/uses-bench.ts', '../../bench/run.ts'],
      ['demo/uses-test.ts', '../test/database.ts'],
      ['src/platform/uses-test-file.ts', '../kernel/sound.test.ts'],
    ],
    allowed: [['src/platform/clock.test.ts', '../../test/database.ts']],
  },
  {
    rule: 'demo-by-its-command',
    forbidden: [
      ['src/platform/uses-demo.ts', '../../demo/twin.ts'],
      ['src/cli/commands/uses-demo.ts', '../../../demo/twin.ts'],
    ],
    allowed: [['src/cli/commands/demo.ts', '../../../demo/twin.ts']],
  },
  {
    rule: 'bank-sim-by-its-command',
    forbidden: [
      ['src/modules/payments/uses-simulator.ts', '../../../bank-sim/teller.ts'],
      ['src/cli/commands/uses-simulator.ts', '../../../bank-sim/teller.ts'],
    ],
    allowed: [['src/cli/commands/bank-sim.ts', '../../../bank-sim/teller.ts']],
  },
  {
    rule: 'bank-sim-apart',
    forbidden: [['bank-sim/borrows.ts', '../src/platform/clock.ts']],
    allowed: [['bank-sim/own.test.ts', '../src/platform/clock.ts']],
  },
]

/** Files that the imports above lead to and that need content of their own. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  'src/kernel/month.ts': [],
  'src/rules/ring-b.ts': ['./ring-a.ts'],
  'src/modules/permits/reads-behind.ts': ['node:fs'],
  'src/modules/people/queries.ts': ['../../platform/db.ts'],
  'src/modules/coverage/routes.ts': [],
  'src/cli/main.ts': [],
  'web/locales/id.ts': [],
  'test/database.ts': [],
  'bench/run.ts': [],
  'demo/twin.ts': [],
  'bank-sim/teller.ts': [],
}

const PACKAGES = ['typebox', 'pg', 'kysely', 'react', 'fast-check', 'unlisted']

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: IForbiddenRuleType[]
  options: ICruiseOptions
}
const house = mkdtempSync(join(tmpdir(), 'payung-walls-'))
after(() => {
  rmSync(house, { recursive: true })
})
buildHouse()
const violations = await findViolations()

/** Writes every file with all imports that any wall or target gives it. */
function buildHouse(): void {
  const files = new Map<string, Set<string>>()
  const add = (file: string, imports: readonly string[]) => {
    files.set(file, (files.get(file) ?? new Set()).union(new Set(imports)))
  }
  for (const { forbidden: no, allowed: yes = [] } of WALLS)
    for (const [from, to] of [...no, ...yes]) add(from, [to])
  for (const [file, imports] of Object.entries(TARGETS)) add(file, imports)
  for (const [file, imports] of files)
    write(file, [...imports].map(importLine).join('') + 'export const here = 1\n')
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }))
    write(`node_modules/${name}/main.js`, 'module.exports = {}\n')
  }
  const listed = { typebox: '1', pg: '1', kysely: '1', react: '1' }
  write('package.json', JSON.stringify({ dependencies: listed, devDependencies: { 'fast-check': '1' } }))
  write('tsconfig.json', '{}')
}

function importLine(to: string): string {
  if (to === '') return ''
  return to.startsWith('type ') ? `import type { X } from '${to.slice(5)}'\n` : `import '${to}'\n`
}

function write(path: string, text: string): void {
  const file = join(house, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** Every reported violation as `rule: from → to`. */
async function findViolations(): Promise<ReadonlySet<string>> {
  const { output } = await cruise(
    ['src', 'web', 'demo', 'bank-sim', 'test'],
    { ...options, ruleSet: { forbidden }, validate: true, baseDir: house },
    options.enhancedResolveOptions ?? {},
  )
  const { summary } = output as ICruiseResult
  return new Set(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`))
}

function isReported(rule: string, from: string, to: string): boolean {
  const target = to.replace(/^type /, '')
  const end = target.startsWith('.') ? join(dirname(from), target) : target.replace(/^node:/, '')
  return [...violations].some((line) => {
    if (!line.startsWith(`${rule}: ${from} → `)) return false
    const reported = line.slice(line.indexOf(' → ') + 3)
    return reported === end || reported.startsWith(`node_modules/${end}/`) || reported === target
  })
}

for (const { rule, forbidden: no, allowed: yes = [] } of WALLS) {
  test(`the wall ${rule} stops what it must and lets the rest through`, () => {
    for (const [from, to] of no) {
      if (to === '') assert.ok(violations.has(`${rule}: ${from} → ${from}`), `${from} is not reported`)
      // A transitive wall names the file at the end of the chain.
      else if (to === './reads-behind.ts')
        assert.ok(isReported(rule, from, 'fs'), `${from} → … → fs is not reported`)
      else assert.ok(isReported(rule, from, to), `${from} → ${to} is not reported; seen: ${ofFile(from)}`)
    }
    for (const [from, to] of yes)
      assert.equal(isReported(rule, from, to), false, `${from} → ${to} is reported`)
  })
}

function ofFile(from: string): string {
  return [...violations].filter((line) => line.includes(`${from} →`)).join('; ') || 'nothing'
}

test('every wall of the configuration has a violation here, and every one here is configured', () => {
  assert.deepEqual(new Set(WALLS.map(({ rule }) => rule)), new Set(forbidden.map(({ name }) => name)))
})

test('what a wall allows breaks no other wall', () => {
  const allowed = WALLS.flatMap(({ allowed: yes = [] }) => yes)
  for (const [from, to] of allowed) {
    for (const { rule } of WALLS) assert.equal(isReported(rule, from, to), false, `${rule}: ${from} → ${to}`)
  }
})
