-- Places in a programme, village by village, and who is proposed for them. A proposal rests on the minutes of a village meeting; the next
-- level decides on each person, and whoever is approved is protected in the same transaction, as long as nobody else pays for him.

create table programme_quotas (
  programme_id uuid not null references programmes,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  places integer not null check (places >= 0),
  filled integer not null default 0,
  set_at timestamptz not null default clock_timestamp(),
  primary key (programme_id, region_code),
  constraint places_are_never_overfilled check (filled between 0 and places)
);
create index programme_quotas_by_region on programme_quotas (region_code);
comment on table programme_quotas is 'by region: how many places of a programme a village or other region has, and how many are filled.';

create table quota_changes (
  id bigint generated always as identity primary key,
  programme_id uuid not null references programmes,
  region_code bigint not null,
  places_before integer not null,
  places_after integer not null,
  moved_with bigint,
  reason text not null check (length(reason) between 1 and 500),
  changed_by text,
  changed_at timestamptz not null default clock_timestamp()
);
create index quota_changes_by_programme on quota_changes (programme_id, region_code);
comment on table quota_changes is 'history: each change of the places of a region. Rows are added, never changed.';
comment on column quota_changes.moved_with is 'The other region when places were moved.';

create table proposals (
  id uuid primary key default gen_random_uuid(),
  programme_id uuid not null references programmes,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  organisation_id uuid,
  import_id uuid,
  minutes_number text not null check (length(minutes_number) between 1 and 100),
  minutes_on date not null,
  state text not null default 'submitted' check (state in ('submitted', 'withdrawn')),
  proposed_by text not null,
  submitted_at timestamptz not null,
  ended_at timestamptz,
  ended_because text
);
create index proposals_by_programme on proposals (programme_id, region_code, submitted_at);
create index proposals_by_region on proposals (region_code, submitted_at);
comment on table proposals is 'by region: people whom the meeting of a village proposes for a programme, with its minutes.';
comment on column proposals.proposed_by is 'user:<id>, api-key:<id> or system: whoever proposed does not decide.';

create table proposed_people (
  proposal_id uuid not null references proposals,
  programme_id uuid not null references programmes,
  person_id bigint not null references people,
  place integer not null check (place > 0),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'refused', 'waiting', 'withdrawn')),
  because text check (because ~ '^[a-z][a-z-]*$'),
  decided_by text,
  decided_at timestamptz,
  seconded_by text,
  primary key (proposal_id, person_id),
  constraint a_refusal_has_its_reason check (state <> 'refused' or because is not null),
  constraint what_is_decided_says_by_whom check ((state in ('approved', 'refused')) = (decided_at is not null))
);
create unique index one_place_per_person_and_programme on proposed_people (programme_id, person_id)
  where state in ('proposed', 'approved', 'waiting');
create index proposed_people_by_person on proposed_people (person_id);
comment on table proposed_people is 'by region: who is proposed, in the order of the meeting, and what became of it.';
comment on column proposed_people.because is 'Why refused or waiting: rule-age, covered, deceased, no-place, by-decision…';
comment on column proposed_people.seconded_by is 'The second pair of eyes, where the list is longer than one may decide alone.';

create table proposal_approvals (
  proposal_id uuid not null references proposals,
  approver text not null,
  approved_at timestamptz not null default clock_timestamp(),
  primary key (proposal_id, approver)
);
comment on table proposal_approvals is 'history: who agreed to a proposal that needs two pairs of eyes; the second one makes it happen.';

-- Who of these people somebody pays for already in one of the months. It does not say who pays.
create function covered_people(wanted bigint[], span daterange, programmes int4range) returns setof bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select distinct c.person_id from protections c
  where c.person_id = any (wanted) and c.segment = 'BPU' and c.months && span and c.programmes && covered_people.programmes;
end;
comment on function covered_people is 'People whom somebody protects in one of the months already, whoever it is.';
revoke execute on function covered_people from public;
grant execute on function covered_people to payung_app;

alter table programme_quotas enable row level security;
alter table programme_quotas force row level security;
create policy programme_quotas_in_scope on programme_quotas using (
  (select scope_gate()) = 'system' or region_code between (select scope_first()) and (select scope_last())
  or programme_id in (select g.id from programmes g where g.organisation_id = (select scope_organisation())));

alter table quota_changes enable row level security;
alter table quota_changes force row level security;
create policy quota_changes_in_scope on quota_changes using (
  (select scope_gate()) = 'system' or region_code between (select scope_first()) and (select scope_last())
  or programme_id in (select g.id from programmes g where g.organisation_id = (select scope_organisation())));

alter table proposals enable row level security;
alter table proposals force row level security;
create policy proposals_in_scope on proposals using (
  (select scope_gate()) in ('matching', 'system') or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation())
  or programme_id in (select g.id from programmes g where g.organisation_id = (select scope_organisation())));

alter table proposed_people enable row level security;
alter table proposed_people force row level security;
create policy proposed_people_of_proposals_in_scope on proposed_people
  using ((select scope_gate()) in ('matching', 'system') or proposal_id in (select p.id from proposals p));

alter table proposal_approvals enable row level security;
alter table proposal_approvals force row level security;
create policy proposal_approvals_of_proposals_in_scope on proposal_approvals
  using ((select scope_gate()) = 'system' or proposal_id in (select p.id from proposals p));

grant select, insert on programme_quotas, quota_changes, proposals, proposed_people, proposal_approvals to payung_app;
grant update (places, filled, set_at) on programme_quotas to payung_app;
grant update (state, ended_at, ended_because) on proposals to payung_app;
grant update (state, because, decided_by, decided_at, seconded_by) on proposed_people to payung_app;
