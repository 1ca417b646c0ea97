import type { ReactNode } from 'react'

type NoticeProps = {
  readonly kind?: 'note' | 'done' | 'caution' | 'error'
  /** Says in words what the colour says. */
  readonly title: string
  readonly children?: ReactNode
}

/** A boxed remark whose title carries its meaning without colour. */
export function Notice({ kind = 'note', title, children }: NoticeProps) {
  return (
    <section className={kind === 'note' ? 'notice' : `notice ${kind}`} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
