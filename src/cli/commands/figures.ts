import { formatNumber, formatPercent, formatTableDate } from '../../kernel/format.ts'
import { INDONESIA } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { requireRegion } from '../../modules/access/places.ts'
import { answerDenominators, answerPublished, answerTargets } from '../../modules/figures/answers.ts'
import { FIGURE_FILES, loadFigures, readFigureFile } from '../../modules/figures/load-figures.ts'
import { readDay } from '../../modules/regions/answers.ts'
import { systemClock } from '../../platform/clock.ts'
import { print, text } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REGION: CommandOption = { flag: '--region', value: 'KODE', meaning: 'wilayahnya; biasanya ID' }
const ON: CommandOption = {
  flag: '--on',
  value: 'TANGGAL',
  meaning: 'yang diketahui pada hari itu; biasanya hari ini',
}

/** What coverage is measured against, on the command line. */
export const figuresCommands: readonly Command[] = [
  {
    name: 'figures published',
    summary: 'Angka yang diterbitkan pihak lain tentang satu wilayah, dengan sumbernya.',
    usage: '[--region 16] [--on 2026-05-01] [--json]',
    options: [REGION, ON],
    examples: ['./payung figures published --region 16'],
    run: published,
  },
  {
    name: 'figures denominators',
    summary: 'Penyebut cakupan satu wilayah: berapa orang, siapa yang menghitung, dan kapan.',
    usage: '[--region 16] [--on 2026-05-01] [--json]',
    options: [REGION, ON],
    run: denominators,
  },
  {
    name: 'figures targets',
    summary: 'Target cakupan satu wilayah, tahun demi tahun.',
    usage: '[--region 16] [--on 2026-05-01] [--json]',
    options: [REGION, ON],
    run: targets,
  },
  {
    name: 'figures load',
    summary:
      'Masukkan penyebut atau target dari CSV atau XLSX; berkas yang sama lagi tidak mengubah apa pun.',
    usage: 'BERKAS --kind denominators|targets --reason TEKS [--json]',
    options: [
      { flag: '--kind', value: 'JENIS', meaning: 'denominators (penyebut) atau targets (target)' },
      { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' },
    ],
    examples: [
      './payung figures load sakernas-2025.xlsx --kind denominators --reason "Sakernas Agustus 2025"',
    ],
    run: load,
  },
]

async function asked(context: CommandContext) {
  const { db } = await context.openDatabase()
  const [region, on] = [text(context, 'region'), text(context, 'on')]
  const today = systemClock.today()
  const code = region === undefined ? INDONESIA : await requireRegion(db, region, today)
  return { db, code, on: readDay(on, systemClock), today }
}

async function published(context: CommandContext): Promise<number> {
  const { code, on } = await asked(context)
  const answer = answerPublished(code, on, 'id')
  return print(
    context,
    answer,
    answer.figures.map(({ asOf, kind, segment, persons, basisPoints, source, confidence }) =>
      [asOf, kind, segment, countText(persons), shareText(basisPoints), `${source} [${confidence}]`].join(
        '  ',
      ),
    ),
  )
}

async function denominators(context: CommandContext): Promise<number> {
  const { db, code, on, today } = await asked(context)
  const answer = await answerDenominators(db, code, on, today)
  return print(
    context,
    answer,
    answer.denominators.map(({ indicator, segment, persons, countedOn, vintage, source }) =>
      [indicator, segment, countText(persons), formatTableDate(countedOn), `${vintage}: ${source}`].join(
        '  ',
      ),
    ),
  )
}

async function targets(context: CommandContext): Promise<number> {
  const { db, code, on, today } = await asked(context)
  const answer = await answerTargets(db, code, on, today, 'id')
  return print(
    context,
    answer,
    answer.targets.map(({ year, indicator, segment, basisPoints, source, confidence }) =>
      [String(year), indicator, segment, shareText(basisPoints), `${source} [${confidence}]`].join('  '),
    ),
  )
}

async function load(context: CommandContext): Promise<number> {
  const [file] = context.positionals
  if (file === undefined) throw refuse('value-missing', { field: 'file' })
  const asked = text(context, 'kind')
  const kind = FIGURE_FILES.find((each) => each === asked)
  if (kind === undefined) {
    throw refuse('value-not-allowed', { field: 'kind', value: asked ?? '', allowed: FIGURE_FILES })
  }
  const rows = await readFigureFile(kind, file)
  const { db } = await context.openDatabase()
  const deps = { db, clock: systemClock }
  const loaded = await loadFigures(deps, systemDoer(), { kind, rows, reason: text(context, 'reason') ?? '' })
  const { added, replaced, unchanged } = loaded
  return print(context, loaded, [
    `${formatNumber(added)} baru, ${formatNumber(replaced)} diganti, ${formatNumber(unchanged)} tetap.`,
  ])
}

function countText(count: number | null): string {
  return count === null ? '–' : formatNumber(count)
}

function shareText(basisPoints: number | null): string {
  return basisPoints === null ? '–' : formatPercent(basisPoints, 10_000)
}
