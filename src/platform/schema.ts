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

export type Timestamp = ColumnType<Date, Date | string, Date | string>

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
  row_number: number
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
  created_at: Timestamp
  duplicates: Generated<number>
  file_name: string
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

export interface RecoveryCodes {
  code_hash: Buffer
  created_at: Timestamp
  used_at: Timestamp | null
  user_id: string
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

export interface TrainingMark {
  marked_at: Timestamp
  only_one: Generated<boolean>
}

export interface Users {
  created_at: Timestamp
  disabled_at: Timestamp | null
  email: string
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

export interface DB {
  api_key_persons: ApiKeyPersons
  api_keys: ApiKeys
  attempt_counts: AttemptCounts
  audit_entries: AuditEntries
  audit_links: AuditLinks
  challenges: Challenges
  duplicate_pairs: DuplicatePairs
  employer_changes: EmployerChanges
  employers: Employers
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
  key_marks: KeyMarks
  migrations: Migrations
  organisations: Organisations
  passkeys: Passkeys
  people: People
  person_change_requests: PersonChangeRequests
  person_changes: PersonChanges
  person_merges: PersonMerges
  person_statements: PersonStatements
  recovery_codes: RecoveryCodes
  region_aliases: RegionAliases
  region_boundaries: RegionBoundaries
  region_changes: RegionChanges
  region_data_sets: RegionDataSets
  region_mappings: RegionMappings
  region_populations: RegionPopulations
  regions: Regions
  sessions: Sessions
  training_mark: TrainingMark
  users: Users
}
