import { formatDate, formatList, formatMonth, formatNumber, type Language } from '../../src/kernel/format.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { OwnStanding } from '../../src/modules/protection/protection.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { ErrorSummary, TextField, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'

/** What was typed, as it was typed. */
export type OwnCheckFields = {
  readonly nik: string
  readonly day: string
  readonly month: string
  readonly year: string
}
export const NO_FIELDS: OwnCheckFields = { nik: '', day: '', month: '', year: '' }

type OwnCheckPageProps = {
  readonly frame: Frame
  readonly fields: OwnCheckFields
  readonly errors: FieldErrors
}

/** `/cek`: two questions, sent in the body so that no NIK ever stands in an address. */
export function OwnCheckPage({ frame, fields, errors }: OwnCheckPageProps) {
  const { language } = frame
  const { ownCheck: words, frame: frameWords } = wordsIn(language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={words.title} description={words.description} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <form action={hrefIn(language, '/cek')} method="post">
        <TextField
          name="nik"
          label={words.nik}
          hint={words.nikHint}
          kind="digits"
          value={fields.nik}
          error={errors['nik']}
        />
        <BirthDate language={language} fields={fields} error={errors['day']} />
        <button type="submit">{words.button}</button>
      </form>
      <p className="small">{words.privacy}</p>
      <AbbreviationList language={language} used={['KTP', 'NIK']} />
    </Page>
  )
}

type BirthDateProps = {
  readonly language: Language
  readonly fields: OwnCheckFields
  readonly error: string | undefined
}

/** Three boxes: nobody looks for 1985 in a calendar. */
function BirthDate({ language, fields, error }: BirthDateProps) {
  const words = wordsIn(language).ownCheck
  const described = error === undefined ? 'born-hint' : 'born-hint born-error'
  return (
    <fieldset className={error === undefined ? undefined : 'wrong'} aria-describedby={described}>
      <legend>{words.bornOn}</legend>
      <span className="hint" id="born-hint">
        {words.bornOnHint}
      </span>
      {error === undefined ? null : (
        <span className="why" id="born-error">
          {error}
        </span>
      )}
      <div className="boxes">
        {(['day', 'month', 'year'] as const).map((name) => (
          <label key={name} htmlFor={name}>
            {words[name]}
            <input
              id={name}
              name={name}
              type="text"
              inputMode="numeric"
              maxLength={name === 'year' ? 4 : 2}
              autoComplete="off"
              defaultValue={fields[name]}
              aria-invalid={error === undefined ? undefined : true}
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** The answer of `/cek` with a masked name; null: nothing is recorded that fits what was typed. */
export type OwnAnswer = OwnStanding & { readonly on: PlainDate; readonly name: string }

type OwnAnswerPageProps = {
  readonly frame: Frame
  readonly answer: OwnAnswer | null
  readonly today: PlainDate
  /** Our own address as people reach it, for the text that is shared. */
  readonly site: string
}

/** The answer in one sentence, who pays, and where to go when something happens. */
export function OwnAnswerPage({ frame, answer, today, site }: OwnAnswerPageProps) {
  const { language } = frame
  const words = wordsIn(language).ownCheck
  const said = answer === null ? null : sentencesOf(answer, language)
  const title = said?.title ?? words.none
  return (
    <Page frame={frame} title={title}>
      <h1>{title}</h1>
      <section className={`sheet answer ${said?.look ?? 'plain'}`}>
        {answer === null || said === null ? (
          <p>{words.noneText}</p>
        ) : (
          <>
            {said.sentences.map((sentence) => (
              <p className="lead" key={sentence}>
                {sentence}
              </p>
            ))}
            {answer.state === 'lapsed' ? null : <p>{words.paidBy(payersOf(answer, language))}</p>}
            <p>{words.name(answer.name)}</p>
          </>
        )}
        <p className="small">{words.asOf(formatDate(today, language))}</p>
      </section>
      {answer === null ? <WhatNow language={language} /> : null}
      <Doors language={language} />
      <ul className="plain">
        {said === null ? (
          <li>
            <a href={hrefIn(language, '/iuran')}>{words.price}</a>
          </li>
        ) : (
          <li>
            <a href={shareLink(words.shareText(said.sentences[0] ?? title), site)}>{words.share}</a>
          </li>
        )}
        <li>
          <a href={hrefIn(language, '/cek')}>{words.again}</a>
        </li>
      </ul>
      <AbbreviationList language={language} used={['JKK', 'JKM', 'JHT', 'JP', 'JKP', 'NIK', 'KTP']} />
    </Page>
  )
}

function WhatNow({ language }: { readonly language: Language }) {
  const words = wordsIn(language).ownCheck
  return (
    <>
      <h2>{words.noneNext}</h2>
      <ul>
        {words.noneSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </>
  )
}

function Doors({ language }: { readonly language: Language }) {
  const words = wordsIn(language).ownCheck
  const doors = [
    { href: '/kecelakaan', ...words.doors.accident },
    { href: '/meninggal', ...words.doors.death },
    { href: '/bantuan', ...words.doors.ask },
  ]
  return (
    <>
      <h2>{words.nextTitle}</h2>
      <ul className="doors">
        {doors.map(({ href, title, text }) => (
          <li key={href}>
            <a href={hrefIn(language, href)}>
              <strong>{title}</strong>
              <span>{text}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

type Said = {
  readonly title: string
  readonly sentences: readonly string[]
  readonly look: 'safe' | 'risk' | 'over' | 'plain'
}

function sentencesOf(answer: OwnAnswer, language: Language): Said {
  const words = wordsIn(language).ownCheck
  const programmes = formatList(answer.programmes, language)
  const overdue = formatNumber(answer.overdueMonths, language)
  const until = answer.until === null ? null : formatDate(answer.until, language)
  const covered = until === null ? words.protectedOpen(programmes) : words.protectedUntil(programmes, until)
  switch (answer.state) {
    case 'active':
      return { title: words.protected, sentences: [covered], look: 'safe' }
    case 'at-risk':
      return answer.because === 'arrears'
        ? { title: words.atRiskArrears, sentences: [covered, words.overdue(overdue)], look: 'risk' }
        : { title: words.atRisk, sentences: [covered, words.ending], look: 'risk' }
    case 'to-come': {
      const from = answer.begins === null ? '' : formatMonth(answer.begins, language)
      return { title: words.toCome, sentences: [words.toComeFrom(programmes, from)], look: 'plain' }
    }
    case 'lapsed':
    case 'none':
      return {
        title: words.lapsed,
        sentences: [
          answer.because === 'arrears' ? words.lapsedArrears(overdue) : words.lapsedOn(until ?? ''),
        ],
        look: 'over',
      }
  }
}

function payersOf({ payerKinds }: OwnAnswer, language: Language): string {
  const { payers } = wordsIn(language).ownCheck
  return formatList(
    payerKinds.map((kind) => payers[kind]),
    language,
  )
}

/** Opens the messenger with a sentence that holds no NIK and no name. */
function shareLink(sentence: string, site: string): string {
  return `https://wa.me/?text=${encodeURIComponent(`${sentence} ${site}/cek`)}`
}
