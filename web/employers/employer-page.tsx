import { wordsIn } from '../locales/public.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

/** One organisation's words; the first is the record that was asked for. */
export type EmployerSource = { readonly id: string; readonly name: string; readonly href: string | null }

/** A field as each source tells it, in the order of the sources; null where it says nothing. */
export type EmployerFact = {
  readonly field: string
  readonly label: string
  readonly values: readonly (string | null)[]
}

export type EmployerHistoryLine = {
  readonly key: string
  readonly when: string
  readonly cause: string
  readonly what: string
  readonly why: string
}

export type EmployerPageProps = {
  readonly frame: Frame
  readonly crumbs: readonly Crumb[]
  readonly name: string
  readonly sources: readonly EmployerSource[]
  /** How many of the sources stand side by side; the others are links below. */
  readonly compared: number
  readonly facts: readonly EmployerFact[]
  readonly sentence: string
  readonly history: readonly EmployerHistoryLine[]
  readonly controls: readonly Control[]
  /** What was saved, or noticed while saving. */
  readonly note: string | null
}

/** `/perusahaan/:id`: what each organisation says of one employer, side by side, and what was changed. */
export function EmployerPage(props: EmployerPageProps) {
  const { frame, crumbs, name, sentence, history, controls, note } = props
  const { frame: words, employers, administration } = wordsIn(frame.language)
  const { record } = employers
  return (
    <Page frame={frame} title={name}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name }]} />
      <h1>{name}</h1>
      <p className="lede">
        {sentence} {record.lede}
      </p>
      {note === null ? null : <Notice kind="done" title={note} />}
      <Acts label={administration.controls} controls={controls} hasMain />
      <Sources {...props} />
      <h2>{record.history}</h2>
      {history.length === 0 ? (
        <p>{record.historyNone}</p>
      ) : (
        <SummaryTable<EmployerHistoryLine>
          caption={record.history}
          rows={history}
          rowKey={({ key }) => key}
          columns={[
            { key: 'when', title: record.when, cell: ({ when }) => when },
            { key: 'cause', title: record.cause, cell: ({ cause }) => cause },
            { key: 'what', title: record.what, cell: ({ what }) => what },
            { key: 'why', title: record.why, cell: ({ why }) => why },
          ]}
        />
      )}
    </Page>
  )
}

function Sources({ frame, sources, compared, facts }: EmployerPageProps) {
  const { record } = wordsIn(frame.language).employers
  const valueOf = (value: string | null | undefined) => value ?? <em>{record.unsaid}</em>
  return (
    <>
      <SummaryTable<EmployerFact>
        caption={record.compared}
        rows={facts}
        rowKey={({ field }) => field}
        columns={[
          { key: 'field', title: record.field, cell: ({ label }) => label },
          ...sources.slice(0, compared).map(({ id, name }, place) => ({
            key: id,
            title: name,
            cell: ({ values }: EmployerFact) => valueOf(values[place]),
          })),
        ]}
      />
      {sources.length < 2 ? null : (
        <ul className="actions">
          {sources.flatMap(({ id, name, href }) =>
            href === null
              ? []
              : [
                  <li key={id}>
                    <a href={href}>{`${record.open}: ${name}`}</a>
                  </li>,
                ],
          )}
        </ul>
      )}
    </>
  )
}
