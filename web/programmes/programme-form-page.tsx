import { wordsIn } from '../locales/public.ts'
import { Questions, type Question } from '../administration/parts.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, type FieldErrors } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

/** What was counted for the answers that stand in the form. */
export type CountedProgramme = {
  readonly sentence: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly rules: readonly {
    readonly sentence: string
    readonly met: string
    readonly broken: string
    readonly unknown: string
  }[]
}

export type ProgrammeFormProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly action: string
  readonly countAction: string
  readonly promise: readonly Question[]
  readonly eligibility: readonly Question[]
  readonly why: readonly Question[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  readonly counted: CountedProgramme | null
}

/** `/program/baru`: what is promised, to whom, and how many that would be, before anything is promised. Works without script. */
export function ProgrammeFormPage(props: ProgrammeFormProps) {
  const { frame, csrf, crumbs, action, countAction, promise, eligibility, why, values, errors, counted } =
    props
  const { frame: words, programmes } = wordsIn(frame.language)
  const { form } = programmes
  const hasErrors = Object.keys(errors).length > 0
  const shared = { values, errors }
  return (
    <Page frame={frame} title={form.title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: form.title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{form.title}</h1>
      <p className="lede">{form.lede}</p>
      {counted === null ? null : <Counted frame={frame} counted={counted} />}
      <form action={action} method="post">
        <input type="hidden" name="csrf" value={csrf} />
        <h2>{form.promise}</h2>
        <div className="pair">
          <Questions questions={promise} {...shared} />
        </div>
        <h2>{form.who}</h2>
        <div className="pair">
          <Questions questions={eligibility} {...shared} />
        </div>
        <p>
          <button type="submit" className="quiet" formAction={countAction}>
            {form.count}
          </button>
        </p>
        <Questions questions={why} {...shared} />
        <button type="submit">{form.button}</button>
      </form>
    </Page>
  )
}

function Counted({
  frame,
  counted: { sentence, facts, rules },
}: {
  readonly frame: Frame
  readonly counted: CountedProgramme
}) {
  const { preview, columns } = wordsIn(frame.language).programmes
  return (
    <Notice kind="done" title={preview.title}>
      <p>{sentence}</p>
      <dl className="rows">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {rules.length === 0 ? (
        <p>{preview.none}</p>
      ) : (
        <SummaryTable
          caption={preview.caption}
          rows={rules}
          rowKey={(rule) => rule.sentence}
          columns={[
            { key: 'rule', title: columns.rule, cell: (rule) => rule.sentence },
            { key: 'met', title: columns.met, numeric: true, cell: ({ met }) => met },
            { key: 'broken', title: columns.broken, numeric: true, cell: ({ broken }) => broken },
            { key: 'unknown', title: columns.unknown, numeric: true, cell: ({ unknown }) => unknown },
          ]}
        />
      )}
    </Notice>
  )
}
