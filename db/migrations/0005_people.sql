-- The people of the region, as lists and forms tell of them, and the lists themselves.
--
-- One row of `people` is one human being, kept by the organisation that told of him first. What another organisation says of him
-- stands in `person_statements`, so that it reads its own words and never learns that somebody else knows him. Who he is by number
-- stands in `identities`, which only the gate `matching` reads: a unique key there must not answer the question "is he known?".

-- The scope of a request, once per statement instead of once per row: policies ask `(select scope_first())`.
create function scope_first() returns bigint language sql stable
  return nullif(current_setting('app.region_first', true), '')::bigint;
create function scope_last() returns bigint language sql stable
  return nullif(current_setting('app.region_last', true), '')::bigint;
create function scope_organisation() returns uuid language sql stable
  return nullif(current_setting('app.organisation_id', true), '')::uuid;

-- Numbers of people come in blocks of 1,000, so that a row's number, which its encrypted fields are bound to, is known before it is
-- written and a list of a million asks a thousand times.
create sequence person_number_blocks;
comment on sequence person_number_blocks is 'Block n holds the numbers 1,000 n … 1,000 n + 999.';

create table people (
  id bigint primary key,
  organisation_id uuid,
  import_id uuid,
  import_row integer check (import_row > 0),
  name text not null check (name <> '' and length(name) <= 300),
  name_keys text[] not null,
  sex text check (sex in ('male', 'female')),
  born_on date,
  birth_place text,
  residence_region bigint not null check (residence_region between 1100000000 and 9999999999),
  work_region bigint check (work_region between 1100000000 and 9999999999),
  address text,
  rt text,
  rw text,
  hamlet text,
  occupation text,
  occupation_second text,
  occupation_code text,
  work_location text,
  work_start text,
  work_end text,
  marital_status text check (marital_status in ('not-married', 'married', 'divorced', 'widowed')),
  segment text not null check (segment in ('PU', 'BPU', 'JAKON', 'PMI')),
  income bigint check (income >= 0),
  groups text[] not null default '{}',
  decile smallint check (decile between 1 and 10),
  decile_source text,
  decile_on date,
  heir_relation text,
  living_status text check (living_status in ('living', 'deceased', 'moved', 'missing')),
  living_status_on date,
  phone_index bytea check (length(phone_index) = 32),
  kpj_index bytea check (length(kpj_index) = 32),
  family_index bytea check (length(family_index) = 32),
  sealed bytea not null,
  stated_mark bytea not null check (length(stated_mark) = 16),
  recorded_at timestamptz not null,
  merged_into bigint,
  constraint nobody_is_merged_into_himself check (merged_into <> id),
  constraint a_decile_has_its_source check (decile is null or decile_source is not null)
);
create index people_by_residence on people (residence_region);
create index people_by_import on people (import_id);
create index people_by_name on people using gin (name_keys);
create index people_by_work_region on people (work_region) where work_region is not null;
create index people_by_organisation on people (organisation_id, id);
create index people_by_phone on people (phone_index) where phone_index is not null;
create index people_by_kpj on people (kpj_index) where kpj_index is not null;
create index people_by_family on people (family_index) where family_index is not null;
comment on table people is 'by person: one row for each human being, as the organisation that keeps the row told of him.';
comment on column people.organisation_id is 'Who keeps the row; null when it came by the command line of the installation itself.';
comment on column people.name_keys is 'How the words of the name sound, for search and for finding duplicates (src/modules/people/matching).';
comment on column people.import_row is 'The row of that list, as the user''s own program numbers it.';
comment on column people.living_status is 'Null: nobody has said.';
comment on column people.income is 'rupiah a month.';
comment on column people.sealed is 'encrypted: NIK, phone, e-mail, KPJ, family card, mother, heir with phone, as one JSON object.';
comment on column people.stated_mark is 'keyed mark of the row as it was told: the same row again is known without opening it.';
comment on column people.merged_into is 'The row that stands for this one since a duplicate was found; null for everybody else.';

create table identities (
  value_index bytea not null check (length(value_index) = 32),
  kind text not null check (kind in ('NIK', 'PASSPORT')),
  person_id bigint not null,
  import_id uuid,
  recorded_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  constraint an_end_has_its_reason check ((ended_at is null) = (ended_because is null))
);
create unique index one_person_per_identity on identities (value_index) where ended_at is null;
create index identities_by_person on identities (person_id);
comment on table identities is 'by identity: who a NIK or passport belongs to, by blind index. A corrected number ends its row and begins another.';

