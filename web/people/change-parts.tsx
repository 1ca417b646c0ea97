import { wordsIn } from '../locales/public.ts'
import { SummaryTable } from '../ui/summary-table.tsx'
import type { Frame } from '../ui/page.tsx'

/** A field that changes, written for the reader; null where nothing stands or nothing will. */
export type ChangeLine = {
  readonly field: string
  readonly label: string
  readonly before: string | null
  readonly after: string | null
}

/** What stands there beside what is asked for. */
export function BeforeAfter({
  frame: { language },
  lines,
}: {
  readonly frame: Frame
  readonly lines: readonly ChangeLine[]
}) {
  const words = wordsIn(language).changes.check
  const shown = (value: string | null) => value ?? <em>{words.empty}</em>
  return (
    <SummaryTable<ChangeLine>
      caption={words.caption}
      columns={[
        { key: 'field', title: words.field, cell: ({ label }) => label },
        { key: 'before', title: words.before, cell: ({ before }) => shown(before) },
        { key: 'after', title: words.after, cell: ({ after }) => <strong>{shown(after)}</strong> },
      ]}
      rows={lines}
      rowKey={({ field }) => field}
    />
  )
}
