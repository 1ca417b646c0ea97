import type { TSchema } from 'typebox'
import { formatRupiah, formatTableDate } from '../../kernel/format.ts'
import { parseMonth } from '../../kernel/month.ts'
import { accountAnswer, statementAnswerOf } from '../../modules/ledger/answers.ts'
import { closeMonth } from '../../modules/ledger/close-month.ts'
import {
  balanceQuery,
  closeMonthBody,
  listAccountsQuery,
  statementQuery,
} from '../../modules/ledger/contract.ts'
import { showAccounts, showBalance, showClosings, showStatement } from '../../modules/ledger/show-ledger.ts'
import { systemClock } from '../../platform/clock.ts'
import { jsonText } from '../../platform/json-text.ts'
import { flagOfField } from '../../platform/text-values.ts'
import { ledger as words } from '../../../web/locales/id/ledger.ts'
import { asked, only } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const MEANINGS: Readonly<Record<string, string>> = {
  path: 'awal jalur akun, misalnya bpjs',
  name: 'sebagian nama pembayar',
  kind: 'jenis akun',
  payer: 'nomor pembayar',
  page: 'halaman, 50 akun tiap halaman',
  from: 'hari pertama; biasanya tanggal 1 bulan ini',
  to: 'hari terakhir; biasanya hari ini',
  on: 'saldo pada akhir hari itu',
  recordedBy: 'seperti tercatat saat itu, misalnya 2026-05-20T10:00:00+07:00',
  after: 'tanda lanjut dari halaman sebelumnya',
  month: 'bulan yang ditutup, beserta semua bulan sebelumnya',
  reason: 'mengapa; masuk jejak audit',
}

function optionsOf(schema: TSchema): CommandOption[] {
  const { properties } = schema as { readonly properties?: object }
  return Object.keys(properties ?? {}).map((field) => ({
    flag: flagOfField(field),
    value: 'NILAI',
    meaning: MEANINGS[field] ?? field,
  }))
}

/** Reading the ledger and closing its months. Money itself is booked by those who know why: bills, payments, settlement. */
export const ledgerCommands: readonly Command[] = [
  {
    name: 'ledger accounts',
    summary: 'Cari akun menurut jalur, pembayar, atau jenis.',
    usage: '[--path AWAL] [--name BAGIAN] [--kind JENIS] [--page N] [--json]',
    options: optionsOf(listAccountsQuery),
    examples: ['./payung ledger accounts --path bpjs'],
    run: accounts,
  },
  {
    name: 'ledger balance',
    summary: 'Saldo satu akun, sekarang atau pada saat mana pun.',
    usage: 'AKUN [--on TANGGAL] [--recorded-by SAAT] [--json]',
    options: optionsOf(balanceQuery),
    examples: ['./payung ledger balance bpjs/owed --on 2026-05-31'],
    run: balance,
  },
  {
    name: 'ledger statement',
    summary: 'Mutasi satu akun: hari berlaku, saat dicatat, saldo berjalan, dan pembalikan.',
    usage: 'AKUN [--from TANGGAL] [--to TANGGAL] [--recorded-by SAAT] [--after TANDA] [--json]',
    options: optionsOf(statementQuery),
    examples: ['./payung ledger statement bpjs/owed --from 2026-05-01 --to 2026-05-31'],
    run: statement,
  },
  {
    name: 'ledger closings',
    summary: 'Bulan pembukuan yang sudah ditutup.',
    usage: '[--json]',
    options: [],
    run: closings,
  },
  {
    name: 'ledger close',
    summary: 'Tutup pembukuan satu bulan dan semua bulan sebelumnya, untuk selamanya.',
    usage: '--month BULAN --reason TEKS [--json]',
    options: optionsOf(closeMonthBody),
    examples: ['./payung ledger close --month 2026-04 --reason "laporan April selesai"'],
    run: close,
  },
]

async function accounts(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const found = await showAccounts({ db }, systemDoer(), asked(context, listAccountsQuery))
  const answer = { ...found, accounts: found.accounts.map(accountAnswer) }
  const lines = found.accounts.map(
    ({ path, kind, payerName, balance: amount }) =>
      `${path}  ${formatRupiah(amount)}  ${words.accountKinds[kind]}${payerName === null ? '' : `, ${payerName}`}`,
  )
  return say(context, answer, ...(lines.length === 0 ? [words.accounts.none] : lines))
}

async function balance(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const answer = await showBalance({ db }, systemDoer(), only(context, 'AKUN'), asked(context, balanceQuery))
  return say(context, answer, `${answer.account}  ${formatRupiah(answer.balance)}`)
}

async function statement(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const deps = { db, clock: systemClock }
  const shown = await showStatement(deps, systemDoer(), only(context, 'AKUN'), asked(context, statementQuery))
  const { opening, closing, rows, next } = shown
  const lines = rows.map(
    ({ entryId, effectiveOn, kind, amount, balance: after, counterpart, reverses, reversedBy }) =>
      [
        formatTableDate(effectiveOn),
        String(entryId),
        formatRupiah(amount),
        formatRupiah(after),
        words.entryKinds[kind],
        counterpart ?? words.statement.another,
        ...(reverses === null ? [] : [words.statement.reverses(String(reverses))]),
        ...(reversedBy === null ? [] : [words.statement.reversedBy(String(reversedBy))]),
      ].join('  '),
  )
  return say(
    context,
    statementAnswerOf(shown),
    `${words.statement.opening}: ${formatRupiah(opening)}`,
    ...lines,
    `${words.statement.closing}: ${formatRupiah(closing)}`,
    ...(next === null ? [] : [`${words.statement.next}: --after ${next}`]),
  )
}

async function closings(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const closed = await showClosings({ db }, systemDoer())
  const lines = closed.map(({ month, closedAt }) => `${month}  ${closedAt.toISOString()}`)
  return say(context, { closings: closed }, ...(lines.length === 0 ? [words.closings.none] : lines))
}

async function close(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const { month, reason } = asked(context, closeMonthBody)
  await closeMonth({ db, clock: systemClock }, systemDoer(), { month: parseMonth('month', month), reason })
  return say(context, { closed: month }, `Pembukuan ${month} ditutup.`)
}

function say(context: CommandContext, answer: object, ...lines: readonly string[]): number {
  if (context.json) context.out(jsonText(answer))
  else for (const line of lines) context.out(line)
  return 0
}
