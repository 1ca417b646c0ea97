/**
 * What must always hold, each as one query of db/checks that returns no rows, with the invariant it watches over and the tables it reads.
 * I7 to I12 of registries, proofs and access are held by constraints, row-level security and tests of their own.
 */
export const CHECKS = [
  {
    name: 'ledger-entries-are-whole',
    invariant: 'I1',
    tables: ['entries', 'transfers', 'pending_transfers'],
  },
  {
    name: 'ledger-balances-are-their-transfers',
    invariant: 'I1',
    tables: ['accounts', 'transfers', 'pending_transfers'],
  },
  { name: 'ledger-running-balances-follow', invariant: 'I1', tables: ['transfers'] },
  { name: 'closed-months-stay-closed', invariant: 'I1', tables: ['entries', 'ledger_closings'] },
  {
    name: 'payments-have-one-posting',
    invariant: 'I2',
    tables: ['inbound_payments', 'entries', 'transfers'],
  },
  { name: 'ledger-two-circuits-never-mix', invariant: 'I3', tables: ['transfers', 'accounts'] },
  { name: 'suspense-has-its-tasks', invariant: 'I3', tables: ['accounts', 'finance_tasks'] },
  {
    name: 'statements-agree-with-the-ledger',
    invariant: 'I4',
    tables: ['statement_imports', 'statement_lines', 'transfers'],
  },
  { name: 'no-worker-month-has-two-payers', invariant: 'I5', tables: ['protections', 'paid_lines'] },
  { name: 'cover-months-are-paid', invariant: 'I6', tables: ['bill_lines', 'paid_lines', 'transfers'] },
  {
    name: 'bills-are-their-lines',
    invariant: 'I6',
    tables: ['bills', 'bill_lines', 'paid_lines', 'credited_lines', 'transfers'],
  },
  { name: 'bills-agree-with-what-payers-owe', invariant: 'I6', tables: ['accounts', 'bills'] },
  {
    name: 'contribution-codes-hold-their-money',
    invariant: 'I6',
    tables: ['contribution_codes', 'accounts'],
  },
  {
    name: 'recoveries-are-their-returns',
    invariant: 'I6',
    tables: ['bpjs_recoveries', 'recovery_returns', 'contribution_codes', 'transfers'],
  },
  {
    name: 'coverage-counts-are-their-rows',
    invariant: 'I7',
    tables: ['coverage_counts', 'coverage_days', 'protection_lapses', 'protections'],
  },
  { name: 'audit-chain-is-whole', invariant: 'I10', tables: ['audit_entries', 'audit_links'] },
  { name: 'audit-links-have-entries', invariant: 'I10', tables: ['audit_entries', 'audit_links'] },
  { name: 'outbox-is-sent', invariant: 'I13', tables: ['outbox'] },
  {
    name: 'payments-told-as-booked-are-booked',
    invariant: 'I14',
    tables: ['inbound_calls', 'inbound_payments'],
  },
  { name: 'unknown-results-are-decided', invariant: 'I15', tables: ['outbound_calls', 'finance_tasks'] },
  {
    name: 'budget-lines-add-up',
    invariant: 'I1',
    tables: ['budget_lines', 'budget_commitments', 'budget_realisations'],
  },
  { name: 'gifts-are-never-pooled', invariant: 'I16', tables: ['transfers', 'accounts', 'paid_lines'] },
  { name: 'gifts-are-their-shares', invariant: null, tables: ['gifts', 'gift_shares'] },
  {
    name: 'submissions-add-up',
    invariant: null,
    tables: ['submissions', 'submission_people'],
  },
  { name: 'regions-kind-agrees-with-name', invariant: null, tables: ['regions'] },
  { name: 'regions-no-orphan-on-any-day', invariant: null, tables: ['regions'] },
  { name: 'regions-population-sums', invariant: null, tables: ['region_populations'] },
  {
    name: 'regions-references-exist',
    invariant: null,
    tables: ['region_boundaries', 'region_populations', 'region_mappings', 'region_aliases'],
  },
] as const

export type CheckName = (typeof CHECKS)[number]['name']

export const CHECK_NAMES: readonly CheckName[] = CHECKS.map(({ name }) => name)

/** What came of a check. */
export type CheckState = 'holds' | 'broken' | 'failed' | 'never-run'

/** A check that could not be run counted nothing. */
export function checkStateOf(result: { readonly brokenCount: bigint | null } | null): CheckState {
  if (result === null) return 'never-run'
  if (result.brokenCount === null) return 'failed'
  return result.brokenCount === 0n ? 'holds' : 'broken'
}

/** Why checks were run: every night, or because somebody asked. */
export type CheckCause = 'nightly' | 'command'
