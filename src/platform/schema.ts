/* Generated from the migrated database by `npm run schema`; test/schema.db.test.ts compares. */
import type { ColumnType } from 'kysely'

export type ArrayType<T> = ArrayTypeImpl<T> extends (infer U)[] ? U[] : ArrayTypeImpl<T>

export type ArrayTypeImpl<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S[], I[], U[]> : T[]

export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>

export type Json = JsonValue

export type JsonArray = JsonValue[]

export type JsonObject = {
  [x: string]: JsonValue | undefined
}

export type JsonPrimitive = boolean | number | string | null

export type JsonValue = JsonArray | JsonObject | JsonPrimitive

export type Numeric = ColumnType<string, number | string, number | string>

export type Timestamp = ColumnType<Date, Date | string, Date | string>

export interface Accounts {
  /**
   * rupiah; of a hot account only what was folded in, transfers from folded_before on come on top.
   */
  balance: Generated<bigint>
  closed_at: Timestamp | null
  /**
   * Transfers of transactions before this one are in the balance of a hot account.
   */
  folded_before: Generated<bigint>
  /**
   * Never below zero.
   */
  funded: boolean
  /**
   * rupiah that pending entries will take.
   */
  held: Generated<bigint>
  /**
   * Touched by so many posts that none of them waits for its row.
   */
  hot: boolean
  id: Generated<bigint>
  kind: string
  opened_at: Generated<Timestamp>
  organisation_id: string | null
  /**
   * Readable, without a number of a person.
   */
  path: string
  /**
   * Whose money; null for an account of the installation itself (banks, suspense, BPJS Ketenagakerjaan, fees).
   */
  payer_id: string | null
  /**
   * Of the payer: who may see it. An account without payer is seen by who reaches a whole province.
   */
  region_code: bigint | null
  /**
   * How many transfers made this balance; not counted for a hot account.
   */
  version: Generated<bigint>
}

export interface AgencyMonthChanges {
  cause: string | null
  kind: string
  month: string
  noted_by: string
  pay: bigint | null
  person_id: bigint
  roster_id: string
  round: number
}

export interface AgencyMonthEvents {
  contribution: bigint
  done_at: Generated<Timestamp>
  done_by: string
  id: Generated<bigint>
  is_late: boolean
  kind: string
  month: string
  person_count: number
  reason: string | null
  roster_id: string
}

export interface AgencyMonths {
  contribution: bigint | null
  /**
   * Until when it was in time: the day the bill of the month falls due.
   */
  due_on: string | null
  month: string
  pay_total: bigint | null
  person_count: number | null
  roster_id: string
  /**
   * Grows each time a sent month is opened again.
   */
  round: Generated<number>
  sent_at: Timestamp | null
  sent_by: string | null
  state: Generated<string>
}

export interface ApiKeyPersons {
  api_key_id: string
  first_asked_at: Timestamp
  on_day: string
  person: Buffer
}

export interface ApiKeys {
  actions: string[]
  created_at: Timestamp
  /**
   * Null when made on the command line; the audit says by whom.
   */
  created_by: string | null
  expires_on: string
  hint: string
  id: Generated<string>
  key_hash: Buffer
  name: string
  organisation_id: string
  persons_per_day: number
  /**
   * Whether the key sees the subtree of its region, or its organisation only.
   */
  reach: string
  region_code: bigint
  revoked_at: Timestamp | null
  revoked_by: string | null
}

export interface AttemptCounts {
  blocked_until: Timestamp | null
  bucket: Buffer
  failures: number
  last_failed_at: Timestamp
}

export interface AuditEntries {
  action: string
  actor_id: string | null
  actor_kind: string
  address: string | null
  /**
   * How many rows or persons a bulk act concerned.
   */
  affected_count: bigint | null
  details: Generated<Json>
  id: Generated<bigint>
  /**
   * By the clock of the database, which the application cannot set.
   */
  occurred_at: Generated<Timestamp>
  organisation_id: string | null
  purpose: string | null
  reason: string | null
  /**
   * Whose auditors may read it; null is no region, read with the whole country.
   */
  region_code: bigint | null
  request_id: string | null
  role: string | null
  subject_id: string | null
  subject_kind: string | null
  /**
   * Entries of one act share it; the sealer finds late commits by it.
   */
  transaction_number: Generated<bigint>
}

export interface AuditLinks {
  entry_id: bigint
  hash: Buffer
  position: bigint
  /**
   * audit_row_hash of the entry when it was sealed.
   */
  row_hash: Buffer
}

export interface BillDifferences {
  after_amount: bigint
  before_amount: bigint
  bill_id: string
  line_number: number
  person_id: bigint
  why: string
}

export interface BillDrafts {
  bill_id: string
  line_count: number
  person_count: number
  roster_id: string
  roster_version: bigint
  run_id: string
  total: bigint
}

export interface BilledRosters {
  law_version: string
  month: string
  roster_id: string
  roster_version: bigint
  run_id: string
}

export interface BillFines {
  article: string
  assessed_on: string
  bill_id: string
  confidence: string
  contribution: bigint
  law: string
  month_count: number
  on_bill: string
  parameter: string
  rate: number
}

export interface BillLines {
  amount: bigint
  bill_id: string
  card_id: bigint
  line_number: number
  month: string
  person_id: bigint
  protection_id: bigint
}

export interface BillRuns {
  adjustment_count: Generated<number>
  /**
   * Rosters up to this id are done and committed; a run that was cut off goes on behind it.
   */
  after_roster: string | null
  alive_at: Generated<Timestamp>
  bill_count: Generated<number>
  ended_at: Timestamp | null
  failure: string | null
  id: Generated<string>
  /**
   * The month had no line yet: lines go into a partition beside the table, bills come at the end.
   */
  is_fresh: Generated<boolean>
  law_version: string
  line_count: Generated<bigint>
  month: string
  organisation_id: string | null
  payer_id: string | null
  region_code: bigint
  region_first: bigint
  region_last: bigint
  roster_count: Generated<number>
  roster_id: string | null
  rosters_done: Generated<number>
  seconds: Generated<Numeric>
  started_at: Generated<Timestamp>
  state: Generated<string>
  total: Generated<bigint>
  unchanged_count: Generated<number>
}

export interface Bills {
  amends: string | null
  /**
   * rupiah; the sum of its credited_lines.
   */
  credited: Generated<bigint>
  due_on: string
  entry_id: bigint | null
  id: Generated<string>
  issued_at: Generated<Timestamp>
  kind: string
  law_version: string
  line_count: number
  month: string
  number: string
  organisation_id: string | null
  /**
   * rupiah; the sum of its paid_lines less what went back (credited_lines.money_back).
   */
  paid: Generated<bigint>
  payer_id: string
  person_count: number
  region_code: bigint
  roster_id: string
  run_id: string | null
  total: bigint
}

