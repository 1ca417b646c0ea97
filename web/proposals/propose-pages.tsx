import { wordsIn } from '../locales/public.ts'
import { Acts, Questions, type Control, type Question } from '../administration/parts.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Choice, ErrorSummary, PostForm, QuestionForm, type FieldErrors, type Option } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { Steps } from './steps.tsx'

type StepProps = {
  readonly frame: Frame
  readonly crumbs: readonly Crumb[]
  readonly hidden: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

type ChooseProps = StepProps & {
  readonly action: string
  readonly questions: readonly Question[]
  readonly values: Readonly<Record<string, string>>
  /** Whether there is a programme to choose at all. */
  readonly canChoose: boolean
}

/** `/usulan/baru`: which programme, and who proposes. Its answers are an address, so one can go back and change them. */
export function ChooseProgrammePage({
  frame,
  crumbs,
  hidden,
  errors,
  action,
  questions,
  values,
  canChoose,
}: ChooseProps) {
  const { frame: words, proposals } = wordsIn(frame.language)
  const own = proposals.choose
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={own.title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <Steps language={frame.language} now={1} />
      <h1>{own.title}</h1>
      <p className="lede">{own.lede}</p>
      {canChoose ? (
        <QuestionForm action={action} hidden={hidden} button={own.button}>
          <Questions questions={questions} values={values} errors={errors} />
        </QuestionForm>
      ) : (
        <p>{own.none}</p>
      )}
    </Page>
  )
}

type SourceProps = StepProps & {
  readonly action: string
  readonly lede: string
  readonly options: readonly Option[]
  readonly chosen: string
  readonly controls: readonly Control[]
}

/** `/usulan/baru/daftar`: whom the region proposes, by one of its lists or by an earlier programme. */
export function ChooseListPage({
  frame,
  crumbs,
  hidden,
  errors,
  action,
  lede,
  options,
  chosen,
  controls,
}: SourceProps) {
  const { frame: words, proposals, administration } = wordsIn(frame.language)
  const own = proposals.source
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={own.title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <Steps language={frame.language} now={2} />
      <h1>{own.title}</h1>
      <p className="lede">{lede}</p>
      {options.length === 0 ? (
        <p>{own.none}</p>
      ) : (
        <QuestionForm action={action} hidden={hidden} button={own.button}>
          <Choice name="from" label={own.legend} options={options} chosen={[chosen]} error={errors['from']} />
        </QuestionForm>
      )}
      <Acts label={administration.controls} controls={controls} hasMain={options.length === 0} />
    </Page>
  )
}

export type CheckProps = Omit<StepProps, 'hidden'> & {
  readonly csrf: string
  readonly action: string
  readonly lede: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly outlook: readonly { readonly because: string; readonly people: string }[]
  /** Said before sending: beyond the places, or no places at all. */
  readonly warning: string | null
  readonly hidden: Readonly<Record<string, string>>
  readonly questions: readonly Question[]
  readonly values: Readonly<Record<string, string>>
  /** Null: nobody can be proposed. */
  readonly button: string | null
  readonly controls: readonly Control[]
}

/** `/usulan/baru/periksa`: what is about to be sent, and the minutes it rests on. */
export function CheckProposalPage(props: CheckProps) {
  const { frame, csrf, crumbs, action, lede, facts, outlook, warning, hidden, questions, values, errors } =
    props
  const { frame: words, proposals, administration } = wordsIn(frame.language)
  const own = proposals.check
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={own.title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <Steps language={frame.language} now={5} />
      <h1>{own.title}</h1>
      <p className="lede">{lede}</p>
      {warning === null ? null : <Notice kind="caution" title={warning} />}
      <dl className="rows sheet">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Acts label={administration.controls} controls={props.controls} />
      {outlook.length === 0 ? (
        <p>{own.outlookNone}</p>
      ) : (
        <SummaryTable
          caption={own.outlook}
          rows={outlook}
          rowKey={({ because }) => because}
          columns={[
            { key: 'because', title: proposals.columns.because, cell: ({ because }) => because },
            { key: 'people', title: proposals.columns.people, numeric: true, cell: ({ people }) => people },
          ]}
        />
      )}
      {props.button === null ? null : (
        <PostForm action={action} csrf={csrf} hidden={hidden} button={props.button}>
          <Questions questions={questions} values={values} errors={errors} />
        </PostForm>
      )}
    </Page>
  )
}
