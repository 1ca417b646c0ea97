import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { runOperatorCommand } from './operator-command.ts'
import { OperatorFailure } from './operator-failure.ts'

const run = (words: readonly string[], options: { limitMs?: number; input?: string } = {}) =>
  runOperatorCommand('PAYUNG_KEYS_COMMAND', words, { limitMs: 5_000, ...options })

const refusal = (part: string) => (error: unknown) =>
  error instanceof OperatorFailure &&
  error.message.startsWith('Perintah di PAYUNG_KEYS_COMMAND ') &&
  error.message.includes(part) &&
  error.cause === undefined

test('a command gives what it prints, and gets its input', async () => {
  assert.equal(await run(['printf', '%s', 'kunci']), 'kunci')
  assert.equal(await run(['cat'], { input: 'satu baris\n' }), 'satu baris\n')
  assert.equal(await run(['true'], { input: 'x'.repeat(500_000) }), '')
})

test('no shell reads the words', async () => {
  assert.equal(await run(['printf', '%s|', '$HOME', '; id', '`id`', '*']), '$HOME|; id|`id`|*|')
})

test('a command that is missing, fails, or prints without end is refused without its output', async () => {
  await assert.rejects(run(['/nowhere/kms']), refusal('tidak dapat dijalankan'))
  await assert.rejects(
    run(['sh', '-c', 'echo rahasia; echo rahasia >&2; exit 3']),
    refusal('gagal dengan kode 3'),
  )
  await assert.rejects(run(['sh', '-c', 'kill -9 $$']), refusal('dihentikan'))
  await assert.rejects(run(['yes', 'rahasia']), refusal('mencetak terlalu banyak'))
})

test('a command that takes too long ends with everything it started', async () => {
  const mark = `3${process.pid}.5`
  const started = performance.now()
  await assert.rejects(
    run(['sh', '-c', `sleep ${mark} & sleep ${mark}`], { limitMs: 200 }),
    refusal('0.2 detik'),
  )
  assert.ok(performance.now() - started < 3_000)
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(
    execFileSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(`sleep ${mark}`) && !line.startsWith('Z')).length,
    0,
  )
})
