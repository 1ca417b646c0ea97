import { formatDate, formatNumber, formatRupiahLong } from '../../kernel/format.ts'
import { requireRegion } from '../../modules/access/places.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { answerCoverage } from '../../modules/coverage/answers.ts'
import { askCoverage } from '../../modules/coverage/ask-coverage.ts'
import { coverageQuery } from '../../modules/coverage/contract.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { fieldOfFlag, valuesFromTexts } from '../../platform/text-values.ts'
import { checkShape } from '../../platform/validate.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

/** The coverage figure, on the command line. */
export const coverageCommand: Command = {
  name: 'coverage',
  summary: 'Berapa yang terlindungi di satu wilayah, dari berapa, dan berapa yang masih kurang.',
  usage:
    '--region KODE [--as-of TANGGAL] [--indicator A|B|C] [--by segment|region|payer] [--place work|residence] [--json]',
  options: [
    { flag: '--region', value: 'KODE', meaning: 'wilayahnya; ID untuk nasional' },
    { flag: '--as-of', value: 'TANGGAL', meaning: 'keadaan pada hari itu; biasanya hari ini' },
    { flag: '--indicator', value: 'A|B|C', meaning: 'penyebutnya; biasanya A, pekerja yang berhak' },
    { flag: '--by', value: 'BAGIAN', meaning: 'segment, region (tingkat di bawahnya), atau payer' },
    {
      flag: '--place',
      value: 'TEMPAT',
      meaning: 'work (tempat kerja, biasanya) atau residence (tempat tinggal)',
    },
  ],
  examples: ['./payung coverage --region 16 --as-of 2026-11-20 --by segment --json'],
  run,
}

async function run(context: CommandContext): Promise<number> {
  const texts = [...context.options].map(([flag, value]) => [fieldOfFlag(flag), value] as const)
  const { region, asOf, ...rest } = checkShape(coverageQuery, valuesFromTexts(coverageQuery, texts))
  const { db } = await context.openDatabase()
  const { book } = await readLawSources(readConfig(context.env))
  const question = {
    ...rest,
    region: await requireRegion(db, region, systemClock.today()),
    ...(asOf !== undefined && { asOf: parsePlainDate('asOf', asOf) }),
  }
  const coverage = await askCoverage({ db, clock: systemClock, book }, systemDoer(), question)
  const answer = answerCoverage(coverage)
  if (context.json) {
    context.out(JSON.stringify(answer))
    return 0
  }
  const { figure } = coverage
  context.out(
    `${formatNumber(answer.numerator)} orang terlindungi pada ${formatDate(figure.asOf)}${
      answer.denominator === null
        ? '; penyebut belum ditetapkan untuk wilayah ini.'
        : ` dari ${formatNumber(answer.denominator)} (${String(answer.percent)}%).`
    }`,
  )
  if (figure.gapPeople !== null && figure.gapRupiah !== null) {
    context.out(
      `Kurang ${formatNumber(figure.gapPeople)} orang menuju target ${String(answer.target)}%: ${formatRupiahLong(figure.gapRupiah)} setahun.`,
    )
  }
  for (const { part, numerator, percent } of answer.rows) {
    context.out(`- ${part}: ${formatNumber(numerator)}${percent === null ? '' : ` (${percent}%)`}`)
  }
  for (const { asOf: day, kind, percent, persons, source } of answer.published) {
    const said = [percent === null ? '' : `${percent}%`, persons === null ? '' : formatNumber(persons)]
    context.out(`Angka terbit ${day}: ${kind} ${said.filter((each) => each !== '').join(', ')} (${source})`)
  }
  return 0
}
