import { formatDate, formatMonth, formatNumber, formatRupiah } from '../../kernel/format.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { answerEnding, answerProtection } from '../../modules/protection/answers.ts'
import { askProtection, listEnding } from '../../modules/protection/ask-protection.ts'
import { askCohort } from '../../modules/protection/ask-cohort.ts'
import { handOverPeople } from '../../modules/protection/hand-over-people.ts'
import { cohortQuery, handOverBody, renewBody, taperBody } from '../../modules/protection/life-contract.ts'
import { taperPeople } from '../../modules/protection/taper-people.ts'
import { answerDecided } from '../../modules/proposals/answers.ts'
import type { Decided } from '../../modules/proposals/place-people.ts'
import { renewPeople } from '../../modules/proposals/renew-people.ts'
import { ENDING_WITHIN, type ProtectionState } from '../../modules/protection/protection.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { bodyOf, print, text, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const STATES: { readonly [State in ProtectionState]: string } = {
  active: 'Terlindungi',
  'at-risk': 'Terlindungi, tetapi terancam berhenti',
  lapsed: 'Tidak terlindungi lagi',
  'to-come': 'Belum mulai terlindungi',
  none: 'Belum pernah dilindungi lewat Payung',
}

const PROGRAMME: CommandOption = { flag: '--programme', value: 'NOMOR', meaning: 'program asal' }
const INTO: CommandOption = { flag: '--into', value: 'NOMOR', meaning: 'program tujuan, yang mulai kemudian' }
const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const PEOPLE: CommandOption = {
  flag: '--people',
  value: 'NOMOR,NOMOR',
  meaning: 'orang menurut nomornya; tanpa ini semua pesertanya',
}

/** Who is protected and whose protection ends, on the command line. */
export const protectionCommands: readonly Command[] = [
  {
    name: 'protection of',
    summary: 'Apakah seseorang terlindungi pada satu hari, sampai kapan, dan oleh jenis pembayar apa.',
    usage: '--person NOMOR [--on TANGGAL] [--json]',
    options: [
      { flag: '--person', value: 'NOMOR', meaning: 'nomor orangnya di registri' },
      { flag: '--on', value: 'TANGGAL', meaning: 'keadaan pada hari itu; biasanya hari ini' },
    ],
    run: protectionOf,
  },
  {
    name: 'protection ending',
    summary: 'Siapa yang perlindungannya berakhir dalam 30, 60, atau 90 hari, dan biaya memperpanjangnya.',
    usage: '[--within 30|60|90] [--region KODE] [--json]',
    options: [
      { flag: '--within', value: 'HARI', meaning: '30, 60, atau 90; biasanya 30' },
      { flag: '--region', value: 'KODE', meaning: 'hanya daftar bayar di wilayah ini' },
    ],
    run: ending,
  },
  {
    name: 'protection renew',
    summary: 'Lanjutkan peserta sebuah program ke program berikutnya.',
    usage: '--programme NOMOR --into NOMOR [--people NOMOR,…] --reason TEKS',
    options: [PROGRAMME, INTO, PEOPLE, REASON],
    run: renew,
  },
  {
    name: 'protection taper',
    summary: 'Lanjutkan ke program yang lebih pendek; sisa bulannya dibayar peserta sendiri.',
    usage: '--programme NOMOR --into NOMOR [--people NOMOR,…] --reason TEKS',
    options: [PROGRAMME, INTO, PEOPLE, REASON],
    run: taper,
  },
  {
    name: 'protection hand-over',
    summary: 'Serahkan iuran kepada peserta sendiri mulai satu bulan.',
    usage: '--programme NOMOR --from BULAN --months N [--people NOMOR,…] --reason TEKS',
    options: [
      PROGRAMME,
      { flag: '--from', value: 'BULAN', meaning: 'bulan pertama yang dibayar sendiri' },
      { flag: '--months', value: 'N', meaning: 'berapa bulan' },
      PEOPLE,
      REASON,
    ],
    run: handOver,
  },
  {
    name: 'protection cohort',
    summary: 'Dari yang programnya berakhir pada satu bulan, siapa masih membayar 6 dan 12 bulan kemudian.',
    usage: '--ended BULAN [--region KODE] [--json]',
    options: [
      { flag: '--ended', value: 'BULAN', meaning: 'bulan terakhir program mereka' },
      { flag: '--region', value: 'KODE', meaning: 'hanya program di wilayah ini' },
    ],
    run: cohort,
  },
]

async function depsOf(context: CommandContext) {
  const { db } = await context.openDatabase()
  const { book } = await readLawSources(readConfig(context.env))
  return { db, clock: systemClock, book }
}

