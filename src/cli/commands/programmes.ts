import { formatNumber, formatRupiah } from '../../kernel/format.ts'
import { parseMonth } from '../../kernel/month.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { inScopeOf, sightOf } from '../../modules/access/act.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { answerPreview, answerProgrammes } from '../../modules/programmes/answers.ts'
import { closeProgrammeBody, createProgrammeBody, previewBody } from '../../modules/programmes/contract.ts'
import { closeProgramme, createProgramme } from '../../modules/programmes/create-programme.ts'
import { previewProgramme } from '../../modules/programmes/preview-programme.ts'
import { listProgrammes } from '../../modules/programmes/queries.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { programmeRuleSentence } from '../../../web/locales/programme-rule-sentence.ts'
import { bodyOf, only, print, text, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const RULES: readonly CommandOption[] = [
  { flag: '--age-from', value: 'TAHUN', meaning: 'usia paling muda pada hari pertama' },
  { flag: '--age-below', value: 'TAHUN', meaning: 'usia harus di bawah ini pada hari pertama' },
  {
    flag: '--within',
    value: 'KODE',
    meaning: 'bertempat tinggal di wilayah ini; boleh beberapa, pisahkan koma',
  },
  { flag: '--works-within', value: 'KODE', meaning: 'bekerja di wilayah ini' },
  { flag: '--occupations', value: 'BIDANG', meaning: 'misalnya farming,fishing' },
  { flag: '--decile-from', value: 'DESIL', meaning: 'desil kesejahteraan paling rendah' },
  { flag: '--decile-to', value: 'DESIL', meaning: 'desil kesejahteraan paling tinggi' },
  { flag: '--groups', value: 'KELOMPOK', meaning: 'misalnya rt-rw' },
  { flag: '--income-below', value: 'RUPIAH', meaning: 'berpenghasilan di bawah ini sebulan' },
]
const SPAN: readonly CommandOption[] = [
  { flag: '--payer-id', value: 'NOMOR', meaning: 'siapa yang membayar' },
  { flag: '--first-month', value: 'BULAN', meaning: 'bulan pertama, misalnya 2027-01' },
  { flag: '--months', value: 'BANYAK', meaning: 'lamanya, bulan' },
  { flag: '--programmes', value: 'PROGRAM', meaning: 'misalnya JKK,JKM; tanpa ini yang wajib menurut hukum' },
  { flag: '--income', value: 'RUPIAH', meaning: 'penghasilan sebulan yang menjadi dasar iuran' },
  { flag: '--region', value: 'KODE', meaning: 'wilayahnya; tanpa ini wilayah pembayar' },
]
const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }

/** Programmes that protect workers, on the command line. */
export const programmeCommands: readonly Command[] = [
  {
    name: 'programme create',
    summary: 'Catat program perlindungan seorang pembayar dan untuk siapa program itu.',
    usage:
      '--payer-id NOMOR --name NAMA --first-month BULAN --months N --legal-basis TEKS [aturan …] --reason TEKS',
    options: [
      { flag: '--name', value: 'NAMA', meaning: 'nama program' },
      ...SPAN,
      ...RULES,
      { flag: '--legal-basis', value: 'TEKS', meaning: 'keputusan atau peraturan yang mendasarinya' },
      { flag: '--budget-line-id', value: 'NOMOR', meaning: 'pos anggaran yang menjanjikan bulan-bulannya' },
      { flag: '--bpjs-group-code', value: 'KODE', meaning: 'kode wadah BPJS Ketenagakerjaan' },
      REASON,
    ],
    run: create,
  },
  {
    name: 'programme preview',
    summary: 'Berapa orang yang memenuhi aturan dan berapa biayanya, sebelum apa pun dijanjikan.',
    usage: '--payer-id NOMOR --first-month BULAN --months N [--places N] [aturan …] [--json]',
    options: [...SPAN, ...RULES, { flag: '--places', value: 'N', meaning: 'banyaknya tempat' }],
    run: preview,
  },
  {
    name: 'programme list',
    summary: 'Program perlindungan, yang terbaru dulu.',
    usage: '[--region KODE] [--payer-id NOMOR] [--month BULAN] [--json]',
    options: [
      { flag: '--region', value: 'KODE', meaning: 'di wilayah ini' },
      { flag: '--payer-id', value: 'NOMOR', meaning: 'dari pembayar ini' },
      { flag: '--month', value: 'BULAN', meaning: 'yang berjalan pada bulan itu' },
    ],
    run: list,
  },
  {
    name: 'programme close',
    summary: 'Tutup program bagi orang baru; yang sudah di dalamnya tetap sampai bulan terakhir.',
    usage: 'NOMOR [--end-from BULAN] --reason TEKS',
    options: [
      {
        flag: '--end-from',
        value: 'BULAN',
        meaning: 'hentikan juga semua orang di dalamnya sejak bulan ini',
      },
      REASON,
    ],
    run: close,
  },
]

