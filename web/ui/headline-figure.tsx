import type { ReactNode } from 'react'

type HeadlineFigureProps = {
  readonly figure: string
  /** What the figure counts; one sentence. */
  readonly sentence: ReactNode
  /** Where it comes from and of which day. */
  readonly source?: string
  readonly tone?: 'plain' | 'daun' | 'kunyit' | 'bata'
}

/** One large number with the sentence that gives it its meaning. */
export function HeadlineFigure({ figure, sentence, source, tone = 'plain' }: HeadlineFigureProps) {
  return (
    <div className={`headline ${tone}`}>
      <p>
        <span className="figure">{figure}</span> {sentence}
      </p>
      {source === undefined ? null : <p className="small">{source}</p>}
    </div>
  )
}