export interface BpjsRecoveries {
  account_path: string
  amount: bigint
  credit_bill_id: string
  id: Generated<string>
  recorded_at: Generated<Timestamp>
  returned: Generated<bigint>
  settled_entry_id: bigint | null
}

export interface BudgetChanges {
  amount_after: bigint
  amount_before: bigint
  changed_at: Timestamp
  changed_by: string
  document_number: string
  document_on: string
  entry_id: bigint
  id: Generated<string>
  /**
   * amendment: perubahan APBD; shift: pergeseran anggaran.
   */
  kind: string
  legal_basis: string
  line_id: string
  reason: string
}

export interface BudgetCommitments {
  first_month: string
  line_id: string
  /**
   * rupiah of each month from the first on. Promised still are the months of the protection that nobody has paid.
   */
  prices: ArrayType<bigint>
  protection_id: bigint
  roster_id: string
}

export interface BudgetLines {
  /**
   * rupiah as of the last change; the entries of its appropriation and changes add up to it.
   */
  amount: bigint
  document_number: string
  document_on: string
  fiscal_year: number
  /**
   * Where the money of the payer comes from: own revenue (PAD), DAU, DAK, DBH, DBH Sawit, ADD, Dana Desa …
   */
  fund_source: string
  id: Generated<string>
  /**
   * Since then what comes back lapses at once.
   */
  lapsed_at: Timestamp | null
  legal_basis: string
  name: string
  organisation_id: string | null
  payer_id: string
  recorded_at: Timestamp
  region_code: bigint
}

export interface BudgetRealisations {
  amount: bigint
  /**
   * rupiah that were paid and that the budget no longer had: a price that rose after the promise.
   */
  beyond: Generated<bigint>
  bill_id: string
  entry_id: bigint | null
  id: Generated<bigint>
  kind: string
  line_id: string
  /**
   * Of the bill; what was promised for their months is promised no more.
   */
  lines: string | null
  month: string
  roster_id: string
}

export interface Challenges {
  created_at: Timestamp
  expires_at: Timestamp
  id: Generated<string>
  payload: Generated<Json>
  purpose: string
  secret_hash: Buffer
  used_at: Timestamp | null
  user_id: string | null
}

export interface CheckResults {
  /**
   * Rows that break it: 0 means that it holds. Null when it could not be run.
   */
  broken_count: bigint | null
  cause: string
  checked_at: Timestamp
  id: Generated<bigint>
  /**
   * Rows of the tables that the check reads.
   */
  looked_count: bigint | null
  milliseconds: number
  name: string
}

export interface ContributionCodes {
  amount: bigint
  billed_entry_id: bigint
  cancelled_at: Timestamp | null
  cancelled_because: string | null
  cancelled_by: string | null
  cancelled_entry_id: bigint | null
  code: string
  due_on: string
  fine: bigint
  id: Generated<string>
  jht: bigint
  jkk: bigint
  jkm: bigint
  jkp: bigint
  jp: bigint
  month: string
  organisation_id: string | null
  paid_by: string | null
  paid_entry_id: bigint | null
  paid_on: string | null
  partner: string | null
  /**
   * Whose contributions; null for a code of several payers.
   */
  payer_id: string | null
  proof_reference: string | null
  /**
   * Of the receipt, which stays where it is kept; null when there is only a reference.
   */
  proof_sha256: Buffer | null
  recorded_at: Timestamp
  recorded_by: string
  region_code: bigint | null
  /**
   * rupiah of the amount that BPJS Ketenagakerjaan took as paid by what it had to give back.
   */
  set_off: Generated<bigint>
  source: string
  state: string
}

export interface CountedPeople {
  own_days: string[]
  person_id: bigint
  residence_region: bigint
  /**
   * Days of each membership PU with JKK, arrears taken out: two employers, two entries. Empty for a merged row.
   */
  wage_days: string[]
  work_region: bigint
}

export interface CoverageArrears {
  is_only: Generated<boolean>
  until_on: string
}

export interface CoverageCounts {
  /**
   * The region of the next level; 0 the country, null above it.
   */
  above_code: bigint | null
  all_people: number[]
  /**
   * Year times twelve and month less one, of the first entry of the four lists.
   */
  first_month: number
  own_members: number[]
  place: string
  region_code: bigint
  wage_members: number[]
  wage_people: number[]
}

export interface CoverageDays {
  all_people: number[]
  month: number
  own_members: number[]
  place: string
  region_code: bigint
  wage_members: number[]
  wage_people: number[]
}

export interface CoverageDeltas {
  all_people: number
  days: string
  id: Generated<bigint>
  own_members: number
  residence_region: bigint
  wage_members: number
  wage_people: number
  work_region: bigint
}

export interface CoverageDenominators {
  confidence: string
  counted_on: string
  id: Generated<bigint>
  indicator: string
  persons: bigint
  recorded_at: Generated<Timestamp>
  region_code: bigint
  replaced_at: Timestamp | null
  replaced_because: string | null
  segment: string
  source: string
  /**
   * Which edition of the source: Sakernas Agustus 2024, pemutakhiran DTSEN triwulan 2 2026.
   */
  vintage: string
}

export interface CoveragePending {
  bill_id: string
  due_on: string
  id: Generated<bigint>
}

export interface CoverageTargets {
  /**
   * Hundredths of a percent: 4946 is 49,46 %.
   */
  basis_points: number
  confidence: string
  id: Generated<bigint>
  indicator: string
  recorded_at: Generated<Timestamp>
  region_code: bigint
  replaced_at: Timestamp | null
  replaced_because: string | null
  segment: string
  source: string
  year: number
}

export interface CoverageTolerances {
  days: string
  months: number
}

export interface CreditedLines {
  amount: bigint
  bill_id: string
  credit_bill_id: string
  credit_line: number
  line_number: number
  money_back: bigint
}

export interface DuplicatePairs {
  band: string
  decided: string | null
  decided_at: Timestamp | null
  decided_because: string | null
  /**
   * A user; null when the command line of the installation decided.
   */
  decided_by: string | null
  found_at: Timestamp
  person_a: bigint
  person_b: bigint
  /**
   * [{field, level, bits}], heaviest first: no value of either row.
   */
  reasons: Json
  /**
   * Bits for one person, the sum of the reasons (src/modules/people/matching/weights.ts).
   */
  score: number
}

export interface ElectionOfficers {
  days: string
  election_id: string
  ended_because: string | null
  id: Generated<bigint>
  person_id: bigint
  post_id: bigint
  recorded_at: Generated<Timestamp>
  recorded_by: string
  region_code: bigint
}

