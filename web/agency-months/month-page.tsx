import {
  formatDate,
  formatMonth,
  formatNumber,
  formatRupiah,
  formatTime,
  type Language,
} from '../../src/kernel/format.ts'
import type { Month } from '../../src/kernel/month.ts'
import { jakartaDateOf, type PlainDate } from '../../src/kernel/plain-date.ts'
import type { MonthAnswer } from '../../src/modules/agency-months/contract.ts'
import { Acts, MorePages, type Control } from '../administration/parts.tsx'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { ErrorSummary, PostForm, TextField, type FieldErrors } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { StepIndicator } from '../ui/step-indicator.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

export type MonthPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly crumbs: readonly Crumb[]
  readonly month: MonthAnswer
  /** Where a member is changed; null for whoever may not. */
  readonly changeHref: ((personId: number) => string) | null
  readonly sendAction: string | null
  readonly acts: readonly Control[]
  readonly pages: readonly Control[]
  readonly others: readonly Control[]
  readonly values: Readonly<Record<string, string>>
  readonly errors: FieldErrors
  readonly isJustSent: boolean
}

/** `/instansi/:id/bulan/:yyyy-mm`: last month's list is filled in, changes are marked, the sum is seen, and the report is sent. */
export function MonthPage(props: MonthPageProps) {
  const { frame, crumbs, month, acts, pages, others, errors, isJustSent } = props
  const { language } = frame
  const { frame: words, agencyMonths: own, administration } = wordsIn(language)
  const title = own.monthTitle(month.roster, formatMonth(month.month as Month, language))
  const hasErrors = Object.keys(errors).length > 0
  const isSent = month.state === 'sent'
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      {hasErrors ? <ErrorSummary title={words.needsMending} errors={errors} /> : null}
      <h1>{title}</h1>
      <p className="lede">{isSent ? own.states.sent : own.checkList}</p>
      <StepIndicator language={language} steps={own.steps} current={isSent ? 2 : 0} />
      {isJustSent ? <Notice kind="done" title={own.sent} /> : null}
      {month.isLate ? (
        <Notice kind="caution" title={own.late}>
          <p>{own.lateText(formatDate(month.dueOn as PlainDate, language))}</p>
        </Notice>
      ) : null}
      <Acts label={administration.controls} controls={acts} hasMain={isSent} />
      <MemberTable {...props} />
      <Acts label={administration.pages} controls={pages} />
      <Totals language={language} month={month} />
      <SendForm {...props} />
      <History language={language} month={month} />
      <AbbreviationList language={language} used={month.members.flatMap(({ programmes }) => programmes)} />
      <MorePages label={administration.sections} controls={others} here={frame.path} />
    </Page>
  )
}

function MemberTable({ frame: { language }, month, changeHref }: MonthPageProps) {
  const { agencyMonths: own } = wordsIn(language)
  if (month.members.length === 0) return <p>{own.noMembers}</p>
  const money = (amount: number) => formatRupiah(BigInt(amount), language)
  type Row = MonthAnswer['members'][number]
  const nameOf = ({ name, personId }: Row) => name ?? own.unnamed(String(personId))
  return (
    <SummaryTable<Row>
      caption={own.listCaption}
      rows={month.members}
      rowKey={({ personId, programmes }) => `${String(personId)} ${programmes.join()}`}
      columns={[
        { key: 'name', title: own.name, cell: nameOf },
        { key: 'pay', title: own.pay, numeric: true, cell: ({ pay }) => money(pay) },
        { key: 'programmes', title: own.programmes, cell: ({ programmes }) => programmes.join(', ') },
        {
          key: 'change',
          title: own.change,
          cell: ({ change, cause, payBefore }) => (
            <>
              <span className={TAGS[change ?? 'none']}>
                {change === null ? own.noChange : own.changes[change]}
              </span>
              {cause === null ? null : ` ${own.causes[cause]}`}
              {payBefore === null ? null : ` ${own.payWas(money(payBefore))}`}
            </>
          ),
        },
        ...(changeHref === null
          ? []
          : [
              {
                key: 'mark',
                title: own.mark,
                cell: (row: Row) => (
                  <a href={changeHref(row.personId)} aria-label={`${own.mark}: ${nameOf(row)}`}>
                    {own.mark}
                  </a>
                ),
              },
            ]),
      ]}
    />
  )
}

