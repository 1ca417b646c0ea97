import { formatDate, formatDateWithDay, formatNumber, type Language } from '../../src/kernel/format.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { EventDeadline, WorkerEvent } from '../../src/rules/event-deadlines.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Citation, ConfidenceTag } from '../ui/citation.tsx'
import { ErrorSummary, QuestionForm, TextField } from '../ui/field.tsx'
import { hrefIn, type Query } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import type { BenefitAnswer } from './benefit-page.tsx'
import { money } from './contribution-answer.tsx'

/** What the family gets, by what kind of death. */
export type DeathRight = {
  readonly kind: 'natural' | 'short' | 'work'
  readonly answer: BenefitAnswer
  readonly query: Query
}

export type AfterEventPageProps = {
  readonly frame: Frame
  readonly event: WorkerEvent
  /** As typed; today when nothing was. */
  readonly typed: string
  /** Null when what was typed is no day that has been. */
  readonly on: PlainDate | null
  readonly deadlines: readonly EventDeadline[]
  readonly rights: readonly DeathRight[]
}

export const EVENT_PATHS: { readonly [Event in WorkerEvent]: string } = {
  accident: '/kecelakaan',
  death: '/meninggal',
}

/** `/kecelakaan` and `/meninggal`: first what to do, then by when, with which papers, and on what law. */
export function AfterEventPage(props: AfterEventPageProps) {
  const { frame, event, on } = props
  const { language } = frame
  const { afterEvent: words, frame: frameWords } = wordsIn(language)
  const { title, description, lede, what, steps, documents } = words[event]
  const errors = on === null ? { on: words.onWrong } : null
  return (
    <Page frame={frame} title={title} description={description} hasErrors={errors !== null}>
      {errors === null ? null : <ErrorSummary title={frameWords.needsMending} errors={errors} />}
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      <p>{what}</p>
      <h2>{words.stepsTitle}</h2>
      <ol className="in-order">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Deadlines {...props} />
      <h2>{words.documentsTitle}</h2>
      <ul className="ticks">
        {documents.map((document) => (
          <li key={document}>{document}</li>
        ))}
      </ul>
      <p className="small">{words.documentsNote}</p>
      <Onward language={language} event={event} />
      <p className="small">{frameWords.print}</p>
      <AbbreviationList language={language} used={['BPJS', 'JKK', 'JKM', 'KTP', 'PP', 'Permenaker', 'BPU']} />
    </Page>
  )
}

function Deadlines({ frame, event, typed, on, deadlines, rights }: AfterEventPageProps) {
  const { language } = frame
  const { afterEvent: words } = wordsIn(language)
  return (
    <section aria-labelledby="batas">
      <h2 id="batas">{on === null ? words.onTitle : words.deadlinesTitle(formatDate(on, language))}</h2>
      {on === null ? null : deadlines.length === 0 ? (
        <p>{words.deadlinesNone}</p>
      ) : (
        <DeadlineTable language={language} deadlines={deadlines} />
      )}
      {rights.length === 0 ? null : <Rights language={language} rights={rights} />}
      <QuestionForm
        action={EVENT_PATHS[event]}
        hidden={language === 'en' ? { lang: 'en' } : {}}
        button={words.button}
      >
        <TextField
          name="on"
          label={words.on[event]}
          kind="date"
          short
          value={typed}
          error={on === null ? words.onWrong : undefined}
        />
      </QuestionForm>
    </section>
  )
}

type DeadlineTableProps = { readonly language: Language; readonly deadlines: readonly EventDeadline[] }

function DeadlineTable({ language, deadlines }: DeadlineTableProps) {
  const { afterEvent: words, contribution } = wordsIn(language)
  return (
    <SummaryTable
      caption={words.onTitle}
      columns={[
        { key: 'step', title: words.deadline, cell: ({ step }: EventDeadline) => words.steps[step] },
        { key: 'latest', title: words.latest, cell: (deadline) => latestText(deadline, language) },
        {
          key: 'basis',
          title: words.basis,
          cell: ({ cite, parameter, from }) => (
            <>
              <Citation language={language} law={cite.law} article={cite.article} parameter={parameter} />
              <small>
                {contribution.since} {formatDate(from, language)}
              </small>
            </>
          ),
        },
        {
          key: 'confidence',
          title: contribution.confidence,
          cell: ({ cite }) => <ConfidenceTag language={language} confidence={cite.confidence} />,
        },
      ]}
      rows={deadlines}
      rowKey={({ step }) => step}
    />
  )
}

function latestText({ value, unit, latest }: EventDeadline, language: Language) {
  const words = wordsIn(language).afterEvent
  const within = words.within(formatNumber(value, language), words.units[unit])
  if (latest === null) return within
  const day = formatDateWithDay(latest, language)
  return (
    <>
      <strong>{unit === 'hours' ? words.sameHour(day) : day}</strong>
      <small>{within}</small>
    </>
  )
}

function Rights({
  language,
  rights,
}: {
  readonly language: Language
  readonly rights: readonly DeathRight[]
}) {
  const words = wordsIn(language).afterEvent
  return (
    <SummaryTable
      caption={words.rightsTitle}
      columns={[
        { key: 'event', title: words.event, cell: ({ kind }: DeathRight) => words[kind] },
        {
          key: 'amount',
          title: words.amount,
          numeric: true,
          cell: ({ answer }) => money(answer.total, language),
        },
        {
          key: 'basis',
          title: words.basis,
          cell: ({ answer: { lines }, query }) => {
            const [line] = lines
            return (
              <>
                {line === undefined ? null : (
                  <Citation
                    language={language}
                    law={line.law}
                    article={line.article}
                    parameter={line.parameter}
                  />
                )}
                <small>
                  <a href={hrefIn(language, '/manfaat', query)}>{words.toBenefit}</a>
                </small>
              </>
            )
          },
        },
      ]}
      rows={rights}
      rowKey={({ kind }) => kind}
    />
  )
}

function Onward({ language, event }: { readonly language: Language; readonly event: WorkerEvent }) {
  const words = wordsIn(language).afterEvent
  const links = [
    { href: '/cek', text: words.toCheck },
    { href: '/manfaat', text: words.toBenefit },
    { href: event === 'accident' ? EVENT_PATHS.death : EVENT_PATHS.accident, text: words.toOther[event] },
    { href: '/bantuan', text: words.toHelp },
  ]
  return (
    <ul className="actions">
      {links.map(({ href, text }) => (
        <li key={href}>
          <a href={hrefIn(language, href)}>{text}</a>
        </li>
      ))}
    </ul>
  )
}
