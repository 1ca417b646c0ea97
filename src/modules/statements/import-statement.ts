import { createHash, randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import { recordAct, type By } from '../access/act.ts'
import { throughGate } from '../access/scope.ts'
import type { BankDeps } from '../payments/create-virtual-account.ts'
import { getPartner } from '../payments/payment-deps.ts'
import type { Partner } from '../payments/partner.ts'
import { checkQr, checkVa } from '../payments/resolve-unknown.ts'
import { findAskableQr, findAskableVa } from '../payments/target-queries.ts'
import { actAtBank, doerOf, ownerOf } from './bank-act.ts'
import { matchOpenLines, type Matched, type UntoldTarget } from './match-lines.ts'
import { findImportOfFile, findKnownAccount } from './queries.ts'
import { readStatement } from './reading/read-statement.ts'
import type { ReadLine, ReadStatement } from './statements.ts'
import { insertImport, insertLines, listFreshKeys, lockPartner, type NewImport } from './store.ts'

export type StatementFile = {
  readonly partner: string
  readonly bytes: Buffer
  readonly fileName: string
  /** When the file does not say whose it is. */
  readonly account?: string | undefined
}

export type ImportedStatement = {
  readonly id: string
  /** These bytes were read before; nothing was written now. */
  readonly again: boolean
  readonly lineCount: number
  /** Lines that no earlier statement had told. */
  readonly newCount: number
  readonly matched: Matched
}

/**
 * Reads a statement in and compares its lines with what was booked. The same file again changes nothing, and of overlapping statements
 * each line is kept once. What no notice told of is asked of the bank (26, 51) and booked under the bank's own name of the payment, so that
 * a late notice books nothing more; what the bank does not know either stays open for a person.
 */
export async function importStatement(
  deps: BankDeps,
  by: By,
  file: StatementFile,
): Promise<ImportedStatement> {
  const partner = getPartner(deps, file.partner)
  const statement = readStatement(file.bytes)
  const sha256 = createHash('sha256').update(file.bytes).digest()
  const imported = await actAtBank(deps.db, by, 'statements.import', (tx) =>
    writeStatement(tx, deps, by, { ...file, statement, sha256 }),
  )
  return { ...imported, matched: await matchBank(deps, by, partner) }
}

/** What a statement would come to, counted by doing it and taking it back: nothing is written, and the bank is asked nothing. */
export async function previewStatement(
  deps: BankDeps,
  by: By,
  file: StatementFile,
): Promise<ImportedStatement> {
  const partner = getPartner(deps, file.partner)
  const statement = readStatement(file.bytes)
  const sha256 = createHash('sha256').update(file.bytes).digest()
  try {
    return await actAtBank(deps.db, by, 'statements.import', async (tx) => {
      const imported = await writeStatement(tx, deps, by, { ...file, statement, sha256 })
      const matched = await matchOpenLines(tx, partner.id, doerOf(by), deps.clock.now())
      throw new Rehearsed({ ...imported, matched })
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome
    throw error
  }
}

/** Thrown when everything was tried, so that its transaction leaves nothing. */
class Rehearsed extends Error {
  readonly outcome: ImportedStatement

  constructor(outcome: ImportedStatement) {
    super('rehearsed')
    this.outcome = outcome
  }
}

/** Compares all open lines of a bank again: notices come late, and banks answer later than asked. */
export async function matchAgain(deps: BankDeps, by: By, partnerId: string): Promise<Matched> {
  return matchBank(deps, by, getPartner(deps, partnerId))
}

async function matchBank(deps: BankDeps, by: By, partner: Partner): Promise<Matched> {
  const match = () =>
    actAtBank(deps.db, by, 'statements.import', (tx) =>
      matchOpenLines(tx, partner.id, doerOf(by), deps.clock.now()),
    )
  const first = await match()
  if (first.untold.length === 0) return first
  const booked = await askAboutUntold(deps, partner, first.untold)
  if (!booked) return first
  const second = await match()
  return { ...second, linked: first.linked + second.linked }
}

/** Asks the bank about numbers that a statement names and no notice did. Whether anything may have been booked. */
async function askAboutUntold(
  deps: BankDeps,
  partner: Partner,
  untold: readonly UntoldTarget[],
): Promise<boolean> {
  let isKnown = false
  for (const { kind, id } of new Map(untold.map((target) => [target.id, target])).values()) {
    const answer = kind === 'account' ? await askVa(deps, partner, id) : await askQr(deps, partner, id)
    // One silence is enough: the others would wait for the same bank.
    if (answer === 'silent') return isKnown
    isKnown ||= answer === 'known'
  }
  return isKnown
}

async function askVa(deps: BankDeps, partner: Partner, id: string): ReturnType<typeof checkVa> {
  const va = await throughGate(deps.db, 'system', (tx) => findAskableVa(tx, id))
  return va ? checkVa(deps, partner, va) : 'unknown'
}

async function askQr(deps: BankDeps, partner: Partner, id: string): ReturnType<typeof checkQr> {
  const qr = await throughGate(deps.db, 'system', (tx) => findAskableQr(tx, id))
  return qr ? checkQr(deps, partner, qr) : 'unknown'
}

type ReadFile = StatementFile & { readonly statement: ReadStatement; readonly sha256: Buffer }

async function writeStatement(
  tx: Tx,
  { clock }: BankDeps,
  by: By,
  { partner, fileName, account, statement, sha256 }: ReadFile,
): Promise<Omit<ImportedStatement, 'matched'>> {
  await lockPartner(tx, partner)
  const lineCount = statement.lines.length
  const before = await findImportOfFile(tx, partner, sha256)
  if (before !== null) return { id: before, again: true, lineCount, newCount: 0 }
  const { format, firstDay, lastDay, opening, closing } = statement
  const row: NewImport = {
    ...{ id: randomUUID(), partner, format, sha256, firstDay, lastDay, opening, closing },
    account: accountOf(statement, await findKnownAccount(tx, partner), account),
    // Only its last part, and no number in it that could be a person's.
    fileName:
      basename(fileName)
        .replaceAll(/\d{16}/g, '•')
        .slice(0, 200) || 'mutasi',
    importedBy: doerOf(by),
    importedAt: clock.now(),
    ...ownerOf(by),
  }
  const keyed = withKeys(statement.lines)
  const fresh = await listFreshKeys(
    tx,
    row,
    keyed.map(({ key }) => key),
  )
  const newLines = keyed.filter(({ key }) => fresh.has(key.toString('hex')))
  await insertImport(tx, row, { lines: lineCount, fresh: newLines.length })
  if (newLines.length > 0) await insertLines(tx, row, newLines)
  await recordAct(tx, by, {
    action: 'statements.import',
    subject: { kind: 'statement', id: row.id },
    count: newLines.length,
    details: { partner, firstDay, lastDay },
  })
  return { id: row.id, again: false, lineCount, newCount: newLines.length }
}

function accountOf({ account }: ReadStatement, known: string | null, given: string | undefined): string {
  const expected = known ?? (given === undefined || given.trim() === '' ? null : given.replaceAll(/\D/g, ''))
  if (account === null && expected === null) throw refuse('statement-without-account', {})
  if (account !== null && expected !== null && account !== expected) {
    throw refuse('statement-of-another-account', { stated: account, expected })
  }
  return account ?? expected ?? ''
}

/**
 * The name of a line: day, amount and the bank's own reference, or its words when it has none, and the how-manieth of those that say the
 * same. So a line is one line in every format in which the bank gives it.
 */
function withKeys(lines: readonly ReadLine[]): (ReadLine & { readonly key: Buffer })[] {
  const counts = new Map<string, number>()
  return lines.map((line) => {
    const { on, side, amount, reference, description } = line
    const words = reference === null ? description.replaceAll(/\s+/g, ' ') : null
    const text = JSON.stringify([on, side, String(amount), reference, words])
    const nth = (counts.get(text) ?? 0) + 1
    counts.set(text, nth)
    return {
      ...line,
      key: createHash('sha256')
        .update(`${text}#${String(nth)}`)
        .digest(),
    }
  })
}
