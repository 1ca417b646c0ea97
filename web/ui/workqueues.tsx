import { formatNumber, type Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'

export type Workqueue = {
  readonly title: string
  /** What waits, in one sentence. */
  readonly about: string
  readonly count: number
  readonly href: string
  /** Waiting here costs somebody his protection. */
  readonly isUrgent?: boolean
}

/** What waits for whoever looks, one card each; empty queues stay in reach, in one line. */
export function Workqueues({
  language,
  label,
  queues,
}: {
  readonly language: Language
  readonly label: string
  readonly queues: readonly Workqueue[]
}) {
  const words = wordsIn(language).components
  const [waiting, idle] = [queues.filter(({ count }) => count > 0), queues.filter(({ count }) => count === 0)]
  return (
    <nav aria-label={label}>
      {waiting.length === 0 ? null : (
        <ul className="queues">
          {waiting.map(({ title, about, count, href, isUrgent = false }) => (
            <li key={title}>
              <a href={href} className={isUrgent ? 'urgent' : undefined}>
                <span className="queue-count figure">{formatNumber(count, language)}</span>
                <strong>{title}</strong>
                <small>{about}</small>
              </a>
            </li>
          ))}
        </ul>
      )}
      {idle.length === 0 ? null : (
        <>
          <p className="small idle-title">{words.noneWaiting}:</p>
          <ul className="actions idle">
            {idle.map(({ title, href }) => (
              <li key={title}>
                <a href={href}>{title}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  )
}
