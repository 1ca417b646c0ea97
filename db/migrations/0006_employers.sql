-- Employers as lists and offices tell of them. One row is one place of work (pusat or cabang) as one organisation knows it: what the
-- labour office was reported (WLKP) and what BPJS Ketenagakerjaan registers stand side by side, and comparing them is the point.
--
-- The numbers are unique for each keeper only, so that no key tells an organisation that another knows an employer. They are those of
-- companies, not of persons, and stand in clear; an NPWP that is somebody's NIK is not kept (src/modules/employers/row).

create table employers (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid,
  import_id uuid,
  import_row integer check (import_row > 0),
  name text not null check (name <> '' and length(name) <= 255),
  name_key text not null check (name_key <> ''),
  npp text check (npp ~ '^[0-9A-Z]{6,13}$'),
  nib text check (nib ~ '^[0-9]{13}$'),
  npwp text check (npwp ~ '^([0-9]{15,16}|[0-9]{22})$'),
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  address text,
  kbli text check (kbli ~ '^[0-9]{2,5}$'),
  size text check (size in ('micro', 'small', 'medium', 'large')),
  men_count integer check (men_count >= 0),
  women_count integer check (women_count >= 0),
  foreign_count integer check (foreign_count >= 0),
  registered_count integer check (registered_count >= 0),
  wages bigint check (wages >= 0),
  reported_on date,
  recorded_at timestamptz not null
);
-- An employer is found again by its best number; a weaker one decides only where there is no better.
create unique index one_npp_per_keeper on employers (organisation_id, npp) nulls not distinct where npp is not null;
create unique index one_nib_per_keeper_and_regency on employers (organisation_id, nib, (region_code / 1000000)) nulls not distinct
  where nib is not null and npp is null;
create unique index one_npwp_per_keeper_and_regency on employers (organisation_id, npwp, (region_code / 1000000)) nulls not distinct
  where npwp is not null and nib is null and npp is null;
create unique index one_name_per_keeper_and_region on employers (organisation_id, name_key, region_code) nulls not distinct
  where npwp is null and nib is null and npp is null;
create index employers_by_region on employers (region_code);
create index employers_by_nib on employers (nib) where nib is not null;
create index employers_by_npp on employers (npp) where npp is not null;
create index employers_by_npwp on employers (npwp) where npwp is not null;
create index employers_by_name on employers (name_key text_pattern_ops);
create index employers_by_import on employers (import_id) where import_id is not null;
comment on table employers is 'reference: one place of work as one organisation knows it.';
comment on column employers.organisation_id is 'Who keeps the row; null when it came by the command line of the installation itself.';
comment on column employers.name_key is 'The name without its legal form, marks and blanks: PT. Maju Jaya and MAJU JAYA, PT are one.';
comment on column employers.kbli is 'KBLI code of 2 to 5 digits; its first two are in src/modules/employers/kbli.ts.';
comment on column employers.men_count is 'Workers, men; with women_count all there are, foreigners among them.';
comment on column employers.registered_count is 'How many of them the source says are registered with BPJS Ketenagakerjaan.';
comment on column employers.wages is 'rupiah a month, all workers together.';
comment on column employers.reported_on is 'Day of the labour report (WLKP) these figures come from.';

create table employer_changes (
  id bigint generated always as identity primary key,
  employer_id uuid not null,
  organisation_id uuid,
  import_id uuid,
  cause text not null check (cause in ('import', 'form', 'undo')),
  changes jsonb not null,
  row_before jsonb not null,
  reason text,
  changed_at timestamptz not null
);
create index employer_changes_by_employer on employer_changes (employer_id, id);
create index employer_changes_by_import on employer_changes (import_id) where import_id is not null;
comment on table employer_changes is 'history: each change of an employer with what stood there before. Rows are added, never changed.';
comment on column employer_changes.changes is 'field → [before, after].';
comment on column employer_changes.row_before is 'The columns as they were, to put them back when a list is taken back.';

alter table employers enable row level security;
alter table employers force row level security;
create policy employers_in_scope on employers for select using (
  (select scope_gate()) in ('matching', 'system')
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));
create policy employers_are_written_by_their_keeper on employers for insert
  with check ((select scope_gate()) = 'system' or organisation_id = (select scope_organisation()));
create policy employers_are_changed_by_their_keeper on employers for update
  using ((select scope_gate()) = 'system' or organisation_id = (select scope_organisation()));
create policy employers_are_taken_back_by_their_keeper on employers for delete
  using ((select scope_gate()) = 'system' or organisation_id = (select scope_organisation()));

alter table employer_changes enable row level security;
alter table employer_changes force row level security;
create policy employer_changes_in_scope on employer_changes for select
  using (exists (select from employers e where e.id = employer_id));
create policy employer_changes_are_written_by_their_maker on employer_changes for insert
  with check ((select scope_gate()) = 'system' or organisation_id = (select scope_organisation()));

-- A list can be taken back as long as nobody built on it.
grant select, insert, update, delete on employers to payung_app;
grant select, insert on employer_changes to payung_app;
