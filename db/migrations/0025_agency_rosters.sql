-- The monthly report of an agency about those it pays for, and the officers of an election: posts that follow from districts, villages and
-- polling stations, who holds each of them, and from which day to which.

create table agency_months (
  roster_id uuid not null references rosters,
  month date not null check (extract(day from month) = 1),
  state text not null default 'draft' check (state in ('draft', 'sent')),
  round integer not null default 1 check (round > 0),
  person_count integer check (person_count >= 0),
  pay_total bigint check (pay_total >= 0),
  contribution bigint check (contribution >= 0),
  due_on date,
  sent_at timestamptz,
  sent_by text,
  primary key (roster_id, month),
  constraint a_sent_month_has_its_sums
    check ((state = 'sent') = (num_nulls(person_count, pay_total, contribution, due_on, sent_at, sent_by) = 0))
);
comment on table agency_months is 'by payer: the report of one month about a roster. While it is sent, nobody joins the roster in that month.';
comment on column agency_months.round is 'Grows each time a sent month is opened again.';
comment on column agency_months.due_on is 'Until when it was in time: the day the bill of the month falls due.';

create table agency_month_changes (
  roster_id uuid not null,
  month date not null,
  round integer not null check (round > 0),
  person_id bigint not null references people,
  kind text not null check (kind in ('joined', 'left', 'pay-changed')),
  pay bigint check (pay >= 0),
  cause text check (cause ~ '^[a-z][a-z-]*$'),
  noted_by text not null,
  primary key (roster_id, month, round, person_id),
  foreign key (roster_id, month) references agency_months,
  constraint a_leaver_has_a_cause check ((kind = 'left') = (cause is not null)),
  constraint whoever_stays_has_a_pay check ((kind = 'left') = (pay is null))
);
create index agency_month_changes_by_person on agency_month_changes (person_id);
comment on table agency_month_changes is 'by payer: what a month differs in from the one before; a draft until the month is sent.';

create table agency_month_events (
  id bigint generated always as identity primary key,
  roster_id uuid not null,
  month date not null,
  kind text not null check (kind in ('sent', 'reopened')),
  person_count integer not null,
  contribution bigint not null,
  is_late boolean not null,
  reason text check (length(reason) between 1 and 500),
  done_by text not null,
  done_at timestamptz not null default clock_timestamp(),
  foreign key (roster_id, month) references agency_months,
  constraint whoever_opens_a_month_says_why check ((kind = 'reopened') = (reason is not null))
);
create index agency_month_events_by_month on agency_month_events (roster_id, month);
comment on table agency_month_events is 'history: each time a month was sent or opened again. Rows are added, never changed.';

-- A sent month is final whatever door a joiner comes by. Its name comes after the trigger that locks the roster: whoever comes while the
-- month is being sent waits there, and then finds it sent.
create function refuse_joining_a_sent_month() returns trigger language plpgsql as $$
begin
  if exists (select from added p join agency_months m on m.roster_id = p.roster_id and m.state = 'sent' and p.months @> m.month) then
    raise exception 'a month of this roster is sent' using errcode = '23514', constraint = 'a_sent_month_takes_nobody_in';
  end if;
  return null;
end $$;
create trigger rosters_then_sent_months_refuse after insert on protections
  referencing new table as added for each statement execute function refuse_joining_a_sent_month();

create table elections (
  id uuid primary key references rosters,
  payer_id uuid not null references payers,
  name text not null check (length(name) between 1 and 200),
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  organisation_id uuid,
  voted_on date not null,
  rule text not null check (rule ~ '^[a-z0-9-]+$'),
  roles jsonb not null check (jsonb_typeof(roles) = 'array'),
  programmes int4range not null check (programmes <@ int4range(0, 5) and not isempty(programmes)),
  income bigint not null check (income > 0),
  legal_basis text not null check (length(legal_basis) between 1 and 200),
  recorded_at timestamptz not null,
  constraint an_election_is_named_once_per_payer unique (payer_id, name)
);
create index elections_by_region on elections (region_code);
create index elections_by_organisation on elections (organisation_id) where organisation_id is not null;
comment on table elections is 'reference, by payer: an election with the rule that its posts follow from. Its roster has the same number.';
comment on column elections.roles is '[{role, per, seats, beginsOn, lastOn, law, article, confidence, checkedOn}]: the rule as it was when the election was recorded.';
comment on column elections.income is 'rupiah a month that every officer is insured on.';

