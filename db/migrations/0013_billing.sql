-- Who pays for whom, month by month, and what is billed for it.
--
-- A roster is a list that one payer pays for under one set of conditions; a protection says that a person stands in it for a range of
-- months. Bills are made of protections by the pure rule of law: each distinct question is priced once on a rate card, and the lines of
-- a month, one for each protection, lie in a partition of their own, which is filled beside the table and then attached.

create extension if not exists btree_gist;

create table rosters (
  id uuid primary key default gen_random_uuid(),
  payer_id uuid not null references payers,
  kind text not null check (kind in ('employer', 'agency', 'programme', 'village', 'gift')),
  name text not null check (name <> '' and length(name) <= 200),
  organisation_id uuid,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  paid_from text not null check (paid_from in ('purse', 'gift')),
  conditions jsonb not null check (jsonb_typeof(conditions) = 'object'),
  version bigint not null default 1,
  recorded_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  constraint a_gift_has_its_own_purse check ((kind = 'gift') = (paid_from = 'gift'))
);
create index rosters_by_payer on rosters (payer_id);
create index rosters_by_region on rosters (region_code, id);
create index rosters_by_organisation on rosters (organisation_id) where organisation_id is not null;
comment on table rosters is 'by payer: whom one payer pays for, under conditions common to all of them.';
comment on column rosters.conditions is 'The part of the question of law that is the same for everybody: risk class, size and kind of employer, or payer and insured income.';
comment on column rosters.version is 'Grows with every change of the roster or its protections: a month billed at this version needs no second look.';

create table protections (
  id bigint generated always as identity primary key,
  roster_id uuid not null references rosters,
  payer_id uuid not null references payers,
  person_id bigint not null references people,
  months daterange not null,
  programmes int4range not null,
  segment text not null check (segment in ('PU', 'BPU')),
  wage bigint check (wage > 0),
  income bigint check (income >= 0),
  occupation_group text not null default 'other' check (occupation_group in ('transport', 'other')),
  ground text not null check (ground <> '' and length(ground) <= 200),
  recorded_at timestamptz not null default clock_timestamp(),
  ended_because text,
  constraint months_are_whole check (
    not lower_inf(months) and extract(day from lower(months)) = 1
    and (isempty(months) or upper_inf(months) or extract(day from upper(months)) = 1)),
  constraint programmes_are_of_the_law check (programmes <@ int4range(0, 5) and not isempty(programmes)),
  constraint a_wage_for_wage_earners_an_income_for_others check ((segment = 'PU') = (wage is not null) and (segment = 'BPU') = (income is not null)),
  -- The promise of the whole: nobody is paid for twice, whoever the payers are and whenever they come.
  constraint one_payer_per_worker_month exclude using gist (person_id with =, programmes with &&, months with &&) where (segment = 'BPU'),
  constraint one_row_per_roster_and_worker_month
    exclude using gist (person_id with =, roster_id with =, programmes with &&, months with &&) where (segment = 'PU')
);
create index protections_by_roster on protections (roster_id, person_id);
create index protections_by_person on protections (person_id);
comment on table protections is 'by person: that somebody stands in a roster, from the first day of a month to before the first day of another. Empty: taken back.';
comment on column protections.programmes is 'JKK 0, JKM 1, JHT 2, JP 3, JKP 4: a range, since the law opens them in this order.';
comment on column protections.ground is 'Why: the decree, the report, the gift.';

create table protection_changes (
  id bigint generated always as identity primary key,
  protection_id bigint not null references protections,
  roster_id uuid not null references rosters,
  kind text not null check (kind in ('ended', 'taken-back', 'changed')),
  months_before daterange not null,
  months_after daterange not null,
  reason text not null check (reason <> '' and length(reason) <= 1000),
  changed_by text,
  changed_at timestamptz not null default clock_timestamp()
);
create index protection_changes_by_protection on protection_changes (protection_id);
comment on table protection_changes is 'history: each shortening of a protection. Rows are added, never changed.';

-- Whatever changes what a roster would be billed makes its version grow, once for each statement.
create function grow_roster_version() returns trigger language plpgsql as $$
begin
  update rosters set version = version + 1 where id in (select distinct c.roster_id from changed c);
  return null;
end $$;
create trigger rosters_grow_by_new_protections after insert on protections
  referencing new table as changed for each statement execute function grow_roster_version();
create trigger rosters_grow_by_changed_protections after update on protections
  referencing new table as changed for each statement execute function grow_roster_version();

