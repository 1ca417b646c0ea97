import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { formatDate, formatNumber, formatRupiah } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import { BankLines } from '../../modules/payments/bank-line.ts'
import type { BankDeps } from '../../modules/payments/create-virtual-account.ts'
import { answerDays, answerLines, answerStatements } from '../../modules/statements/answers.ts'
import { compareDaysQuery, importStatementQuery, listLinesQuery } from '../../modules/statements/contract.ts'
import { bookLine, ignoreLine, linkLine } from '../../modules/statements/decide-line.ts'
import { importStatement, matchAgain, previewStatement } from '../../modules/statements/import-statement.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { jsonText } from '../../platform/json-text.ts'
import { checkShape } from '../../platform/validate.ts'
import { partnersOfConfig } from '../bank-child.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const BANK: CommandOption = {
  flag: '--partner',
  value: 'BANK',
  meaning: 'nama singkat bank, misalnya simulator',
}
const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }

/** Bank statements from the machine itself: what the installation knows of its accounts. */
export const statementCommands: readonly Command[] = [
  {
    name: 'statement import',
    summary: 'Muat mutasi rekening (CSV atau MT940) dan cocokkan dengan pembukuan.',
    usage: 'BERKAS --partner BANK [--account NOMOR] [--preview] [--json]',
    options: [
      BANK,
      { flag: '--account', value: 'NOMOR', meaning: 'nomor rekening, bila berkas tidak menyebutnya' },
      { flag: '--preview', meaning: 'hanya hitung; tidak ada yang dibukukan' },
    ],
    examples: ['./payung statement import mutasi.csv --partner simulator --json'],
    run: load,
  },
  {
    name: 'statement match',
    summary: 'Cocokkan lagi baris mutasi yang masih terbuka.',
    usage: '--partner BANK [--json]',
    options: [BANK],
    run: match,
  },
  {
    name: 'statement list',
    summary: 'Mutasi yang sudah dimuat, dengan berapa barisnya cocok, diabaikan, dan terbuka.',
    usage: '[--json]',
    options: [],
    run: list,
  },
  {
    name: 'statement lines',
    summary: 'Baris mutasi menurut keadaannya; biasanya yang terbuka.',
    usage: '[--state open|linked|ignored] [--page N] [--json]',
    options: [
      { flag: '--state', value: 'KEADAAN', meaning: 'open, linked, atau ignored' },
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
    ],
    run: lines,
  },
  {
    name: 'statement decide',
    summary: 'Putuskan satu baris: cocokkan, abaikan, atau bukukan ke dana belum jelas.',
    usage: 'NOMOR --as link|ignore|book [--service LAYANAN --key KUNCI] --reason TEKS [--json]',
    options: [
      { flag: '--as', value: 'CARA', meaning: 'link, ignore, atau book' },
      { flag: '--service', value: 'LAYANAN', meaning: 'va-payment atau qr-notify, untuk link' },
      { flag: '--key', value: 'KUNCI', meaning: 'paymentRequestId atau nomor QR, untuk link' },
      REASON,
    ],
    run: decide,
  },
  {
    name: 'statement compare',
    summary: 'Bandingkan buku besar dan mutasi bank per hari.',
    usage: '--partner BANK --from TANGGAL --to TANGGAL [--json]',
    options: [
      BANK,
      { flag: '--from', value: 'TANGGAL', meaning: 'hari pertama' },
      { flag: '--to', value: 'TANGGAL', meaning: 'hari terakhir' },
    ],
    examples: ['./payung statement compare --partner simulator --from 2026-05-01 --to 2026-05-31'],
    run: compare,
  },
]

async function load(context: CommandContext): Promise<number> {
  const [file] = context.positionals
  if (file === undefined) throw refuse('value-missing', { field: 'BERKAS' })
  const { bank, account } = checkShape(importStatementQuery, {
    bank: text(context, 'partner'),
    ...(context.options.has('account') && { account: text(context, 'account') }),
  })
  const bytes = readFile(file)
  const deps = await bankDeps(context)
  const isPreview = context.options.has('preview')
  const answer = await (isPreview ? previewStatement : importStatement)(deps, systemDoer(), {
    ...{ partner: bank, account, bytes, fileName: basename(file) },
  })
  const { matched, ...rest } = answer
  if (context.json) return say(context, { ...rest, matched: { linked: matched.linked, open: matched.open } })
  if (answer.again) context.out('Berkas ini sudah pernah dimuat; tidak ada yang berubah.')
  else
    context.out(
      `${formatNumber(answer.lineCount)} baris, ${formatNumber(answer.newCount)} di antaranya baru.`,
    )
  context.out(`Cocok: ${formatNumber(matched.linked)}. Masih terbuka: ${formatNumber(matched.open)}.`)
  if (isPreview) context.out('Baru dihitung: belum ada yang dibukukan.')
  return 0
}

