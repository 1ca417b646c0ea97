import { SEGMENTS } from '../../src/rules/membership.ts'
import type { Segment } from '../../src/rules/parameter.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { ErrorSummary, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { ContributionAnswer, type PriceAnswer } from './contribution-answer.tsx'
import { formQuery, type FormFields } from './contribution-form.ts'
import { ContributionQuestions } from './contribution-questions.tsx'

export type ContributionPageProps = {
  readonly frame: Frame
  /** Not chosen yet: the page asks who is protected. */
  readonly segment: Segment | null
  readonly fields: FormFields
  readonly errors: FieldErrors
  readonly answer: PriceAnswer | null
}

/** `/iuran`: what would I pay, line by line with articles. The address holds the whole question. */
export function ContributionPage({ frame, segment, fields, errors, answer }: ContributionPageProps) {
  const { language } = frame
  const words = wordsIn(language).contribution
  const hasErrors = Object.keys(errors).length > 0
  const title = segment === null ? words.title : `${words.title} ${words.segments[segment].title}`
  return (
    <Page
      frame={frame}
      title={title}
      description={words.description}
      section="contribution"
      hasErrors={hasErrors}
    >
      {hasErrors ? <ErrorSummary title={wordsIn(language).frame.needsMending} errors={errors} /> : null}
      <h1>{words.title}</h1>
      {segment === null ? (
        <SegmentChoice frame={frame} />
      ) : (
        <>
          <p>
            <strong>{words.segments[segment].title}.</strong> {words.segments[segment].text}{' '}
            <a href={hrefIn(language, '/iuran')}>{words.changeSegment}</a>
          </p>
          {answer === null ? (
            <ContributionQuestions language={language} segment={segment} fields={fields} errors={errors} />
          ) : (
            <Answered frame={frame} segment={segment} fields={fields} answer={answer} />
          )}
        </>
      )}
      <AbbreviationList language={language} used={abbreviationsOf(segment, answer)} />
    </Page>
  )
}

function SegmentChoice({ frame }: { readonly frame: Frame }) {
  const { language } = frame
  const words = wordsIn(language).contribution
  return (
    <>
      <p className="lede">{words.lede}</p>
      <h2>{words.whoAreYou}</h2>
      <ul className="choices">
        {(['BPU', 'PU', 'JAKON', 'PMI'] as const).map((segment) => (
          <li key={segment}>
            <a href={hrefIn(language, '/iuran', { segment })}>
              <strong>{words.segments[segment].title}</strong>
              <span>{words.segments[segment].text}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

type AnsweredProps = {
  readonly frame: Frame
  readonly segment: Segment
  readonly fields: FormFields
  readonly answer: PriceAnswer
}

function Answered({ frame, segment, fields, answer }: AnsweredProps) {
  const { language } = frame
  const { contribution: words, frame: frameWords, confidenceMeaning } = wordsIn(language)
  const query = formQuery(segment, fields)
  const payer = typeof fields['payer'] === 'string' ? fields['payer'] : ''
  return (
    <div className="columns">
      <div>
        <ContributionAnswer language={language} segment={segment} payer={payer} answer={answer} />
        <ul className="actions">
          <li>
            <a href={hrefIn(language, '/iuran.csv', query)}>{frameWords.downloadTable}</a>
          </li>
          <li>
            <a href={hrefIn(language, '/iuran.json', query)}>{frameWords.sameAsJson}</a>
          </li>
        </ul>
        <p className="small">{confidenceMeaning}</p>
        <p className="small">{frameWords.print}</p>
      </div>
      <section className="sheet question" aria-labelledby="ubah">
        <h2 id="ubah">{words.changeTitle}</h2>
        <ContributionQuestions language={language} segment={segment} fields={fields} errors={{}} />
      </section>
    </div>
  )
}

function abbreviationsOf(segment: Segment | null, answer: PriceAnswer | null): string[] {
  if (segment === null) return [...SEGMENTS]
  const months = answer === null ? [] : 'months' in answer ? answer.months : [answer]
  const lines = months.flatMap((month) => month.lines)
  return [
    segment,
    ...(segment === 'BPU' ? ['JKK', 'JKM', 'JHT', 'CSR', 'APBN', 'APBD', 'APBDes', 'DBH'] : []),
    ...(segment === 'PU' ? ['JKK', 'JKM', 'JHT', 'JP', 'JKP'] : []),
    ...lines.flatMap((line) => [line.programme, line.law.split(' ')[0] ?? '', line.relief ? 'PP' : '']),
    'CSV',
    'JSON',
  ]
}
