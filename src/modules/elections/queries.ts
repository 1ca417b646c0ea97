import { sql, type RawBuilder } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { depthOf, subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import { isUuid } from '../../kernel/uuid.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Confidence, LawCode } from '../../rules/laws.ts'
import type { Sight } from '../access/act.ts'
import type { PayerKind } from '../payers/payers.ts'
import type { Election, ElectionRole, FreePost, HeldPost, PostUnit, ServingLine } from './elections.ts'

/** A line of the rule as its election keeps it. */
export type StoredLine = {
  readonly role: ElectionRole
  readonly per: PostUnit
  readonly seats: number
  readonly beginsOn: PlainDate
  readonly lastOn: PlainDate
  readonly law: LawCode
  readonly article: string
  readonly confidence: Confidence
  readonly checkedOn: PlainDate
}

type Row = {
  id: string
  name: string
  payer_id: string
  payer_name: string
  payer_kind: PayerKind
  region_code: bigint
  organisation_id: string | null
  voted_on: PlainDate
  rule: string
  roles: readonly StoredLine[]
  first: number
  end: number
  income: Rupiah
  legal_basis: string
}

const ELECTION = sql`e.id, e.name, e.payer_id, p.name as payer_name, p.kind as payer_kind, e.region_code, e.organisation_id, e.voted_on, e.rule,
  e.roles, lower(e.programmes) as first, upper(e.programmes) as "end", e.income, e.legal_basis`

/** Elections that this sight reaches: within its region, of its organisation, or above it. */
function inSight({ first, last, organisationId }: Sight): RawBuilder<unknown> {
  return sql`(e.region_code between ${first} and ${last} or e.organisation_id = ${organisationId}::uuid
    or region_covers(e.region_code, ${first}, ${last}))`
}

/** Elections within sight, the latest first. */
export async function listElections(
  db: Queryable,
  sight: Sight,
  region: RegionCode | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Election[]> {
  const subtree = region === null ? null : subtreeOf(region)
  const within =
    subtree === null ? sql`true` : sql`e.region_code between ${subtree.first} and ${subtree.last}`
  const { rows } = await sql<Row>`
    select ${ELECTION} from elections e join payers p on p.id = e.payer_id where ${inSight(sight)} and ${within}
    order by e.voted_on desc, e.name, e.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(electionOf)
}

/** An election within sight. Refuses `election-unknown`. */
export async function getElection(db: Queryable, sight: Sight, id: string): Promise<Election> {
  if (!isUuid(id)) throw refuse('election-unknown', {})
  const { rows } = await sql<Row>`
    select ${ELECTION} from elections e join payers p on p.id = e.payer_id where e.id = ${id} and ${inSight(sight)}`.execute(
    db,
  )
  if (!rows[0]) throw refuse('election-unknown', {})
  return electionOf(rows[0])
}

function electionOf(row: Row): Election {
  return {
    ...{
      id: row.id,
      name: row.name,
      payerId: row.payer_id,
      payerName: row.payer_name,
      payerKind: row.payer_kind,
    },
    regionCode: Number(row.region_code) as RegionCode,
    organisationId: row.organisation_id,
    votedOn: row.voted_on,
    rule: row.rule,
    lines: row.roles.map(({ law, article, confidence, checkedOn: _checkedOn, ...line }): ServingLine => {
      return { ...line, cite: { law, article, confidence } }
    }),
    checkedOn: row.roles[0]?.checkedOn ?? row.voted_on,
    programmes: { first: row.first, end: row.end },
    income: row.income,
    legalBasis: row.legal_basis,
  }
}

/** Whose posts one sees: those of one's region, and all of an election of one's own organisation. */
function postsInSight(
  { first, last, organisationId }: Sight,
  { organisationId: owner }: Election,
): RawBuilder<unknown> {
  return owner !== null && owner === organisationId
    ? sql`true`
    : sql`p.region_code between ${first} and ${last}`
}

const IS_FILLED = sql`exists (select from election_officers o where o.post_id = p.id and o.days @> p.last_on)`

export type PostCount = { readonly posts: number; readonly filled: number }
export type UnitCount = PostCount & {
  readonly regionCode: RegionCode
  readonly role: ElectionRole
  readonly station: number | null
}

/** How wide the parts of a region are: a village has polling stations instead. */
function widthBelow(region: RegionCode): number {
  const widths = {
    country: 100_000_000,
    provinsi: 1_000_000,
    'kabupaten-kota': 10_000,
    kecamatan: 1,
    'desa-kelurahan': 1,
  }
  return widths[depthOf(region)]
}

/** Posts of a region by its parts and roles; those of the region as a whole stand under its own number. Of a village by polling station. */
export async function countUnits(
  db: Queryable,
  sight: Sight,
  election: Election,
  region: RegionCode,
): Promise<UnitCount[]> {
  const { first, last } = subtreeOf(region)
  const width = widthBelow(region)
  const station = depthOf(region) === 'desa-kelurahan' ? sql`p.station` : sql`null::integer`
  const { rows } = await sql<{
    unit: bigint
    role: ElectionRole
    station: number | null
    posts: number
    filled: number
  }>`
    select p.region_code - p.region_code % ${width}::bigint as unit, p.role, ${station} as station, count(*)::integer as posts,
      count(*) filter (where ${IS_FILLED})::integer as filled
    from election_posts p where p.election_id = ${election.id} and p.region_code between ${first} and ${last}
      and ${postsInSight(sight, election)}
    group by 1, 2, 3 order by 1, 3, 2`.execute(db)
  return rows.map(({ unit, ...row }) => ({ ...row, regionCode: Number(unit) as RegionCode }))
}

/** All posts of an election within sight, and how many are held to their last day. */
export async function countAll(db: Queryable, sight: Sight, election: Election): Promise<PostCount> {
  const { rows } = await sql<PostCount>`
    select count(*)::integer as posts, count(*) filter (where ${IS_FILLED})::integer as filled
    from election_posts p where p.election_id = ${election.id} and ${postsInSight(sight, election)}`.execute(
    db,
  )
  return rows[0] ?? { posts: 0, filled: 0 }
}

/** Polling stations of the parts of a region. */
export async function countStations(
  db: Queryable,
  electionId: string,
  region: RegionCode,
): Promise<ReadonlyMap<RegionCode, number>> {
  const { first, last } = subtreeOf(region)
  const { rows } = await sql<{ unit: bigint; stations: number }>`
    select region_code - region_code % ${widthBelow(region)}::bigint as unit, sum(station_count)::integer as stations
    from polling_stations where election_id = ${electionId} and region_code between ${first} and ${last} group by 1`.execute(
    db,
  )
  return new Map(rows.map(({ unit, stations }) => [Number(unit) as RegionCode, stations]))
}

export type PostFilter = {
  readonly region: RegionCode
  readonly station?: number
  readonly role?: ElectionRole
  readonly missing: boolean
}

export type PostRow = FreePost & {
  readonly seat: number
  readonly beginsOn: PlainDate
  readonly lastOn: PlainDate
  readonly place: string
  readonly officerId: bigint | null
  readonly personId: bigint | null
  readonly name: string | null
  readonly officerFrom: PlainDate | null
}

/** Posts with whoever holds them to their last day, in the order of the map. */
export async function listPosts(
  db: Queryable,
  sight: Sight,
  election: Election,
  { region, station, role, missing }: PostFilter,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<PostRow[]> {
  const { first, last } = subtreeOf(region)
  const wanted = [
    sql`p.election_id = ${election.id} and p.region_code between ${first} and ${last}`,
    postsInSight(sight, election),
    ...(station === undefined ? [] : [sql`p.station = ${station}`]),
    ...(role === undefined ? [] : [sql`p.role = ${role}`]),
    ...(missing ? [sql`not ${IS_FILLED}`] : []),
  ]
  const { rows } = await sql<Omit<PostRow, 'regionCode'> & { region_code: bigint }>`
    select p.id, p.role, p.region_code, p.station, p.seat, p.begins_on as "beginsOn", p.last_on as "lastOn", r.name as place,
      o.id as "officerId", o.person_id as "personId", h.name, lower(o.days) as "officerFrom"
    from (select * from election_posts p where ${sql.join(wanted, sql` and `)}
      order by p.region_code, p.station nulls first, p.role, p.seat limit ${limit} offset ${offset}) p
    left join election_officers o on o.post_id = p.id and o.days @> p.last_on
    left join people h on h.id = o.person_id
    left join lateral (select g.name from regions g where g.code = p.region_code order by g.valid_from desc limit 1) r on true
    order by p.region_code, p.station nulls first, p.role, p.seat`.execute(db)
  return rows.map(({ region_code, ...row }) => ({ ...row, regionCode: Number(region_code) as RegionCode }))
}

/** The posts of a district that nobody holds to their last day, and who holds the others. */
export async function seatsOf(
  db: Queryable,
  electionId: string,
  district: RegionCode,
): Promise<{ readonly free: FreePost[]; readonly held: HeldPost[] }> {
  const { first, last } = subtreeOf(district)
  const { rows } = await sql<{
    id: bigint
    role: ElectionRole
    region_code: bigint
    station: number | null
    person_id: bigint | null
  }>`
    select p.id, p.role, p.region_code, p.station, o.person_id from election_posts p
    left join election_officers o on o.post_id = p.id and o.days @> p.last_on
    where p.election_id = ${electionId} and p.region_code between ${first} and ${last}
    order by p.region_code, p.station nulls first, p.role, p.seat`.execute(db)
  const posts = rows.map(({ region_code, person_id, ...post }) => ({
    ...post,
    regionCode: Number(region_code) as RegionCode,
    personId: person_id,
  }))
  return {
    free: posts.filter(({ personId }) => personId === null),
    held: posts.flatMap((post) => (post.personId === null ? [] : [{ ...post, personId: post.personId }])),
  }
}

export type Service = {
  readonly personId: bigint
  readonly beginsOn: PlainDate
  readonly lastOn: PlainDate
}

/** The stretches of service of some people in an election. */
export async function listServices(
  db: Queryable,
  electionId: string,
  people: readonly bigint[],
): Promise<Service[]> {
  const { rows } = await sql<Service>`
    select person_id as "personId", lower(days) as "beginsOn", upper(days) - 1 as "lastOn" from election_officers
    where election_id = ${electionId} and person_id = any (${people.map(String)}::bigint[]) and not isempty(days)
    order by lower(days)`.execute(db)
  return rows
}

export type PostDays = { readonly id: bigint; readonly beginsOn: PlainDate; readonly lastOn: PlainDate }

/** A post of an election that this scope sees, or nothing. */
export async function findPost(
  db: Queryable,
  electionId: string,
  postId: bigint,
): Promise<
  | (PostDays & {
      readonly regionCode: RegionCode
      readonly role: ElectionRole
      readonly station: number | null
    })
  | null
> {
  const { rows } = await sql<PostDays & { region: bigint; role: ElectionRole; station: number | null }>`
    select id, role, station, begins_on as "beginsOn", last_on as "lastOn", region_code as region from election_posts
    where election_id = ${electionId} and id = ${postId}`.execute(db)
  const [row] = rows
  return row ? { ...row, regionCode: Number(row.region) as RegionCode } : null
}
