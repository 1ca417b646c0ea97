import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Rupiah } from '../../kernel/rupiah.ts'
import type { Tx } from '../../platform/db.ts'
import type { ProgrammeRange } from '../payers/payers.ts'
import type { StoredLine } from './queries.ts'

export type NewElection = {
  readonly id: string
  readonly payerId: string
  readonly name: string
  readonly regionCode: RegionCode
  readonly organisationId: string | null
  readonly votedOn: PlainDate
  readonly rule: string
  readonly lines: readonly StoredLine[]
  readonly programmes: ProgrammeRange
  readonly income: Rupiah
  readonly legalBasis: string
}

/** Refuses a second election of the same name and payer. */
export async function insertElection(tx: Tx, election: NewElection, now: Date): Promise<void> {
  const {
    id,
    payerId,
    name,
    regionCode,
    organisationId,
    votedOn,
    rule,
    lines,
    programmes,
    income,
    legalBasis,
  } = election
  const { rows } = await sql`
    insert into elections (id, payer_id, name, region_code, organisation_id, voted_on, rule, roles, programmes, income, legal_basis, recorded_at)
    values (${id}, ${payerId}, ${name}, ${regionCode}, ${organisationId}, ${votedOn}::date, ${rule}, ${JSON.stringify(lines)}::jsonb,
      int4range(${programmes.first}, ${programmes.end}), ${income}, ${legalBasis}, ${now})
    on conflict on constraint an_election_is_named_once_per_payer do nothing returning id`.execute(tx)
  if (rows.length === 0) throw refuse('election-known', {})
}

export type VillageStations = { readonly region: RegionCode; readonly stations: number }

export async function upsertStations(
  tx: Tx,
  electionId: string,
  villages: readonly VillageStations[],
  source: string,
): Promise<void> {
  await sql`
    insert into polling_stations (election_id, region_code, station_count, source)
    select ${electionId}, v.region_code, v.station_count, ${source}
    from unnest(${villages.map(({ region }) => region)}::bigint[], ${villages.map(({ stations }) => stations)}::integer[])
      as v (region_code, station_count)
    on conflict (election_id, region_code) do update
    set station_count = excluded.station_count, source = excluded.source, set_at = clock_timestamp()`.execute(
    tx,
  )
}

type PostsOf = { readonly electionId: string; readonly region: RegionCode; readonly on: PlainDate }

/** The units of an election as the map of a day has them, with each line of its rule: one row for each post that must be. */
const wantedPosts = ({ electionId, region, on }: PostsOf) => {
  const { first, last } = subtreeOf(region)
  return sql`
    with lines as (
      select l.* from elections e, jsonb_to_recordset(e.roles) as l (role text, per text, seats integer, "beginsOn" date, "lastOn" date)
      where e.id = ${electionId}
    ), units as (
      select case g.depth when 3 then 'district' else 'village' end as per, g.code as region_code, null::integer as station
      from regions g where g.code between ${first} and ${last} and g.depth in (3, 4) and g.valid_from <= ${on}::date
        and (g.valid_to is null or g.valid_to > ${on}::date)
      union all
      select 'station', s.region_code, n from polling_stations s, generate_series(1, s.station_count) as n where s.election_id = ${electionId}
    ), wanted as (
      select l.role, u.region_code, u.station, seat, l."beginsOn" as begins_on, l."lastOn" as last_on
      from lines l join units u on u.per = l.per, generate_series(1, l.seats) as seat
    )`
}

/** Makes every post that follows from the rule and is not there yet, in one statement. */
export async function insertPosts(tx: Tx, posts: PostsOf): Promise<number> {
  const { rows } = await sql<{ made: number }>`
    ${wantedPosts(posts)}, made as (
      insert into election_posts (election_id, role, region_code, station, seat, begins_on, last_on)
      select ${posts.electionId}, w.role, w.region_code, w.station, w.seat, w.begins_on, w.last_on from wanted w
      order by w.region_code, w.station, w.role, w.seat
      on conflict on constraint one_post_per_seat do nothing returning id
    ) select count(*)::integer as made from made`.execute(tx)
  return rows[0]?.made ?? 0
}

