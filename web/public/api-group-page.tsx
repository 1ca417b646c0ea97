import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

export type ApiField = {
  readonly name: string
  readonly required: boolean
  readonly shape: string
  readonly meaning: string
}

export type ApiOperation = {
  /** `POST /api/v1/law/price` */
  readonly name: string
  readonly summary: string
  /** Who may call it: anybody, a person or a program with a key, or only a person who showed a second factor. */
  readonly caller: 'anybody' | 'program' | 'person'
  readonly fields: readonly ApiField[]
  readonly example?: { readonly path: string; readonly body?: Readonly<Record<string, unknown>> }
}

type ApiGroupPageProps = {
  readonly frame: Frame
  /** Where the examples are sent. */
  readonly base: string
  readonly group: string
  readonly operations: readonly ApiOperation[]
}

/** One group of routes for people who write programs: who may call, what to send, an example to paste. */
export function ApiGroupPage({ frame, base, group, operations }: ApiGroupPageProps) {
  const { language } = frame
  const { api: words, frame: frameWords } = wordsIn(language)
  const title = groupTitle(frame, group)
  return (
    <Page frame={frame} title={`${words.title}: ${title}`} description={words.lede}>
      <Breadcrumbs
        label={frameWords.whereAmI}
        crumbs={[
          { name: frameWords.home, href: hrefIn(language, '/') },
          { name: words.title, href: hrefIn(language, '/api/docs') },
          { name: title },
        ]}
      />
      <h1>{title}</h1>
      {operations.map((operation) => (
        <OperationSection key={operation.name} frame={frame} base={base} operation={operation} />
      ))}
      <AbbreviationList language={language} used={['API', 'JSON', 'CSV']} />
    </Page>
  )
}

/** What a group is called; a group without a name of its own goes by its tag. */
export function groupTitle({ language }: Frame, group: string): string {
  return wordsIn(language).api.groups[group] ?? group
}

/** Where an operation stands on the page of its group. */
export function operationAnchor(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}

type OperationProps = { readonly frame: Frame; readonly base: string; readonly operation: ApiOperation }

function OperationSection({ frame, base, operation }: OperationProps) {
  const words = wordsIn(frame.language).api
  const { name, summary, caller, fields, example } = operation
  return (
    <section aria-label={name} id={operationAnchor(name)}>
      <h2>
        <code>{name}</code>
      </h2>
      <p lang="en">{summary}</p>
      <p>
        <small>{words.callers[caller]}</small>
      </p>
      {example === undefined ? null : (
        <pre tabIndex={0} aria-label={words.example}>
          {curl(base, caller, example)}
        </pre>
      )}
      {fields.length === 0 ? null : (
        <details>
          <summary>{words.fieldsOf(name)}</summary>
          <SummaryTable
            caption={words.fields}
            columns={[
              { key: 'name', title: words.field, cell: (field: ApiField) => <code>{field.name}</code> },
              {
                key: 'required',
                title: words.required,
                cell: (field: ApiField) => (field.required ? words.yes : words.no),
              },
              { key: 'shape', title: words.shape, cell: (field: ApiField) => <code>{field.shape}</code> },
              {
                key: 'meaning',
                title: words.meaning,
                cell: (field: ApiField) => <span lang="en">{field.meaning}</span>,
              },
            ]}
            rows={fields}
            rowKey={(field) => field.name}
          />
        </details>
      )}
    </section>
  )
}

/** What a caller shows besides; quoted so that the shell puts the secret in, which then stands in no file. */
const PROOF: Readonly<Record<ApiOperation['caller'], readonly string[]>> = {
  anybody: [],
  program: ['-H "Authorization: Bearer $PAYUNG_KEY"'],
  person: ['-H "Cookie: payung=$SESSION"', '-H "X-CSRF-Token: $CSRF"'],
}

function curl(
  base: string,
  caller: ApiOperation['caller'],
  { path, body }: NonNullable<ApiOperation['example']>,
): string {
  const sent =
    body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(body)}'`]
  return [`curl '${base}${path}'`, ...PROOF[caller], ...sent].join(' \\\n  ')
}
