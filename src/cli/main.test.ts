import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refuse } from '../kernel/refusal.ts'
import { OperatorFailure } from '../platform/operator-failure.ts'
import { reportFailure } from './failures.ts'
import { runCommandLine } from './main.ts'

async function typed(line: string, env: Record<string, string> = {}) {
  const [out, err]: [string[], string[]] = [[], []]
  const exitCode = await runCommandLine(line.split(' ').filter(Boolean), {
    env,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    flushed: () => Promise.resolve(),
  })
  return { exitCode, out: out.join('\n'), err: err.join('\n') }
}

test('without a command, with --help and with help the commands are listed', async () => {
  for (const line of ['', '--help', '-h', 'help']) {
    const { exitCode, out } = await typed(line)
    assert.equal(exitCode, 0)
    for (const name of ['serve', 'doctor', 'law price', 'regions find'])
      assert.match(out, new RegExp(`^  ${name} `, 'm'))
  }
})

test('a family of commands and a single command have help of their own', async () => {
  const family = await typed('law --help')
  assert.match(family.out, /law price/)
  assert.doesNotMatch(family.out, /regions find/)
  const single = await typed('law price --help')
  assert.match(single.out, /--segment/)
  assert.match(single.out, /Contoh/)
})

test('no line of help is wider than a terminal of 100 columns', async () => {
  for (const line of ['--help', 'law price --help', 'regions find --help', 'serve --help']) {
    const { out } = await typed(line)
    for (const each of out.split('\n').filter((text) => !text.startsWith('  ./payung'))) {
      assert.ok(each.length <= 100, `${line}: ${each}`)
    }
  }
})

test('a misspelt command is answered with the nearest and exit code 2', async () => {
  const { exitCode, err } = await typed('doctro')
  assert.equal(exitCode, 2)
  assert.match(err, /"doctro" tidak dikenal\. Mungkin maksudnya: \.\/payung doctor/)
  const inFamily = await typed('law pirce')
  assert.match(inFamily.err, /Mungkin maksudnya: \.\/payung law price/)
})

test('with --json a wrong command line is still one JSON object on stdout', async () => {
  const { exitCode, out, err } = await typed('config --jsn --json')
  assert.equal(exitCode, 2)
  assert.equal(err, '')
  assert.equal((JSON.parse(out) as { refusal: string }).refusal, 'field-unknown')
})

test('config names each setting and hides secrets, also as JSON; a wrong one makes exit code 1', async () => {
  const env = { DATABASE_URL: 'postgres://payung:kelelawar-biru@db/payung', PORT: 'abc' }
  for (const line of ['config', 'config --json']) {
    const { exitCode, out } = await typed(line, env)
    assert.equal(exitCode, 1)
    assert.match(out, /payung:\*\*\*@db/)
    assert.doesNotMatch(out, /kelelawar/)
  }
})

test('a refusal is exit code 1 with its code, its sentence and its details', async () => {
  const refusal = refuse('value-malformed', { field: 'month', value: '2026-13', expected: 'month' })
  const { exitCode, stdout } = await reportFailure(refusal, { json: true, isDebug: false })
  assert.equal(exitCode, 1)
  const { message, ...rest } = JSON.parse(stdout[0] ?? '') as Record<string, unknown>
  assert.ok(typeof message === 'string' && message.length > 0)
  assert.deepEqual(rest, { refusal: 'value-malformed', field: 'month', value: '2026-13', expected: 'month' })
})

test('our own mistake shows an id and no stack, unless debugging; no 16 digits reach the terminal', async () => {
  const bug = new TypeError('cannot read 9900 0000 0000 0000 of undefined')
  const plain = await reportFailure(bug, { json: false, isDebug: false })
  assert.match(plain.stderr.join('\n'), /nomor [0-9a-f]{8}\).*Laporkan/)
  assert.doesNotMatch(plain.stderr.join('\n'), /9900|\n\s+at /)
  const debug = await reportFailure(bug, { json: false, isDebug: true })
  assert.match(debug.stderr.join('\n'), /\n\s+at /)
  assert.doesNotMatch(debug.stderr.join('\n'), /9900/)
})

test('what only the operator can mend is its sentence alone', async () => {
  const { exitCode, stderr } = await reportFailure(new OperatorFailure('Disk penuh.'), {
    json: false,
    isDebug: false,
  })
  assert.deepEqual([exitCode, stderr], [1, ['Disk penuh.']])
})