create table person_statements (
  person_id bigint not null,
  organisation_id uuid not null,
  import_id uuid,
  name text not null check (name <> '' and length(name) <= 300),
  name_keys text[] not null,
  residence_region bigint not null check (residence_region between 1100000000 and 9999999999),
  stated jsonb not null,
  sealed bytea not null,
  stated_mark bytea not null check (length(stated_mark) = 16),
  statement_key text not null generated always as (person_id || '.' || organisation_id) stored,
  recorded_at timestamptz not null,
  primary key (person_id, organisation_id)
);
create unique index person_statements_by_key on person_statements (statement_key);
create index person_statements_by_residence on person_statements (residence_region);
create index person_statements_by_import on person_statements (import_id);
create index person_statements_by_name on person_statements using gin (name_keys);
comment on table person_statements is 'by person: what an organisation says of somebody whose row another keeps. It reads this, not that.';
comment on column person_statements.stated is 'The columns of people that are not encrypted, as told.';
comment on column person_statements.sealed is 'encrypted: the same object as people.sealed, as told.';

create sequence person_change_numbers;

create table person_changes (
  id bigint primary key,
  person_id bigint not null,
  organisation_id uuid,
  import_id uuid,
  cause text not null check (cause in ('import', 'statement', 'form', 'request', 'identity', 'merge', 'unmerge', 'undo')),
  changes jsonb not null,
  row_before jsonb,
  sealed_before bytea,
  stated_mark_before bytea,
  changed_at timestamptz not null
);
create index person_changes_by_person on person_changes (person_id, id);
create index person_changes_by_import on person_changes (import_id) where import_id is not null;
comment on table person_changes is 'history by person: each change with what stood there before. Rows are added, never changed.';
comment on column person_changes.changes is 'field → [before, after]; an encrypted field only says that it changed.';
comment on column person_changes.row_before is 'The open columns as they were, to put them back when a list is taken back.';
comment on column person_changes.sealed_before is 'encrypted: what stood in `sealed` before.';

create table imports (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid,
  user_id uuid,
  purpose text not null check (purpose <> '' and length(purpose) <= 64),
  region_code bigint not null check (region_code = 0 or region_code between 1100000000 and 9999999999),
  file_name text not null check (length(file_name) <= 200),
  file_sha256 bytea not null check (length(file_sha256) = 32),
  byte_count bigint not null check (byte_count >= 0),
  sealed_key bytea,
  mapping jsonb not null default '{}',
  reading jsonb not null default '{}',
  state text not null check (state in ('stored', 'running', 'done', 'cancelled', 'undone', 'refused')),
  rows_read integer not null default 0,
  accepted integer not null default 0,
  refused integer not null default 0,
  held integer not null default 0,
  duplicates integer not null default 0,
  outcomes jsonb not null default '{}',
  created_at timestamptz not null,
  alive_at timestamptz,
  finished_at timestamptz,
  seconds double precision,
  undone_at timestamptz,
  undone_because text,
  constraint every_row_is_accounted_for check (rows_read = accepted + refused + held + duplicates),
  constraint an_undoing_has_its_reason check ((undone_at is null) = (undone_because is null))
);
create index imports_by_organisation on imports (organisation_id, created_at);
create index imports_by_file on imports (file_sha256);
comment on table imports is 'by organisation: every list that was handed in, what became of its rows, and how far it is.';
comment on column imports.sealed_key is 'encrypted: key of the stored file; without it the file is noise.';
comment on column imports.rows_read is 'Rows whose fate is decided and committed; a run that was cut off goes on after them.';
comment on column imports.outcomes is 'code → rows it was said of.';
comment on column imports.alive_at is 'When the run last said that it is alive.';

create table import_rows (
  import_id uuid not null references imports,
  row_number integer not null check (row_number > 0),
  fate text not null check (fate in ('accepted', 'refused', 'held', 'duplicate')),
  outcomes jsonb not null,
  person_id bigint,
  value_index bytea,
  primary key (import_id, row_number)
);
comment on table import_rows is 'by import: rows there is something to say about. A row that is neither here nor among the known rows of its chunk was accepted without a word.';
create index import_rows_held_by_identity on import_rows (import_id, value_index) where value_index is not null;
comment on column import_rows.value_index is 'Of a NIK that this list gives to two people: no later row of it may have it either.';
comment on column import_rows.outcomes is '[{code, field, …}]: no value of the row itself, which stands in the sealed file only.';

create table import_chunks (
  import_id uuid not null references imports,
  first_row integer not null check (first_row > 0),
  last_row integer not null,
  row_count integer not null check (row_count > 0),
  known_rows int4multirange not null,
  committed_at timestamptz not null default clock_timestamp(),
  primary key (import_id, first_row),
  constraint a_chunk_ends_after_it_begins check (last_row >= first_row)
);
comment on table import_chunks is 'by import: how far a run came, one row for each commit.';
comment on column import_chunks.known_rows is 'Rows that told nothing new. They are not in import_rows: a list handed in again would fill it.';

create table import_mappings (
  organisation_id uuid not null,
  header_key bytea not null check (length(header_key) = 32),
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (organisation_id, header_key)
);
comment on table import_mappings is 'by organisation: which column meant what in a file with these headings, to be proposed the next time.';