create table rate_cards (
  id bigint generated always as identity primary key,
  month date not null check (extract(day from month) = 1),
  law_version text not null,
  conditions jsonb not null,
  segment text not null,
  programmes int4range not null,
  pay bigint not null,
  occupation_group text not null,
  question jsonb not null,
  question_hash bytea not null check (octet_length(question_hash) = 32),
  lines jsonb not null,
  amount bigint not null check (amount >= 0),
  constraint one_card_per_question unique (month, question_hash, law_version)
);
create index rate_cards_by_pay on rate_cards (month, law_version, pay, segment);
comment on table rate_cards is 'reference: what the rule of law answers to one distinct question for one month, with article and confidence of each line.';
comment on column rate_cards.law_version is 'Hash of the law book that answered.';
comment on column rate_cards.lines is '[{programme, component, paidBy, amount, parameter, law, article, from, confidence}]';

create table bill_runs (
  id uuid primary key default gen_random_uuid(),
  month date not null check (extract(day from month) = 1),
  roster_id uuid references rosters,
  payer_id uuid references payers,
  region_first bigint not null,
  region_last bigint not null,
  organisation_id uuid,
  region_code bigint not null,
  law_version text not null,
  state text not null default 'running' check (state in ('running', 'done', 'failed')),
  is_fresh boolean not null default false,
  roster_count integer not null default 0,
  rosters_done integer not null default 0,
  after_roster uuid,
  bill_count integer not null default 0,
  line_count bigint not null default 0,
  total bigint not null default 0,
  unchanged_count integer not null default 0,
  adjustment_count integer not null default 0,
  seconds numeric(12, 3) not null default 0,
  failure text,
  started_at timestamptz not null default clock_timestamp(),
  alive_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create index bill_runs_by_month on bill_runs (month, started_at);
comment on table bill_runs is 'local: one resumable run over the rosters of a month, in the order of their ids.';
comment on column bill_runs.after_roster is 'Rosters up to this id are done and committed; a run that was cut off goes on behind it.';
comment on column bill_runs.is_fresh is 'The month had no line yet: lines go into a partition beside the table, bills come at the end.';

create sequence bill_numbers;

create table bills (
  id uuid primary key default gen_random_uuid(),
  number text not null unique,
  payer_id uuid not null references payers,
  roster_id uuid not null references rosters,
  organisation_id uuid,
  region_code bigint not null,
  month date not null check (extract(day from month) = 1),
  kind text not null check (kind in ('original', 'amendment', 'credit-note', 'fine')),
  amends uuid references bills,
  total bigint not null,
  line_count integer not null check (line_count > 0),
  person_count integer not null check (person_count >= 0),
  due_on date not null,
  law_version text not null,
  run_id uuid references bill_runs,
  issued_at timestamptz not null default clock_timestamp(),
  entry_id bigint references entries,
  paid bigint not null default 0 check (paid >= 0),
  credited bigint not null default 0 check (credited >= 0),
  constraint a_credit_note_is_below_zero check ((kind = 'credit-note') = (total < 0) and total <> 0),
  constraint only_an_original_amends_nothing check ((kind = 'original') = (amends is null)),
  constraint nothing_is_paid_beyond_the_bill check (kind = 'credit-note' or paid + credited <= total)
);
create unique index one_original_bill_per_roster_month on bills (roster_id, month) where kind = 'original';
create index bills_by_roster on bills (roster_id, month);
create index bills_by_payer on bills (payer_id, month);
create index bills_by_month on bills (month, region_code);
create index bills_by_amended on bills (amends) where amends is not null;
create index bills_open_by_due on bills (due_on) where kind <> 'credit-note' and paid + credited < total;
comment on table bills is 'by payer: what is asked for one roster and month. Never changed but for what is paid and credited of it.';
comment on column bills.paid is 'rupiah; the sum of its paid_lines less what went back (credited_lines.money_back).';
comment on column bills.credited is 'rupiah; the sum of its credited_lines.';

create table bill_lines (
  bill_id uuid not null references bills,
  line_number integer not null check (line_number > 0),
  person_id bigint not null references people,
  protection_id bigint not null references protections,
  month date not null,
  card_id bigint not null references rate_cards,
  amount bigint not null check (amount <> 0),
  primary key (bill_id, line_number, month)
) partition by list (month);
create index bill_lines_by_person on bill_lines (person_id);
comment on table bill_lines is 'by payer: one person, one month, one protection. Sums to the total of its bill. A partition for each month.';

create table bill_drafts (
  run_id uuid not null references bill_runs,
  roster_id uuid not null references rosters,
  bill_id uuid not null,
  total bigint not null,
  line_count integer not null,
  person_count integer not null,
  roster_version bigint not null,
  primary key (run_id, roster_id)
);
comment on table bill_drafts is 'local: bills of a fresh month whose lines are loaded and which come into being together, when the month is attached.';

create table billed_rosters (
  roster_id uuid not null references rosters,
  month date not null,
  roster_version bigint not null,
  law_version text not null,
  run_id uuid not null references bill_runs,
  primary key (roster_id, month)
);
comment on table billed_rosters is 'by payer: at which version of roster and law a month was last compared. The same again: nothing to do.';

create table bill_differences (
  bill_id uuid not null references bills,
  line_number integer not null check (line_number > 0),
  person_id bigint not null,
  before_amount bigint not null,
  after_amount bigint not null,
  why text not null check (why in ('law', 'list', 'death', 'duplicate', 'paid-by-another')),
  primary key (bill_id, line_number),
  constraint a_difference_differs check (before_amount <> after_amount)
);
comment on table bill_differences is 'history: what an amendment or credit note changed for each person, and why.';

create table credited_lines (
  credit_bill_id uuid not null references bills,
  credit_line integer not null check (credit_line > 0),
  bill_id uuid not null references bills,
  line_number integer not null check (line_number > 0),
  amount bigint not null check (amount > 0),
  money_back bigint not null check (money_back between 0 and amount),
  primary key (credit_bill_id, credit_line, bill_id, line_number)
);
create index credited_lines_by_bill on credited_lines (bill_id, line_number);
comment on table credited_lines is 'history: which line of which bill a line of a credit note makes smaller, and how much of it had been paid.';

create table paid_lines (
  bill_id uuid not null references bills,
  lines int4range not null,
  amount bigint not null check (amount > 0),
  entry_id bigint not null references entries,
  account_path text not null,
  paid_on date not null,
  constraint paid_lines_are_some check (not isempty(lines) and lower(lines) > 0 and not upper_inf(lines)),
  constraint a_line_is_paid_once exclude using gist (bill_id with =, lines with &&)
);
create index paid_lines_by_entry on paid_lines (entry_id);
comment on table paid_lines is 'history: which lines of a bill an entry paid, and from which purse.';

create table bill_fines (
  bill_id uuid primary key references bills,
  on_bill uuid not null references bills,
  contribution bigint not null check (contribution > 0),
  month_count integer not null check (month_count > 0),
  rate integer not null,
  parameter text not null,
  law text not null,
  article text not null,
  confidence text not null check (confidence in ('H', 'M', 'L')),
  assessed_on date not null
);
create index bill_fines_by_bill on bill_fines (on_bill);
comment on table bill_fines is 'history: why a fine is what it is.';

create table bpjs_recoveries (
  id uuid primary key default gen_random_uuid(),
  credit_bill_id uuid not null references bills,
  amount bigint not null check (amount > 0),
  account_path text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  settled_entry_id bigint unique references entries
);
create index bpjs_recoveries_open on bpjs_recoveries (recorded_at) where settled_entry_id is null;
comment on table bpjs_recoveries is 'local: credited money that BPJS Ketenagakerjaan has been paid already and must give back; a person follows it up.';

-- Makes ready to load the lines of a month that has none: a table beside, bare but for its check, which only the gate `system` may
-- fill. False when the month is attached already.
create function prepare_bill_month(first_day date) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  part text := 'bill_lines_' || to_char(first_day, 'YYYY_MM');
begin
  if first_day <> date_trunc('month', first_day)::date then raise exception 'not the first day of a month: %', first_day; end if;
  perform pg_advisory_xact_lock(7298661, extract(year from first_day)::integer * 12 + extract(month from first_day)::integer);
  if exists (select from pg_inherits where inhparent = 'bill_lines'::regclass and inhrelid = to_regclass(part)) then return false; end if;
  if to_regclass(part) is null then
    execute format('create table public.%I (like bill_lines including constraints)', part);
    execute format('alter table public.%I add check (month = %L)', part, first_day);
    execute format('alter table public.%I enable row level security', part);
    execute format('alter table public.%I force row level security', part);
    execute format('create policy %I on public.%I to current_user using (true) with check (true)', part || '_are_kept_by_their_owner', part);
    execute format('create policy %I on public.%I to payung_app using ((select scope_gate()) = ''system'')', part || '_are_filled_by_a_run', part);
    execute format('grant select, insert, delete on public.%I to payung_app', part);
  end if;
  return true;
end $$;
comment on function prepare_bill_month is 'See src/modules/billing/run-bills.ts.';

-- Ends the load of a month: keys and foreign keys after the rows, then what no key can hold, then the partition becomes visible. What was
-- just written has no statistics, so joins by nested loops are not to be thought of.
create function attach_bill_month(first_day date) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off
as $$
declare
  part text := 'bill_lines_' || to_char(first_day, 'YYYY_MM');
  line_total bigint;
  is_wrong boolean;
begin
  execute format('alter table public.%I add primary key (bill_id, line_number, month)', part);
  execute format('create index on public.%I (person_id)', part);
  execute format('alter table public.%I add foreign key (bill_id) references bills, add foreign key (person_id) references people,
    add foreign key (protection_id) references protections, add foreign key (card_id) references rate_cards', part);
  execute format('select exists (
      select from (select bill_id, sum(amount) as total, count(*) as line_count from public.%I group by bill_id) l
      full join (select b.id, b.total, b.line_count, t.amount from bills b
        left join transfers t on t.entry_id = b.entry_id where b.month = $1 and b.kind <> ''fine'') b on b.id = l.bill_id
      where l.total is distinct from b.total or l.line_count is distinct from b.line_count or b.amount is distinct from b.total)', part)
    into is_wrong using first_day;
  if is_wrong then raise exception 'lines, bills and transfers of % do not agree', first_day; end if;
  execute format('select count(*) from public.%I', part) into line_total;
  execute format('alter table bill_lines attach partition public.%I for values in (%L)', part, first_day);
  execute format('drop policy %I on public.%I', part || '_are_filled_by_a_run', part);
  execute format('revoke all on public.%I from payung_app', part);
  execute format('analyze public.%I', part);
  return line_total;
end $$;
comment on function attach_bill_month is 'Refuses a month in which the lines of a bill do not sum to it, or to what was posted for it.';

-- Row-level security.
do $$
declare
  each text;
begin
  foreach each in array array['rosters', 'protections', 'protection_changes', 'rate_cards', 'bill_runs', 'bills', 'bill_lines', 'bill_drafts',
    'billed_rosters', 'bill_differences', 'credited_lines', 'paid_lines', 'bill_fines', 'bpjs_recoveries']
  loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
  end loop;
end $$;

create policy rosters_in_scope on rosters using (
  (select scope_gate()) in ('matching', 'system')
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));

create policy protections_of_rosters_in_scope on protections
  using ((select scope_gate()) in ('matching', 'system') or roster_id in (select r.id from rosters r));

create policy protection_changes_of_rosters_in_scope on protection_changes
  using ((select scope_gate()) in ('matching', 'system') or roster_id in (select r.id from rosters r));

create policy bill_runs_in_scope on bill_runs using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));