export interface ElectionPosts {
  begins_on: string
  election_id: string
  id: Generated<bigint>
  last_on: string
  region_code: bigint
  role: string
  seat: number
  station: number | null
}

export interface Elections {
  id: string
  /**
   * rupiah a month that every officer is insured on.
   */
  income: bigint
  legal_basis: string
  name: string
  organisation_id: string | null
  payer_id: string
  programmes: string
  recorded_at: Timestamp
  region_code: bigint
  /**
   * [{role, per, seats, beginsOn, lastOn, law, article, confidence, checkedOn}]: the rule as it was when the election was recorded.
   */
  roles: Json
  rule: string
  voted_on: string
}

export interface EmployerChanges {
  cause: string
  changed_at: Timestamp
  /**
   * field → [before, after].
   */
  changes: Json
  employer_id: string
  id: Generated<bigint>
  import_id: string | null
  organisation_id: string | null
  reason: string | null
  /**
   * The columns as they were, to put them back when a list is taken back.
   */
  row_before: Json
}

export interface Employers {
  address: string | null
  foreign_count: number | null
  id: Generated<string>
  import_id: string | null
  import_row: number | null
  /**
   * KBLI code of 2 to 5 digits; its first two are in src/modules/employers/kbli.ts.
   */
  kbli: string | null
  /**
   * Workers, men; with women_count all there are, foreigners among them.
   */
  men_count: number | null
  name: string
  /**
   * The name without its legal form, marks and blanks: PT. Maju Jaya and MAJU JAYA, PT are one.
   */
  name_key: string
  nib: string | null
  npp: string | null
  npwp: string | null
  /**
   * Who keeps the row; null when it came by the command line of the installation itself.
   */
  organisation_id: string | null
  recorded_at: Timestamp
  region_code: bigint
  /**
   * How many of them the source says are registered with BPJS Ketenagakerjaan.
   */
  registered_count: number | null
  /**
   * Day of the labour report (WLKP) these figures come from.
   */
  reported_on: string | null
  size: string | null
  /**
   * rupiah a month, all workers together.
   */
  wages: bigint | null
  women_count: number | null
}

export interface Entries {
  cause_id: string
  cause_kind: string
  /**
   * The day it counts for; recorded_at is when the database wrote it down.
   */
  effective_on: string
  id: Generated<bigint>
  /**
   * Names the wish: the same key with the same content is answered with the first entry.
   */
  idempotency_key: string
  /**
   * SHA-256 of the content, see entryHash.
   */
  input_hash: Buffer
  kind: string
  note: string | null
  /**
   * posted moves money at once; pending holds it, and one later entry either moves it (settled) or lets it go (voided).
   */
  phase: string
  recorded_at: Generated<Timestamp>
  reverses: bigint | null
  settles: bigint | null
  /**
   * Entries posted together share it; by it transfers are folded, also those that commit late.
   */
  transaction_number: Generated<bigint>
}

export interface FinanceTasks {
  amount: bigint | null
  because: string
  bill_id: string | null
  decided_at: Timestamp | null
  decided_because: string | null
  decided_by: string | null
  entry_id: bigint | null
  id: Generated<string>
  kind: string
  opened_at: Timestamp
  organisation_id: string | null
  partner: string
  payment_key: string | null
  payment_service: string | null
  qr_code_id: string | null
  /**
   * Whose offices may see it; null is seen with the whole country.
   */
  region_code: bigint | null
  state: string
  virtual_account_id: string | null
}

export interface GiftDraws {
  drawn_at: Generated<Timestamp>
  gift_id: string
  months: string
  region_code: bigint
  round: number
  taken: number
  wanted: number
}

export interface GiftNeighbours {
  because: string | null
  /**
   * SHA-256 of the text that was read to the neighbour.
   */
  consent_hash: Buffer
  consent_version: string
  consented_at: Timestamp
  gift_id: string
  /**
   * From here on the worker pays for himself.
   */
  handed_over_at: Timestamp | null
  /**
   * Blind index of the NIK; read only when the gift is paid.
   */
  nik_index: Buffer
  person_id: bigint | null
  region_code: bigint
  remind_on: string
  /**
   * encrypted: name, NIK, birth date and job as they were written, as one JSON object.
   */
  sealed: Buffer
  state: Generated<string>
}

export interface GiftPeople {
  gift_id: string
  person_id: bigint
}

export interface Gifts {
  chain_hash: Buffer | null
  chain_position: bigint | null
  /**
   * Whoever has it sees the gift without signing in: 12 signs, 60 bits of chance.
   */
  code: string
  ended_at: Timestamp | null
  ended_because: string | null
  id: string
  is_anonymous: boolean
  kind: string
  last_day: string
  months: string
  occupation_group: string | null
  organisation_id: string | null
  payer_id: string
  people_count: number
  /**
   * [{month, perPerson}] as the donor was told.
   */
  prices: Json
  promised_at: Timestamp
  received: Generated<bigint>
  region_code: bigint
  request_hash: Buffer
  /**
   * Names the wish: asked for again with the same content it is answered with this gift.
   */
  request_key: string
  /**
   * What becomes of money that finds nobody.
   */
  rest: string
  returned: Generated<bigint>
  /**
   * Merkle root over the leaves of its shares, RFC 6962.
   */
  root: Buffer | null
  /**
   * SHA-256 of gift and end of the audit chain (src/modules/gifts/proof.ts); in force from seed_at.
   */
  seed: Buffer | null
  seed_at: Timestamp | null
  share_count: Generated<number>
  shared: Generated<bigint>
  state: Generated<string>
  total: bigint
}

export interface GiftShares {
  amount: bigint
  gift_id: string
  initials: string
  /**
   * SHA-256 of 00, the salt and the row as the statement writes it.
   */
  leaf: Buffer
  month: string
  number: number
  person_id: bigint
  region_code: bigint
  salt: Buffer
  worker: number
}

export interface GrantEnds {
  ended_at: Timestamp
  ended_by: string | null
  /**
   * First day on which the grant no longer holds; null when it ended at once.
   */
  ends_on: string | null
  grant_id: string
  id: Generated<string>
  reason: string
}

export interface Grants {
  delegated_from: string | null
  granted_at: Timestamp
  granted_by: string | null
  id: Generated<string>
  reason: string
  region_code: bigint
  role: string
  user_id: string
  valid_from: string
  /**
   * First day on which it no longer holds; null without an end.
   */
  valid_to: string | null
}

export interface HeldGrants {
  delegated_from: string | null
  ended_early: boolean | null
  granted_at: Timestamp | null
  granted_by: string | null
  id: string | null
  on_behalf_of: string | null
  reason: string | null
  region_code: bigint | null
  role: string | null
  user_id: string | null
  valid_from: string | null
  valid_to: string | null
}