-- Row-level security. `matching` is the gate through which lists find out whom they name; what it learns goes into no answer.
alter table people enable row level security;
alter table people force row level security;
create policy people_in_scope on people for select using (
  (select scope_gate()) in ('matching', 'system')
  or residence_region between (select scope_first()) and (select scope_last())
  or work_region between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));
create policy people_are_written_by_matching on people for insert
  with check ((select scope_gate()) in ('matching', 'system'));
create policy people_are_changed_by_matching on people for update
  using ((select scope_gate()) in ('matching', 'system'));
create policy people_are_taken_back_by_matching on people for delete
  using ((select scope_gate()) in ('matching', 'system'));

alter table identities enable row level security;
alter table identities force row level security;
create policy identities_at_the_gate on identities
  using ((select scope_gate()) in ('matching', 'system'));

alter table person_statements enable row level security;
alter table person_statements force row level security;
create policy person_statements_in_scope on person_statements using (
  (select scope_gate()) in ('matching', 'system')
  or residence_region between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));
create policy person_statements_are_written_by_matching on person_statements as restrictive for insert
  with check ((select scope_gate()) in ('matching', 'system'));

alter table person_changes enable row level security;
alter table person_changes force row level security;
create policy person_changes_in_scope on person_changes
  using ((select scope_gate()) in ('matching', 'system') or exists (select from people p where p.id = person_id));

alter table imports enable row level security;
alter table imports force row level security;
create policy imports_in_scope on imports
  using ((select scope_gate()) in ('matching', 'system') or organisation_id = (select scope_organisation())
    or region_code between (select scope_first()) and (select scope_last()));

alter table import_rows enable row level security;
alter table import_rows force row level security;
create policy import_rows_in_scope on import_rows
  using (exists (select from imports i where i.id = import_id));

alter table import_chunks enable row level security;
alter table import_chunks force row level security;
create policy import_chunks_in_scope on import_chunks
  using (exists (select from imports i where i.id = import_id));

alter table import_mappings enable row level security;
alter table import_mappings force row level security;
create policy import_mappings_of_ones_organisation on import_mappings
  using ((select scope_gate()) = 'system' or organisation_id = (select scope_organisation()));

-- Encrypted columns are re-encrypted by the owner of their tables, who may be no superuser.
create policy people_are_read_for_new_keys on people for select to current_user using (true);
create policy people_are_written_for_new_keys on people for update to current_user using (true);
create policy person_statements_are_read_for_new_keys on person_statements for select to current_user using (true);
create policy person_statements_are_written_for_new_keys on person_statements for update to current_user using (true);
create policy person_changes_are_read_for_new_keys on person_changes for select to current_user using (true);
create policy person_changes_are_written_for_new_keys on person_changes for update to current_user using (true);
create policy imports_are_read_for_new_keys on imports for select to current_user using (true);
create policy imports_are_written_for_new_keys on imports for update to current_user using (true);

-- Who a blind index belongs to, whether in sight or not; whoever asks then reads people in his own scope, and sees nobody outside it.
create function person_of_identity(index bytea) returns bigint
  language plpgsql stable
as $$
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
  found_id bigint;
begin
  perform set_config('app.gate', 'matching', true);
  found_id := (select i.person_id from identities i where i.value_index = person_of_identity.index and i.ended_at is null);
  perform set_config('app.gate', gate_before, true);
  return found_id;
end $$;
comment on function person_of_identity is 'The number of the person a NIK or passport belongs to, by blind index; null when nobody has it.';

-- Whose name sounds so, within a range of regions or of an organisation. The operators of arrays are not leakproof, so row-level security
-- keeps a request out of the index and reads everybody; the owner of the table finds the numbers, and the request reads those of them
-- that it may see. Planned for what was asked: a generic plan would not know how rare a sound is.
create function people_sounding(keys text[], region_first bigint, region_last bigint, organisation uuid, most integer)
  returns setof bigint language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query execute
    'select id from people where name_keys @> $1
       and (residence_region between $2 and $3 or work_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
  return query execute
    'select person_id from person_statements where name_keys @> $1
       and (residence_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
end $$;
comment on function people_sounding is 'Numbers of people whose name has all these sounds, for search in the caller''s own range; says nothing else.';
revoke execute on function people_sounding from public;
grant execute on function people_sounding to payung_app;

-- A list can be taken back as long as nobody built on it: that is the one deletion of people there is.
grant usage on sequence person_number_blocks, person_change_numbers to payung_app;
grant select, insert, update, delete on people, identities, person_statements to payung_app;
grant select, insert on person_changes to payung_app;
grant select, insert, update on imports to payung_app;
grant select, insert on import_chunks to payung_app;
grant select, insert, update on import_rows, import_mappings to payung_app;
