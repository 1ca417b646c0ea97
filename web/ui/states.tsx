import type { ReactNode } from 'react'
import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'

type StateProps = {
  readonly kind: 'empty' | 'loading' | 'failed' | 'denied' | 'offline'
  readonly title: string
  readonly children?: ReactNode
  /** The way on: what to do next, or where else to go. */
  readonly way?: { readonly label: string; readonly href: string }
}

/** Drawn, because no font is sure to have them. */
const SIGNS = {
  empty: 'M4 9h16v10H4zM4 9l3-5h10l3 5M9 13h6',
  loading: 'M5 12h.1M12 12h.1M19 12h.1',
  failed: 'M12 5v9M12 18.5h.1',
  denied: 'M12 3a9 9 0 1 0 .1 0M6 6l12 12',
  offline:
    'M4 4l16 16M4 10c2-2 5-3.500 8-3.500M20 10c-1-1-2-1.800-3-2.300M8 15c1-1 2.500-1.700 4-1.700M12 19h.1',
} as const

/** What stands where content would: nothing there, not yet there, or not for this reader. Always with a way on. */
export function State({ kind, title, children, way }: StateProps) {
  return (
    <section className={`state ${kind}`} aria-label={title} aria-busy={kind === 'loading' ? true : undefined}>
      <svg className="state-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d={SIGNS[kind]} />
      </svg>
      <h2>{title}</h2>
      {children === undefined ? null : <p>{children}</p>}
      {way === undefined ? null : (
        <p>
          <a href={way.href}>{way.label}</a>
        </p>
      )}
    </section>
  )
}

/** The states that are the same everywhere, in words that say what to do. */
export function CommonState({
  language,
  kind,
  way,
}: {
  readonly language: Language
  readonly kind: Exclude<StateProps['kind'], 'empty'>
  readonly way?: NonNullable<StateProps['way']>
}) {
  const words = wordsIn(language).components
  const texts = {
    loading: [words.loading, undefined],
    failed: [words.failed, words.failedText],
    denied: [words.denied, words.deniedText],
    offline: [words.offline, words.offlineText],
  } as const
  const [title, text] = texts[kind]
  return (
    <State kind={kind} title={title} {...(way !== undefined && { way })}>
      {text}
    </State>
  )
}
