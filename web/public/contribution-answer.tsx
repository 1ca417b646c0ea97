import { formatDate, formatMonth, formatRate, formatRupiah, type Language } from '../../src/kernel/format.ts'
import { isMonth } from '../../src/kernel/month.ts'
import { isPlainDate } from '../../src/kernel/plain-date.ts'
import type { answerPrice } from '../../src/modules/law/law.ts'
import type { Segment } from '../../src/rules/parameter.ts'
import { wordsIn } from '../locales/public.ts'
import { Citation, ConfidenceTag } from '../ui/citation.tsx'
import { Notice } from '../ui/notice.tsx'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'

export type PriceAnswer = ReturnType<typeof answerPrice>
type MonthAnswer = Exclude<PriceAnswer, { readonly months: unknown }>
type SpanAnswer = Exclude<PriceAnswer, MonthAnswer>
type Line = MonthAnswer['lines'][number]
type Booking = MonthAnswer['bookings'][number]

/** A JSON amount as people read it. */
export function money(amount: number, language: Language): string {
  return formatRupiah(BigInt(amount), language)
}

function monthText(month: string, language: Language): string {
  return isMonth(month) ? formatMonth(month, language) : month
}

type AnswerProps = {
  readonly language: Language
  readonly segment: Segment
  readonly payer: string
  readonly answer: PriceAnswer
}

/** The answer: one sentence with the amount, then its lines with articles, then month by month for a span. */
export function ContributionAnswer({ language, segment, payer, answer }: AnswerProps) {
  const words = wordsIn(language).contribution
  const months = 'months' in answer ? answer.months : [answer]
  const first = months[0]
  if (!first) return null
  return (
    <>
      <section className="sheet answer" aria-labelledby="jawaban">
        <h2 className="hidden" id="jawaban">
          {words.answerTitle}
        </h2>
        <Headline language={language} segment={segment} payer={payer} answer={answer} first={first} />
      </section>
      <LinesTable language={language} answer={first} />
      <Notes language={language} notes={[...first.notes, ...('months' in answer ? answer.notes : [])]} />
      {'months' in answer ? <MonthsTable language={language} answer={answer} /> : null}
      {first.bookings.length > 0 ? <Bookings language={language} bookings={first.bookings} /> : null}
    </>
  )
}

function Headline({
  language,
  segment,
  payer,
  answer,
  first,
}: AnswerProps & { readonly first: MonthAnswer }) {
  const words = wordsIn(language).contribution
  const last = 'months' in answer ? answer.months.at(-1) : undefined
  return (
    <>
      <Figures language={language} segment={segment} answer={answer} />
      {last ? (
        <p>
          {words.span(
            String('months' in answer ? answer.months.length : 1),
            monthText(first.month, language),
            monthText(last.month, language),
          )}
        </p>
      ) : null}
      <p>{sentence(segment, payer, first, language)}</p>
      {first.totals.state > 0 ? <p>{words.stateShare(money(first.totals.state, language))}</p> : null}
    </>
  )
}

type FiguresProps = Pick<AnswerProps, 'language' | 'segment' | 'answer'>

/** The amount large; for a wage earner what leaves the wage and what the employer adds, side by side. */
function Figures({ language, segment, answer }: FiguresProps) {
  const words = wordsIn(language).contribution
  const unit = segment === 'JAKON' || segment === 'PMI' || 'months' in answer ? words.billed : words.perMonth
  const figures =
    segment === 'PU'
      ? [
          [answer.totals.worker, words.fromWage],
          [answer.totals.employer, words.fromEmployer],
        ]
      : [[answer.total, unit]]
  return (
    <div className="figures">
      {figures.map(([amount, label]) => (
        <p key={label}>
          <span className="figure">{money(Number(amount), language)}</span>
          {label}
        </p>
      ))}
    </div>
  )
}

function sentence(segment: Segment, payer: string, first: MonthAnswer, language: Language): string {
  const { answers, payers } = wordsIn(language).contribution
  const amount = money(first.total, language)
  const month = monthText(first.month, language)
  switch (segment) {
    case 'PU':
      return answers.wage(amount, month)
    case 'JAKON':
      return answers.project(amount)
    case 'PMI':
      return answers.migrant(amount)
    case 'BPU':
      return payer === 'self' || payer === ''
        ? answers.self(amount, month)
        : answers.other(amount, month, (payers as Readonly<Record<string, string>>)[payer] ?? payer)
  }
}

function LinesTable({ language, answer }: { readonly language: Language; readonly answer: MonthAnswer }) {
  const words = wordsIn(language).contribution
  const hasOnePayer = answer.lines.every((line) => line.paidBy === 'payer')
  const columns: [Column<Line>, ...Column<Line>[]] = [
    {
      key: 'programme',
      title: words.line,
      cell: (line) => <ProgrammeName language={language} line={line} />,
    },
    ...(hasOnePayer
      ? []
      : [{ key: 'pays', title: words.pays, cell: (line: Line) => words.paidBy[line.paidBy] }]),
    { key: 'basis', title: words.basis, cell: (line) => <Basis language={language} line={line} /> },
    { key: 'article', title: words.article, cell: (line) => <Source language={language} line={line} /> },
    {
      key: 'confidence',
      title: words.confidence,
      cell: (line) => <ConfidenceTag language={language} confidence={line.confidence} />,
    },
    { key: 'amount', title: words.amount, numeric: true, cell: (line) => money(line.amount, language) },
  ]
  return (
    <SummaryTable
      caption={words.linesCaption(monthText(answer.month, language))}
      columns={columns}
      rows={answer.lines}
      rowKey={(line) => `${line.programme} ${line.component} ${line.paidBy}`}
      totals={[words.total, ...Array<null>(columns.length - 2).fill(null), money(answer.total, language)]}
    />
  )
}

