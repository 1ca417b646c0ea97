import type { TSchema } from 'typebox'
import { formatDate, formatRupiah } from '../../kernel/format.ts'
import { jakartaDateOf } from '../../kernel/plain-date.ts'
import { BankLines } from '../../modules/payments/bank-line.ts'
import { cancelQrCode, checkQrCode } from '../../modules/payments/cancel-qr-code.ts'
import { cancelVirtualAccount, checkVirtualAccount } from '../../modules/payments/cancel-virtual-account.ts'
import { changeVirtualAccount } from '../../modules/payments/change-virtual-account.ts'
import {
  changeVirtualAccountBody,
  createQrCodeBody,
  createVirtualAccountBody,
  listTargetsQuery,
  listTasksQuery,
  reasonBody,
  settleTaskBody,
} from '../../modules/payments/contract.ts'
import type { BankDeps } from '../../modules/payments/create-virtual-account.ts'
import { decideFinanceTask } from '../../modules/payments/decide-finance-task.ts'
import { openPartnerAccounts } from '../../modules/payments/open-partner-accounts.ts'
import {
  changeOf,
  makeQrCode,
  makeVirtualAccount,
  taskDecisionOf,
} from '../../modules/payments/payment-wishes.ts'
import { shownNumber } from '../../modules/payments/payments.ts'
import { resolveUnknown } from '../../modules/payments/resolve-unknown.ts'
import { sendOutbox } from '../../modules/payments/send-outbox.ts'
import { showTasks, showVirtualAccounts } from '../../modules/payments/show-payments.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { jsonText } from '../../platform/json-text.ts'
import { openKeys } from '../../platform/key-source.ts'
import { fieldOfFlag, valuesFromTexts } from '../../platform/text-values.ts'
import { checkShape } from '../../platform/validate.ts'
import { taskKinds, taskReasons, taskStates, targetStates } from '../../../web/locales/id/payment-words.ts'
import { partnersOfConfig } from '../bank-child.ts'
import { only } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const PAGE: CommandOption = { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' }
const SUBJECT: readonly CommandOption[] = [
  { flag: '--bill', value: 'ID', meaning: 'untuk tagihan ini' },
  { flag: '--payer', value: 'ID', meaning: 'untuk saldo pembayar ini' },
  { flag: '--gift', value: 'ID', meaning: 'untuk hadiah ini' },
]
const MAKE: readonly CommandOption[] = [
  { flag: '--bank', value: 'BANK', meaning: 'nama singkat bank, misalnya simulator' },
  ...SUBJECT,
  { flag: '--amount', value: 'RUPIAH', meaning: 'nominal; untuk tagihan tidak perlu' },
  { flag: '--last-day', value: 'TANGGAL', meaning: 'hari terakhir uang diterima' },
  REASON,
]

/** Virtual accounts, QR codes and finance tasks from the machine itself. */
export const paymentCommands: readonly Command[] = [
  {
    name: 'payments va create',
    summary: 'Buat virtual account di bank untuk tagihan, saldo pembayar, atau hadiah.',
    usage:
      '--bank BANK --bill|--payer|--gift ID [--amount RUPIAH] [--last-day TANGGAL] --reason TEKS [--json]',
    options: MAKE,
    examples: ['./payung payments va create --bank simulator --bill ID --reason "tagihan Januari"'],
    run: async (context) => {
      const answer = await makeVirtualAccount(
        await bankDeps(context),
        systemDoer(),
        asked(context, createVirtualAccountBody),
      )
      return said(context, answer, `${shownNumber(answer.number)}: ${targetStates[answer.state]}`)
    },
  },
  {
    name: 'payments va list',
    summary: 'Virtual account, yang terbaru lebih dulu.',
    usage: '[--bank BANK] [--state KEADAAN] [--bill ID] [--page N] [--json]',
    options: [
      { flag: '--bank', value: 'BANK', meaning: 'hanya bank ini' },
      { flag: '--state', value: 'KEADAAN', meaning: 'asked, open, paid, cancelled, atau refused' },
      { flag: '--bill', value: 'ID', meaning: 'hanya untuk tagihan ini' },
      PAGE,
    ],
    run: listAccounts,
  },
  {
    name: 'payments va status',
    summary: 'Tanyakan satu virtual account ke bank; pembayaran yang belum dikabarkan dibukukan.',
    usage: 'ID [--json]',
    options: [],
    run: async (context) => {
      const answer = await checkVirtualAccount(await bankDeps(context), systemDoer(), only(context, 'ID'))
      const bank = {
        known: 'bank mengenalnya',
        unknown: 'bank tidak mengenalnya',
        silent: 'bank tidak menjawab jelas',
      }
      return said(context, answer, `${bank[answer.bank]}; ${targetStates[answer.state]}`)
    },
  },
  {
    name: 'payments va cancel',
    summary: 'Batalkan satu virtual account. Bank diberi tahu sesudahnya.',
    usage: 'ID --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const wish = { id: only(context, 'ID'), ...asked(context, reasonBody) }
      return said(
        context,
        await cancelVirtualAccount(await bankDeps(context), systemDoer(), wish),
        'Dibatalkan.',
      )
    },
  },
  {
    name: 'payments va change',
    summary: 'Ubah hari terakhir atau nominal satu virtual account. Bank diberi tahu sesudahnya.',
    usage: 'ID [--last-day TANGGAL] [--amount RUPIAH] --reason TEKS [--json]',
    options: [
      { flag: '--last-day', value: 'TANGGAL', meaning: 'hari terakhir uang diterima' },
      { flag: '--amount', value: 'RUPIAH', meaning: 'hanya untuk nomor dengan nominal sendiri' },
      REASON,
    ],
    run: async (context) => {
      const change = changeOf(only(context, 'ID'), asked(context, changeVirtualAccountBody))
      const answer = await changeVirtualAccount(await bankDeps(context), systemDoer(), change)
      return said(context, answer, targetStates[answer.state])
    },
  },
  {
    name: 'payments qr status',
    summary: 'Tanyakan satu kode QR ke bank; pembayaran yang belum dikabarkan dibukukan.',
    usage: 'ID [--json]',
    options: [],
    run: async (context) => {
      const answer = await checkQrCode(await bankDeps(context), systemDoer(), only(context, 'ID'))
      return said(context, answer, targetStates[answer.state])
    },
  },
  {
    name: 'payments qr cancel',
    summary: 'Batalkan satu kode QR. Bank diberi tahu sesudahnya.',
    usage: 'ID --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const { reason } = asked(context, reasonBody)
      const answer = await cancelQrCode(await bankDeps(context), systemDoer(), {
        id: only(context, 'ID'),
        reason,
      })
      return said(context, answer, targetStates[answer.state])
    },
  },
  {
    name: 'payments qr create',
    summary: 'Buat QRIS untuk satu pembayaran.',
    usage:
      '--bank BANK --bill|--payer|--gift ID [--amount RUPIAH] [--last-day TANGGAL] --reason TEKS [--json]',
    options: MAKE,
    run: async (context) => {
      const answer = await makeQrCode(await bankDeps(context), systemDoer(), asked(context, createQrCodeBody))
      return said(context, answer, answer.payload ?? targetStates[answer.state])
    },
  },
  {
    name: 'payments tasks',
    summary: 'Tugas keuangan: uang tanpa tempat dan kabar bank yang bertentangan.',
    usage: '[--kind JENIS] [--state KEADAAN] [--page N] [--json]',
    options: [
      {
        flag: '--kind',
        value: 'JENIS',
        meaning: 'misplaced, inconsistent, unknown-outcome, atau period-closed',
      },
      { flag: '--state', value: 'KEADAAN', meaning: 'open, placed, refunded, atau noted' },
      PAGE,
    ],
    run: listTasks,
  },
  {
    name: 'payments settle',
    summary: 'Putuskan satu tugas keuangan.',
    usage: 'ID --decision place|refund|note [--bill|--payer|--gift ID] --reason TEKS [--json]',
    options: [
      {
        flag: '--decision',
        value: 'KEPUTUSAN',
        meaning: 'place (tempatkan), refund (kembalikan), atau note (catat selesai)',
      },
      ...SUBJECT,
      REASON,
    ],
    run: async (context) => {
      const body = asked(context, settleTaskBody)
      const wish = { id: only(context, 'ID'), decision: taskDecisionOf(body), reason: body.reason }
      const answer = await decideFinanceTask(await bankDeps(context), systemDoer(), wish)
      return said(context, answer, `Diputuskan: ${taskStates[answer.state]}.`)
    },
  },
  {
    name: 'payments resolve',
    summary: 'Tanyakan sekarang semua permintaan ke bank yang hasilnya belum jelas, dan kirim yang menunggu.',
    usage: '[--json]',
    options: [],
    run: async (context) => {
      const deps = await bankDeps(context)
      const answer = { ...(await resolveUnknown(deps, true)), ...(await sendOutbox(deps)) }
      const { asked: count, decided, sent, failed } = answer
      return said(
        context,
        answer,
        `Ditanyakan ${String(count)}, jelas ${String(decided)}. Terkirim ${String(sent)}, belum ${String(failed)}.`,
      )
    },
  },
]

