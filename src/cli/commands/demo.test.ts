import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { runCommandLine } from '../main.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-roster-'))
after(() => {
  rmSync(folder, { recursive: true })
})

async function payung(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const exitCode = await runCommandLine(words, {
    env: {},
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    flushed: () => Promise.resolve(),
  })
  return { exitCode, out, err }
}

const told = ({ out }: { readonly out: readonly string[] }) =>
  JSON.parse(out.join('\n')) as Record<string, unknown>

test('a list is written without any database, and says what was planted', async () => {
  const file = join(folder, 'daftar.csv')
  const answer = await payung(
    'demo',
    'roster',
    '--rows',
    '200',
    '--format',
    'csv',
    '--messy',
    '--out',
    file,
    '--json',
  )
  assert.equal(answer.exitCode, 0)
  const { rows, accepted, refused, held, duplicates } = told(answer)
  assert.deepEqual([rows, Number(accepted) + Number(refused) + Number(held) + Number(duplicates)], [200, 200])
  assert.ok(readFileSync(file).length > 10_000)
})

test('people of a list of a wider region live in its villages', async () => {
  const file = join(folder, 'kabupaten.csv')
  await payung('demo', 'roster', '--rows', '50', '--format', 'csv', '--region', '16.06', '--out', file)
  const codes = new Set(readFileSync(file, 'utf8').match(/16\.06\.\d\d\.\d{4}/g))
  assert.ok(codes.size > 10, String(codes.size))
})

for (const [name, words, code] of [
  ['without a number of rows', ['--format', 'csv', '--out', 'x'], 'value-missing'],
  ['of no rows', ['--rows', '0', '--format', 'csv', '--out', 'x'], 'value-out-of-range'],
  [
    'of more rows than a sheet holds',
    ['--rows', '1048576', '--format', 'xlsx', '--out', 'x'],
    'value-out-of-range',
  ],
  ['of half a row', ['--rows', '1.5', '--format', 'csv', '--out', 'x'], 'value-malformed'],
  ['of another format', ['--rows', '5', '--format', 'ods', '--out', 'x'], 'value-not-allowed'],
  [
    'of a region without villages',
    ['--rows', '5', '--format', 'csv', '--out', 'x', '--region', '16.99'],
    'region-unknown',
  ],
] as const) {
  test(`a list ${name} is refused, and no file is written`, async () => {
    const answer = await payung('demo', 'roster', ...words, '--json')
    assert.deepEqual([answer.exitCode, told(answer)['refusal']], [1, code])
    assert.equal(existsSync('x'), false)
  })
}