create policy bills_in_scope on bills using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));

create policy bill_lines_of_bills_in_scope on bill_lines
  using ((select scope_gate()) = 'system' or exists (select from bills b where b.id = bill_id));
create policy bill_drafts_of_the_run on bill_drafts using ((select scope_gate()) = 'system');
create policy billed_rosters_of_the_run on billed_rosters using ((select scope_gate()) = 'system');

create policy bill_differences_of_bills_in_scope on bill_differences
  using ((select scope_gate()) = 'system' or exists (select from bills b where b.id = bill_id));
create policy credited_lines_of_bills_in_scope on credited_lines
  using ((select scope_gate()) = 'system' or exists (select from bills b where b.id = bill_id));
create policy paid_lines_of_bills_in_scope on paid_lines
  using ((select scope_gate()) = 'system' or exists (select from bills b where b.id = bill_id));
create policy bill_fines_of_bills_in_scope on bill_fines
  using ((select scope_gate()) = 'system' or exists (select from bills b where b.id = bill_id));
create policy bpjs_recoveries_of_bills_in_scope on bpjs_recoveries
  using ((select scope_gate()) = 'system' or exists (select from bills b where b.id = credit_bill_id));

-- What a card says is law applied to figures; whose figures they were stands elsewhere. It is read with the lines that name it.
create policy rate_cards_in_a_scope on rate_cards
  using ((select scope_gate()) = 'system' or (select scope_first()) is not null);

