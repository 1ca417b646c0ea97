import { formatDate, formatMonth, formatNumber, formatRupiah } from '../../kernel/format.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { answerEnding, answerProtection } from '../../modules/protection/answers.ts'
import { askProtection, listEnding } from '../../modules/protection/ask-protection.ts'
import { ENDING_WITHIN, type ProtectionState } from '../../modules/protection/protection.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { print, text } from '../asked.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const STATES: { readonly [State in ProtectionState]: string } = {
  active: 'Terlindungi',
  'at-risk': 'Terlindungi, tetapi terancam berhenti',
  lapsed: 'Tidak terlindungi lagi',
  'to-come': 'Belum mulai terlindungi',
  none: 'Belum pernah dilindungi lewat Payung',
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
