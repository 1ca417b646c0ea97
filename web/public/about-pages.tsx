import { formatDate, formatDateWithDay, formatNumber, formatTime } from '../../src/kernel/format.ts'
import { isPlainDate, type PlainDate } from '../../src/kernel/plain-date.ts'
import { wordsIn } from '../locales/public.ts'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

type HelpPageProps = {
  readonly frame: Frame
  /** How this installation can be reached, as whoever runs it wrote it. */
  readonly contact: string | null
}

/** `/bantuan`: what people ask, and whom to ask. */
export function HelpPage({ frame, contact }: HelpPageProps) {
  const { language } = frame
  const { help: words } = wordsIn(language).about
  return (
    <Page frame={frame} title={words.title} description={words.description}>
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      {words.questions.map(({ ask, answer, href, link }) => {
        const [path = '', query] = href.split('?query=')
        return (
          <section key={ask}>
            <h2>{ask}</h2>
            <p>
              {answer} <a href={hrefIn(language, path, { query })}>{link}</a>
            </p>
          </section>
        )
      })}
      <section className="sheet" aria-labelledby="kontak">
        <h2 id="kontak">{words.contact}</h2>
        <p>{contact ?? words.contactNone}</p>
        <p>
          <strong>{words.careTitle}.</strong> {words.care}
        </p>
      </section>
      <ul className="plain">
        {frame.staff === null ? null : (
          <li>
            <a href={hrefIn(language, '/beranda', { langkah: '1' })}>{wordsIn(language).staff.stepsAgain}</a>
          </li>
        )}
        <li>
          <a href={hrefIn(language, '/kamus')}>{words.terms}</a>
        </li>
        <li>
          <a href={hrefIn(language, '/status')}>{words.status}</a>
        </li>
      </ul>
    </Page>
  )
}

/** `/aksesibilitas`: what we hold to, and what is not perfect yet. */
export function AccessibilityPage({ frame }: { readonly frame: Frame }) {
  const { language } = frame
  const { accessibility: words } = wordsIn(language).about
  return (
    <Page frame={frame} title={words.title} description={words.description}>
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <p>{words.aim}</p>
      <h2>{words.worksTitle}</h2>
      <Sentences sentences={words.works} />
      <h2>{words.limitsTitle}</h2>
      <Sentences sentences={words.limits} />
      <p>{words.tested}</p>
      <p>
        <a href={hrefIn(language, '/bantuan')}>{words.tell}</a>
      </p>
    </Page>
  )
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}

/** What is known about the parts of the system; null where it could not be asked. */
export type SystemState = {
  readonly now: Date
  readonly today: PlainDate
  readonly database: 'works' | 'down' | 'other'
  readonly checks: {
    readonly count: number
    readonly broken: number
    readonly lastOn: PlainDate | null
  } | null
  /** The day of the last seal outside the database; null when there is none. */
  readonly sealedDay: string | null
}

/** `/status`: whether everything runs, in words. */
export function StatusPage({ frame, state }: { readonly frame: Frame; readonly state: SystemState }) {
  const { language } = frame
  const { status: words } = wordsIn(language).about
  const { database, checks } = state
  const isFine = database === 'works' && checks?.broken === 0
  const parts = [
    { part: words.parts.pages, text: words.works },
    { part: words.parts.database, text: databaseText(state, frame) },
    { part: words.parts.checks, text: checksText(state, frame) },
    { part: words.parts.trail, text: trailText(state, frame) },
  ]
  return (
    <Page frame={frame} title={words.title} description={words.description}>
      <h1>{words.title}</h1>
      <p className={`sheet answer ${isFine ? 'safe' : 'risk'}`}>
        <span className="lead">{isFine ? words.fine : words.trouble}</span>
      </p>
      <SummaryTable
        caption={words.at(formatDateWithDay(state.today, language), formatTime(state.now, 'WIB', language))}
        columns={[
          { key: 'part', title: words.part, cell: ({ part }: (typeof parts)[number]) => part },
          { key: 'state', title: words.state, cell: ({ text }) => text },
        ]}
        rows={parts}
        rowKey={({ part }) => part}
        fold={false}
      />
      <p>
        <a href={hrefIn(language, '/status')}>{words.again}</a>
      </p>
      <p className="small">{words.version(frame.version)}</p>
    </Page>
  )
}

function databaseText({ database }: SystemState, { language }: Frame): string {
  const { status: words } = wordsIn(language).about
  return { works: words.works, down: words.databaseDown, other: words.databaseOther }[database]
}

function checksText({ checks }: SystemState, { language }: Frame): string {
  const { status: words } = wordsIn(language).about
  if (checks === null) return words.unknown
  if (checks.lastOn === null) return words.checksNone
  const [count, day] = [formatNumber(checks.count, language), formatDate(checks.lastOn, language)]
  if (checks.broken === 0) return words.checksFine(count, day)
  return words.checksBroken(formatNumber(checks.broken, language), count, day)
}

function trailText({ sealedDay }: SystemState, { language }: Frame): string {
  const { status: words } = wordsIn(language).about
  if (sealedDay === null) return words.trailNone
  return words.trailOf(isPlainDate(sealedDay) ? formatDate(sealedDay, language) : sealedDay)
}