type LineProps = { readonly language: Language; readonly line: Line }

function ProgrammeName({ language, line }: LineProps) {
  const words = wordsIn(language).contribution
  const component = words.components[line.component]
  return (
    <>
      {line.programme}
      <small>
        {words.programmes[line.programme]}
        {component === undefined ? '' : `, ${component}`}
      </small>
    </>
  )
}

function Basis({ language, line }: LineProps) {
  const words = wordsIn(language).contribution
  const { base, rate, fullAmount, relief } = line
  const reckoning =
    base !== undefined && rate !== undefined
      ? `${formatRate(rate, language)} × ${money(base, language)}`
      : relief
        ? money(fullAmount ?? line.amount, language)
        : null
  return (
    <>
      {reckoning}
      {relief && fullAmount !== undefined ? (
        <>
          {` × ${formatRate(relief.keeps, language)}`}
          <small>{words.fullPrice(money(fullAmount, language))}</small>
        </>
      ) : null}
    </>
  )
}

function Source({ language, line }: LineProps) {
  const words = wordsIn(language).contribution
  return (
    <>
      <Citation language={language} law={line.law} article={line.article} parameter={line.parameter} />
      <small>
        {words.since} {isPlainDate(line.from) ? formatDate(line.from, language) : line.from}
      </small>
      {line.relief ? (
        <small>
          {words.relief}{' '}
          <Citation
            language={language}
            law={line.relief.law}
            article={line.relief.article}
            parameter={line.relief.parameter}
          />
        </small>
      ) : null}
    </>
  )
}

type NotesProps = {
  readonly language: Language
  readonly notes: readonly { readonly code: string; readonly message: string }[]
}

/** Sentences that belong to an answer; uncertain ones stand out. */
export function Notes({ language, notes }: NotesProps) {
  const messages = [...new Map(notes.map((note) => [note.message, note])).values()]
  if (messages.length === 0) return null
  const isUncertain = messages.some(({ code }) => code === 'needs-legal-confirmation')
  return (
    <Notice kind={isUncertain ? 'caution' : 'note'} title={wordsIn(language).contribution.notesTitle}>
      <ul>
        {messages.map(({ message }) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </Notice>
  )
}

function MonthsTable({ language, answer }: { readonly language: Language; readonly answer: SpanAnswer }) {
  const words = wordsIn(language).contribution
  const { employer, worker } = answer.totals
  const isShared = worker > 0
  const columns: [Column<MonthAnswer>, ...Column<MonthAnswer>[]] = [
    { key: 'month', title: words.monthColumn, cell: ({ month }) => monthText(month, language) },
    ...(isShared
      ? [
          {
            key: 'employer',
            title: words.employerColumn,
            numeric: true,
            cell: ({ totals }: MonthAnswer) => money(totals.employer, language),
          },
          {
            key: 'worker',
            title: words.workerColumn,
            numeric: true,
            cell: ({ totals }: MonthAnswer) => money(totals.worker, language),
          },
        ]
      : []),
    { key: 'total', title: words.monthTotal, numeric: true, cell: ({ total }) => money(total, language) },
  ]
  const shared = isShared ? [money(employer, language), money(worker, language)] : []
  return (
    <SummaryTable
      caption={words.monthsCaption}
      columns={columns}
      rows={answer.months}
      rowKey={({ month }) => month}
      fold={isShared}
      totals={[words.total, ...shared, money(answer.total, language)]}
    />
  )
}

function Bookings({
  language,
  bookings,
}: {
  readonly language: Language
  readonly bookings: readonly Booking[]
}) {
  const words = wordsIn(language).contribution
  return (
    <details>
      <summary>{words.bookingTitle}</summary>
      <p>{words.bookingText}</p>
      <SummaryTable
        caption={words.bookingCaption}
        columns={[
          {
            key: 'from',
            title: words.bookingFrom,
            cell: ({ source }: Booking) => words.bookingSources[source],
          },
          {
            key: 'basis',
            title: words.basis,
            cell: ({ base, rate }: Booking) =>
              base === undefined || rate === undefined
                ? null
                : `${formatRate(rate, language)} × ${money(base, language)}`,
          },
          {
            key: 'article',
            title: words.article,
            cell: (booking: Booking) => (
              <Citation
                language={language}
                law={booking.law}
                article={booking.article}
                parameter={booking.parameter}
              />
            ),
          },
          {
            key: 'amount',
            title: words.amount,
            numeric: true,
            cell: ({ amount }: Booking) => money(amount, language),
          },
        ]}
        rows={bookings}
        rowKey={({ source }) => source}
      />
    </details>
  )
}
