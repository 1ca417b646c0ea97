import { wordsIn } from '../locales/public.ts'
import { PostForm, TextField } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { State } from '../ui/states.tsx'

export type Destination = { readonly name: string; readonly href: string; readonly remark: string }

export type FindPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly asked: string
  readonly destinations: readonly Destination[]
  /** Why nothing was looked for; a number of a person belongs elsewhere. */
  readonly refusal: string | null
}

/** `/cari`: every page of this role and every region, by name. With script it opens as a dialog by Ctrl-K. */
export function FindPage({ frame, csrf, asked, destinations, refusal }: FindPageProps) {
  const { language } = frame
  const words = wordsIn(language).staff
  return (
    <Page frame={frame} title={words.find}>
      <div data-palette="">
        <h1>{words.find}</h1>
        <PostForm action={hrefIn(language, '/cari')} csrf={csrf} button={words.findButton}>
          <TextField
            name="tujuan"
            label={words.findLabel}
            hint={words.findHint}
            kind="search"
            value={asked}
          />
        </PostForm>
        <div data-found="" role="status">
          {refusal === null ? null : <p>{refusal}</p>}
          {destinations.length === 0 ? (
            <State kind="empty" title={words.findNone} />
          ) : (
            <ul className="destinations">
              {destinations.map(({ name, href, remark }) => (
                <li key={href}>
                  <a href={href}>
                    {name} <small>{remark}</small>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <p hidden data-single-keys="">
        <label className="pick">
          <input type="checkbox" defaultChecked />
          <span>{words.singleKeys}</span>
        </label>
      </p>
    </Page>
  )
}
