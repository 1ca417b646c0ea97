import { httpProblems, type HttpProblem } from '../locales/http-problems.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
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
  readonly fields: readonly ApiField[]
  readonly example?: { readonly path: string; readonly body?: Readonly<Record<string, unknown>> }
}

type ApiDocsPageProps = {
  readonly frame: Frame
  /** Where the examples are sent. */
  readonly base: string
  readonly operations: readonly ApiOperation[]
  readonly codes: readonly { readonly code: string; readonly status: number }[]
}

/** The API for people who write programs: what to send, an example to paste, and every code of refusal. */
export function ApiDocsPage({ frame, base, operations, codes }: ApiDocsPageProps) {
  const { language } = frame
  const words = wordsIn(language).api
  return (
    <Page frame={frame} title={words.title} description={words.lede}>
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <p>
        <a href="/api/v1/openapi.json">{words.document}</a>
      </p>
      <ul>
        {words.rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {operations.map((operation) => (
        <OperationSection key={operation.name} frame={frame} base={base} operation={operation} />
      ))}
      <h2>{words.codesTitle}</h2>
      <p>{words.codesText}</p>
      <SummaryTable
        caption={words.codesCaption}
        columns={[
          {
            key: 'code',
            title: words.code,
            cell: ({ code }: { readonly code: string }) => <code>{code}</code>,
          },
          { key: 'status', title: words.status, cell: ({ status }: { readonly status: number }) => status },
        ]}
        rows={codes}
        rowKey={({ code }) => code}
        rowId={({ code }) => code}
      />
      <SummaryTable
        caption={words.httpCaption}
        columns={[
          { key: 'code', title: words.code, cell: (code: HttpProblem) => <code>{code}</code> },
          { key: 'meaning', title: words.meaning, cell: (code) => httpProblems[language][code].detail },
        ]}
        rows={Object.keys(httpProblems[language]) as HttpProblem[]}
        rowKey={(code) => code}
        rowId={(code) => code}
      />
      <AbbreviationList language={language} used={['API', 'JSON', 'CSV']} />
    </Page>
  )
}

type OperationProps = { readonly frame: Frame; readonly base: string; readonly operation: ApiOperation }

function OperationSection({ frame, base, operation }: OperationProps) {
  const words = wordsIn(frame.language).api
  const { name, summary, fields, example } = operation
  return (
    <section aria-label={name}>
      <h2>
        <code>{name}</code>
      </h2>
      <p>{summary}</p>
      {example === undefined ? null : (
        <pre tabIndex={0} aria-label={words.example}>
          {curl(base, example)}
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
              { key: 'shape', title: words.shape, cell: (field: ApiField) => field.shape },
              { key: 'meaning', title: words.meaning, cell: (field: ApiField) => field.meaning },
            ]}
            rows={fields}
            rowKey={(field) => field.name}
          />
        </details>
      )}
    </section>
  )
}

function curl(base: string, { path, body }: NonNullable<ApiOperation['example']>): string {
  if (body === undefined) return `curl '${base}${path}'`
  return [
    `curl '${base}${path}' \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d '${JSON.stringify(body)}'`,
  ].join('\n')
}
