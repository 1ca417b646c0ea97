import { httpProblems, type HttpProblem } from '../locales/http-problems.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { groupTitle, operationAnchor, type ApiOperation } from './api-group-page.tsx'

type ApiDocsPageProps = {
  readonly frame: Frame
  readonly groups: readonly (readonly [group: string, operations: readonly ApiOperation[]])[]
  readonly codes: readonly { readonly code: string; readonly status: number }[]
}

/** The API for people who write programs: what holds everywhere, every route by group, and every code of refusal. */
export function ApiDocsPage({ frame, groups, codes }: ApiDocsPageProps) {
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
      {groups.map(([group, operations]) => (
        <GroupList key={group} frame={frame} group={group} operations={operations} />
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

type GroupListProps = {
  readonly frame: Frame
  readonly group: string
  readonly operations: readonly ApiOperation[]
}

function GroupList({ frame, group, operations }: GroupListProps) {
  const page = hrefIn(frame.language, `/api/docs/${group}`)
  return (
    <section>
      <h2>
        <a href={page}>{groupTitle(frame, group)}</a>
      </h2>
      <ul>
        {operations.map(({ name, summary }) => (
          <li key={name}>
            <a href={`${page}#${operationAnchor(name)}`}>
              <code>{name}</code>
            </a>{' '}
            <small>{summary}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
