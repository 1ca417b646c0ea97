import type { ReactNode } from 'react'

export type TimelineEvent = {
  readonly key: string
  /** When, as text: a day, or a day with its time. */
  readonly when: string
  readonly what: ReactNode
  readonly who?: string
  readonly tone?: 'plain' | 'daun' | 'kunyit' | 'bata'
  /** Has not happened yet. */
  readonly isAhead?: boolean
}

/** What happened to one thing, newest or oldest first as it is given. */
export function Timeline({
  label,
  events,
}: {
  readonly label: string
  readonly events: readonly TimelineEvent[]
}) {
  return (
    <ol className="timeline" aria-label={label}>
      {events.map(({ key, when, what, who, tone = 'plain', isAhead = false }) => (
        <li key={key} className={isAhead ? `${tone} ahead` : tone}>
          <time>{when}</time>
          <div>
            {what}
            {who === undefined ? null : <small>{who}</small>}
          </div>
        </li>
      ))}
    </ol>
  )
}
