import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { inScope } from '../src/modules/access/scope.ts'
import { testDatabase } from './database.ts'
import { addTestPerson, rowsOf } from './people.ts'

const { db, owner } = await testDatabase()
const province = await addTestPerson(owner, 'region-administrator', { region: '16', kind: 'province' })

const stateOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  )
const PERMISSION_DENIED = '42501'

/** What is only ever added to. */
const HISTORY = [
  'grants',
  'grant_ends',
  'audit_entries',
  'audit_links',
  'api_key_persons',
  'person_changes',
  'employer_changes',
  'import_chunks',
  'statement_imports',
  'quota_changes',
  'agency_month_events',
  'budget_changes',
  'proposal_approvals',
  'proposal_minutes',
  'protection_changes',
  'rate_cards',
  'bill_lines',
  'bill_differences',
  'credited_lines',
  'paid_lines',
  'bill_fines',
  'inbound_calls',
  'inbound_payments',
  'entries',
  'transfers',
  'pending_transfers',
  'ledger_closings',
] as const
for (const table of HISTORY) {
  test(`A46: the application can neither change nor delete history: ${table}`, async () => {
    const [column] = await rowsOf<{ name: string }>(
      owner,
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`,
      [table],
    )
    for (const statement of [
      `update ${table} set ${column?.name ?? ''} = ${column?.name ?? ''}`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      const run = inScope(db, province.actor, (tx) => sql.raw(statement).execute(tx))
      assert.equal(await stateOf(run), PERMISSION_DENIED, statement)
    }
  })
}

/** All that the application may change or delete; whatever is not here it can only add to and read. */
const CHANGEABLE: Readonly<Record<string, readonly string[]>> = {
  agency_month_changes: ['DELETE', 'UPDATE'],
  agency_months: ['UPDATE'],
  api_keys: ['UPDATE'],
  attempt_counts: ['DELETE', 'UPDATE'],
  bill_drafts: ['DELETE'],
  bill_runs: ['UPDATE'],
  billed_rosters: ['UPDATE'],
  bills: ['UPDATE'],
  bpjs_recoveries: ['UPDATE'],
  budget_lines: ['UPDATE'],
  challenges: ['UPDATE'],
  contribution_codes: ['UPDATE'],
  coverage_denominators: ['UPDATE'],
  coverage_targets: ['UPDATE'],
  duplicate_pairs: ['DELETE', 'UPDATE'],
  election_officers: ['UPDATE'],
  election_posts: ['DELETE'],
  employers: ['DELETE', 'UPDATE'],
  finance_tasks: ['UPDATE'],
  gift_neighbours: ['UPDATE'],
  gifts: ['UPDATE'],
  identities: ['DELETE', 'UPDATE'],
  import_mappings: ['UPDATE'],
  import_preparations: ['UPDATE'],
  import_preview_rows: ['DELETE', 'UPDATE'],
  import_repairs: ['DELETE', 'UPDATE'],
  import_rows: ['UPDATE'],
  imports: ['UPDATE'],
  organisations: ['UPDATE'],
  outbound_calls: ['UPDATE'],
  outbox: ['UPDATE'],
  passkeys: ['DELETE', 'UPDATE'],
  payers: ['UPDATE'],
  people: ['DELETE', 'UPDATE'],
  person_change_requests: ['UPDATE'],
  person_merges: ['UPDATE'],
  person_statements: ['DELETE', 'UPDATE'],
  place_escalations: ['UPDATE'],
  polling_stations: ['UPDATE'],
  programme_quotas: ['UPDATE'],
  programmes: ['UPDATE'],
  proposal_decisions: ['UPDATE'],
  proposals: ['UPDATE'],
  proposed_people: ['UPDATE'],
  qr_codes: ['UPDATE'],
  protections: ['UPDATE'],
  recovery_returns: ['UPDATE'],
  recovery_codes: ['DELETE', 'UPDATE'],
  rosters: ['UPDATE'],
  sessions: ['UPDATE'],
  snap_tokens: ['DELETE'],
  statement_lines: ['UPDATE'],
  submission_people: ['UPDATE'],
  submission_results: ['UPDATE'],
  submissions: ['UPDATE'],
  users: ['UPDATE'],
  virtual_accounts: ['UPDATE'],
}

test('A46: the application may change nothing but the tables named here, and truncate none', async () => {
  const rows = await rowsOf<{ name: string; verbs: string[] }>(
    owner,
    `select c.relname as name, array_agg(verb order by verb) as verbs
     from pg_class c cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) as verb
     where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace = 'public'::regnamespace
       and case when c.relkind = 'S' then verb = 'UPDATE' and has_sequence_privilege('payung_app', c.oid, verb)
         when verb in ('UPDATE', 'REFERENCES') then has_any_column_privilege('payung_app', c.oid, verb)
         else has_table_privilege('payung_app', c.oid, verb) end
     group by c.relname order by 1`,
  )
  assert.deepEqual(Object.fromEntries(rows.map(({ name, verbs }) => [name, verbs])), CHANGEABLE)
})

test('the application owns nothing, is no superuser, and can become nobody else', async () => {
  const owned = await rowsOf(
    owner,
    // Not the temporary tables of lists in databases of other tests.
    `select from pg_shdepend where refobjid = 'payung_app'::regrole and deptype = 'o' and dbid in (0, (select oid from pg_database where datname = current_database()))`,
  )
  const [role] = await rowsOf(
    owner,
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = 'payung_app'`,
  )
  const memberships = await rowsOf(owner, `select from pg_auth_members where member = 'payung_app'::regrole`)
  const creates = await rowsOf(
    owner,
    `select where has_schema_privilege('payung_app', 'public', 'create')
       or has_database_privilege('payung_app', current_database(), 'create')`,
  )
  assert.deepEqual([owned.length, memberships.length, creates.length], [0, 0, 0])
  assert.deepEqual(Object.values(role ?? {}).map(Boolean), [false, false, false, false, false])
})

test('no function lends the application its owner’s rights but the one that seals the audit and the one that searches names', async () => {
  const rows = await rowsOf<{ name: string; safe: boolean }>(
    owner,
    `select proname as name, array_to_string(proconfig, ',') like '%search_path=%' as safe from pg_proc
     where prosecdef and pronamespace = 'public'::regnamespace and has_function_privilege('payung_app', oid, 'execute')`,
  )
  assert.deepEqual(rows.map(({ name, safe }) => `${name} ${String(safe)}`).sort(), [
    'add_job true',
    'add_recurring_job true',
    'analyze_registry true',
    'attach_bill_month true',
    'begin_job_worker true',
    'budget_left true',
    'claim_job true',
    'close_account true',
    'close_ledger_month true',
    'coverage_catch_up true',
    'coverage_fold true',
    'coverage_recount true',
    'covered_people true',
    'end_job true',
    'fail_job true',
    'fold_hot_accounts true',
    'free_jobs_of_dead_workers true',
    'hold_job true',
    'open_accounts true',
    'people_sounding true',
    'post_entries true',
    'post_entry true',
    'prepare_bill_month true',
    'protections_billed true',
    'reverse_entry true',
    'seal_audit_entries true',
    'settle_entry true',
    'shown_path true',
    'void_entry true',
  ])
})
