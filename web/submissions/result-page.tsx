import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { PostForm } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

export type ResultPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly title: string
  readonly lede: string
  readonly isAgain: boolean
  /** Where to confirm or throw away; null when nothing is left to decide. */
  readonly acts: { readonly apply: string; readonly discard: string } | null
  readonly counts: readonly { readonly outcome: string; readonly rows: string }[]
  readonly remarks: readonly { readonly row: string; readonly outcome: string }[]
}

/** A result that was read: what it would change or has changed, counted first, then the rows that somebody should look at. */
export function ResultPage(props: ResultPageProps) {
  const { frame, csrf, crumbs, title, lede, isAgain, acts, counts, remarks } = props
  const { frame: words, submissions: own } = wordsIn(frame.language)
  return (
    <Page frame={frame} title={title}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      {isAgain ? <Notice kind="caution" title={own.again} /> : null}
      <SummaryTable
        caption={own.counts}
        columns={[
          { key: 'outcome', title: own.outcome, cell: ({ outcome }) => outcome },
          { key: 'rows', title: own.count, numeric: true, cell: ({ rows }) => rows },
        ]}
        rows={counts}
        rowKey={({ outcome }) => outcome}
      />
      {acts === null ? null : (
        <>
          <PostForm action={acts.apply} csrf={csrf} button={own.apply} />
          <PostForm action={acts.discard} csrf={csrf} button={own.discard} look="quiet" />
        </>
      )}
      {remarks.length === 0 ? (
        <p>{own.noRemarks}</p>
      ) : (
        <SummaryTable
          caption={own.remarks}
          columns={[
            { key: 'row', title: own.row, cell: ({ row }) => row },
            { key: 'outcome', title: own.outcome, cell: ({ outcome }) => outcome },
          ]}
          rows={remarks}
          rowKey={({ row, outcome }) => `${row} ${outcome}`}
        />
      )}
    </Page>
  )
}
