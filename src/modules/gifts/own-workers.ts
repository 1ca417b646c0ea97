import { sql, type RawBuilder } from 'kysely'
import type { Queryable, Tx } from '../../platform/db.ts'
import type { Gate } from '../access/scope.ts'
import { employerNameKey } from '../employers/employers.ts'
import type { OwnWorkerTrait } from './gifts.ts'

/** Places of work that are a donor's own, as far as the installation knows: by its record as employer, or by its name. */
export type OwnPlaces = {
  readonly employerIds: readonly string[]
  readonly payerIds: readonly string[]
  readonly nameKeys: readonly string[]
  readonly addressKeys: readonly string[]
  readonly numbers: readonly string[]
}

/** A shorter name or address fits too many places of work to say anything. */
const SHORTEST_NAME = 5
const SHORTEST_ADDRESS = 12

/** What a donor is as an employer; null when it is none that we know of. Behind the gate `system`. */
export async function findOwnPlaces(
  db: Queryable,
  donor: { readonly name: string; readonly employerId: string | null },
): Promise<OwnPlaces | null> {
  const key = employerNameKey(donor.name)
  const { rows: employers } = await sql<{
    id: string
    name_key: string
    address: string | null
    npp: string | null
  }>`
    with own as (select * from employers e where e.id = ${donor.employerId}::uuid or e.name_key = ${key})
    select e.id, e.name_key, e.address, e.npp from employers e
    where e.id in (select o.id from own o) or e.npp in (select o.npp from own o) or e.nib in (select o.nib from own o)
      or e.npwp in (select o.npwp from own o)`.execute(db)
  const { rows: named } = await sql<{ id: string; name: string; employer_id: string | null }>`
    select id, name, employer_id from payers where kind in ('employer', 'agency')
      and (employer_id = any (${employers.map(({ id }) => id)}::uuid[]) or position(lower(${longestWord(donor.name)}) in lower(name)) > 0)`.execute(
    db,
  )
  const ids = new Set(employers.map(({ id }) => id))
  const payers = named.filter(
    ({ name, employer_id }) =>
      (employer_id !== null && ids.has(employer_id)) || employerNameKey(name) === key,
  )
  if (employers.length === 0 && payers.length === 0) return null
  const keys = [key, ...employers.map(({ name_key }) => name_key)]
  const addresses = employers.flatMap(({ address }) => (address === null ? [] : [plain(address)]))
  return {
    employerIds: [...ids],
    payerIds: payers.map(({ id }) => id),
    nameKeys: [...new Set(keys)].filter((each) => each.length >= SHORTEST_NAME),
    addressKeys: [...new Set(addresses)].filter((each) => each.length >= SHORTEST_ADDRESS),
    numbers: [...new Set(employers.flatMap(({ npp }) => npp ?? []))],
  }
}

/** Whether `people p` is a worker of these places: in a roster of theirs, or by what is told of the place of work. */
export function ownWorkerSql({ payerIds, nameKeys, addressKeys, numbers }: OwnPlaces): {
  readonly [Trait in OwnWorkerTrait]: RawBuilder<boolean>
} {
  const place = sql`regexp_replace(lower(coalesce(p.work_location, '')), '[^[:alnum:]]+', '', 'g')`
  const marks = [...nameKeys, ...addressKeys, ...numbers.map((number) => number.toLowerCase())]
  return {
    roster: sql`exists (select from protections w where w.person_id = p.id and w.segment = 'PU' and not isempty(w.months)
      and w.payer_id = any (${[...payerIds]}::uuid[]))`,
    workplace: sql`exists (select from unnest(${marks}::text[]) as m (mark) where strpos(${place}, m.mark) > 0)`,
  }
}

/** The same for people whom a gift names, whoever names them: employers are looked for wherever they are. */
export async function findNamedOwnWorkers(
  tx: Tx,
  donor: { readonly name: string; readonly employerId: string | null },
  people: readonly bigint[],
): Promise<{ readonly because: OwnWorkerTrait; readonly count: number } | null> {
  const { rows } = await sql<{
    gate: string
  }>`select coalesce(current_setting('app.gate', true), '') as gate`.execute(tx)
  await sql.raw(`set local app.gate = '${'system' satisfies Gate}'`).execute(tx)
  const places = await findOwnPlaces(tx, donor)
  const found = places === null ? null : await findOwnWorkers(tx, places, people)
  await sql`select set_config('app.gate', ${rows[0]?.gate ?? ''}, true)`.execute(tx)
  return found
}

/** Which trait makes any of these people the donor's own workers, and how many they are; null when none is. */
async function findOwnWorkers(
  db: Queryable,
  places: OwnPlaces,
  people: readonly bigint[],
): Promise<{ readonly because: OwnWorkerTrait; readonly count: number } | null> {
  const { roster, workplace } = ownWorkerSql(places)
  const { rows } = await sql<{ roster: bigint; workplace: bigint }>`
    select count(*) filter (where ${roster}) as roster, count(*) filter (where ${workplace}) as workplace
    from people p where p.id = any (${people.map(String)}::bigint[])`.execute(db)
  const [found] = rows
  if (!found) return null
  if (found.roster > 0n) return { because: 'roster', count: Number(found.roster) }
  return found.workplace > 0n ? { because: 'workplace', count: Number(found.workplace) } : null
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

function longestWord(name: string): string {
  return name
    .split(/[^\p{L}\p{N}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '')
}
