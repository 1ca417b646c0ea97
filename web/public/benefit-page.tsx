import { formatDate, formatNumber, formatRate, type Language } from '../../src/kernel/format.ts'
import { isPlainDate } from '../../src/kernel/plain-date.ts'
import type { answerBenefit } from '../../src/modules/law/law.ts'
import type { BenefitKind } from '../../src/rules/benefit.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Citation, ConfidenceTag } from '../ui/citation.tsx'
import { ErrorSummary, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { EVENT_ORDER } from './benefit-form.ts'
import { BenefitQuestions } from './benefit-questions.tsx'
import { money, Notes } from './contribution-answer.tsx'
import type { FormFields } from './contribution-form.ts'

export type BenefitAnswer = ReturnType<typeof answerBenefit>
type Line = BenefitAnswer['lines'][number]

export type BenefitPageProps = {
  readonly frame: Frame
  /** Not chosen yet: the page asks what happened. */
  readonly kind: BenefitKind | null
  readonly fields: FormFields
  readonly errors: FieldErrors
  readonly answer: BenefitAnswer | null
  /** Hours within which an accident must be reported on the day of the event; null when no rule says so. */
  readonly reportHours: number | null
}

/** `/manfaat`: what would my family get, line by line with articles, and what to do next. */
export function BenefitPage(props: BenefitPageProps) {
  const { frame, kind, fields, errors, answer } = props
  const { language } = frame
  const words = wordsIn(language).benefit
  const hasErrors = Object.keys(errors).length > 0
  const title = kind === null ? words.title : `${words.title} ${words.events[kind].title}`
  return (
    <Page frame={frame} title={title} description={words.description} section="benefit" hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={wordsIn(language).frame.needsMending} errors={errors} /> : null}
      <h1>{words.title}</h1>
      {kind === null ? (
        <EventChoice language={language} />
      ) : (
        <>
          <p>
            <strong>{words.events[kind].title}.</strong> {words.events[kind].text}{' '}
            <a href={hrefIn(language, '/manfaat')}>{words.changeEvent}</a>
          </p>
          {answer === null ? (
            <BenefitQuestions language={language} kind={kind} fields={fields} errors={errors} />
          ) : (
            <Answered {...props} kind={kind} answer={answer} />
          )}
        </>
      )}
      <AbbreviationList language={language} used={abbreviationsOf(answer)} />
    </Page>
  )
}