create table polling_stations (
  election_id uuid not null references elections,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  station_count integer not null check (station_count between 0 and 2000),
  source text not null check (length(source) between 1 and 300),
  set_at timestamptz not null default clock_timestamp(),
  primary key (election_id, region_code)
);
create index polling_stations_by_region on polling_stations (region_code);
comment on table polling_stations is 'by region: how many polling stations (TPS) a village has in an election.';

create table election_posts (
  id bigint generated always as identity primary key,
  election_id uuid not null references elections,
  role text not null check (role ~ '^[a-z][a-z-]*$'),
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  station integer check (station > 0),
  seat integer not null check (seat > 0),
  begins_on date not null,
  last_on date not null,
  constraint a_service_ends_after_it_begins check (last_on >= begins_on),
  constraint one_post_per_seat unique nulls not distinct (election_id, region_code, station, role, seat)
);
comment on table election_posts is 'by region: one place for one officer, with the days he serves.';

create table election_officers (
  id bigint generated always as identity primary key,
  post_id bigint not null references election_posts,
  election_id uuid not null references elections,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  person_id bigint not null references people,
  days daterange not null check (not lower_inf(days) and not upper_inf(days)),
  ended_because text check (length(ended_because) between 1 and 500),
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint one_officer_per_post_and_day exclude using gist (post_id with =, days with &&),
  constraint one_post_per_officer_and_day exclude using gist (person_id with =, election_id with =, days with &&)
);
create index election_officers_by_election on election_officers (election_id, region_code);
comment on table election_officers is 'by region: who holds a post, from his first day to before the day after his last. Empty: never served.';

alter table agency_months enable row level security;
alter table agency_months force row level security;
create policy agency_months_of_rosters_in_scope on agency_months
  using ((select scope_gate()) in ('matching', 'system') or roster_id in (select r.id from rosters r));

alter table agency_month_changes enable row level security;
alter table agency_month_changes force row level security;
create policy agency_month_changes_of_rosters_in_scope on agency_month_changes
  using ((select scope_gate()) = 'system' or roster_id in (select r.id from rosters r));

alter table agency_month_events enable row level security;
alter table agency_month_events force row level security;
create policy agency_month_events_of_rosters_in_scope on agency_month_events
  using ((select scope_gate()) = 'system' or roster_id in (select r.id from rosters r));

alter table elections enable row level security;
alter table elections force row level security;
create policy elections_in_scope on elections using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));
-- An office below fills the posts of its own region.
create policy elections_above_are_seen on elections for select
  using (region_covers(region_code, (select scope_first()), (select scope_last())));

alter table polling_stations enable row level security;
alter table polling_stations force row level security;
create policy polling_stations_in_scope on polling_stations using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or election_id in (select e.id from elections e where e.organisation_id = (select scope_organisation())));

alter table election_posts enable row level security;
alter table election_posts force row level security;
create policy election_posts_in_scope on election_posts using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or election_id in (select e.id from elections e where e.organisation_id = (select scope_organisation())));

alter table election_officers enable row level security;
alter table election_officers force row level security;
create policy election_officers_in_scope on election_officers using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or election_id in (select e.id from elections e where e.organisation_id = (select scope_organisation())));

grant select, insert on agency_months, agency_month_changes, agency_month_events, elections, polling_stations, election_posts,
  election_officers to payung_app;
grant update (state, round, person_count, pay_total, contribution, due_on, sent_at, sent_by) on agency_months to payung_app;
grant update (kind, pay, cause, noted_by), delete on agency_month_changes to payung_app;
grant update (station_count, source, set_at) on polling_stations to payung_app;
grant delete on election_posts to payung_app;
grant update (days, ended_because) on election_officers to payung_app;
