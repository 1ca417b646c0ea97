import type { Database } from '../src/platform/db.ts'
import { BILLING_ROWS } from './billing-rows.ts'
import { COVERAGE_ROWS } from './coverage-rows.ts'
import { GIFT_ROWS } from './gift-rows.ts'
import { LEDGER_ROWS } from './ledger-rows.ts'
import { PAYMENT_ROWS } from './payment-rows.ts'
import { PROGRAMME_ROWS } from './programme-rows.ts'
import { ROSTER_MONTH_ROWS } from './roster-month-rows.ts'
import { SETTLEMENT_ROWS } from './settlement-rows.ts'
import { SUBMISSION_ROWS } from './submission-rows.ts'
import { rowsOf } from './people.ts'

const STATEMENTS = [
  `insert into employers (id, name, name_key, region_code, recorded_at)
   values ('00000000-0000-4000-8000-000000000001', 'PT Uji', 'uji', 1606012001, now())`,
  `insert into employer_changes (employer_id, cause, changes, row_before, changed_at)
   select id, 'form', '{}', '{}', now() from employers`,
  `insert into person_statements (person_id, organisation_id, name, name_keys, residence_region, stated, sealed, stated_mark, recorded_at)
   select p.id, o.id, 'UJI', '{uj}', 1606012001, '{}', '\\x00', decode(repeat('00', 16), 'hex'), now()
   from (select min(id) as id from people) p, (select id from organisations limit 1) o`,
  `insert into person_changes (id, person_id, cause, changes, changed_at) select -1, min(id), 'form', '{}', now() from people`,
  `insert into person_change_requests (person_id, asked_by, kind, changes, reason, needs_approval, state, asked_at)
   select min(id), 'system:uji', 'details', '{}', 'uji', false, 'pending', now() from people`,
  `insert into identity_conflicts (person_id, other_person_id, request_id, found_at)
   select min(p.id), max(p.id), (select id from person_change_requests limit 1), now() from people p`,
  `insert into imports (id, purpose, region_code, file_name, file_sha256, byte_count, state, created_at)
   values ('00000000-0000-4000-8000-000000000002', 'own-account', 1606012001, 'uji', sha256('uji'), 1, 'done', now())`,
  `insert into import_chunks (import_id, first_row, last_row, row_count, known_rows) select id, 2, 2, 1, '{}' from imports`,
  `insert into import_rows (import_id, row_number, fate, outcomes) select id, 2, 'refused', '[]' from imports`,
  `insert into import_mappings (organisation_id, header_key, mapping, used_at)
   select id, sha256('uji'), '{}', now() from organisations limit 1`,
  `insert into import_preparations (import_id, stage, changed_at) select id, 'received', now() from imports`,
  `insert into import_preview_rows (import_id, row_number, gravity, fate, outcomes) select id, 2, 0, 'refused', '[]' from imports`,
  `insert into import_repairs (import_id, row_number, field, recorded_at) select id, 2, '', now() from imports`,
  `insert into jobs (name, payload, run_at) values ('uji', '{}', now())`,
  `insert into inbound_calls (partner, service, on_day, external_id, is_claimed, response_code, answer, outcome, body_hash)
   values ('uji', 'va-inquiry', '2026-05-20', '1', true, '2002400', '{}', 'uji', sha256('uji'))`,
  `insert into finance_tasks (kind, partner, amount, because, state, opened_at)
   values ('misplaced', 'uji', 1, 'uji', 'open', now())`,
  `insert into job_schedules (name, slot) values ('uji', now())`,
  `insert into check_results (name, cause, broken_count, looked_count, milliseconds, checked_at)
   values ('uji', 'command', 0, 0, 0, now())`,
]

/** A row in every table of people, employers and lists that has none yet; there must be two people. */
export async function addRegistryRows(owner: Database): Promise<void> {
  for (const statement of [
    ...STATEMENTS,
    ...BILLING_ROWS,
    ...LEDGER_ROWS,
    ...SETTLEMENT_ROWS,
    ...COVERAGE_ROWS,
    ...PROGRAMME_ROWS,
    ...ROSTER_MONTH_ROWS,
    ...GIFT_ROWS,
    ...PAYMENT_ROWS,
    ...SUBMISSION_ROWS,
  ])
    await rowsOf(owner, statement)
}
