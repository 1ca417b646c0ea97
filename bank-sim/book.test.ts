import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import type { BankEvent } from './accounts.ts'
import { Book } from './book.ts'

const folder = mkdtempSync(join(tmpdir(), 'payung-bank-'))
after(() => {
  rmSync(folder, { recursive: true })
})

const paid = (number: number, amount: bigint): BankEvent => ({
  kind: 'paid',
  ...{ number, amount, through: 'va', target: '99001000000000001', requestId: `SIM-${String(number)}` },
  ...{ reference: String(number).padStart(12, '0'), paidAt: '2026-05-20T10:00:00+07:00' },
})

test('what was written is there again, and the account counts what was kept, turned back and refunded', async () => {
  const file = join(folder, 'again.jsonl')
  const book = await Book.open(file)
  await Promise.all([book.append(paid(1, 16_800n)), book.append(paid(2, 33_600n)), book.append(paid(3, 5n))])
  await book.append({ kind: 'told', payment: 1, code: '2002500' })
  await book.append({ kind: 'turned-back', payment: 2, code: '4042512' })
  await book.append({
    kind: 'refunded',
    payment: 1,
    reference: 'R1',
    amount: 800n,
    at: '2026-05-20T11:00:00+07:00',
  })
  await book.close()
  const { accounts } = await Book.open(file)
  assert.equal(accounts.balance(), 16_005n)
  assert.deepEqual(
    [...accounts.payments.values()].map((payment) => accounts.stateOf(payment)),
    ['accepted', 'turned-back', 'open'],
  )
})

test('half a line, as a killed program leaves it, is cut off, and the next event stands whole behind it', async () => {
  const file = join(folder, 'torn.jsonl')
  const book = await Book.open(file)
  await book.append(paid(1, 16_800n))
  await book.close()
  appendFileSync(file, '{"kind":"paid","number":2,"amo')
  const again = await Book.open(file)
  await again.append(paid(2, 7n))
  await again.close()
  assert.equal((await Book.open(file)).accounts.balance(), 16_807n)
  assert.equal(readFileSync(file, 'utf8').split('\n').length, 3)
})

test('a line that is no event, in the middle of the book, is said and not skipped', async () => {
  const file = join(folder, 'broken.jsonl')
  appendFileSync(file, 'bukan json\n{"kind":"told","payment":1,"code":null}\n')
  await assert.rejects(Book.open(file), /line 1 /)
})

const WRITER = `
import { Book } from ${JSON.stringify(join(import.meta.dirname, 'book.ts'))}
const book = await Book.open(process.argv[1])
for (let number = 1; ; number += 1) {
  await book.append({ kind: 'paid', number, amount: 1n, through: 'va', target: 'x', requestId: String(number), reference: '', paidAt: '' })
  process.stdout.write(number + '\\n')
}`

test(
  'kill -9 in the middle of writing loses nothing of which anybody was told',
  { timeout: 60_000 },
  async () => {
    const file = join(folder, 'killed.jsonl')
    const child = spawn(process.execPath, ['--input-type=module', '--eval', WRITER, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let told = 0
    const ended = new Promise((resolve) => child.once('exit', resolve))
    for await (const line of createInterface({ input: child.stdout })) {
      told = Number(line)
      if (told === 50) child.kill('SIGKILL')
    }
    await ended
    const { accounts } = await Book.open(file)
    assert.ok(told >= 50)
    assert.ok(accounts.payments.size >= told, `${String(accounts.payments.size)} of ${String(told)}`)
  },
)
