import { sql, type RawBuilder } from 'kysely'
import type { Queryable } from '../../platform/db.ts'
import type { Sight } from '../access/act.ts'
import type { FirstStep } from './first-steps.ts'

type StepAsk = { readonly sight: Sight; readonly userId: string }

/** Which of these steps are done, by what stands in the database, and whether their reader put them away: one statement. */
export async function readFirstSteps(
  db: Queryable,
  steps: readonly FirstStep[],
  ask: StepAsk,
): Promise<{ readonly done: ReadonlySet<FirstStep>; readonly isPutAway: boolean }> {
  const ticks = steps.map((step) => sql`${DONE[step](ask)} as ${sql.ref(step)}`)
  const away = sql`exists (select from users where id = ${ask.userId}::uuid and first_steps_put_away_at is not null) as away`
  const { rows } = await sql<Partial<Record<FirstStep | 'away', boolean>>>`
    select ${sql.join([away, ...ticks])}`.execute(db)
  const [row] = rows
  return {
    done: new Set(steps.filter((step) => row?.[step] === true)),
    isPutAway: row?.away === true,
  }
}

const DONE: { readonly [Step in FirstStep]: (ask: StepAsk) => RawBuilder<boolean> } = {
  // A demonstration account is shared: its second factor is nobody's to set.
  'second-factor': ({ userId }) => sql`exists (select from users u where u.id = ${userId}::uuid
    and (u.training or u.totp_confirmed_at is not null or exists (select from passkeys k where k.user_id = u.id)))`,
  colleague: ({ userId }) => sql`exists (select from users u where u.id <> ${userId}::uuid)`,
  programme: ({ sight }) => sql`exists (select from programmes g where ${placed(sight, 'g')})`,
  list: ({ sight }) =>
    sql`exists (select from imports i where i.organisation_id = ${sight.organisationId}::uuid)`,
  'taken-in': ({ sight }) => sql`exists (select from imports i
    where i.organisation_id = ${sight.organisationId}::uuid and i.state = 'done' and i.accepted > 0)`,
  proposal: ({ sight }) => sql`exists (select from proposals o where ${placed(sight, 'o')})`,
  decision: ({ sight }) => sql`exists (select from proposals o join proposed_people w on w.proposal_id = o.id
    where ${placed(sight, 'o')} and w.state in ('approved', 'refused'))`,
  submission: ({ sight }) =>
    sql`exists (select from submissions s where ${placed(sight, 's')} and s.sent_at is not null)`,
  bill: ({ sight }) => sql`exists (select from bills b where ${placed(sight, 'b')})`,
  payment: ({ sight }) => sql`exists (select from bills b where ${placed(sight, 'b')} and b.paid > 0)`,
  // Whoever is approved is protected: with the first of them the figure has moved.
  figure: ({ sight }) => sql`exists (select from proposals o join proposed_people w on w.proposal_id = o.id
    where ${placed(sight, 'o')} and w.state = 'approved')`,
}

/** What has a place and perhaps an owner is seen by whoever reaches the place or is the owner. */
function placed({ first, last, organisationId }: Sight, row: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${row}.region_code`)} between ${first} and ${last}
    or ${sql.ref(`${row}.organisation_id`)} = ${organisationId}::uuid)`
}
