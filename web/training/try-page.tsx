import { wordsIn } from '../locales/public.ts'
import { PostForm } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'

export type TryPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly password: string
  /** From 1; one more than there are steps when all are done. */
  readonly now: number
  readonly steps: readonly {
    readonly key: string
    readonly title: string
    readonly text: string
    readonly role: string
    readonly email: string
    readonly path: string
  }[]
  readonly example: string | null
  readonly to: (place: number) => string
}

/** `/coba`: the whole way as a list of steps; the current one is open, with the button that signs in as whoever does it. */
export function TryPage({ frame, csrf, password, now, steps, example, to }: TryPageProps) {
  const words = wordsIn(frame.language).training
  return (
    <Page frame={frame} title={words.title}>
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      {now > steps.length ? <Notice kind="done" title={words.finished} /> : null}
      <ol className="path">
        {steps.map(({ key, title, text, role, email, path }, index) => {
          const place = index + 1
          const state = place < now ? 'done' : place === now ? 'now' : 'next'
          return (
            <li key={key} aria-current={state === 'now' ? 'step' : undefined}>
              <h2>
                {`${String(place)}. ${title}`} <span className="tag">{words.states[state]}</span>
              </h2>
              <p>{text}</p>
              {state === 'now' ? (
                <>
                  {key === 'list' && example !== null ? (
                    <p className="acts">
                      <a href={example}>{words.download}</a>
                    </p>
                  ) : null}
                  <PostForm
                    action="/masuk"
                    csrf={csrf}
                    hidden={{ next: path, email, password }}
                    button={words.signIn(role)}
                  />
                  <p className="acts">
                    <a href={to(place + 1)}>{words.next}</a>
                  </p>
                </>
              ) : null}
            </li>
          )
        })}
      </ol>
      <p>
        {now > 1 ? <a href={to(now - 1)}>{words.back}</a> : null}{' '}
        {now > 1 ? <a href={to(1)}>{words.again}</a> : null}
      </p>
    </Page>
  )
}
