import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { test } from 'node:test'

/** What no linter sees: names, sizes and numbers of the whole tree. The reasons are in CONTRIBUTING.md. */
const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const SOURCE = new Set(['.ts', '.tsx', '.js', '.mjs', '.cjs', '.css', '.sql'])
const TEXT = new Set([
  ...SOURCE,
  '.md',
  '.json',
  '.jsonl',
  '.csv',
  '.geojson',
  '.html',
  '.svg',
  '.yml',
  '.service',
  '.sh',
  '',
])
/** Written by programs; their length is not ours to choose. */
const GENERATED = new Set([
  'package-lock.json',
  'src/platform/schema.ts',
  'db/schema.sql',
  'docs/api/openapi.json',
])

const ignored = new Set(
  ['.git', 'node_modules', ...read('.gitignore').split('\n')].map((line) =>
    line.trim().replace(/^\/|\/$/g, ''),
  ),
)
const files = walk('')

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (ignored.has(entry.name) || ignored.has(path)) return []
    if (entry.isDirectory()) return walk(path)
    return entry.isFile() ? [path] : []
  })
}

const sourceFiles = files.filter((path) => SOURCE.has(extname(path)))
const textFiles = files.filter((path) => TEXT.has(extname(path)))

test('the walk sees the tree', () => {
  for (const path of [
    'package.json',
    'payung',
    'src/kernel/nik.ts',
    'test/house-rules.test.ts',
    'GLOSSARY.md',
  ]) {
    assert.ok(textFiles.includes(path), path)
  }
})

test('no file is longer than 400 lines', () => {
  const long = sourceFiles
    .filter((path) => !GENERATED.has(path))
    .map((path) => ({ path, lineCount: read(path).split('\n').length - 1 }))
    .filter(({ lineCount }) => lineCount > 400)
  assert.deepEqual(long, [])
})

test('no file is named for nothing in particular', () => {
  const vague = /(^|[-.])(utils?|helpers?|managers?|services?|index|misc|common|data|info)([-.]|$)/
  const named = sourceFiles.filter((path) =>
    vague.test(basename(path).replace(/(\.test|\.db\.test)?\.[a-z]+$/, '')),
  )
  assert.deepEqual(
    named.filter((path) => !ALLOWED_NAMES.has(path)),
    [],
  )
})

/** Here the word says what the file is about. */
const ALLOWED_NAMES = new Set([
  'src/platform/data-folder.ts',
  'src/platform/data-folder.test.ts',
  'src/modules/open-data/open-data.ts',
])

test('every source file has a kebab-case name', () => {
  const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/
  const numbered = /^\d{4}_[a-z0-9_]+\.sql$/
  assert.deepEqual(
    sourceFiles.filter((path) => !kebab.test(basename(path)) && !numbered.test(basename(path))),
    [],
  )
})

test('nothing is left for later in a comment', () => {
  const mark = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`)
  assert.deepEqual(
    textFiles.filter((path) => path !== 'package-lock.json' && mark.test(read(path))),
    [],
  )
})

/** A province in use, a possible day and month, a serial that is not 0000: what a living person could have. */
const PLAUSIBLE_NIK =
  /(?<!\d)(?:1[1-9]|2[01]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-6])\d{4}(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d{2}(?!0000)\d{4}(?!\d)/g

const NEVER_ISSUED = /^..(9999|00)|^(.)\2{15}$/

/**
 * Sixteen digits that could be somebody's NIK, written together or in fours. Invented ones carry regency and district 9999 or
 * regency 00, which were never issued; sixteen equal digits are nobody's.
 */
function plausibleNiks(text: string): string[] {
  const together = text.replace(/(?<=\d{4})[ .-](?=\d{4})/g, '')
  return [...together.matchAll(PLAUSIBLE_NIK)].map(([nik]) => nik).filter((nik) => !NEVER_ISSUED.test(nik))
}

test('no file holds a number that could be a living person’s NIK', () => {
  const area = '16' + '7101'
  assert.deepEqual(plausibleNiks(`a ${area}1702900001 b`), [`${area}1702900001`])
  assert.deepEqual(plausibleNiks(`${area.slice(0, 4)} ${area.slice(4)}57 0290 0001`), [`${area}5702900001`])
  assert.deepEqual(plausibleNiks('1699991702900001 16999917029000012'), [])
  const found = textFiles.flatMap((path) =>
    plausibleNiks(read(path)).map((nik) => `${path}: ${nik.slice(0, 4)}…`),
  )
  assert.deepEqual(found, [])
})

test('every decision record has its own number and a status', () => {
  const records = files.filter((path) => path.startsWith('docs/adr/') && path.endsWith('.md'))
  const numbers = records.map(
    (path) => /^docs\/adr\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1] ?? `unnumbered ${path}`,
  )
  assert.deepEqual(numbers.toSorted(), [...new Set(numbers)].toSorted())
  assert.deepEqual(
    numbers.filter((number) => number.startsWith('unnumbered')),
    [],
  )
  assert.deepEqual(
    records.filter((path) => !/^(Status|\*\*Status)/m.test(read(path))),
    [],
  )
})

test('the changelog tells of the version in package.json', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string }
  assert.match(read('CHANGELOG.md'), new RegExp(`^## \\[?${version.replaceAll('.', '\\.')}\\b`, 'm'))
})

test('packages are whole, pinned, and tied to no address to fetch them from', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>
  }
  const strange = Object.entries(packages).filter(
    ([name, { resolved, integrity }]) => name !== '' && (integrity === undefined || resolved !== undefined),
  )
  assert.deepEqual(
    strange.map(([name]) => name),
    [],
  )
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >
  const ranges = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  assert.deepEqual(
    ranges.filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range)),
    [],
  )
})