function EventChoice({ language }: { readonly language: Language }) {
  const words = wordsIn(language).benefit
  return (
    <>
      <p className="lede">{words.lede}</p>
      <h2>{words.whatHappened}</h2>
      <ul className="choices">
        {EVENT_ORDER.map((kind) => (
          <li key={kind}>
            <a href={hrefIn(language, '/manfaat', { kind })}>
              <strong>{words.events[kind].title}</strong>
              <span>{words.events[kind].text}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

type AnsweredProps = BenefitPageProps & { readonly kind: BenefitKind; readonly answer: BenefitAnswer }

function Answered({ frame, kind, fields, answer, reportHours }: AnsweredProps) {
  const { language } = frame
  const { benefit: words, frame: frameWords, confidenceMeaning } = wordsIn(language)
  const query = { kind, ...fields }
  return (
    <div className="columns">
      <div>
        <section className="sheet answer" aria-live="polite">
          <Headline language={language} kind={kind} answer={answer} />
        </section>
        {answer.lines.length > 0 ? <LinesTable language={language} answer={answer} /> : null}
        <Notes language={language} notes={answer.notes} />
        <NextSteps language={language} kind={kind} reportHours={reportHours} />
        <ul className="actions">
          <li>
            <a href={hrefIn(language, '/manfaat.csv', query)}>{frameWords.downloadTable}</a>
          </li>
          <li>
            <a href={hrefIn(language, '/manfaat.json', query)}>{frameWords.sameAsJson}</a>
          </li>
        </ul>
        <p className="small">{confidenceMeaning}</p>
        <p className="small">{frameWords.print}</p>
      </div>
      <section className="sheet question" aria-labelledby="ubah">
        <h2 id="ubah">{words.changeTitle}</h2>
        <BenefitQuestions language={language} kind={kind} fields={fields} errors={{}} />
      </section>
    </div>
  )
}

type HeadlineProps = {
  readonly language: Language
  readonly kind: BenefitKind
  readonly answer: BenefitAnswer
}

function Headline({ language, kind, answer }: HeadlineProps) {
  const words = wordsIn(language).benefit
  if (!answer.entitled) return <p>{words.notEntitled}</p>
  const ofScholarship = answer.lines
    .filter(({ component }) => component.startsWith('scholarship'))
    .reduce((sum, line) => sum + line.amount, 0)
  // A scholarship is paid over many years: it is told apart from what the family gets now.
  const scholarship = kind === 'scholarship' ? 0 : ofScholarship
  const amount = money(answer.total - scholarship, language)
  return (
    <>
      <span className="figure">{amount}</span>
      <p>{sentence(kind, answer, amount, language)}</p>
      {scholarship > 0 ? <p>{words.andScholarship(money(scholarship, language))}</p> : null}
    </>
  )
}

function sentence(kind: BenefitKind, answer: BenefitAnswer, amount: string, language: Language): string {
  const words = wordsIn(language).benefit
  const day = isPlainDate(answer.on) ? formatDate(answer.on, language) : answer.on
  if (answer.lines.some(({ component }) => component.startsWith('monthly-pension'))) {
    return words.pensionAnswer(amount)
  }
  return kind === 'JKM' || kind === 'JKK-death' || kind === 'scholarship'
    ? words.answer(amount, day)
    : words.workerAnswer(amount, day)
}

function LinesTable({ language, answer }: { readonly language: Language; readonly answer: BenefitAnswer }) {
  const { benefit: words, contribution } = wordsIn(language)
  return (
    <SummaryTable
      caption={words.linesCaption}
      columns={[
        {
          key: 'component',
          title: words.component,
          cell: (line: Line) => (
            <>
              {componentText(line.component, language)}
              {line.child === undefined ? null : <small>{words.childNumber(String(line.child))}</small>}
              <small>
                {contribution.programmes[line.programme]} ({line.programme})
              </small>
            </>
          ),
        },
        { key: 'basis', title: contribution.basis, cell: (line: Line) => basisText(line, language) },
        {
          key: 'article',
          title: contribution.article,
          cell: (line: Line) => (
            <>
              <Citation
                language={language}
                law={line.law}
                article={line.article}
                parameter={line.parameter}
              />
              <small>
                {contribution.since} {isPlainDate(line.from) ? formatDate(line.from, language) : line.from}
              </small>
            </>
          ),
        },
        {
          key: 'confidence',
          title: contribution.confidence,
          cell: (line: Line) => <ConfidenceTag language={language} confidence={line.confidence} />,
        },
        {
          key: 'amount',
          title: contribution.amount,
          numeric: true,
          cell: (line: Line) => money(line.amount, language),
        },
      ]}
      rows={answer.lines}
      rowKey={(line) => `${line.programme} ${line.component} ${String(answer.lines.indexOf(line))}`}
      totals={[words.total, null, null, null, money(answer.total, language)]}
    />
  )
}

/** A component of a benefit in words; those of a tier say from which month on. */
export function componentText(component: string, language: Language): string {
  const words = wordsIn(language).benefit
  const known = words.components[component]
  if (known !== undefined) return known
  const month = /-from-month-(\d+)$/.exec(component)?.[1]
  if (month !== undefined)
    return component.startsWith('cash') ? words.componentFrom(month) : words.stmbFrom(month)
  return component.startsWith('payout') ? words.payout : component
}

/** `70% × Rp4.000.000`, `48 × Rp1.000.000`, `6 × Rp1.500.000`: how the amount comes from its base. */
function basisText({ base, rate, amount }: Line, language: Language): string | null {
  if (base === undefined || base === 0) return null
  const basis = money(base, language)
  if (rate !== undefined) return `${formatRate(rate, language)} × ${basis}`
  const times = amount / base
  return Number.isInteger(times) ? `${formatNumber(times, language)} × ${basis}` : basis
}

type NextStepsProps = {
  readonly language: Language
  readonly kind: BenefitKind
  readonly reportHours: number | null
}

function NextSteps({ language, kind, reportHours }: NextStepsProps) {
  const words = wordsIn(language).benefit
  const isAccident = kind.startsWith('JKK')
  const steps = [
    ...(isAccident && reportHours !== null ? [words.reportWithin(formatNumber(reportHours, language))] : []),
    ...stepsFor(kind, words.steps),
  ]
  return (
    <section aria-labelledby="langkah">
      <h2 id="langkah">{words.nextTitle}</h2>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  )
}

type Steps = ReturnType<typeof wordsIn>['benefit']['steps']

function stepsFor(kind: BenefitKind, steps: Steps): readonly string[] {
  switch (kind) {
    case 'JKM':
    case 'scholarship':
    case 'JKK-death':
      return steps.death
    case 'JKK-temporary':
    case 'JKK-total-disability':
    case 'JKK-partial-disability':
      return steps.accident
    case 'JKP':
      return steps.jobLoss
    case 'JHT':
    case 'JP':
      return steps.savings
  }
}

function abbreviationsOf(answer: BenefitAnswer | null): string[] {
  if (answer === null) return ['BPJS']
  return [
    'BPJS',
    'CSV',
    'JSON',
    answer.segment,
    ...answer.lines.flatMap((line) => [line.programme, line.law.split(' ')[0] ?? '']),
  ]
}