export interface Identities {
  ended_at: Timestamp | null
  ended_because: string | null
  import_id: string | null
  kind: string
  person_id: bigint
  recorded_at: Timestamp
  value_index: Buffer
}

export interface IdentityConflicts {
  found_at: Timestamp
  other_person_id: bigint
  person_id: bigint
  request_id: string
}

export interface ImportChunks {
  committed_at: Generated<Timestamp>
  first_row: number
  import_id: string
  /**
   * Rows that told nothing new. They are not in import_rows: a list handed in again would fill it.
   */
  known_rows: string
  last_row: number
  row_count: number
}

export interface ImportMappings {
  header_key: Buffer
  mapping: Json
  organisation_id: string
  used_at: Timestamp
}

export interface ImportPreparations {
  changed_at: Timestamp
  /**
   * column, counted from 0 → field or set-aside: what a person answered.
   */
  choices: Generated<Json>
  /**
   * Who confirmed it, with the role held then: a run that was cut off goes on in his scope.
   */
  doer: Json | null
  import_id: string
  /**
   * Rows that the user took out of the list.
   */
  left_out: Generated<number>
  /**
   * Pieces of a file that is still on its way: [{first, count, name}].
   */
  pieces: Generated<Json>
  previewed_at: Timestamp | null
  sheet: string | null
  stage: string
  /**
   * What the preview came to; null while there is none, or since a repair changed it.
   */
  tally: Json | null
  /**
   * The refusal that ended it: {code, details}.
   */
  trouble: Json | null
}

export interface ImportPreviewRows {
  fate: string
  gravity: number
  import_id: string
  /**
   * [{code, field, …}]: no value of the row itself, which stands in the sealed file only.
   */
  outcomes: Json
  preview_key: Generated<string>
  row_number: number
  /**
   * encrypted: name and cells of the row as a page may show them; null: they stand in the file only.
   */
  sealed: Buffer | null
}

export interface ImportRepairs {
  /**
   * Empty: the row is left out.
   */
  field: string
  import_id: string
  recorded_at: Timestamp
  repair_key: Generated<string>
  /**
   * 0: every row of the list.
   */
  row_number: number
  /**
   * encrypted: what stands in the field instead.
   */
  sealed: Buffer | null
}

export interface ImportRows {
  fate: string
  import_id: string
  /**
   * [{code, field, …}]: no value of the row itself, which stands in the sealed file only.
   */
  outcomes: Json
  person_id: bigint | null
  row_number: number
  /**
   * Of a NIK that this list gives to two people: no later row of it may have it either.
   */
  value_index: Buffer | null
}

export interface Imports {
  accepted: Generated<number>
  /**
   * When the run last said that it is alive.
   */
  alive_at: Timestamp | null
  byte_count: bigint
  /**
   * When the people it brought were compared with the registry; a server does so for lists that have ended.
   */
  compared_at: Timestamp | null
  /**
   * The number of the last of its people that was compared with the registry; a search that was cut off goes on behind it.
   */
  compared_to: Generated<bigint>
  created_at: Timestamp
  duplicates: Generated<number>
  file_name: string
  /**
   * When the stored file was deleted, long after the list had ended.
   */
  file_removed_at: Timestamp | null
  file_sha256: Buffer
  finished_at: Timestamp | null
  held: Generated<number>
  id: Generated<string>
  mapping: Generated<Json>
  organisation_id: string | null
  /**
   * code → rows it was said of.
   */
  outcomes: Generated<Json>
  purpose: string
  reading: Generated<Json>
  refused: Generated<number>
  region_code: bigint
  /**
   * Rows whose fate is decided and committed; a run that was cut off goes on after them.
   */
  rows_read: Generated<number>
  /**
   * encrypted: key of the stored file; without it the file is noise.
   */
  sealed_key: Buffer | null
  seconds: number | null
  state: string
  undone_at: Timestamp | null
  undone_because: string | null
  user_id: string | null
}

export interface InboundCalls {
  amount: bigint | null
  answer: string
  body_hash: Buffer
  external_id: string
  id: Generated<bigint>
  /**
   * False for a call that was not proven to be the partner's: it uses up no X-EXTERNAL-ID.
   */
  is_claimed: boolean
  is_retry: Generated<boolean>
  /**
   * The civil day in Jakarta in which the X-EXTERNAL-ID counts.
   */
  on_day: string
  organisation_id: string | null
  /**
   * Why it got that answer, in our own words; which part of a signature was wrong stands in no answer.
   */
  outcome: string
  partner: string
  payment_key: string | null
  qr_code_id: string | null
  received_at: Generated<Timestamp>
  /**
   * Whose offices may see it; null when it names nobody we know.
   */
  region_code: bigint | null
  response_code: string
  service: string
  virtual_account_id: string | null
}

export interface InboundPayments {
  amount: bigint
  answer: string
  booked_at: Generated<Timestamp>
  /**
   * SHA-256 of who was paid and how much: the same payment told again has the same.
   */
  business_hash: Buffer
  effective_on: string
  entry_id: bigint
  /**
   * query: the bank did not tell us, we asked after a doubt.
   */
  learnt_by: string
  organisation_id: string | null
  outcome: string
  paid_at: Timestamp
  partner: string
  /**
   * paymentRequestId of a virtual account, originalReferenceNo of a QR code.
   */
  payment_key: string
  qr_code_id: string | null
  reference_no: string | null
  region_code: bigint | null
  response_code: string
  service: string
  virtual_account_id: string | null
}

export interface Jobs {
  added_at: Generated<Timestamp>
  attempts: Generated<number>
  id: Generated<bigint>
  /**
   * Of jobs with one name and key at most one waits.
   */
  key: string | null
  /**
   * The kind of the last error, never its text, which could hold a value of a person.
   */
  last_failure: string | null
  name: string
  payload: Json
  run_at: Timestamp
  started_at: Timestamp | null
  state: Generated<string>
  /**
   * The number of the worker that has it; it holds the advisory lock (7298642, number) for as long as it lives.
   */
  worker: number | null
}

export interface JobSchedules {
  name: string
  slot: Timestamp
}

export interface KeyMarks {
  added_at: Generated<Timestamp>
  /**
   * HMAC-SHA-256 of a fixed text with that key: tells whether it is the same key and nothing about it.
   */
  mark: Buffer
  name: string
  retired_at: Timestamp | null
  version: number
}

export interface LedgerClosings {
  closed_at: Generated<Timestamp>
  /**
   * The user; null when the command line of the installation did it.
   */
  closed_by: string | null
  last_day: Generated<string>
  month: string
}

export interface Migrations {
  applied_at: Timestamp | null
  checksum: string
  failure: string | null
  name: string
  number: number
  started_at: Generated<Timestamp>
  status: string
}