const TAGS = {
  none: 'tag todo',
  joined: 'tag done',
  left: 'tag band very-low',
  'pay-changed': 'tag doing',
} as const

function Totals({ language, month }: { readonly language: Language; readonly month: MonthAnswer }) {
  const { agencyMonths: own } = wordsIn(language)
  const rows = [
    [own.people, formatNumber(month.before.people, language), formatNumber(month.totals.people, language)],
    [
      own.pay,
      ...[month.before.pay, month.totals.pay].map((amount) => formatRupiah(BigInt(amount), language)),
    ],
    [
      own.contribution,
      ...[month.before.contribution, month.totals.contribution].map((amount) =>
        formatRupiah(BigInt(amount), language),
      ),
    ],
  ]
  return (
    <>
      <SummaryTable
        caption={own.totalsTitle}
        fold={false}
        rows={rows}
        rowKey={([name = '']) => name}
        columns={[
          { key: 'what', title: own.counted, cell: ([name]) => name },
          { key: 'before', title: own.before, numeric: true, cell: ([, before]) => before },
          { key: 'now', title: own.now, numeric: true, cell: ([, , now]) => now },
        ]}
      />
      <p className="sum">
        <strong className="tag done">
          {own.totalIsBill(formatRupiah(BigInt(month.totals.contribution), language))}
        </strong>
        {month.bill === null ? ` (${own.bill}: ${own.noBill})` : ` (${own.bill} ${month.bill.number})`}
      </p>
    </>
  )
}

/** What was shown goes along with the form: a list that has changed meanwhile is not sent unseen. */
function SendForm({ frame: { language }, csrf, month, sendAction, values, errors }: MonthPageProps) {
  const { agencyMonths: own } = wordsIn(language)
  if (sendAction === null || month.state === 'sent') return null
  const hidden = { people: String(month.totals.people), contribution: String(month.totals.contribution) }
  return (
    <section aria-labelledby="kirim">
      <h2 id="kirim">{own.send}</h2>
      <p>{own.sendLede}</p>
      <PostForm action={sendAction} csrf={csrf} hidden={hidden} button={own.sendButton}>
        <TextField
          name="ground"
          label={own.ground}
          hint={own.groundHint}
          value={values['ground'] ?? ''}
          error={errors['ground']}
        />
        <TextField
          name="reason"
          label={own.reason}
          hint={own.reasonHint}
          value={values['reason'] ?? ''}
          error={errors['reason']}
        />
      </PostForm>
    </section>
  )
}

function History({ language, month }: { readonly language: Language; readonly month: MonthAnswer }) {
  const { agencyMonths: own } = wordsIn(language)
  if (month.events.length === 0) return null
  return (
    <SummaryTable
      caption={own.history}
      rows={month.events}
      rowKey={({ at }) => at}
      columns={[
        {
          key: 'at',
          title: own.at,
          cell: ({ at }) => {
            const instant = new Date(at)
            return `${formatDate(jakartaDateOf(instant), language)}, ${formatTime(instant, 'WIB', language)}`
          },
        },
        { key: 'kind', title: own.state, cell: ({ kind }) => own.events[kind as keyof typeof own.events] },
        {
          key: 'people',
          title: own.people,
          numeric: true,
          cell: ({ people }) => formatNumber(people, language),
        },
        {
          key: 'contribution',
          title: own.contribution,
          numeric: true,
          cell: ({ contribution }) => formatRupiah(BigInt(contribution), language),
        },
        {
          key: 'late',
          title: own.late,
          cell: ({ isLate, kind }) => (kind === 'sent' ? (isLate ? own.late : own.onTime) : ''),
        },
        { key: 'reason', title: own.reason, cell: ({ reason }) => reason ?? '' },
      ]}
    />
  )
}
