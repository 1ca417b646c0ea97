import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Choice, ErrorSummary, PostForm, TextField, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

/** A field of both rows, written for the reader; null where a row says nothing. */
export type PairLine = {
  readonly field: string
  readonly label: string
  readonly values: readonly [string | null, string | null]
  readonly likeness: 'same' | 'different' | 'one'
}

export type PairPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  /** The address of this pair; its acts lie below it. */
  readonly path: string
  readonly people: readonly [string, string]
  readonly names: readonly [string, string]
  readonly band: 'same' | 'perhaps'
  readonly reasons: readonly { readonly sentence: string; readonly supports: boolean }[]
  readonly lines: readonly PairLine[]
  readonly decision: { readonly kept: string | null; readonly because: string } | null
  readonly isSaved: boolean
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

/** Two rows side by side, why they may be one person, and the decision. */
export function PairPage(props: PairPageProps) {
  const { frame, crumbs, names, band, errors, isSaved } = props
  const { frame: frameWords, duplicates: words } = wordsIn(frame.language)
  const title = words.question
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      <Breadcrumbs label={frameWords.whereAmI} crumbs={[...crumbs, { name: title }]} />
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      <h1>{title}</h1>
      <p className="lede">
        {names[0]} {words.and} {names[1]}. {words.bands[band]}.
      </p>
      {isSaved ? (
        <Notice kind="done" title={words.done}>
          <p>
            {words.doneText} <a href={hrefIn(frame.language, '/orang/gabung')}>{words.next}</a>
          </p>
        </Notice>
      ) : null}
      <Reasons {...props} />
      <Rows {...props} />
      <Decision {...props} />
    </Page>
  )
}

function Reasons({ frame, reasons }: PairPageProps) {
  const words = wordsIn(frame.language).duplicates
  return (
    <section aria-labelledby="alasan">
      <h2 id="alasan">{words.reasons}</h2>
      <ul>
        {reasons.map(({ sentence, supports }) => (
          <li key={sentence}>
            <strong>{supports ? words.supports : words.weakens}:</strong> {sentence}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Rows({ frame, people, lines }: PairPageProps) {
  const words = wordsIn(frame.language).duplicates
  const valueOf = (value: string | null) => value ?? <em>{words.empty}</em>
  return (
    <section aria-labelledby="berdampingan">
      <h2 id="berdampingan">{words.compared}</h2>
      <p>{words.comparedLede}</p>
      <SummaryTable
        caption={words.compared}
        columns={[
          { key: 'field', title: words.field, cell: ({ label }: PairLine) => label },
          { key: 'one', title: words.row(people[0]), cell: ({ values }) => valueOf(values[0]) },
          { key: 'other', title: words.row(people[1]), cell: ({ values }) => valueOf(values[1]) },
          {
            key: 'likeness',
            title: words.likeness,
            cell: ({ likeness }) =>
              likeness === 'same' ? words.likenesses.same : <strong>{words.likenesses[likeness]}</strong>,
          },
        ]}
        rows={lines}
        rowKey={({ field }) => field}
      />
    </section>
  )
}

function Decision(props: PairPageProps) {
  const { frame, decision } = props
  const words = wordsIn(frame.language).duplicates
  return (
    <section aria-labelledby="keputusan">
      <h2 id="keputusan">{decision === null ? words.decision : words.state}</h2>
      {decision === null ? <Deciding {...props} /> : <Decided {...props} decision={decision} />}
    </section>
  )
}

function Deciding({ frame, csrf, path, people, names, values, errors }: PairPageProps) {
  const words = wordsIn(frame.language).duplicates
  const shared = { hint: words.reasonHint }
  return (
    <>
      <h3>{words.sameTitle}</h3>
      <p>{words.sameLede}</p>
      <PostForm action={hrefIn(frame.language, `${path}/sama`)} csrf={csrf} button={words.sameButton}>
        <Choice
          name="keep"
          label={words.keep}
          error={errors['keep']}
          options={[0, 1].map((place) => ({
            value: people[place] ?? '',
            label: `${words.row(people[place] ?? '')}: ${names[place] ?? ''}`,
          }))}
          chosen={[values['keep'] ?? '']}
        />
        <TextField
          name="reason"
          label={words.reason}
          {...shared}
          value={values['reason'] ?? ''}
          error={errors['reason']}
        />
      </PostForm>
      <h3>{words.differentTitle}</h3>
      <p>{words.differentLede}</p>
      <PostForm
        action={hrefIn(frame.language, `${path}/beda`)}
        csrf={csrf}
        button={words.differentButton}
        look="quiet"
      >
        <TextField
          name="reasonApart"
          label={words.reasonApart}
          {...shared}
          value={values['reasonApart'] ?? ''}
          error={errors['reasonApart']}
        />
      </PostForm>
    </>
  )
}

function Decided({
  frame,
  csrf,
  path,
  decision: { kept, because },
  values,
  errors,
}: PairPageProps & { readonly decision: NonNullable<PairPageProps['decision']> }) {
  const words = wordsIn(frame.language).duplicates
  return (
    <>
      <p>
        {kept === null ? words.decidedDifferent : words.decidedSame(kept)} {words.because}: {because}
      </p>
      <h3>{kept === null ? words.againTitle : words.apartTitle}</h3>
      <p>{kept === null ? words.againLede : words.apartLede}</p>
      <PostForm
        action={hrefIn(frame.language, `${path}/pisah`)}
        csrf={csrf}
        button={kept === null ? words.againButton : words.apartButton}
        look="quiet"
      >
        <TextField
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          value={values['reason'] ?? ''}
          error={errors['reason']}
        />
      </PostForm>
    </>
  )
}
