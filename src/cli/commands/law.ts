import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { TSchema } from 'typebox'
import { parseMonth } from '../../kernel/month.ts'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { Refusal, refuse } from '../../kernel/refusal.ts'
import { benefitBody, fineBody, liabilityBody, priceBody } from '../../modules/law/contract.ts'
import { answerBenefit, answerFine, answerLiability, answerPrice } from '../../modules/law/law.ts'
import { keepHolidays } from '../../modules/law/keep-holidays.ts'
import { readLawSources, type LawSources } from '../../modules/law/read-law-sources.ts'
import { lawAt, lawDiff } from '../../modules/law/register-view.ts'
import { readConfig } from '../../platform/config.ts'
import { flagOfField } from '../../platform/text-values.ts'
import { checkShape } from '../../platform/validate.ts'
import { refusalSentence } from '../../../web/locales/refusal-sentence.ts'
import { asked, only } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { LAW_OPTION_MEANINGS, type LawField } from '../law-options.ts'
import { showBenefit, showChanges, showFine, showLiability, showParameters, showPrice } from '../show-law.ts'

const PLACEHOLDERS: Readonly<Record<string, string>> = { integer: 'N', number: 'N', array: 'A,B' }

/** Every question of the law on the command line, from the same contracts as the API. None of them needs the database. */
export const lawCommands: readonly Command[] = [
  {
    name: 'law price',
    summary: 'Berapa iuran yang harus dibayar, baris demi baris dengan pasalnya.',
    usage:
      '--segment BPU --income 1000000 --payer csr --month 2026-05 [--programmes JKK,JKM] | --file KASUS.jsonl',
    options: [
      ...optionsOf(priceBody),
      {
        flag: '--file',
        value: 'BERKAS',
        meaning: 'satu pertanyaan JSON per baris; satu jawaban JSON per baris',
      },
    ],
    examples: [
      './payung law price --segment BPU --income 1000000 --payer csr --programmes JKK,JKM --from 2026-11 --months 12',
      './payung law price --segment PU --wage 4000000 --risk-class II --size large --month 2026-05 --json',
      './payung law price --segment JAKON --contract 250000000 --month 2026-05',
      './payung law price --segment PMI --package 24-month --month 2026-05',
    ],
    run: priceOrFile,
  },
  {
    name: 'law benefit',
    summary: 'Berapa manfaat yang diterima peserta atau keluarganya.',
    usage: '--kind JKM --segment BPU --on 2026-05-01 --member-months 12 [--children SD,SMP]',
    options: optionsOf(benefitBody),
    examples: ['./payung law benefit --kind JKK-death --segment BPU --wage 1000000 --on 2026-05-01 --json'],
    run: (context) =>
      answer(context, benefitBody, (body, { book }) => answerBenefit(body, book), showBenefit),
  },
  {
    name: 'law liability',
    summary: 'Berapa yang harus diganti sendiri oleh pemberi kerja, dan sebabnya.',
    usage: '--situation not-registered --kind JKK-death --segment PU --wage 4000000 --on 2026-05-01',
    options: optionsOf(liabilityBody),
    run: (context) =>
      answer(context, liabilityBody, (body, { book }) => answerLiability(body, book), showLiability),
  },
  {
    name: 'law fine',
    summary: 'Denda keterlambatan (2%) atau denda administratif (0,1%).',
    usage: '--kind late --contribution 1000000 --month 2026-05 --paid-on 2026-08-20',
    options: optionsOf(fineBody),
    run: (context) =>
      answer(context, fineBody, (body, { book, calendar }) => answerFine(body, book, calendar), showFine),
  },
  {
    name: 'law at',
    summary: 'Setiap nilai hukum yang berlaku pada satu hari, dengan sumbernya.',
    usage: 'TANGGAL',
    options: [],
    examples: ['./payung law at 2026-03-01 --json'],
    run: async (context) => {
      const on = parsePlainDate('on', positional(context, 0, 'on'))
      return print(context, lawAt(on, (await sourcesOf(context)).book), showParameters)
    },
  },
  {
    name: 'law diff',
    summary: 'Apa yang berubah di antara dua bulan, dan bagi siapa.',
    usage: 'BULAN BULAN',
    options: [],
    examples: ['./payung law diff 2025-12 2026-04 --json'],
    run: async (context) => {
      const from = parseMonth('from', positional(context, 0, 'from'))
      const to = parseMonth('to', positional(context, 1, 'to'))
      return print(context, lawDiff(from, to, (await sourcesOf(context)).book), showChanges)
    },
  },
  {
    name: 'law holidays',
    summary: 'Hari libur yang dikenal; dengan BERKAS, muat satu tahun dari SKB 3 Menteri.',
    usage: '[BERKAS] [--json]',
    options: [],
    examples: ['./payung law holidays libur-2027.json'],
    run: holidays,
  },
]