export interface Organisations {
  closed_on: string | null
  created_at: Timestamp
  id: Generated<string>
  kind: string
  name: string
  /**
   * Where it works; 0 for the whole country.
   */
  region_code: bigint
}

export interface OutboundCalls {
  attempt_count: number
  id: Generated<string>
  next_try_at: Timestamp | null
  organisation_id: string | null
  partner: string
  qr_code_id: string | null
  region_code: bigint
  response_code: string | null
  sent_at: Timestamp
  service: string
  settled_at: Timestamp | null
  state: string
  /**
   * Why there is no clear answer: timeout, connection, certificate, not-json…
   */
  trouble: string | null
  virtual_account_id: string | null
}

export interface Outbox {
  attempt_count: Generated<number>
  created_at: Generated<Timestamp>
  id: Generated<bigint>
  next_try_at: Generated<Timestamp>
  payload: Json
  sent_at: Timestamp | null
  topic: string
}

export interface PaidLines {
  account_path: string
  amount: bigint
  bill_id: string
  entry_id: bigint
  lines: string
  paid_on: string
}

export interface Passkeys {
  created_at: Timestamp
  credential_id: Buffer
  last_used_at: Timestamp | null
  name: string
  public_key: Buffer
  sign_count: bigint
  transports: string[]
  user_id: string
}

export interface Payers {
  closed_at: Timestamp | null
  employer_id: string | null
  id: Generated<string>
  /**
   * The payer of src/rules/payers.ts, an employer, or an agency for its own workers.
   */
  kind: string
  name: string
  /**
   * Whose users see the payer wherever their region is; null for one without users.
   */
  organisation_id: string | null
  person_id: bigint | null
  recorded_at: Timestamp
  region_code: bigint
}

export interface PendingTransfers {
  amount: bigint
  entry_id: bigint
  from_account: bigint
  line: number
  to_account: bigint
}

export interface People {
  address: string | null
  birth_place: string | null
  born_on: string | null
  decile: number | null
  decile_on: string | null
  decile_source: string | null
  family_index: Buffer | null
  groups: Generated<string[]>
  hamlet: string | null
  heir_relation: string | null
  id: bigint
  import_id: string | null
  /**
   * The row of that list, as the user's own program numbers it.
   */
  import_row: number | null
  /**
   * rupiah a month.
   */
  income: bigint | null
  kpj_index: Buffer | null
  /**
   * Null: nobody has said.
   */
  living_status: string | null
  living_status_on: string | null
  marital_status: string | null
  /**
   * The row that stands for this one since a duplicate was found; null for everybody else.
   */
  merged_into: bigint | null
  name: string
  /**
   * How the words of the name sound, for search and for finding duplicates (src/modules/people/matching).
   */
  name_keys: string[]
  occupation: string | null
  occupation_code: string | null
  occupation_second: string | null
  /**
   * Who keeps the row; null when it came by the command line of the installation itself.
   */
  organisation_id: string | null
  phone_index: Buffer | null
  recorded_at: Timestamp
  residence_region: bigint
  rt: string | null
  rw: string | null
  /**
   * encrypted: NIK, phone, e-mail, KPJ, family card, mother, heir with phone, as one JSON object.
   */
  sealed: Buffer
  segment: string
  sex: string | null
  /**
   * keyed mark of the row as it was told: the same row again is known without opening it.
   */
  stated_mark: Buffer
  work_end: string | null
  work_location: string | null
  work_region: bigint | null
  work_start: string | null
}

export interface PersonChangeRequests {
  asked_at: Timestamp
  /**
   * user:id, api-key:id, or system: with the user of the operating system.
   */
  asked_by: string
  /**
   * The entry of person_changes it became.
   */
  change_id: bigint | null
  /**
   * field → [before, after] as it may be shown: what is kept encrypted is masked.
   */
  changes: Json
  decided_at: Timestamp | null
  decided_because: string | null
  decided_by: string | null
  id: Generated<string>
  /**
   * The gravest thing it changes: number over identity over life over move over details.
   */
  kind: string
  needs_approval: boolean
  organisation_id: string | null
  person_id: bigint
  reason: string
  /**
   * encrypted: the encrypted fields before and after, as one JSON object; null when it changes none.
   */
  sealed: Buffer | null
  state: string
}

export interface PersonChanges {
  cause: string
  changed_at: Timestamp
  /**
   * field → [before, after]; an encrypted field only says that it changed.
   */
  changes: Json
  id: bigint
  import_id: string | null
  organisation_id: string | null
  person_id: bigint
  /**
   * The open columns as they were, to put them back when a list is taken back.
   */
  row_before: Json | null
  /**
   * encrypted: what stood in `sealed` before.
   */
  sealed_before: Buffer | null
  stated_mark_before: Buffer | null
}

export interface PersonMerges {
  /**
   * The entries of person_changes that this merging made: of the kept row, then of the lost one.
   */
  change_ids: ArrayType<bigint>
  id: Generated<string>
  kept_id: bigint
  lost_id: bigint
  /**
   * Organisations that kept the lost row themselves and read their own words beside the kept one since.
   */
  made_statements: string[]
  merged_at: Timestamp
  /**
   * Blind indexes that named the lost row and name the kept one since.
   */
  moved_identities: ArrayType<Buffer>
  /**
   * Organisations whose words about the lost row stand beside the kept one since.
   */
  moved_statements: string[]
  organisation_id: string | null
  reason: string
  /**
   * Statements beside the kept row when the merging was done: one more since means that somebody built on it.
   */
  statement_count: number
  unmerge_change_ids: ArrayType<bigint> | null
  unmerged_at: Timestamp | null
  unmerged_because: string | null
  unmerged_by: string | null
  user_id: string | null
}

export interface PersonStatements {
  import_id: string | null
  name: string
  name_keys: string[]
  organisation_id: string
  person_id: bigint
  recorded_at: Timestamp
  residence_region: bigint
  /**
   * encrypted: the same object as people.sealed, as told.
   */
  sealed: Buffer
  /**
   * The columns of people that are not encrypted, as told.
   */
  stated: Json
  stated_mark: Buffer
  statement_key: Generated<string>
}

export interface PlaceEscalations {
  beyond: number
  /**
   * Since then another marking counts instead.
   */
  ended_at: Timestamp | null
  escalated_at: Timestamp
  escalated_by: string
  id: Generated<bigint>
  programme_id: string
  reason: string
  region_code: bigint
  to_region: bigint
  unfilled: number
}

export interface PollingStations {
  election_id: string
  region_code: bigint
  set_at: Generated<Timestamp>
  source: string
  station_count: number
}

export interface ProgrammeQuotas {
  filled: Generated<number>
  places: number
  programme_id: string
  region_code: bigint
  set_at: Generated<Timestamp>
}

