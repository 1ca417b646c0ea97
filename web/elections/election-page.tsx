import {
  formatDate,
  formatMonth,
  formatNumber,
  formatRupiah,
  type Language,
} from '../../src/kernel/format.ts'
import type { Month } from '../../src/kernel/month.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { ElectionAnswer } from '../../src/modules/elections/contract.ts'
import { Acts, type Control } from '../administration/parts.tsx'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs, type Crumb } from '../ui/breadcrumbs.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable, type Column } from '../ui/summary-table.tsx'

export type ElectionPageProps = {
  readonly frame: Frame
  readonly crumbs: readonly Crumb[]
  readonly election: ElectionAnswer
  /** The name of the region whose parts are shown. */
  readonly place: string
  readonly isWhole: boolean
  readonly isSaved: boolean
  readonly regionHref: (region: string) => string
  readonly stationHref: (station: number) => string
  readonly missingHref: string
  readonly acts: readonly Control[]
}

const SHORT_FORMS = ['PKPU', 'UU', 'PPS', 'KPPS', 'Pantarlih', 'Panwaslu', 'TPS', 'JKK', 'JKM']

/** `/program/adhoc/:id`: from the region of an election down to its polling stations, how many posts are held and how many are missing. */
export function ElectionPage(props: ElectionPageProps) {
  const { frame, crumbs, election, place, isWhole, isSaved, acts } = props
  const { language } = frame
  const { frame: words, elections: own, administration } = wordsIn(language)
  const title = isWhole ? election.name : `${election.name}: ${place}`
  return (
    <Page frame={frame} title={title}>
      <Breadcrumbs label={words.whereAmI} crumbs={[...crumbs, { name: title }]} />
      <h1>{title}</h1>
      <p className="lede">{own.lede}</p>
      {isSaved ? <Notice kind="done" title={administration.done} /> : null}
      <dl className="rows sheet">
        <Fact name={own.region} value={`${place} (${election.at})`} />
        <Fact name={own.votedOn} value={formatDate(election.votedOn as PlainDate, language)} />
        <Fact name={own.payer} value={election.payer} />
        <Fact name={own.legalBasis} value={election.legalBasis} />
        {isWhole ? (
          <Fact
            name={own.posts}
            value={own.ofSeats(
              formatNumber(election.filled, language),
              formatNumber(election.posts, language),
            )}
          />
        ) : null}
      </dl>
      <Acts label={administration.controls} controls={acts} hasMain />
      <Parts {...props} />
      {isWhole ? <Rule language={language} election={election} /> : null}
      <AbbreviationList language={language} used={SHORT_FORMS} />
    </Page>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

type Count = { readonly posts: number; readonly filled: number; readonly missing: number }

/** What is missing stands in words; the colour only says it once more. */
function Missing({ language, missing }: { readonly language: Language; readonly missing: number }) {
  const { elections: own } = wordsIn(language)
  return missing === 0 ? (
    <span className="tag done">{own.complete}</span>
  ) : (
    <span className="tag band very-low">{own.short(formatNumber(missing, language))}</span>
  )
}

function countColumns<Row extends Count>(language: Language): Column<Row>[] {
  const { elections: own } = wordsIn(language)
  return [
    {
      key: 'filled',
      title: own.filled,
      numeric: true,
      cell: ({ filled, posts }) => own.ofSeats(formatNumber(filled, language), formatNumber(posts, language)),
    },
    {
      key: 'missing',
      title: own.missing,
      cell: ({ missing }) => <Missing language={language} missing={missing} />,
    },
  ]
}

function Parts({ frame: { language }, election, regionHref, stationHref, missingHref }: ElectionPageProps) {
  const { elections: own } = wordsIn(language)
  const { units, roles, stationUnits } = election
  if (units.length + roles.length + stationUnits.length === 0) return <p>{own.noUnits}</p>
  return (
    <>
      <p>
        <a href={missingHref}>{own.missingTitle}</a>
      </p>
      {units.length === 0 ? null : <Units language={language} units={units} regionHref={regionHref} />}
      {stationUnits.length === 0 ? null : (
        <Stations language={language} stations={stationUnits} stationHref={stationHref} />
      )}
      {roles.length === 0 ? null : (
        <SummaryTable<Role>
          caption={own.roleCaption}
          rows={roles}
          rowKey={({ role }) => role}
          columns={[
            { key: 'role', title: own.role, cell: ({ role }) => own.roles[role] },
            ...countColumns<Role>(language),
          ]}
        />
      )}
    </>
  )
}

type Role = ElectionAnswer['roles'][number]
type Unit = ElectionAnswer['units'][number]
type Station = ElectionAnswer['stationUnits'][number]

type UnitsProps = Pick<ElectionPageProps, 'regionHref'> & {
  readonly language: Language
  readonly units: readonly Unit[]
}

function Units({ language, units, regionHref }: UnitsProps) {
  const { elections: own } = wordsIn(language)
  return (
    <SummaryTable<Unit>
      caption={own.unitCaption}
      rows={units}
      rowKey={({ region }) => region}
      columns={[
        { key: 'name', title: own.part, cell: ({ region, name }) => <a href={regionHref(region)}>{name}</a> },
        {
          key: 'stations',
          title: own.stations,
          numeric: true,
          cell: ({ stations }) => formatNumber(stations, language),
        },
        ...countColumns<Unit>(language),
      ]}
    />
  )
}

type StationsProps = Pick<ElectionPageProps, 'stationHref'> & {
  readonly language: Language
  readonly stations: readonly Station[]
}

function Stations({ language, stations, stationHref }: StationsProps) {
  const { elections: own } = wordsIn(language)
  const [first] = stations
  return (
    <SummaryTable<Station>
      caption={own.stationCaption}
      rows={stations}
      rowKey={({ station }) => String(station)}
      columns={[
        {
          key: 'station',
          title: own.stations,
          cell: ({ station }) => <a href={stationHref(station)}>{own.station(String(station))}</a>,
        },
        ...(first?.roles ?? []).map(({ role }): Column<Station> => ({
          key: role,
          title: own.roles[role],
          numeric: true,
          cell: (station) => seatsOf(station, role),
        })),
        ...countColumns<Station>(language),
      ]}
    />
  )
}

function seatsOf({ roles }: ElectionAnswer['stationUnits'][number], wanted: string): string {
  const own = roles.find(({ role }) => role === wanted)
  return own === undefined ? '–' : `${String(own.filled)}/${String(own.posts)}`
}

function Rule({ language, election }: { readonly language: Language; readonly election: ElectionAnswer }) {
  const { elections: own } = wordsIn(language)
  type Line = ElectionAnswer['lines'][number]
  const day = (date: string) => formatDate(date as PlainDate, language)
  const isShort = election.lines.some(({ months }) => months.length < 3)
  return (
    <>
      <SummaryTable<Line>
        caption={own.ruleCaption}
        rows={election.lines}
        rowKey={({ role }) => role}
        columns={[
          { key: 'role', title: own.role, cell: ({ role }) => own.roles[role] },
          {
            key: 'seats',
            title: own.seats,
            cell: ({ seats, per }) => `${String(seats)} / ${own.units[per as keyof typeof own.units]}`,
          },
          {
            key: 'days',
            title: own.days,
            cell: ({ beginsOn, lastOn }) => `${day(beginsOn)} – ${day(lastOn)}`,
          },
          {
            key: 'months',
            title: own.months,
            cell: ({ months }) => monthsText(months, language),
          },
          {
            key: 'price',
            title: own.price,
            numeric: true,
            cell: ({ perPerson }) => formatRupiah(BigInt(perPerson), language),
          },
          { key: 'law', title: own.law, cell: ({ law, article }) => `${law}, ${article}` },
        ]}
      />
      <p className="small">
        {own.ruleChecked(day(election.checkedOn))} {own.wholeMonths}
      </p>
      {isShort ? <p className="small">{own.shortCover}</p> : null}
    </>
  )
}

function monthsText(months: readonly string[], language: Language): string {
  const ends = [...new Set([months[0], months.at(-1)])].flatMap((month) =>
    month === undefined ? [] : [month as Month],
  )
  return ends.map((month) => formatMonth(month, language)).join(' – ')
}