async function holidays(context: CommandContext): Promise<number> {
  const config = readConfig(context.env)
  const [file] = context.positionals
  const kept = file === undefined ? null : await keepHolidays(config.dataFolder, only(context, 'BERKAS'))
  const { calendar } = await readLawSources(config)
  return print(context, { kept: kept?.year ?? null, years: calendar.years }, ({ years }) => [
    ...(kept === null
      ? []
      : [`Hari libur ${String(kept.year)} termuat. Berlaku sejak layanan dijalankan ulang.`]),
    ...years.map(
      ({ year, holidays: days, confidence, decrees }) =>
        `${String(year)}  ${String(days.length)} hari  keyakinan ${confidence}  ${decrees.join('; ')}`,
    ),
  ])
}

type ContractField = {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly string[]
}

/** The options of a command are the fields of its contract, spelled with dashes. */
function optionsOf(schema: TSchema): CommandOption[] {
  const fields = (schema as unknown as { properties: Readonly<Record<string, ContractField>> }).properties
  return Object.entries(fields).map(([field, { type, enum: words }]) => {
    const flag = flagOfField(field)
    const meaning = LAW_OPTION_MEANINGS[field as LawField]
    if (type === 'boolean') return { flag, meaning }
    return { flag, value: words ? words.join('|') : (PLACEHOLDERS[type ?? ''] ?? 'TEKS'), meaning }
  })
}

function sourcesOf(context: CommandContext): Promise<LawSources> {
  return readLawSources(readConfig(context.env))
}

function positional(context: CommandContext, index: number, field: string): string {
  const text = context.positionals[index]
  if (text === undefined) throw refuse('value-missing', { field })
  return text
}

async function answer<Schema extends TSchema, Answer>(
  context: CommandContext,
  schema: Schema,
  ask: (body: ReturnType<typeof checkShape<Schema>>, sources: LawSources) => Answer,
  show: (answer: Answer) => string[],
): Promise<number> {
  return print(context, ask(asked(context, schema), await sourcesOf(context)), show)
}

function print<Answer>(context: CommandContext, given: Answer, show: (answer: Answer) => string[]): number {
  if (context.json) context.out(JSON.stringify(given))
  else for (const line of show(given)) context.out(line)
  return 0
}

async function priceOrFile(context: CommandContext): Promise<number> {
  const file = context.options.get('file')
  if (typeof file !== 'string')
    return answer(context, priceBody, (body, { book }) => answerPrice(body, book), showPrice)
  if (context.options.size > 1) {
    const [other = 'file'] = [...context.options.keys()].filter((flag) => flag !== 'file')
    throw refuse('field-unknown', { field: other, allowed: ['file'] })
  }
  return priceFile(context, file, await sourcesOf(context))
}

/** One answer per line in the order asked, a refused line among them with its number; exit code 1 when any was refused. */
async function priceFile(context: CommandContext, file: string, { book }: LawSources): Promise<number> {
  const input = createReadStream(file, 'utf8')
  await new Promise<void>((resolve, reject) => {
    input.once('open', () => {
      resolve()
    })
    input.once('error', () => {
      reject(refuse('file-unreadable', { file, problem: 'missing' }))
    })
  })
  let lineNumber = 0
  let refusals = 0
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber += 1
    await context.flushed()
    try {
      context.out(JSON.stringify(answerPrice(checkShape(priceBody, parseLine(line)), book)))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refusals += 1
      const { code, details } = error.value
      const message = refusalSentence(error.value)
      context.out(JSON.stringify({ ...details, refusal: code, message, line: lineNumber }))
    }
  }
  return refusals > 0 ? 1 : 0
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    throw refuse('value-malformed', { field: 'body', value: line.slice(0, 60), expected: 'object' })
  }
}
