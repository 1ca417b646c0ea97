-- Two rows that may be one human being: pairs that were found, what somebody who looked at them decided, and the merging of rows.

-- How pairs are found: by birth date; by the sounds of the first two words with a birth date; by village and one of those sounds. The
-- index by village alone is the beginning of a longer one.
create index people_by_birth_date on people (born_on) where merged_into is null;
create index people_by_sound_and_birth on people ((name_keys[1]), (name_keys[2]), born_on) where merged_into is null;
create index people_by_residence_and_sound on people (residence_region, (name_keys[1]));
create index people_by_residence_and_second_sound on people (residence_region, (name_keys[2])) where name_keys[2] is not null;
drop index people_by_residence;

create table duplicate_pairs (
  person_a bigint not null,
  person_b bigint not null,
  band text not null check (band in ('same', 'perhaps')),
  score real not null,
  reasons jsonb not null,
  found_at timestamptz not null,
  decided text check (decided in ('same', 'different')),
  decided_at timestamptz,
  decided_by uuid,
  decided_because text,
  primary key (person_a, person_b),
  constraint a_pair_names_the_lower_number_first check (person_a < person_b),
  constraint a_decision_has_its_day check ((decided is null) = (decided_at is null)),
  constraint a_decision_has_its_reason check ((decided is null) = (decided_because is null))
);
create index duplicate_pairs_by_second_person on duplicate_pairs (person_b);
create index duplicate_pairs_by_score on duplicate_pairs (score desc, person_a, person_b);
comment on table duplicate_pairs is 'by person (the lower number): two rows that may be one human being, with the reasons.';
comment on column duplicate_pairs.score is 'Bits for one person, the sum of the reasons (src/modules/people/matching/weights.ts).';
comment on column duplicate_pairs.reasons is '[{field, level, bits}], heaviest first: no value of either row.';
comment on column duplicate_pairs.decided_by is 'A user; null when the command line of the installation decided.';

create table person_merges (
  id uuid primary key default gen_random_uuid(),
  kept_id bigint not null,
  lost_id bigint not null,
  organisation_id uuid,
  user_id uuid,
  reason text not null check (reason <> ''),
  merged_at timestamptz not null,
  change_ids bigint[] not null check (cardinality(change_ids) = 2),
  moved_identities bytea[] not null,
  moved_statements uuid[] not null,
  made_statements uuid[] not null,
  statement_count integer not null check (statement_count >= 0),
  unmerged_at timestamptz,
  unmerged_by uuid,
  unmerged_because text,
  unmerge_change_ids bigint[],
  constraint two_rows_are_merged check (kept_id <> lost_id),
  constraint an_unmerging_has_its_reason check ((unmerged_at is null) = (unmerged_because is null))
);
create unique index one_merge_per_lost_person on person_merges (lost_id) where unmerged_at is null;
create index person_merges_by_kept_person on person_merges (kept_id);
comment on table person_merges is 'by person (kept_id): which row stands for which, who said so, and what moved, so that it can be put back.';
comment on column person_merges.change_ids is 'The entries of person_changes that this merging made: of the kept row, then of the lost one.';
comment on column person_merges.moved_identities is 'Blind indexes that named the lost row and name the kept one since.';
comment on column person_merges.moved_statements is 'Organisations whose words about the lost row stand beside the kept one since.';
comment on column person_merges.made_statements is 'Organisations that kept the lost row themselves and read their own words beside the kept one since.';
comment on column person_merges.statement_count is 'Statements beside the kept row when the merging was done: one more since means that somebody built on it.';

-- A list that found the lost row just before it was merged would write where nobody reads. It is refused here and merges again.
create function refuse_change_of_merged_person() returns trigger language plpgsql as $$
begin
  raise exception 'this row was merged into another' using errcode = 'check_violation',
    constraint = 'a_merged_person_is_not_changed', table = 'people';
end $$;
create trigger a_merged_person_is_not_changed before update on people for each row
  when (old.merged_into is not null and new.merged_into is not null and old.stated_mark <> new.stated_mark)
  execute function refuse_change_of_merged_person();

-- Both tables are seen by who sees both people, and written inside the gate that sees everybody.
alter table duplicate_pairs enable row level security;
alter table duplicate_pairs force row level security;
create policy duplicate_pairs_of_people_in_sight on duplicate_pairs using (
  (select scope_gate()) in ('matching', 'system')
  or (exists (select from people p where p.id = person_a) and exists (select from people p where p.id = person_b)));
create policy duplicate_pairs_are_found_by_matching on duplicate_pairs as restrictive for insert
  with check ((select scope_gate()) in ('matching', 'system'));
create policy duplicate_pairs_are_decided_by_matching on duplicate_pairs as restrictive for update
  using ((select scope_gate()) in ('matching', 'system'));
create policy duplicate_pairs_are_dropped_by_matching on duplicate_pairs as restrictive for delete
  using ((select scope_gate()) in ('matching', 'system'));

alter table person_merges enable row level security;
alter table person_merges force row level security;
create policy person_merges_of_people_in_sight on person_merges using (
  (select scope_gate()) in ('matching', 'system')
  or (exists (select from people p where p.id = kept_id) and exists (select from people p where p.id = lost_id)));
create policy person_merges_are_written_by_matching on person_merges as restrictive for insert
  with check ((select scope_gate()) in ('matching', 'system'));
create policy person_merges_are_ended_by_matching on person_merges as restrictive for update
  using ((select scope_gate()) in ('matching', 'system'));

grant select, insert, update, delete on duplicate_pairs to payung_app;
grant select, insert on person_merges to payung_app;
grant update (unmerged_at, unmerged_by, unmerged_because, unmerge_change_ids) on person_merges to payung_app;
