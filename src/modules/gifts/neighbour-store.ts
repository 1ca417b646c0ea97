import { sql } from 'kysely'
import type { PlainDate } from '../../kernel/plain-date.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { Queryable, Tx } from '../../platform/db.ts'

export type NewNeighbour = {
  readonly giftId: string
  readonly sealed: Buffer
  readonly nikIndex: Buffer
  readonly regionCode: RegionCode
  readonly consentVersion: string
  readonly consentHash: Buffer
  readonly consentedAt: Date
  readonly remindOn: PlainDate
}

export async function insertNeighbour(tx: Tx, neighbour: NewNeighbour): Promise<void> {
  const { giftId, sealed, nikIndex, regionCode, consentVersion, consentHash, consentedAt, remindOn } =
    neighbour
  await sql`
    insert into gift_neighbours (gift_id, sealed, nik_index, region_code, consent_version, consent_hash, consented_at, remind_on)
    values (${giftId}, ${sealed}, ${nikIndex}, ${regionCode}, ${consentVersion}, ${consentHash}, ${consentedAt}, ${remindOn})`.execute(
    tx,
  )
}

/** Why somebody has to look: the registry tells the NIK of somebody else, of one who died, or of one whose employer insures him. */
export type CheckReason = 'differs' | 'deceased' | 'employed'

export type NeighbourRow = {
  readonly giftId: string
  readonly sealed: Buffer
  readonly nikIndex: Buffer
  readonly regionCode: RegionCode
  readonly remindOn: PlainDate
  readonly state: 'waiting' | 'placed' | 'checking'
  readonly because: CheckReason | null
  readonly handedOverAt: Date | null
}

export async function findNeighbour(db: Queryable, giftId: string): Promise<NeighbourRow | null> {
  const { rows } = await sql<Omit<NeighbourRow, 'regionCode'> & { region_code: bigint }>`
    select gift_id as "giftId", sealed, nik_index as "nikIndex", region_code, remind_on as "remindOn", state, because,
      handed_over_at as "handedOverAt"
    from gift_neighbours where gift_id = ${giftId}`.execute(db)
  const [row] = rows
  if (!row) return null
  const { region_code, ...rest } = row
  return { ...rest, regionCode: Number(region_code) as RegionCode }
}

export async function markPlaced(tx: Tx, giftId: string, personId: number): Promise<void> {
  await sql`update gift_neighbours set state = 'placed', because = null, person_id = ${personId} where gift_id = ${giftId}`.execute(
    tx,
  )
}

export async function markChecking(tx: Tx, giftId: string, because: CheckReason): Promise<void> {
  await sql`update gift_neighbours set state = 'checking', because = ${because} where gift_id = ${giftId}`.execute(
    tx,
  )
}

/** From here on the worker pays for himself; false when that was said before. */
export async function markHandedOver(tx: Tx, giftId: string, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update gift_neighbours set handed_over_at = ${at} where gift_id = ${giftId} and handed_over_at is null`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
