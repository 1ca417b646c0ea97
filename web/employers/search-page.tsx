import { wordsIn } from '../locales/public.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { ErrorSummary, PostForm, QuestionForm, TextField, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

/** An employer that was found, as one organisation tells of it. */
export type EmployerLine = {
  readonly id: string
  readonly name: string
  readonly npp: string
  readonly nib: string
  readonly place: string
  readonly workers: string
  readonly registered: string
  readonly source: string
}

export type EmployerSearchProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  /** Null while nobody has asked. */
  readonly found: readonly EmployerLine[] | null
  readonly sentence: string | null
  readonly pages: readonly Control[]
  readonly controls: readonly Control[]
}

const PATH = '/perusahaan'

/** `/perusahaan`: employers by a question that can be shared; only an NPWP travels unseen, since it can be somebody's NIK. */
export function EmployerSearchPage(props: EmployerSearchProps) {
  const { frame, csrf, values, errors, found, sentence, pages, controls } = props
  const { frame: words, employers, administration } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  const field = (name: 'name' | 'npp' | 'nib' | 'region' | 'npwp') => ({
    name,
    value: values[name] ?? '',
    error: errors[name],
  })
  return (
    <Page frame={frame} title={employers.title} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{employers.title}</h1>
      <p className="lede">{employers.lede}</p>
      {sentence === null ? null : (
        <p role="status">
          <strong>{sentence}</strong>
        </p>
      )}
      {found === null || found.length === 0 ? null : <Found frame={frame} rows={found} />}
      <Acts label={administration.pages} controls={pages} />
      <Acts label={administration.controls} controls={controls} />
      <QuestionForm
        action={PATH}
        hidden={frame.language === 'en' ? { lang: 'en' } : {}}
        button={employers.button}
      >
        <TextField {...field('name')} label={employers.name} hint={employers.nameHint} />
        <TextField {...field('npp')} label={employers.fields.npp} />
        <TextField {...field('nib')} label={employers.fields.nib} kind="digits" />
        <TextField {...field('region')} label={employers.region} hint={employers.regionHint} />
      </QuestionForm>
      <h2>{employers.byNpwp}</h2>
      <PostForm action={hrefIn(frame.language, PATH)} csrf={csrf} button={employers.npwpButton} look="quiet">
        <TextField {...field('npwp')} label={employers.fields.npwp} hint={employers.npwpHint} kind="digits" />
      </PostForm>
    </Page>
  )
}

function Found({
  frame: { language },
  rows,
}: {
  readonly frame: Frame
  readonly rows: readonly EmployerLine[]
}) {
  const { employers } = wordsIn(language)
  return (
    <SummaryTable<EmployerLine>
      caption={employers.caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: employers.employer,
          cell: ({ id, name }) => <a href={hrefIn(language, `${PATH}/${id}`)}>{name}</a>,
        },
        { key: 'npp', title: employers.fields.npp, cell: ({ npp }) => npp },
        { key: 'nib', title: employers.fields.nib, cell: ({ nib }) => nib },
        { key: 'place', title: employers.place, cell: ({ place }) => place },
        { key: 'workers', title: employers.workers, numeric: true, cell: ({ workers }) => workers },
        {
          key: 'registered',
          title: employers.registered,
          numeric: true,
          cell: ({ registered }) => registered,
        },
        { key: 'source', title: employers.source, cell: ({ source }) => source },
      ]}
    />
  )
}
