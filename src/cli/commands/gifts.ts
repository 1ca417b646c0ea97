import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { formatMonth, formatNumber, formatRupiah } from '../../kernel/format.ts'
import { isMonth } from '../../kernel/month.ts'
import { allocateGift } from '../../modules/gifts/allocate-gift.ts'
import { cancelGift } from '../../modules/gifts/cancel-gift.ts'
import { createGiftBody, listGiftsQuery, reasonBody } from '../../modules/gifts/contract.ts'
import { createGift } from '../../modules/gifts/create-gift.ts'
import type { GiftDeps } from '../../modules/gifts/gift-deps.ts'
import { shownCode } from '../../modules/gifts/gifts.ts'
import { confirmNeighbour } from '../../modules/gifts/place-neighbour.ts'
import { statementText } from '../../modules/gifts/proof.ts'
import {
  answerGift,
  makeStatement,
  previewGift,
  showGift,
  showGifts,
} from '../../modules/gifts/show-gifts.ts'
import { BankLines } from '../../modules/payments/bank-line.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { openPartnerAccounts } from '../../modules/payments/open-partner-accounts.ts'
import { noteSentence } from '../../rules/notes.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { giftStates } from '../../../web/locales/id/gift-words.ts'
import { bodyOf, only, print, text, texts } from '../asked.ts'
import { partnersOfConfig } from '../bank-child.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const REGION: CommandOption = { flag: '--region', value: 'KODE', meaning: 'wilayah penerima' }

/** Gifts of months of protection, from the machine itself. */
export const giftCommands: readonly Command[] = [
  {
    name: 'gift create',
    summary: 'Janjikan hadiah perlindungan: harga tiap bulan menurut hukum, lalu nomor dan kode bayar.',
    usage:
      '--region KODE [--occupation-group BIDANG] (--people N | --person-ids NOMOR,…) --months N --payer NAMA [--key KUNCI] [--json]',
    options: [
      REGION,
      { flag: '--occupation-group', value: 'BIDANG', meaning: 'hanya pekerja bidang ini, misalnya farming' },
      { flag: '--people', value: 'N', meaning: 'banyaknya orang; diundi sesudah dibayar' },
      { flag: '--person-ids', value: 'NOMOR,…', meaning: 'orang-orang ini, menurut nomornya di registri' },
      { flag: '--months', value: 'N', meaning: '1 sampai 12 bulan' },
      { flag: '--first-month', value: 'BULAN', meaning: 'bulan pertama; tanpa ini bulan depan' },
      { flag: '--payer', value: 'NAMA', meaning: 'nama donatur, atau nomor pembayar yang sudah dicatat' },
      { flag: '--payer-kind', value: 'JENIS', meaning: 'donor (bawaan), csr, zakat, atau employee' },
      { flag: '--anonymous', meaning: 'donatur tidak disebut di halaman umum' },
      {
        flag: '--rest',
        value: 'PILIHAN',
        meaning: 'uang tanpa penerima: next-months (bawaan), wider-region, atau return',
      },
      { flag: '--bank', value: 'BANK', meaning: 'tempat membayar; tanpa ini bank pertama' },
      { flag: '--key', value: 'KUNCI', meaning: 'kunci yang sama menjawab hadiah yang sama' },
      REASON,
    ],
    examples: [
      './payung gift create --region 16.06 --occupation-group farming --people 100 --months 6 --payer "Yayasan Contoh"',
    ],
    run: create,
  },
  {
    name: 'gift list',
    summary: 'Hadiah, yang terbaru lebih dulu.',
    usage: '[--region KODE] [--state KEADAAN] [--page N] [--json]',
    options: [
      REGION,
      { flag: '--state', value: 'KEADAAN', meaning: 'promised, paid, allocated, atau cancelled' },
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
    ],
    run: list,
  },
  {
    name: 'gift show',
    summary: 'Satu hadiah: harga, pembayaran, undian, hasil.',
    usage: 'NOMOR [--json]',
    options: [],
    run: show,
  },
  {
    name: 'gift allocate',
    summary: 'Umumkan benih undian hadiah yang sudah dibayar, lalu undi sekarang.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const ask = { id: only(context, 'NOMOR'), ...bodyOf(reasonBody, texts(context)) }
      const answer = await allocateGift(await giftDeps(context), systemDoer(), ask)
      return print(context, answer, [
        `${formatNumber(answer.shareCount)} bulan perlindungan, ${formatRupiah(BigInt(answer.shared))}; kembali ${formatRupiah(BigInt(answer.returned))}.`,
        `Akar bukti: ${answer.root ?? '-'}`,
      ])
    },
  },
  {
    name: 'gift confirm',
    summary: 'Pastikan orang yang harus diperiksa pada hadiah SERTAKAN; undian lalu berjalan.',
    usage: 'NOMOR --reason TEKS',
    options: [REASON],
    run: async (context) => {
      const ask = { id: only(context, 'NOMOR'), ...bodyOf(reasonBody, texts(context)) }
      return print(context, await confirmNeighbour(await giftDeps(context), systemDoer(), ask), [
        'Dipastikan.',
      ])
    },
  },
  {
    name: 'gift statement',
    summary: 'Pernyataan hadiah beserta bukti, sebagai berkas untuk payung proof verify.',
    usage: 'NOMOR [--out BERKAS]',
    options: [{ flag: '--out', value: 'BERKAS', meaning: 'tulis ke berkas ini; tanpa ini ke layar' }],
    run: statement,
  },
  {
    name: 'gift cancel',
    summary: 'Batalkan hadiah sebelum diundi; uang yang sudah masuk kembali.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const ask = { id: only(context, 'NOMOR'), ...bodyOf(reasonBody, texts(context)) }
      const answer = await cancelGift(await giftDeps(context), systemDoer(), ask)
      return print(context, answer, [`Dibatalkan; kembali ${formatRupiah(BigInt(answer.returned))}.`])
    },
  },
]