export interface Programmes {
  /**
   * Kode wadah: the number under which BPJS Ketenagakerjaan keeps a group of own-account workers.
   */
  bpjs_group_code: string | null
  closed_at: Timestamp | null
  closed_because: string | null
  id: Generated<string>
  /**
   * rupiah a month that everybody in it is insured on; it chooses the bracket of JKK and JHT.
   */
  income: bigint
  legal_basis: string
  months: string
  name: string
  organisation_id: string | null
  payer_id: string
  /**
   * JKK 0, JKM 1, JHT 2, JP 3, JKP 4: a range, since the law opens them in this order.
   */
  programmes: string
  recorded_at: Generated<Timestamp>
  region_code: bigint
  /**
   * See src/modules/programmes/eligibility.ts; all must hold on the first day of the first month.
   */
  rules: Json
}

export interface ProposalApprovals {
  approved_at: Generated<Timestamp>
  approver: string
  proposal_id: string
  /**
   * One more each time a decision was taken back: two pairs of eyes look anew.
   */
  round: Generated<number>
}

export interface ProposalDecisions {
  decided_at: Timestamp
  decided_by: string
  id: Generated<string>
  kind: string
  people_count: number
  proposal_id: string
  recorded_at: Generated<Timestamp>
  undone_at: Timestamp | null
  undone_because: string | null
  undone_by: string | null
}

export interface ProposalMinutes {
  added_at: Timestamp
  added_by: string
  byte_count: number
  file_name: string
  file_sha256: Buffer
  id: Generated<string>
  media_type: string
  proposal_id: string
  /**
   * encrypted: the key of the stored file, as text.
   */
  sealed_key: Buffer
}

export interface Proposals {
  ended_at: Timestamp | null
  ended_because: string | null
  id: Generated<string>
  import_id: string | null
  minutes_number: string
  minutes_on: string
  organisation_id: string | null
  programme_id: string
  /**
   * user:<id>, api-key:<id> or system: whoever proposed does not decide.
   */
  proposed_by: string
  region_code: bigint
  state: Generated<string>
  submitted_at: Timestamp
}

export interface ProposedPeople {
  /**
   * Why refused or waiting: rule-age, covered, deceased, no-place, by-decision…
   */
  because: string | null
  because_before: string | null
  decided_at: Timestamp | null
  decided_by: string | null
  /**
   * The last decision that touched the row; null once it was taken back.
   */
  decision_id: string | null
  /**
   * The first month without protection: from it on the place is free for the next.
   */
  ended_from: string | null
  person_id: bigint
  place: number
  /**
   * Who has got the place since.
   */
  place_taken_by: bigint | null
  /**
   * By which proposal: the same person may get another place of the programme later.
   */
  place_taken_in: string | null
  programme_id: string
  proposal_id: string
  /**
   * The second pair of eyes, where the list is longer than one may decide alone.
   */
  seconded_by: string | null
  state: Generated<string>
  /**
   * How the row stood before that decision, so that it can be taken back.
   */
  state_before: string | null
}

export interface ProtectionChanges {
  changed_at: Generated<Timestamp>
  changed_by: string | null
  id: Generated<bigint>
  kind: string
  months_after: string
  months_before: string
  protection_id: bigint
  reason: string
  roster_id: string
}

export interface ProtectionLapses {
  days: string
  person_id: bigint
  protection_id: bigint
}

export interface Protections {
  /**
   * The protection whose months these were before two records turned out to be one person, or no longer to be.
   */
  carried_from: bigint | null
  ended_because: string | null
  /**
   * Why: the decree, the report, the gift.
   */
  ground: string
  id: Generated<bigint>
  income: bigint | null
  months: string
  occupation_group: Generated<string>
  payer_id: string
  person_id: bigint
  /**
   * JKK 0, JKM 1, JHT 2, JP 3, JKP 4: a range, since the law opens them in this order.
   */
  programmes: string
  recorded_at: Generated<Timestamp>
  roster_id: string
  segment: string
  wage: bigint | null
}

export interface QrCodes {
  account_path: string
  amount: bigint
  asked_at: Timestamp
  bill_id: string | null
  ended_at: Timestamp | null
  ended_because: string | null
  expires_at: Timestamp
  id: Generated<string>
  name: string
  organisation_id: string | null
  partner: string
  /**
   * Our name of the wish, stored before the acquirer is asked.
   */
  partner_reference_no: string
  payer_id: string
  payload: string | null
  /**
   * The acquirer's name of it.
   */
  reference_no: string | null
  region_code: bigint
  state: string
}

export interface QuotaChanges {
  changed_at: Generated<Timestamp>
  changed_by: string | null
  id: Generated<bigint>
  /**
   * The other region when places were moved.
   */
  moved_with: bigint | null
  places_after: number
  places_before: number
  programme_id: string
  reason: string
  region_code: bigint
}

export interface RateCards {
  amount: bigint
  conditions: Json
  id: Generated<bigint>
  /**
   * Hash of the law book that answered.
   */
  law_version: string
  /**
   * [{programme, component, paidBy, amount, parameter, law, article, from, confidence}]
   */
  lines: Json
  month: string
  occupation_group: string
  pay: bigint
  programmes: string
  question: Json
  question_hash: Buffer
  segment: string
}

export interface RecoveryCodes {
  code_hash: Buffer
  created_at: Timestamp
  used_at: Timestamp | null
  user_id: string
}

export interface RecoveryReturns {
  amount: bigint
  code: string | null
  entry_id: bigint
  id: Generated<string>
  partner: string | null
  proof_sha256: Buffer | null
  recorded_at: Timestamp
  recorded_by: string
  recovery_id: string
  reference: string | null
  returned_on: string
  /**
   * The kode iuran was given up: what it had set off is to come back again.
   */
  taken_back_entry_id: bigint | null
  way: string
}

export interface RegionAliases {
  alias: string
  code: bigint
  /**
   * The alias folded for search, as regions.search_name.
   */
  search_alias: string
  source: string
}

export interface RegionBoundaries {
  code: bigint
  /**
   * Rings of [longitude, latitude] in ten-thousandths of a degree, on the grid of their level: for maps on pages. Null: loaded before there were drawings.
   */
  drawing: Json | null
  file_sha256: string
  geometry: Json
  /**
   * Null when the file and its loader did not say.
   */
  license: string | null
  loaded_at: Timestamp
  /**
   * The day whose map the file was checked against.
   */
  map_on: string
  source: string
}

export interface RegionChanges {
  applied_at: Timestamp
  decree: string
  effective_on: string
  /**
   * The change as it was given.
   */
  file: Json
  file_sha256: string
  id: Generated<bigint>
  revert_reason: string | null
  reverted_at: Timestamp | null
  source: string
  status: string
  title: string
  /**
   * What the weights of region_mappings count: new villages, or inhabitants of a named day.
   */
  weight_unit: string
}

