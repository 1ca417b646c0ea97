import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { PostForm } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'

export type ProgressPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly path: string
  readonly title: string
  readonly fileName: string
  /** What is known of the work, sentence by sentence. */
  readonly sentences: readonly string[]
  readonly stop: string | null
}

/** A list that is being worked on. The answer itself asks the browser to come again; no script is needed. */
export function ProgressPage({
  frame,
  csrf,
  crumbs,
  path,
  title,
  fileName,
  sentences,
  stop,
}: ProgressPageProps) {
  const { frame: words, imports } = wordsIn(frame.language)
  return (
    <Page frame={frame} title={title}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      <h1>{title}</h1>
      <p className="lede">{fileName}</p>
      <div className="sheet" role="status">
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p>{imports.progress.goesOn}</p>
      <ul className="acts">
        <li>
          <a href={hrefIn(frame.language, path)}>{imports.progress.again}</a>
        </li>
      </ul>
      {stop === null ? null : (
        <PostForm action={hrefIn(frame.language, `${path}/batal`)} csrf={csrf} button={stop} look="quiet" />
      )}
    </Page>
  )
}