/** Takes out posts that follow no more and that nobody ever held; answers how many, and how many stay since somebody did. */
export async function deleteSurplusPosts(
  tx: Tx,
  posts: PostsOf,
): Promise<{ readonly removed: number; readonly heldBeyond: number }> {
  const { rows } = await sql<{ removed: number; heldBeyond: number }>`
    ${wantedPosts(posts)}, surplus as (
      select p.id, exists (select from election_officers o where o.post_id = p.id) as was_held from election_posts p
      where p.election_id = ${posts.electionId} and not exists (select from wanted w where w.role = p.role
        and w.region_code = p.region_code and w.station is not distinct from p.station and w.seat = p.seat)
    ), removed as (
      delete from election_posts p using surplus s where s.id = p.id and not s.was_held returning p.id
    ) select (select count(*) from removed)::integer as removed, (select count(*) from surplus where was_held)::integer as "heldBeyond"`.execute(
    tx,
  )
  return rows[0] ?? { removed: 0, heldBeyond: 0 }
}

export type NewOfficer = {
  readonly postId: bigint
  readonly personId: bigint
  readonly from: PlainDate | null
}

export type Seated = {
  readonly id: bigint
  readonly postId: bigint
  readonly personId: bigint
  readonly beginsOn: PlainDate
  readonly lastOn: PlainDate
}

/** Gives posts to people, each from a day or from the beginning of the service. Answers who got one: a post or person that is taken stays out. */
export async function insertOfficers(
  tx: Tx,
  electionId: string,
  officers: readonly NewOfficer[],
  by: string,
): Promise<Seated[]> {
  const { rows } = await sql<Seated>`
    insert into election_officers (post_id, election_id, region_code, person_id, days, recorded_by)
    select p.id, p.election_id, p.region_code, n.person_id, daterange(coalesce(n.from_day, p.begins_on), p.last_on, '[]'), ${by}
    from unnest(${officers.map(({ postId }) => String(postId))}::bigint[], ${officers.map(({ personId }) => String(personId))}::bigint[],
      ${officers.map(({ from }) => from)}::date[]) as n (post_id, person_id, from_day)
    join election_posts p on p.id = n.post_id and p.election_id = ${electionId}
    order by p.id on conflict do nothing returning id, post_id as "postId", person_id as "personId", lower(days) as "beginsOn",
      upper(days) - 1 as "lastOn"`.execute(tx)
  return rows
}

export type HeldOfficer = {
  readonly personId: bigint
  readonly beginsOn: PlainDate
  readonly regionCode: RegionCode
}

/** Whoever holds a post to its last day, locked; nobody when he has been replaced meanwhile. */
export async function lockOfficer(tx: Tx, postId: bigint, officerId: bigint): Promise<HeldOfficer | null> {
  const { rows } = await sql<{ personId: bigint; beginsOn: PlainDate; region: bigint }>`
    select o.person_id as "personId", lower(o.days) as "beginsOn", o.region_code as region from election_officers o
    where o.id = ${officerId} and o.post_id = ${postId}
      and o.days @> (select p.last_on from election_posts p where p.id = o.post_id) for no key update of o`.execute(
    tx,
  )
  const [row] = rows
  return row ? { ...row, regionCode: Number(row.region) as RegionCode } : null
}

/** Ends a service before a day; one that had not begun by then becomes empty. */
export async function markEnded(tx: Tx, officerId: bigint, from: PlainDate, because: string): Promise<void> {
  await sql`
    update election_officers set days = days * daterange(null, ${from}::date), ended_because = ${because} where id = ${officerId}`.execute(
    tx,
  )
}