export interface RegionDataSets {
  attribution: string
  content_sha256: string
  decree: string
  id: string
  in_force_on: string
  license: string
  loaded_at: Timestamp
  region_count: number
  source: string
}

export interface RegionMappings {
  change_id: bigint
  new_code: bigint
  old_code: bigint
  weight: bigint
}

export interface RegionPopulations {
  as_of: string
  code: bigint
  decree: string
  /**
   * The day whose map the figure describes; later splits are restated from it.
   */
  map_on: string
  population: bigint
  source: string
}

export interface Regions {
  /**
   * The region change that made this row; null when a data set did.
   */
  begun_by: bigint | null
  /**
   * Kemendagri code PP.KK.CC.DDDD padded with zeros: 16.06 is 1606000000. A subtree is a range of numbers.
   */
  code: bigint
  /**
   * The legal text that made this row.
   */
  decree: string
  /**
   * 1 province, 2 regency or city, 3 district, 4 village; follows from the code.
   */
  depth: Generated<number>
  /**
   * The region change that ended this row.
   */
  ended_by: bigint | null
  id: Generated<bigint>
  /**
   * What the decree calls it; follows from the code.
   */
  kind: Generated<string>
  /**
   * The name as the source writes it, with Kabupaten or Kota.
   */
  name: string
  /**
   * The region above; 0 is Indonesia. Follows from the code.
   */
  parent_code: Generated<bigint>
  /**
   * The name folded for search by foldName (src/modules/regions/search-name.ts).
   */
  search_name: string
  /**
   * Where we read it: the data set with its version, or the change.
   */
  source: string
  /**
   * First day of this row.
   */
  valid_from: string
  /**
   * First day on which the row no longer holds; null while in force. Equal to valid_from when the change that made it was reverted.
   */
  valid_to: string | null
}

export interface Rosters {
  /**
   * The budget that promises its months; null for one that is paid without.
   */
  budget_line_id: string | null
  closed_at: Timestamp | null
  /**
   * The part of the question of law that is the same for everybody: risk class, size and kind of employer, or payer and insured income.
   */
  conditions: Json
  id: Generated<string>
  kind: string
  name: string
  organisation_id: string | null
  paid_from: string
  payer_id: string
  recorded_at: Generated<Timestamp>
  region_code: bigint
  /**
   * Grows with every change of the roster or its protections: a month billed at this version needs no second look.
   */
  version: Generated<bigint>
}

export interface Sessions {
  address: string
  agent: string
  /**
   * When it began; a few minutes later the secret is good for nothing.
   */
  begun_at: Timestamp | null
  /**
   * encrypted: secret of a second factor that this session began to set up; no other session can read it.
   */
  begun_secret: Buffer | null
  created_at: Timestamp
  ended_at: Timestamp | null
  ended_because: string | null
  /**
   * The role the user acts in.
   */
  grant_id: string | null
  id: Generated<string>
  last_seen_at: Timestamp
  second_factor_at: Timestamp | null
  token_hash: Buffer
  user_id: string
}

export interface SnapTokens {
  expires_at: Timestamp
  issued_at: Timestamp
  partner: string
  token_hash: Buffer
}

export interface StatementImports {
  account_number: string
  closing: bigint | null
  file_name: string
  file_sha256: Buffer
  first_day: string
  format: string
  id: Generated<string>
  imported_at: Timestamp
  imported_by: string
  last_day: string
  line_count: number
  new_count: number
  /**
   * rupiah; null when the file does not say.
   */
  opening: bigint | null
  organisation_id: string | null
  partner: string
  /**
   * Of whoever read it in: whose offices may see it; null is seen with the whole country.
   */
  region_code: bigint | null
}

export interface StatementLines {
  account_number: string
  amount: bigint
  /**
   * The rule that linked it, or why none did.
   */
  because: string
  booked_on: string
  decided_at: Timestamp | null
  decided_by: string | null
  description: string
  entry_id: bigint | null
  id: Generated<bigint>
  import_id: string
  /**
   * SHA-256 of what the line says and the how-manieth of its kind it is: two statements of overlapping days tell it once.
   */
  line_key: Buffer
  line_number: number
  organisation_id: string | null
  partner: string
  payment_key: string | null
  payment_service: string | null
  qr_code_id: string | null
  reason: string | null
  reference: string | null
  region_code: bigint | null
  side: string
  state: string
  virtual_account_id: string | null
}

export interface SubmissionAnswers {
  id: Generated<bigint>
  kpj_index: Buffer | null
  person_id: bigint
  reason: string | null
  reason_text: string | null
  recorded_at: Timestamp
  result_id: string
  state: string
  state_before: string
  submission_id: string
  told_on: string
}

export interface SubmissionPeople {
  answered_at: Timestamp | null
  /**
   * Blind index of the KPJ; the number itself is encrypted with the person.
   */
  kpj_index: Buffer | null
  mended_at: Timestamp | null
  mended_by: string | null
  months: string
  /**
   * Whose roster it is.
   */
  organisation_id: string | null
  person_id: bigint
  /**
   * Row in the files: the first 10,000 are file 1.
   */
  place: number
  reason: string | null
  /**
   * As BPJS Ketenagakerjaan wrote it, without long numbers.
   */
  reason_text: string | null
  /**
   * The village he lived in when he was gathered: whose workqueue a rejection goes to.
   */
  region_code: bigint
  roster_id: string
  segment: string
  state: Generated<string>
  submission_id: string
  submitter_organisation_id: string | null
  /**
   * As in the submission, so that a row says itself who may see it.
   */
  submitter_region: bigint
  /**
   * The day on which BPJS Ketenagakerjaan told: from then on he counts as member, or is rejected.
   */
  told_on: string | null
}

export interface SubmissionResults {
  applied_at: Timestamp | null
  applied_by: string | null
  counts: Json
  file_name: string
  file_sha256: Buffer
  id: Generated<string>
  read_at: Timestamp
  read_by: string
  /**
   * [{row, told}]: rows there is something to say about; no value of the row.
   */
  remarks: Json
  row_count: number
  /**
   * encrypted: the answers as read, until they are applied or discarded.
   */
  sealed: Buffer | null
  state: string
  submission_id: string
  told_on: string
}

