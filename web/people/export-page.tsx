import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'

/** One file that may be taken; `file` is how it is asked for. */
export type ExportFileChoice = { readonly file: string; readonly label: string }

export type ExportPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly layouts: readonly Option[]
  readonly lists: readonly Option[]
  readonly segments: readonly Option[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  /** What the choice comes to; null while nothing was counted. */
  readonly counted: {
    readonly sentence: string
    readonly leftOut: string | null
    readonly isSplit: boolean
    readonly files: readonly ExportFileChoice[]
  } | null
}

const PATH = '/orang/ekspor'
/** What is chosen travels with the file that is taken. */
const CHOSEN = ['layout', 'region', 'list', 'segment', 'months', 'package'] as const

/** `/orang/ekspor`: who leaves and in which form; counted first, then taken file by file for a reason. */
export function ExportPage(props: ExportPageProps) {
  const { frame, crumbs, errors, counted } = props
  const { frame: words, exports } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={exports.title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: exports.title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{exports.title}</h1>
      <p className="lede">{exports.lede}</p>
      {counted === null ? null : <Counted {...props} counted={counted} />}
      <Choosing {...props} />
    </Page>
  )
}

function Counted(props: ExportPageProps & { readonly counted: NonNullable<ExportPageProps['counted']> }) {
  const { frame, csrf, values, errors, counted } = props
  const { exports } = wordsIn(frame.language)
  if (counted.files.length === 0) return <p role="status">{exports.nobody}</p>
  const hidden = CHOSEN.flatMap((name) => {
    const value = values[name] ?? ''
    return value === '' ? [] : [[name, value] as const]
  })
  return (
    <section aria-labelledby="unduh" className="sheet">
      <h2 id="unduh">{exports.take}</h2>
      <p role="status">
        <strong>{counted.sentence}</strong> {counted.leftOut} {counted.isSplit ? exports.most : null}
      </p>
      <p>{exports.takeLede}</p>
      <form action={hrefIn(frame.language, PATH)} method="post">
        {[['csrf', csrf] as const, ...hidden].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <TextField
          name="reason"
          label={exports.reason}
          hint={exports.reasonHint}
          value={values['reason'] ?? ''}
          error={errors['reason']}
        />
        <ul className="files">
          {counted.files.map(({ file, label }) => (
            <li key={file}>
              <button type="submit" name="file" value={file}>
                {label}
              </button>
            </li>
          ))}
        </ul>
      </form>
    </section>
  )
}

function Choosing({ frame, layouts, lists, segments, values, errors }: ExportPageProps) {
  const { exports } = wordsIn(frame.language)
  const field = (name: (typeof CHOSEN)[number]) => ({
    name,
    value: values[name] ?? '',
    error: errors[name],
  })
  return (
    <form action={PATH} method="get">
      {frame.language === 'en' ? <input type="hidden" name="lang" value="en" /> : null}
      <SelectField {...field('layout')} label={exports.layout} options={layouts} />
      <fieldset>
        <legend>{exports.who}</legend>
        <span className="hint">{exports.whoHint}</span>
        <TextField {...field('region')} label={exports.region} hint={exports.regionHint} />
        <SelectField
          {...field('list')}
          label={exports.list}
          options={[{ value: '', label: exports.listNone }, ...lists]}
        />
        <SelectField
          {...field('segment')}
          label={exports.segment}
          options={[{ value: '', label: exports.all }, ...segments]}
        />
      </fieldset>
      {values['layout'] === 'bpu' ? (
        <>
          <TextField
            {...field('months')}
            label={exports.months}
            hint={exports.monthsHint}
            kind="digits"
            short
          />
          <TextField {...field('package')} label={exports.package} hint={exports.packageHint} short />
        </>
      ) : null}
      <button type="submit" className={values['layout'] === undefined ? undefined : 'quiet'}>
        {exports.count}
      </button>
    </form>
  )
}