async function giftDeps(context: CommandContext): Promise<GiftDeps> {
  const config = readConfig(context.env)
  const { db } = await context.openDatabase()
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const partners = partnersOfConfig(config)
  await openPartnerAccounts(db, partners)
  const { book } = await readLawSources(config)
  return { db, clock: systemClock, ring, partners, lines: new BankLines(systemClock), book }
}

async function create(context: CommandContext): Promise<number> {
  const body = bodyOf(createGiftBody, {
    ...texts(context),
    ...(context.options.get('anonymous') === true && { anonymous: 'true' }),
  })
  const deps = await giftDeps(context)
  const made = await createGift(deps, systemDoer(), body)
  const { region, occupationGroup, months, firstMonth, payerKind } = body
  const { notes } = await previewGift(deps, {
    ...{ region, months, people: 1 },
    ...(occupationGroup !== undefined && { occupationGroup }),
    ...(firstMonth !== undefined && { firstMonth }),
    ...(payerKind !== undefined && { payerKind }),
  })
  return print(context, made, [
    `Hadiah ${made.giftId}: ${formatRupiah(BigInt(made.total))}`,
    ...made.months.map(
      ({ month, perPerson }) =>
        `  ${isMonth(month) ? formatMonth(month) : month}: ${formatRupiah(BigInt(perPerson))} tiap orang`,
    ),
    ...notes.map((note) => noteSentence(note)),
    `Bayar di virtual account ${made.virtualAccount ?? '(belum ada bank)'}`,
    ...(made.qris === null ? [] : [`atau QRIS: ${made.qris}`]),
  ])
}

async function list(context: CommandContext): Promise<number> {
  const { gifts, page, more } = await showGifts(
    await giftDeps(context),
    systemDoer(),
    bodyOf(listGiftsQuery, texts(context)),
  )
  const lines = gifts.map((gift) =>
    [gift.id, shownCode(gift.code), gift.payerName, formatRupiah(gift.total), giftStates[gift.state]].join(
      '  ',
    ),
  )
  return print(
    context,
    { gifts: gifts.map(answerGift), page, more },
    lines.length > 0 ? lines : ['Tidak ada hadiah.'],
  )
}

async function show(context: CommandContext): Promise<number> {
  const gift = await showGift(await giftDeps(context), systemDoer(), only(context, 'NOMOR'))
  return print(context, gift, [
    `Hadiah ${gift.code} dari ${gift.donor}: ${giftStates[gift.state as keyof typeof giftStates]}`,
    `${formatNumber(gift.people)} orang, ${formatNumber(gift.monthCount)} bulan sejak ${gift.firstMonth}: ${formatRupiah(BigInt(gift.total))}`,
    `Masuk ${formatRupiah(BigInt(gift.received))}, dibagikan ${formatRupiah(BigInt(gift.shared))}, kembali ${formatRupiah(BigInt(gift.returned))}`,
    ...gift.draws.map(
      ({ round, region, firstMonth, wanted, taken }) =>
        `Undian ${String(round)}: ${region} sejak ${firstMonth}, ${formatNumber(taken)} dari ${formatNumber(wanted)} orang`,
    ),
    ...(gift.root === null ? [] : [`Akar bukti: ${gift.root}`]),
  ])
}

async function statement(context: CommandContext): Promise<number> {
  const made = statementText(
    await makeStatement(await giftDeps(context), systemDoer(), only(context, 'NOMOR')),
  )
  const file = text(context, 'out')
  if (file === undefined) {
    context.out(made.trimEnd())
    return 0
  }
  const out = createWriteStream(file, { mode: 0o600 })
  out.end(made)
  await finished(out)
  return print(context, { file }, [`Ditulis ke ${file}. Periksa: ./payung proof verify ${file}`])
}
