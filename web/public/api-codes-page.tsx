import { httpProblems, type HttpProblem } from '../locales/http-problems.ts'
import { wordsIn } from '../locales/public.ts'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

type ApiCodesPageProps = {
  readonly frame: Frame
  readonly codes: readonly { readonly code: string; readonly status: number }[]
}

/** Every code of refusal with its status; the type of a problem is a place on this page. */
export function ApiCodesPage({ frame, codes }: ApiCodesPageProps) {
  const { language } = frame
  const words = wordsIn(language).api
  // A list per status instead of a table: half the bytes, and there are hundreds of codes.
  const byStatus = Map.groupBy(
    codes.toSorted((a, b) => a.status - b.status),
    ({ status }) => status,
  )
  return (
    <Page frame={frame} title={words.codesTitle} description={words.codesText}>
      <p>
        <a href={hrefIn(language, '/api/docs')}>{words.title}</a>
      </p>
      <h1>{words.codesTitle}</h1>
      <p>{words.codesText}</p>
      <h2>{words.codesCaption}</h2>
      {[...byStatus].map(([status, rows]) => (
        <section key={status} aria-labelledby={`status-${String(status)}`}>
          <h3 id={`status-${String(status)}`}>
            {words.status} {status}
          </h3>
          <ul>
            {rows.map(({ code }) => (
              <li key={code} id={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </section>
      ))}
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
    </Page>
  )
}
