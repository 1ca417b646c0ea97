import { formatNumber, type Language } from '../../src/kernel/format.ts'
import type { Fate, Tally } from '../../src/modules/imports/imports.ts'
import { wordsIn } from '../locales/public.ts'
import { listWordsOf, type ListSubject } from './list-words.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { PostForm, QuestionForm, TextField, type Option } from '../ui/field.tsx'
import { hrefIn, type Query } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'
import { BulkRepairs, ProblemRows, type ProblemRow } from './problem-rows.tsx'

/** One kind of thing that was found, with the sentence one row was told. */
export type FoundKind = {
  readonly code: string
  readonly count: number
  readonly example: string
  readonly canLeaveOut: boolean
}

export type PreviewPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly subject: ListSubject
  /** `/daftar/:id`, or the same among lists of employers. */
  readonly path: string
  readonly fileName: string
  readonly tally: Tally
  readonly leftOut: number
  readonly filter: {
    readonly fate?: Fate | undefined
    readonly code?: string | undefined
    readonly from?: number | undefined
  }
  readonly page: number
  /** The address of the script by which the keyboard goes from one problem to the next. */
  readonly script: string
  readonly kinds: readonly FoundKind[]
  readonly rows: readonly ProblemRow[]
  readonly pages: readonly Control[]
  readonly fields: readonly Option[]
  readonly note: string | null
  readonly error: string | null
}

/** `/daftar/:id/pratinjau`: what a list would come to, what needs work first, and the one button that takes it in. */
export function PreviewPage(props: PreviewPageProps) {
  const { frame, csrf, crumbs, path, fileName, tally, note, error, rows, filter, pages, fields } = props
  const { language } = frame
  const { frame: words, administration } = wordsIn(language)
  const imports = listWordsOf(language, props.subject)
  const own = imports.preview
  const count = (number: number) => formatNumber(number, language)
  const needsWork = tally.refused + tally.held
  const what = filter.code ?? (filter.fate === undefined ? null : imports.fates[filter.fate])
  return (
    <Page frame={frame} title={own.title} hasErrors={error !== null} script={props.script}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: own.title }]} />
      {error === null ? null : <Notice kind="error" title={error} />}
      {note === null ? null : <Notice kind="done" title={note} />}
      <h1>{fileName === '' ? own.title : fileName}</h1>
      <p className="lede">
        {tally.accepted === 0 ? own.nothingReady : own.ready(count(tally.accepted))}{' '}
        {needsWork === 0 ? own.allFine : own.needsWork(count(needsWork))}
      </p>
      <TallyCards language={language} tally={tally} path={`${path}/pratinjau`} />
      {props.leftOut === 0 ? null : <p>{own.leftOut(count(props.leftOut))}</p>}
      <TakeIn language={language} subject={props.subject} csrf={csrf} path={path} tally={tally} />
      <Acts
        label={administration.controls}
        controls={[
          ...(needsWork === 0 ? [] : [{ label: own.file, href: hrefIn(language, `${path}/perbaiki.xlsx`) }]),
          { label: own.columns, href: hrefIn(language, `${path}/pemetaan`, { semua: '1' }) },
        ]}
      />
      <Kinds {...props} />
      {rows.length === 0 && what === null && filter.from === undefined ? null : (
        <>
          <h2 id="baris">{what === null ? own.table : own.tableOf(what)}</h2>
          {what === null ? null : (
            <p>
              <a href={hrefIn(language, `${path}/pratinjau`)}>{own.showAll}</a>
            </p>
          )}
          <JumpToRow {...props} />
          <ProblemRows language={language} csrf={csrf} path={path} rows={rows} query={filterQuery(props)} />
          <div data-pages>
            <Acts label={administration.pages} controls={pages} />
          </div>
        </>
      )}
      <BulkRepairs language={language} subject={props.subject} csrf={csrf} path={path} fields={fields} />
      <section className="more">
        <h2>{own.giveUp}</h2>
        <p>{own.giveUpText}</p>
        <PostForm action={hrefIn(language, `${path}/batal`)} csrf={csrf} button={own.giveUp} look="quiet" />
      </section>
    </Page>
  )
}

