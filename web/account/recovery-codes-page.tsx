import { wordsIn } from '../locales/public.ts'
import { Page, type Frame } from '../ui/page.tsx'

type RecoveryCodesPageProps = {
  readonly frame: Frame
  readonly codes: readonly string[]
  /** Where the user was going. */
  readonly next: string
}

/** Recovery codes right after they were made: shown this once, so the page can be printed and is the answer to the form itself. */
export function RecoveryCodesPage({ frame, codes, next }: RecoveryCodesPageProps) {
  const words = wordsIn(frame.language).signIn
  return (
    <Page frame={frame} title={words.recoveryTitle}>
      <h1>{words.recoveryTitle}</h1>
      <p className="lede">{words.recoveryLede}</p>
      <ol className="sheet codes">
        {codes.map((code) => (
          <li key={code}>
            <code className="secret">{code}</code>
          </li>
        ))}
      </ol>
      <p>{words.recoveryOnce}</p>
      <ul className="acts first-main">
        <li>
          <a href={next}>{words.recoveryDone}</a>
        </li>
      </ul>
    </Page>
  )
}
