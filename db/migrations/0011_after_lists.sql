-- What mergings, corrected numbers and lists that have ended leave behind.

-- Who stands for a row: itself, or the row it was merged into, however often that was merged in turn. Whoever asks then reads people
-- in his own scope, and sees nobody outside it.
create function standing_person(person bigint) returns bigint
  language plpgsql stable
as $$
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
  standing_id bigint := person;
  next_id bigint;
begin
  perform set_config('app.gate', 'matching', true);
  loop
    next_id := (select p.merged_into from people p where p.id = standing_id);
    exit when next_id is null;
    standing_id := next_id;
  end loop;
  perform set_config('app.gate', gate_before, true);
  return standing_id;
end $$;
comment on function standing_person is 'The number of the row that stands for a row of people since duplicates were merged; its own when it was not.';
create index people_merged on people (merged_into) where merged_into is not null;

-- Search by name: the sound of a merged row leads to the row that stands for it.
create or replace function people_sounding(keys text[], region_first bigint, region_last bigint, organisation uuid, most integer)
  returns setof bigint language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  return query execute
    'select case when merged_into is null then id else standing_person(id) end from people where name_keys @> $1
       and (residence_region between $2 and $3 or work_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
  return query execute
    'select person_id from person_statements where name_keys @> $1
       and (residence_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
end $$;

alter table imports
  add column compared_at timestamptz,
  add column file_removed_at timestamptz,
  add constraint a_file_that_is_gone_has_no_key check (file_removed_at is null or sealed_key is null);
comment on column imports.compared_at is 'When the people it brought were compared with the registry; a server does so for lists that have ended.';
comment on column imports.file_removed_at is 'When the stored file was deleted, long after the list had ended.';
create index imports_not_compared on imports (finished_at) where state = 'done' and compared_at is null;
create index imports_with_file on imports (created_at) where file_removed_at is null;

-- A number asked for one person that is another's is a pair to be looked at; those that were found before are pairs from now on.
insert into duplicate_pairs (person_a, person_b, band, score, reasons, found_at)
  select least(person_id, other_person_id), greatest(person_id, other_person_id), 'perhaps', 13.28771,
    '[{"field": "nik", "level": "claimed", "bits": 13.28771}]', min(found_at)
  from identity_conflicts group by 1, 2
  on conflict (person_a, person_b) do nothing;

-- What a preview shows of a row, kept with it: looking at a page of it opens no file.
alter table import_preview_rows
  add column sealed bytea,
  add column preview_key text not null generated always as (import_id || '.' || row_number) stored;
comment on column import_preview_rows.sealed is 'encrypted: name and cells of the row as a page may show them; null: they stand in the file only.';
create unique index import_preview_rows_by_key on import_preview_rows (preview_key, import_id);
create policy import_preview_rows_are_read_for_new_keys on import_preview_rows for select to current_user using (true);
create policy import_preview_rows_are_written_for_new_keys on import_preview_rows for update to current_user using (true);
