import type { Tally } from '../../src/modules/imports/imports.ts'
import { wordsIn } from '../locales/public.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { listWordsOf, type ListSubject } from './list-words.ts'
import { TallyCards } from './preview-page.tsx'

export type ReceiptPageProps = {
  readonly frame: Frame
  readonly crumbs: readonly Crumb[]
  readonly subject: ListSubject
  readonly title: string
  /** The sentence that says what became of the list. */
  readonly lede: string
  readonly trouble: string | null
  readonly tally: Tally
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly next: string
  readonly remarks: readonly { readonly code: string; readonly count: string; readonly example: string }[]
  readonly controls: readonly Control[]
  readonly note: string | null
}

/** `/daftar/:id`, and the same for lists of employers: what became of a list, for the screen and for paper. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { frame, crumbs, title, lede, trouble, tally, facts, next, remarks, controls, note } = props
  const { frame: words, administration } = wordsIn(frame.language)
  const imports = listWordsOf(frame.language, props.subject)
  const own = imports.receipt
  return (
    <Page frame={frame} title={own.title}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.title }]} />
      {note === null ? null : <Notice kind="done" title={note} />}
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      {trouble === null ? null : (
        <Notice kind="error" title={own.refused}>
          <p>{trouble}</p>
        </Notice>
      )}
      <TallyCards language={frame.language} tally={tally} />
      <dl className="rows sheet">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h2>{own.next}</h2>
      <p>{next}</p>
      <Acts label={administration.controls} controls={controls} hasMain />
      {remarks.length === 0 ? null : (
        <SummaryTable
          caption={own.remarks}
          rows={remarks}
          rowKey={({ code }) => code}
          columns={[
            { key: 'code', title: imports.preview.kind, cell: ({ code }) => code },
            { key: 'example', title: imports.preview.example, cell: ({ example }) => example },
            { key: 'count', title: imports.preview.rows, numeric: true, cell: ({ count }) => count },
          ]}
        />
      )}
      <p className="small">{words.print}</p>
    </Page>
  )
}