export interface Submissions {
  bpu_package: string
  id: Generated<string>
  made_at: Timestamp
  made_by: string
  member_count: Generated<number>
  /**
   * The month in which its people are protected; null: from now on.
   */
  month: string | null
  number: string
  organisation_id: string | null
  people_count: number
  /**
   * Where its people live, or the reach of whoever gathered them; 0 is the whole country.
   */
  region_code: bigint
  rejected_count: Generated<number>
  roster_id: string | null
  segment: string
  sent_at: Timestamp | null
  sent_by: string | null
  sent_on: string | null
  state: string
  withdrawn_at: Timestamp | null
  withdrawn_because: string | null
  withdrawn_by: string | null
}

export interface TrainingMark {
  marked_at: Timestamp
  only_one: Generated<boolean>
}

export interface Transfers {
  amount: bigint
  effective_on: string
  entry_id: bigint
  from_account: bigint
  /**
   * Of that account after this transfer, in the order of recording; null where the account is hot.
   */
  from_balance: bigint | null
  /**
   * Counts the transfers of that account without a gap; null where it is hot.
   */
  from_version: bigint | null
  line: number
  to_account: bigint
  to_balance: bigint | null
  to_version: bigint | null
  transaction_number: Generated<bigint>
}

export interface Users {
  created_at: Timestamp
  disabled_at: Timestamp | null
  email: string
  /**
   * Since when the list of first steps is put away by its reader; null while it is shown.
   */
  first_steps_put_away_at: Timestamp | null
  id: Generated<string>
  name: string
  organisation_id: string
  password_changed_at: Timestamp | null
  password_hash: string | null
  /**
   * issuer|subject of government sign-in.
   */
  sso_subject: string | null
  totp_confirmed_at: Timestamp | null
  /**
   * The last 30-second step whose code was used; a code counts once.
   */
  totp_last_step: bigint | null
  /**
   * encrypted: secret of the second factor.
   */
  totp_secret: Buffer | null
  /**
   * A demo account; exists in training mode only.
   */
  training: Generated<boolean>
}

export interface VirtualAccounts {
  /**
   * Whose money it becomes: the purse in the ledger.
   */
  account_path: string
  /**
   * rupiah; null when the payer chooses, or when the bill says what is open.
   */
  amount: bigint | null
  asked_at: Timestamp
  bill_id: string | null
  customer_no: string
  ended_at: Timestamp | null
  ended_because: string | null
  expires_at: Timestamp
  id: Generated<string>
  is_closed_amount: boolean
  /**
   * The payer's true name; the bank gets it in its own alphabet.
   */
  name: string
  organisation_id: string | null
  partner: string
  payer_id: string
  region_code: bigint
  /**
   * partnerServiceId without its blanks in front.
   */
  service_id: string
  /**
   * asked: the bank has not answered yet. Money is taken in both asked and open.
   */
  state: string
  /**
   * Our name of the wish towards the bank, stored before the bank is asked.
   */
  trx_id: string
}

export interface WorkMark {
  marked_at: Timestamp
  only_one: Generated<boolean>
}

export interface DB {
  accounts: Accounts
  agency_month_changes: AgencyMonthChanges
  agency_month_events: AgencyMonthEvents
  agency_months: AgencyMonths
  api_key_persons: ApiKeyPersons
  api_keys: ApiKeys
  attempt_counts: AttemptCounts
  audit_entries: AuditEntries
  audit_links: AuditLinks
  bill_differences: BillDifferences
  bill_drafts: BillDrafts
  bill_fines: BillFines
  bill_lines: BillLines
  bill_runs: BillRuns
  billed_rosters: BilledRosters
  bills: Bills
  bpjs_recoveries: BpjsRecoveries
  budget_changes: BudgetChanges
  budget_commitments: BudgetCommitments
  budget_lines: BudgetLines
  budget_realisations: BudgetRealisations
  challenges: Challenges
  check_results: CheckResults
  contribution_codes: ContributionCodes
  counted_people: CountedPeople
  coverage_arrears: CoverageArrears
  coverage_counts: CoverageCounts
  coverage_days: CoverageDays
  coverage_deltas: CoverageDeltas
  coverage_denominators: CoverageDenominators
  coverage_pending: CoveragePending
  coverage_targets: CoverageTargets
  coverage_tolerances: CoverageTolerances
  credited_lines: CreditedLines
  duplicate_pairs: DuplicatePairs
  election_officers: ElectionOfficers
  election_posts: ElectionPosts
  elections: Elections
  employer_changes: EmployerChanges
  employers: Employers
  entries: Entries
  finance_tasks: FinanceTasks
  gift_draws: GiftDraws
  gift_neighbours: GiftNeighbours
  gift_people: GiftPeople
  gift_shares: GiftShares
  gifts: Gifts
  grant_ends: GrantEnds
  grants: Grants
  held_grants: HeldGrants
  identities: Identities
  identity_conflicts: IdentityConflicts
  import_chunks: ImportChunks
  import_mappings: ImportMappings
  import_preparations: ImportPreparations
  import_preview_rows: ImportPreviewRows
  import_repairs: ImportRepairs
  import_rows: ImportRows
  imports: Imports
  inbound_calls: InboundCalls
  inbound_payments: InboundPayments
  job_schedules: JobSchedules
  jobs: Jobs
  key_marks: KeyMarks
  ledger_closings: LedgerClosings
  migrations: Migrations
  organisations: Organisations
  outbound_calls: OutboundCalls
  outbox: Outbox
  paid_lines: PaidLines
  passkeys: Passkeys
  payers: Payers
  pending_transfers: PendingTransfers
  people: People
  person_change_requests: PersonChangeRequests
  person_changes: PersonChanges
  person_merges: PersonMerges
  person_statements: PersonStatements
  place_escalations: PlaceEscalations
  polling_stations: PollingStations
  programme_quotas: ProgrammeQuotas
  programmes: Programmes
  proposal_approvals: ProposalApprovals
  proposal_decisions: ProposalDecisions
  proposal_minutes: ProposalMinutes
  proposals: Proposals
  proposed_people: ProposedPeople
  protection_changes: ProtectionChanges
  protection_lapses: ProtectionLapses
  protections: Protections
  qr_codes: QrCodes
  quota_changes: QuotaChanges
  rate_cards: RateCards
  recovery_codes: RecoveryCodes
  recovery_returns: RecoveryReturns
  region_aliases: RegionAliases
  region_boundaries: RegionBoundaries
  region_changes: RegionChanges
  region_data_sets: RegionDataSets
  region_mappings: RegionMappings
  region_populations: RegionPopulations
  regions: Regions
  rosters: Rosters
  sessions: Sessions
  snap_tokens: SnapTokens
  statement_imports: StatementImports
  statement_lines: StatementLines
  submission_answers: SubmissionAnswers
  submission_people: SubmissionPeople
  submission_results: SubmissionResults
  submissions: Submissions
  training_mark: TrainingMark
  transfers: Transfers
  users: Users
  virtual_accounts: VirtualAccounts
  work_mark: WorkMark
}
