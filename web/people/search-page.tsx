import { wordsIn } from '../locales/public.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { ErrorSummary, PostForm, TextField, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

/** Somebody who was found, as far as one may see him. */
export type FoundRow = {
  readonly id: number
  readonly name: string
  readonly nik: string
  readonly phone: string | null
  readonly bornOn: string | null
  readonly region: string
  readonly occupation: string | null
}

export type SearchPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  /** Null while nobody has asked. */
  readonly found: readonly FoundRow[] | null
  readonly sentence: string | null
  readonly controls: readonly Control[]
}

/** `/orang`: one person is looked for, by a form that leaves nothing of what was typed in an address. */
export function SearchPage({ frame, csrf, values, errors, found, sentence, controls }: SearchPageProps) {
  const { frame: words, people, administration } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  const field = (name: 'name' | 'nik' | 'kpj' | 'phone', hint?: string) => (
    <TextField
      name={name}
      label={people[name]}
      hint={hint}
      value={values[name] ?? ''}
      error={errors[name]}
      {...(name !== 'name' && { kind: 'digits' as const })}
    />
  )
  return (
    <Page frame={frame} title={people.title} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{people.title}</h1>
      <p className="lede">{people.lede}</p>
      {sentence === null ? null : (
        <p role="status">
          <strong>{sentence}</strong>
        </p>
      )}
      {found === null || found.length === 0 ? null : <Found frame={frame} rows={found} />}
      <PostForm action={hrefIn(frame.language, '/orang')} csrf={csrf} button={people.button}>
        <fieldset>
          <legend>{people.by}</legend>
          <span className="hint">{people.byHint}</span>
          {field('name', people.nameHint)}
          {field('nik', people.nikHint)}
          {field('kpj')}
          {field('phone')}
        </fieldset>
      </PostForm>
      <Acts label={administration.controls} controls={controls} />
    </Page>
  )
}

function Found({ frame: { language }, rows }: { readonly frame: Frame; readonly rows: readonly FoundRow[] }) {
  const { people } = wordsIn(language)
  return (
    <>
      <SummaryTable<FoundRow>
        caption={people.caption}
        rows={rows}
        rowKey={({ id }) => String(id)}
        columns={[
          {
            key: 'name',
            title: people.name,
            cell: ({ id, name }) => <a href={hrefIn(language, `/orang/${String(id)}`)}>{name}</a>,
          },
          { key: 'nik', title: people.nik, cell: ({ nik }) => <span className="whole">{nik}</span> },
          { key: 'born', title: people.bornOn, cell: ({ bornOn }) => bornOn ?? '' },
          { key: 'region', title: people.region, cell: ({ region }) => region },
          { key: 'work', title: people.occupation, cell: ({ occupation }) => occupation ?? '' },
          { key: 'phone', title: people.phone, cell: ({ phone }) => phone ?? '' },
        ]}
      />
      <p className="small">{people.masked}</p>
    </>
  )
}
