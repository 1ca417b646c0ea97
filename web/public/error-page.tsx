import { wordsIn } from '../locales/public.ts'
import { hrefIn } from '../ui/links.ts'
import { Page, SECTION_PATHS, type Frame, type Section } from '../ui/page.tsx'

type ErrorPageProps = {
  readonly frame: Frame
  readonly status: number
  readonly title: string
  readonly sentence: string
  /** What a person reads to us on the phone; only where something of ours went wrong. */
  readonly reportNumber?: string
}

/** Says what happened, what to do, and where to go; never only "failed". */
export function ErrorPage({ frame, status, title, sentence, reportNumber }: ErrorPageProps) {
  const { language } = frame
  const { errors, frame: frameWords, signIn } = wordsIn(language)
  return (
    <Page frame={frame} title={title}>
      <p className="small">{status}</p>
      <h1>{title}</h1>
      <p className="lede">{sentence}</p>
      {reportNumber === undefined ? null : (
        <p>
          {errors.number}: <code>{reportNumber}</code>
        </p>
      )}
      <p>{errors.tryThese}</p>
      <ul className="plain">
        <li>
          <a href={hrefIn(language, '/')}>{errors.toHome}</a>
        </li>
        <li>
          {frame.visitor === null ? (
            <a href={hrefIn(language, '/masuk')}>{signIn.title}</a>
          ) : (
            <a href={hrefIn(language, '/akun')}>{signIn.accountTitle}</a>
          )}
        </li>
        {(Object.keys(SECTION_PATHS) as Section[]).map((section) => (
          <li key={section}>
            <a href={hrefIn(language, SECTION_PATHS[section])}>{frameWords.sections[section]}</a>
          </li>
        ))}
      </ul>
    </Page>
  )
}
