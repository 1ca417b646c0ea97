import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, PostForm, TextField, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { BeforeAfter, type ChangeLine } from './change-parts.tsx'

export type RequestPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  /** The address of this request; its acts lie below it. */
  readonly path: string
  readonly personId: number
  readonly name: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly lines: readonly ChangeLine[]
  readonly isPending: boolean
  readonly isOwn: boolean
  /** Why the reader may not decide about requests at all; null when he may. */
  readonly mayNotDecide: string | null
  readonly isSaved: boolean
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
}

/** `/orang/permintaan/:id`: one request with before and after side by side, and the decision about it. */
export function RequestPage(props: RequestPageProps) {
  const { frame, crumbs, name, facts, lines, errors, isSaved, isPending, personId } = props
  const { language } = frame
  const { frame: words, changes } = wordsIn(language)
  const { request } = changes
  const hasErrors = Object.keys(errors).length > 0
  const title = request.title(name)
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{title}</h1>
      <p className="lede">{request.lede}</p>
      {isSaved ? (
        <Notice kind="done" title={request.done}>
          <p>
            {isPending ? request.waits : request.doneText}{' '}
            <a href={hrefIn(language, '/orang/permintaan')}>{request.toList}</a>
          </p>
        </Notice>
      ) : null}
      <BeforeAfter frame={frame} lines={lines} />
      <dl className="rows sheet">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ul className="actions">
        <li>
          <a href={hrefIn(language, `/orang/${String(personId)}`)}>{request.openPerson}</a>
        </li>
      </ul>
      {isPending ? <Decision {...props} /> : null}
    </Page>
  )
}

function Decision(props: RequestPageProps) {
  const { frame, isOwn, mayNotDecide } = props
  const { request } = wordsIn(frame.language).changes
  return (
    <section aria-labelledby="keputusan">
      <h2 id="keputusan">{request.decide}</h2>
      {isOwn ? <p>{request.own}</p> : mayNotDecide === null ? <Deciding {...props} /> : <p>{mayNotDecide}</p>}
      {isOwn ? <Ending {...props} act="tarik" /> : null}
    </section>
  )
}

function Deciding(props: RequestPageProps) {
  const { frame, csrf, path, values, errors } = props
  const { request } = wordsIn(frame.language).changes
  return (
    <>
      <h3>{request.approveTitle}</h3>
      <p>{request.approveLede}</p>
      <PostForm action={hrefIn(frame.language, `${path}/setujui`)} csrf={csrf} button={request.approve}>
        <TextField
          name="reasonApprove"
          label={request.approveReason}
          hint={request.approveReasonHint}
          value={values['reasonApprove'] ?? ''}
          error={errors['reasonApprove']}
        />
      </PostForm>
      <Ending {...props} act="tolak" />
    </>
  )
}

function Ending({
  frame,
  csrf,
  path,
  values,
  errors,
  act,
}: RequestPageProps & { readonly act: 'tolak' | 'tarik' }) {
  const { request } = wordsIn(frame.language).changes
  const isRefusal = act === 'tolak'
  return (
    <>
      <h3>{isRefusal ? request.refuseTitle : request.withdrawTitle}</h3>
      <p>{isRefusal ? request.refuseLede : request.withdrawLede}</p>
      <PostForm
        action={hrefIn(frame.language, `${path}/${act}`)}
        csrf={csrf}
        button={isRefusal ? request.refuse : request.withdraw}
        look="quiet"
      >
        <TextField
          name="reason"
          label={isRefusal ? request.refuseReason : request.withdrawReason}
          value={values['reason'] ?? ''}
          error={errors['reason']}
        />
      </PostForm>
    </>
  )
}
