import { wordsIn } from '../locales/public.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, TextField, type FieldErrors } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { Steps } from './steps.tsx'

export type ProposalRow = {
  readonly personId: string
  readonly name: string
  readonly href: string | null
  readonly place: string
  readonly state: string
  readonly because: string
  readonly isOpen: boolean
}

export type ProposalPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly title: string
  readonly lede: string
  readonly notice: { readonly title: string; readonly text: string } | null
  /** Whether this is the receipt of what was just sent. */
  readonly isReceipt: boolean
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly rows: readonly ProposalRow[]
  readonly pages: readonly Control[]
  readonly controls: readonly Control[]
  /** Where a decision is sent; null when there is none to take here. */
  readonly decide: { readonly approve: string; readonly refuse: string } | null
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

/** `/usulan/:id`: what was proposed, what became of each person, and the decision where it is one's own to take. */
export function ProposalPage(props: ProposalPageProps) {
  const { frame, crumbs, title, lede, notice, isReceipt, facts, pages, controls, decide, errors } = props
  const { frame: words, administration } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      {notice === null ? null : (
        <Notice kind="done" title={notice.title}>
          <p>{notice.text}</p>
        </Notice>
      )}
      {isReceipt ? <Steps language={frame.language} now={6} /> : null}
      <h1>{title}</h1>
      <p className="lede">{lede}</p>
      <dl className="rows sheet">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Acts label={administration.controls} controls={controls} />
      {decide === null ? <People {...props} /> : <Decision {...props} decide={decide} />}
      <Acts label={administration.pages} controls={pages} />
      <p className="small">{words.print}</p>
    </Page>
  )
}

type DecisionProps = ProposalPageProps & { readonly decide: NonNullable<ProposalPageProps['decide']> }

/** One form for all rows: nothing ticked approves everybody who fits; ticks decide on some. */
function Decision(props: DecisionProps) {
  const { frame, csrf, decide, values, errors } = props
  const { one } = wordsIn(frame.language).proposals
  return (
    <form action={decide.approve} method="post">
      <h2>{one.decide}</h2>
      <input type="hidden" name="csrf" value={csrf} />
      <p>{one.chooseHint}</p>
      <People {...props} />
      <TextField
        name="reason"
        label={one.reason}
        hint={one.reasonHint}
        value={values['reason'] ?? ''}
        error={errors['reason']}
      />
      <p className="acts">
        <button type="submit">{one.approve}</button>{' '}
        <button type="submit" className="quiet" formAction={decide.refuse}>
          {one.refuse}
        </button>
      </p>
    </form>
  )
}

function People({ frame, rows, decide, values }: ProposalPageProps) {
  const { columns, one } = wordsIn(frame.language).proposals
  if (rows.length === 0) return <p>{one.none}</p>
  const name = ({ name: text, href }: ProposalRow) => (href === null ? text : <a href={href}>{text}</a>)
  const tick = ({ personId, name: text, isOpen }: ProposalRow) =>
    isOpen ? (
      <label className="pick">
        <input
          type="checkbox"
          name={`people.${personId}`}
          value="ya"
          defaultChecked={values[`people.${personId}`] !== undefined}
          aria-label={one.chooseOne(text)}
        />
        <span>{one.choose}</span>
      </label>
    ) : null
  return (
    <SummaryTable
      caption={one.caption}
      rows={rows}
      rowKey={({ personId }) => personId}
      columns={[
        { key: 'name', title: columns.name, cell: name },
        { key: 'place', title: columns.place, numeric: true, cell: ({ place }) => place },
        { key: 'state', title: columns.state, cell: ({ state }) => state },
        { key: 'because', title: columns.because, cell: ({ because }) => because },
        ...(decide === null ? [] : [{ key: 'choose', title: one.choose, cell: tick }]),
      ]}
    />
  )
}
