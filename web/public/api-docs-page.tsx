import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { groupTitle, type ApiOperation } from './api-group-page.tsx'

type ApiDocsPageProps = {
  readonly frame: Frame
  readonly groups: readonly (readonly [group: string, operations: readonly ApiOperation[]])[]
}

/** The API for people who write programs: what holds everywhere, and every route by group. */
export function ApiDocsPage({ frame, groups }: ApiDocsPageProps) {
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
      <h2>
        <a href={hrefIn(language, '/api/docs/codes')}>{words.codesTitle}</a>
      </h2>
      <p>{words.codesText}</p>
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
        {operations.map(({ name }) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