-- A month is attached by the owner of the tables, who may be no superuser.
create policy protections_are_read_by_their_owner on protections for select to current_user using (true);
create policy rate_cards_are_read_by_their_owner on rate_cards for select to current_user using (true);
create policy bills_are_read_by_their_owner on bills for select to current_user using (true);
create policy bill_lines_are_read_by_their_owner on bill_lines for select to current_user using (true);

revoke execute on function prepare_bill_month, attach_bill_month from public;
grant execute on function prepare_bill_month, attach_bill_month to payung_app;
grant usage on sequence bill_numbers to payung_app;
grant select, insert on rosters, protections, protection_changes, rate_cards, bill_runs, bills, bill_lines, bill_drafts, billed_rosters,
  bill_differences, credited_lines, paid_lines, bill_fines, bpjs_recoveries to payung_app;
grant update (name, conditions, version, closed_at) on rosters to payung_app;
grant update (months, ended_because) on protections to payung_app;
grant update (state, is_fresh, roster_count, rosters_done, after_roster, bill_count, line_count, total, unchanged_count, adjustment_count,
  seconds, failure, alive_at, ended_at) on bill_runs to payung_app;
grant update (paid, credited) on bills to payung_app;
grant delete on bill_drafts to payung_app;
grant update (roster_version, law_version, run_id) on billed_rosters to payung_app;
grant update (settled_entry_id) on bpjs_recoveries to payung_app;