async function protectionOf(context: CommandContext): Promise<number> {
  const person = text(context, 'person')
  if (person === undefined) throw refuse('value-missing', { field: 'person' })
  if (!/^\d{1,18}$/.test(person)) {
    throw refuse('value-malformed', { field: 'person', value: person, expected: 'whole-number' })
  }
  const on = text(context, 'on')
  const ask = { personId: BigInt(person), ...(on !== undefined && { on: parsePlainDate('on', on) }) }
  const shown = await askProtection(await depsOf(context), systemDoer(), ask)
  const until = shown.until === null ? '' : ` sampai ${formatDate(shown.until)}`
  return print(context, answerProtection(shown), [
    `${STATES[shown.state]}${until}.`,
    ...(shown.overdueMonths > 0 ? [`${formatNumber(shown.overdueMonths)} bulan menunggak.`] : []),
    ...shown.stretches.map(
      ({ programmes, firstMonth, lastMonth, payerKind, ground }) =>
        `- ${programmes.join(', ')} sejak ${formatMonth(firstMonth)}${lastMonth === null ? '' : ` sampai ${formatMonth(lastMonth)}`}, ${payerKind}: ${ground}`,
    ),
  ])
}

async function ending(context: CommandContext): Promise<number> {
  const asked = text(context, 'within') ?? '30'
  const within = ENDING_WITHIN.find((days) => String(days) === asked)
  if (within === undefined) {
    throw refuse('value-not-allowed', { field: 'within', value: asked, allowed: ENDING_WITHIN.map(String) })
  }
  const region = text(context, 'region')
  const ask = { within, ...(region !== undefined && { region: parseRegionCode('region', region) }) }
  const groups = await listEnding(await depsOf(context), systemDoer(), ask)
  const answer = answerEnding(within, groups)
  return print(context, answer, [
    `${formatNumber(answer.people)} orang berakhir dalam ${String(within)} hari; ${formatRupiah(BigInt(answer.perMonth))} untuk memperpanjang sebulan.`,
    ...groups.map(
      ({ roster, lastMonth, people, perMonth }) =>
        `- ${roster}: ${formatNumber(people)} orang sampai ${formatMonth(lastMonth)}, ${formatRupiah(perMonth)} sebulan`,
    ),
  ])
}

async function renew(context: CommandContext): Promise<number> {
  const { programme = '', ...body } = texts(context)
  const ask = { programmeId: programme, ...bodyOf(renewBody, body) }
  const renewed = await renewPeople(await depsOf(context), systemDoer(), ask)
  return print(context, answerDecided(renewed), renewedIn(renewed))
}

async function taper(context: CommandContext): Promise<number> {
  const { programme = '', ...body } = texts(context)
  const ask = { programmeId: programme, ...bodyOf(taperBody, body) }
  const { renewed, handedOver } = await taperPeople(await depsOf(context), systemDoer(), ask)
  return print(context, { renewed: answerDecided(renewed), handedOver }, [
    ...renewedIn(renewed),
    `${formatNumber(handedOver.handedOver)} orang membayar sendiri bulan-bulan sisanya.`,
  ])
}

function renewedIn({ approved, refused, waiting, unknown, budget }: Decided): readonly string[] {
  return [
    `${formatNumber(approved)} dilanjutkan, ${formatNumber(refused)} tidak memenuhi aturan, ${formatNumber(waiting)} menunggu, ${formatNumber(unknown)} belum dapat dinilai.`,
    ...(budget
      ? [
          `Anggaran kurang ${formatRupiah(budget.missing)}; menunggu: ${budget.people.map(String).join(', ')}.`,
        ]
      : []),
  ]
}

async function handOver(context: CommandContext): Promise<number> {
  const { programme = '', ...body } = texts(context)
  const ask = { programmeId: programme, ...bodyOf(handOverBody, body) }
  const done = await handOverPeople(await depsOf(context), systemDoer(), ask)
  return print(context, done, [
    `${formatNumber(done.handedOver)} orang membayar sendiri; ${formatNumber(done.ended)} berhenti lebih awal dari programnya.`,
    ...(done.covered > 0 ? [`${formatNumber(done.covered)} orang sudah dibayari pihak lain.`] : []),
  ])
}

async function cohort(context: CommandContext): Promise<number> {
  const ask = bodyOf(cohortQuery, texts(context))
  const found = await askCohort(await depsOf(context), systemDoer(), ask)
  return print(context, found, [
    `${formatNumber(found.people)} orang; program mereka berakhir ${formatMonth(found.ended)}.`,
    ...found.looks.map(({ after, month, standing }) =>
      standing === null
        ? `Setelah ${String(after)} bulan (${formatMonth(month)}): belum lewat.`
        : `Setelah ${String(after)} bulan (${formatMonth(month)}): ${formatNumber(standing.protected)} terlindungi, ${formatNumber(standing.paid)} lunas, ${formatNumber(standing.paidBySelf)} di antaranya membayar sendiri.`,
    ),
  ])
}
