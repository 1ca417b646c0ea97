import { formatDate, formatNumber } from '../../src/kernel/format.ts'
import { isPlainDate } from '../../src/kernel/plain-date.ts'
import { type AuditHead, sealedText } from '../../src/modules/audit/audit.ts'
import { wordsIn } from '../locales/public.ts'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

type AuditHeadsPageProps = {
  readonly frame: Frame
  /** Oldest first, as the API gives them. */
  readonly heads: readonly AuditHead[]
  readonly count: number
}

/** The ends of the audit chain, day by day, and how anybody can check them. No person is in them. */
export function AuditHeadsPage({ frame, heads, count }: AuditHeadsPageProps) {
  const { language } = frame
  const { audit: words, frame: frameWords } = wordsIn(language)
  const newest = heads.at(-1)
  return (
    <Page frame={frame} title={words.title} description={words.lede}>
      <Breadcrumbs
        label={frameWords.whereAmI}
        crumbs={[{ name: frameWords.home, href: hrefIn(language, '/') }, { name: words.title }]}
      />
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <p>{words.what}</p>
      {newest === undefined ? <p>{words.none}</p> : <HeadTable frame={frame} heads={heads} count={count} />}
      <h2>{words.checkTitle}</h2>
      <ol>
        {words.check.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {newest === undefined ? null : (
        <>
          <p>{words.checkExample}</p>
          <p>
            <code>{`printf '%s' '${sealedText(newest)}' | sha256sum`}</code>
          </p>
        </>
      )}
      <p>
        <a href="/api/v1/audit/heads">{words.json}</a>
      </p>
    </Page>
  )
}

function HeadTable({ frame: { language }, heads, count }: AuditHeadsPageProps) {
  const words = wordsIn(language).audit
  return (
    <SummaryTable
      caption={words.caption(formatNumber(heads.length, language), formatNumber(count, language))}
      columns={[
        {
          key: 'day',
          title: words.day,
          cell: ({ day, cause }: AuditHead) => (
            <>
              {isPlainDate(day) ? formatDate(day, language) : day}
              <small>{words.causes[cause]}</small>
            </>
          ),
        },
        {
          key: 'count',
          title: words.count,
          numeric: true,
          cell: ({ position }: AuditHead) => formatNumber(position, language),
        },
        { key: 'hash', title: words.hash, cell: ({ hash }: AuditHead) => <code>{hash}</code> },
        { key: 'seal', title: words.seal, cell: ({ seal }: AuditHead) => <code>{seal}</code> },
      ]}
      rows={heads.toReversed()}
      rowKey={({ seal }) => seal}
    />
  )
}