const WORDING = () => ({
  language: 'id' as const,
  sentenceOf: programmeRuleSentence,
  on: systemClock.today(),
})

async function create(context: CommandContext): Promise<number> {
  const body = bodyOf(createProgrammeBody, texts(context))
  const { db } = await context.openDatabase()
  const made = await createProgramme({ db, clock: systemClock }, systemDoer(), body)
  return print(context, made, [`Program dicatat dengan nomor ${made.id}.`])
}

async function preview(context: CommandContext): Promise<number> {
  const body = bodyOf(previewBody, texts(context))
  const { db } = await context.openDatabase()
  const { book } = await readLawSources(readConfig(context.env))
  const found = await previewProgramme({ db, clock: systemClock, book }, systemDoer(), body)
  const answer = await answerPreview(db, found, WORDING())
  const { people, price } = found
  return print(context, answer, [
    `${formatNumber(people.fit)} dari ${formatNumber(people.inRegion)} orang memenuhi aturan; ${formatNumber(people.unknown)} belum dapat dinilai.`,
    `${formatNumber(people.covered)} sudah dibayari, jadi ${formatNumber(people.free)} masih dapat dilindungi.`,
    ...answer.rules.map(
      ({ sentence, met, broken, unknown }) =>
        `- ${sentence}: ${formatNumber(met)} memenuhi, ${formatNumber(broken)} tidak, ${formatNumber(unknown)} belum diketahui`,
    ),
    `${formatRupiah(price.perPerson)} seorang; ${formatRupiah(BigInt(answer.total))} untuk ${formatNumber(found.places)} orang.`,
    ...answer.price.notes.map(({ message }) => message),
  ])
}

async function list(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const [region, payer, month] = ['region', 'payer-id', 'month'].map((option) => text(context, option))
  const filter = {
    ...(region !== undefined && { region: parseRegionCode('region', region) }),
    ...(payer !== undefined && { payerId: payer }),
    ...(month !== undefined && { month: parseMonth('month', month) }),
  }
  const by = systemDoer()
  const found = await inScopeOf(db, by, (tx) =>
    listProgrammes(tx, sightOf(by), filter, { limit: 1_000, offset: 0 }),
  )
  const programmes = await answerProgrammes(db, found, WORDING())
  return print(
    context,
    { programmes },
    programmes.map(({ id, firstMonth, months, name, payer: payerName, closed }) =>
      [id, firstMonth, `${String(months)} bulan`, name, payerName, ...(closed ? ['ditutup'] : [])].join('  '),
    ),
  )
}

async function close(context: CommandContext): Promise<number> {
  const id = only(context, 'id')
  const { db } = await context.openDatabase()
  const ask = { id, ...bodyOf(closeProgrammeBody, { reason: '', ...texts(context) }) }
  const { ended } = await closeProgramme({ db, clock: systemClock }, systemDoer(), ask)
  return print(context, { id, ended }, [
    'Program ditutup bagi orang baru.',
    ...(ended > 0 ? [`${formatNumber(ended)} orang berhenti sebelum bulan itu.`] : []),
  ])
}