async function listAccounts(context: CommandContext): Promise<number> {
  const answer = await showVirtualAccounts(
    await bankDeps(context),
    systemDoer(),
    asked(context, listTargetsQuery),
  )
  if (context.json) return said(context, answer, '')
  for (const { id, bank, number, name, amount, state, expiresAt } of answer.virtualAccounts) {
    const asks = amount === null ? 'bebas' : formatRupiah(BigInt(amount))
    const until = formatDate(jakartaDateOf(new Date(expiresAt)))
    context.out(
      `${id}  ${bank} ${shownNumber(number)}  ${name}: ${asks}, ${targetStates[state]}, sampai ${until}`,
    )
  }
  if (answer.virtualAccounts.length === 0) context.out('Tidak ada virtual account.')
  return 0
}

async function listTasks(context: CommandContext): Promise<number> {
  const answer = await showTasks(await bankDeps(context), systemDoer(), asked(context, listTasksQuery))
  if (context.json) return said(context, answer, '')
  for (const { id, kind, because, bank, amount, state } of answer.tasks) {
    const money = amount === null ? '' : ` ${formatRupiah(BigInt(amount))}`
    context.out(`${id}  ${taskKinds[kind]}${money} (${bank}): ${taskReasons[because]}; ${taskStates[state]}`)
  }
  if (answer.tasks.length === 0) context.out('Tidak ada tugas.')
  return 0
}

async function bankDeps(context: CommandContext): Promise<BankDeps> {
  const config = readConfig(context.env)
  const { db } = await context.openDatabase()
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const partners = partnersOfConfig(config)
  await openPartnerAccounts(db, partners)
  return { db, clock: systemClock, ring, partners, lines: new BankLines(systemClock) }
}

/** The options as a contract's fields. */
function asked<Schema extends TSchema>({ options }: CommandContext, schema: Schema) {
  const texts = [...options].flatMap(([flag, value]) =>
    typeof value === 'string' ? [[fieldOfFlag(flag), value] as const] : [],
  )
  return checkShape(schema, valuesFromTexts(schema, texts))
}

function said(context: CommandContext, answer: object, sentence: string): number {
  context.out(context.json ? jsonText(answer) : sentence)
  return 0
}
