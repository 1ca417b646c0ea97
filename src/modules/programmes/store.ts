import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import type { Tx } from '../../platform/db.ts'
import type { SupportProgramme } from './programmes.ts'
import { rangeOfMonths } from './programmes.ts'

export type NewProgramme = Omit<SupportProgramme, 'payerName' | 'payerKind' | 'isClosed' | 'budgetLineId'> & {
  readonly organisationId: string | null
}

/** Records a programme. Refuses a second one of the payer with the same name and months. */
export async function insertProgramme(tx: Tx, programme: NewProgramme): Promise<void> {
  const { id, payerId, name, programmes, rules, income, bpjsGroupCode, legalBasis } = programme
  const { organisationId, regionCode } = programme
  const { rows } = await sql`
    insert into programmes (id, payer_id, name, months, programmes, rules, income, bpjs_group_code, legal_basis, organisation_id,
      region_code)
    values (${id}, ${payerId}, ${name}, ${rangeOfMonths(programme)}::daterange, int4range(${programmes.first}, ${programmes.end}),
      ${rulesText(rules)}::jsonb, ${income}, ${bpjsGroupCode}, ${legalBasis}, ${organisationId}, ${regionCode})
    on conflict on constraint a_programme_is_named_once_per_payer do nothing returning id`.execute(tx)
  if (rows.length === 0) throw refuse('programme-known', {})
}

/** Closes a programme to new people; false when it is closed already. */
export async function markClosed(tx: Tx, id: string, because: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update programmes set closed_at = ${now}, closed_because = ${because} where id = ${id} and closed_at is null`.execute(
    tx,
  )
  return numAffectedRows === 1n
}

/** Rupiah stand as text: JSON has no bigint. */
function rulesText(rules: SupportProgramme['rules']): string {
  return JSON.stringify(rules, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