/** The one button that takes the list in, where there is anything to take in or to record. */
function TakeIn({
  language,
  csrf,
  path,
  tally,
  subject,
}: Pick<PreviewPageProps, 'csrf' | 'path' | 'tally' | 'subject'> & { readonly language: Language }) {
  const own = listWordsOf(language, subject).preview
  if (tally.accepted + tally.duplicates === 0) return null
  const button = tally.accepted === 0 ? own.confirmAgain : own.confirm(formatNumber(tally.accepted, language))
  return (
    <>
      <PostForm action={hrefIn(language, `${path}/masukkan`)} csrf={csrf} button={button} />
      {tally.refused + tally.held === 0 ? null : <p className="small">{own.confirmText}</p>}
    </>
  )
}

/** Where one is, so that a mended row leads back to it. */
function filterQuery({ filter: { fate, code, from }, page }: PreviewPageProps): Query {
  return {
    nasib: fate,
    kode: code,
    ...(from !== undefined && { dari: String(from) }),
    ...(page > 1 && { page: String(page) }),
  }
}

/** From a row of the file on, and how the keyboard mends. */
function JumpToRow({ frame: { language }, path, subject, filter }: PreviewPageProps) {
  const own = listWordsOf(language, subject).preview
  return (
    <>
      <QuestionForm
        action={`${path}/pratinjau`}
        hidden={{
          ...(language === 'en' && { lang: 'en' }),
          ...(filter.fate !== undefined && { nasib: filter.fate }),
          ...(filter.code !== undefined && { kode: filter.code }),
        }}
        button={own.jump}
      >
        <TextField
          name="dari"
          label={own.fromRow}
          kind="digits"
          short
          value={filter.from === undefined ? '' : String(filter.from)}
        />
      </QuestionForm>
      <p className="small">{own.keys}</p>
    </>
  )
}

/** How the rows add up. Each part with rows to look at leads to them. */
export function TallyCards({
  language,
  tally,
  path = null,
}: {
  readonly language: Language
  readonly tally: Tally
  readonly path?: string | null
}) {
  const { imports } = wordsIn(language)
  const parts: readonly (readonly [Fate, number, boolean])[] = [
    ['accepted', tally.accepted, false],
    ['refused', tally.refused, true],
    ['held', tally.held, true],
    ['duplicate', tally.duplicates, false],
  ]
  return (
    <dl className="tally" aria-label={imports.preview.cards}>
      <div>
        <dt>{imports.preview.total}</dt>
        <dd>{formatNumber(tally.rows, language)}</dd>
      </div>
      {parts.map(([fate, number, leads]) => (
        <div key={fate} className={number === 0 ? undefined : fate}>
          <dt>{imports.fates[fate]}</dt>
          <dd>
            {path !== null && leads && number > 0 ? (
              <a href={hrefIn(language, path, { nasib: fate })}>{formatNumber(number, language)}</a>
            ) : (
              formatNumber(number, language)
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Kinds({ frame: { language }, csrf, path, kinds }: PreviewPageProps) {
  const own = wordsIn(language).imports.preview
  if (kinds.length === 0) return null
  const count = (number: number) => formatNumber(number, language)
  return (
    <SummaryTable<FoundKind>
      caption={own.kinds}
      rows={kinds}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'code',
          title: own.kind,
          cell: ({ code }) => (
            <a
              href={`${hrefIn(language, `${path}/pratinjau`, { kode: code })}#baris`}
              aria-label={own.show(code)}
            >
              {code}
            </a>
          ),
        },
        { key: 'example', title: own.example, cell: ({ example }) => example },
        { key: 'rows', title: own.rows, numeric: true, cell: (kind) => count(kind.count) },
        {
          key: 'act',
          title: wordsIn(language).administration.controls,
          cell: (kind) =>
            kind.canLeaveOut ? (
              <PostForm
                action={hrefIn(language, `${path}/keluarkan`)}
                csrf={csrf}
                hidden={{ kode: kind.code }}
                button={own.leaveOut(count(kind.count))}
                buttonLabel={own.leaveOutLabel(count(kind.count), kind.code)}
                look="quiet"
              />
            ) : null,
        },
      ]}
    />
  )
}