async function match(context: CommandContext): Promise<number> {
  const { linked, open } = await matchAgain(await bankDeps(context), systemDoer(), text(context, 'partner'))
  if (context.json) return say(context, { linked, open })
  context.out(`Cocok: ${formatNumber(linked)}. Masih terbuka: ${formatNumber(open)}.`)
  return 0
}

async function list(context: CommandContext): Promise<number> {
  const answer = await answerStatements(await bankDeps(context), systemDoer(), {})
  if (context.json) return say(context, answer)
  for (const {
    bank,
    account,
    firstDay,
    lastDay,
    lineCount,
    linkedCount,
    ignoredCount,
    openCount,
  } of answer.statements) {
    context.out(
      `${bank} ${account}  ${firstDay} – ${lastDay}  ${String(lineCount)} baris: ${String(linkedCount)} cocok, ${String(ignoredCount)} diabaikan, ${String(openCount)} terbuka`,
    )
  }
  return 0
}

async function lines(context: CommandContext): Promise<number> {
  const query = checkShape(listLinesQuery, { state: 'open', ...Object.fromEntries(context.options) })
  const answer = await answerLines(await bankDeps(context), systemDoer(), query)
  if (context.json) return say(context, answer)
  for (const { id, on, side, amount, description, because } of answer.lines) {
    const sign = side === 'credit' ? '+' : '-'
    context.out(`${String(id)}  ${on}  ${sign}${formatRupiah(BigInt(amount))}  ${description}  (${because})`)
  }
  if (answer.lines.length === 0) context.out('Tidak ada.')
  return 0
}

async function decide(context: CommandContext): Promise<number> {
  const [id] = context.positionals
  if (id === undefined) throw refuse('value-missing', { field: 'NOMOR' })
  const deps = await bankDeps(context)
  const wish = { id, reason: text(context, 'reason') }
  const how = text(context, 'as')
  const allowed = ['link', 'ignore', 'book']
  if (how === 'link')
    await linkLine(deps, systemDoer(), {
      ...wish,
      service: text(context, 'service'),
      key: text(context, 'key'),
    })
  else if (how === 'ignore') await ignoreLine(deps, systemDoer(), wish)
  else if (how === 'book') await bookLine(deps, systemDoer(), wish)
  else throw refuse('value-not-allowed', { field: 'as', value: how, allowed })
  if (context.json) return say(context, { done: true })
  context.out('Keputusan tersimpan.')
  return 0
}

async function compare(context: CommandContext): Promise<number> {
  const query = checkShape(compareDaysQuery, {
    ...{ bank: text(context, 'partner'), from: text(context, 'from'), to: text(context, 'to') },
  })
  const answer = await answerDays(await bankDeps(context), systemDoer(), query)
  if (context.json) return say(context, answer)
  for (const { on, agrees, ...sums } of answer.days) {
    const [ledger, stated] = [sums.ledgerIn - sums.ledgerOut, sums.statementIn - sums.statementOut]
    context.out(
      `${formatDate(on as never)}  buku besar ${formatRupiah(BigInt(ledger))}, mutasi ${formatRupiah(BigInt(stated))}: ${agrees ? 'sama' : 'BERBEDA'}`,
    )
  }
  return answer.days.every(({ agrees }) => agrees) ? 0 : 1
}

async function bankDeps(context: CommandContext): Promise<BankDeps> {
  const config = readConfig(context.env)
  const { db } = await context.openDatabase()
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const clock = systemClock
  return { db, clock, ring, partners: partnersOfConfig(config), lines: new BankLines(clock) }
}

function text({ options }: CommandContext, name: string): string {
  const value = options.get(name)
  if (typeof value !== 'string') throw refuse('value-missing', { field: name })
  return value
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw refuse('file-unreadable', { file, problem: 'missing' })
  }
}

function say({ out }: CommandContext, answer: object): number {
  out(jsonText(answer))
  return 0
}
