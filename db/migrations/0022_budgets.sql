-- Budget lines of payers: what a fiscal year gives for protecting people, what of it is promised, what has been paid, and what lapsed. Each of
-- these is money of no bank: a circuit of its own in the ledger, so that an appropriation can be promised once and a promise paid once.

alter domain account_kind drop constraint account_kind_check;
alter domain account_kind add constraint account_kind_check
  check (value in ('world', 'purse', 'committed', 'due', 'receivable', 'suspense', 'owed', 'code', 'fee', 'appropriation', 'budget-left',
    'budget-committed', 'budget-realised', 'budget-lapsed'));
alter domain entry_kind drop constraint entry_kind_check;
alter domain entry_kind add constraint entry_kind_check check (value in ('payment-received', 'suspense-received', 'suspense-placed',
  'bill-issued', 'bill-credited', 'bill-paid', 'commitment', 'commitment-released', 'refund', 'reallocation', 'fine-assessed', 'code-billed',
  'code-paid', 'bank-fee', 'adjustment', 'reversal', 'appropriation', 'realisation', 'realisation-released', 'lapse'));

create table budget_lines (
  id uuid primary key default gen_random_uuid(),
  payer_id uuid not null references payers,
  fiscal_year integer not null check (fiscal_year between 2015 and 2100),
  name text not null check (name = btrim(name) and length(name) between 1 and 200),
  amount bigint not null check (amount between 1 and 1000000000000000),
  fund_source text not null check (fund_source in ('own-revenue', 'general-allocation', 'special-allocation', 'revenue-sharing', 'dbh-sawit',
    'village-allocation', 'village-fund', 'state-budget', 'company', 'zakat', 'donation', 'other')),
  legal_basis text not null check (length(legal_basis) between 1 and 300),
  document_number text not null check (length(document_number) between 1 and 100),
  document_on date not null,
  organisation_id uuid,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  recorded_at timestamptz not null,
  lapsed_at timestamptz,
  constraint a_budget_line_is_recorded_once unique (payer_id, fiscal_year, name, document_number)
);
create index budget_lines_by_region on budget_lines (region_code, fiscal_year);
create index budget_lines_by_organisation on budget_lines (organisation_id) where organisation_id is not null;
comment on table budget_lines is 'by payer: what a fiscal year gives for protecting people, by which document. What became of it stands in the ledger.';
comment on column budget_lines.amount is 'rupiah; the same as the entry of its appropriation.';
comment on column budget_lines.fund_source is 'Where the money of the payer comes from: own revenue (PAD), DAU, DAK, DBH, DBH Sawit, ADD, Dana Desa …';
comment on column budget_lines.lapsed_at is 'Since then what comes back lapses at once.';

alter table rosters add column budget_line_id uuid references budget_lines;
comment on column rosters.budget_line_id is 'The budget that promises its months; null for one that is paid without.';

-- A person who hands over to himself has a roster of his own.
alter table rosters drop constraint rosters_kind_check;
alter table rosters add constraint rosters_kind_check check (kind in ('employer', 'agency', 'programme', 'village', 'gift', 'self'));

create table budget_commitments (
  protection_id bigint primary key references protections,
  line_id uuid not null references budget_lines,
  roster_id uuid not null references rosters,
  first_month date not null check (extract(day from first_month) = 1),
  prices bigint[] not null check (cardinality(prices) between 1 and 60)
);
create index budget_commitments_by_roster on budget_commitments (roster_id);
create index budget_commitments_by_line on budget_commitments (line_id);
comment on table budget_commitments is 'history, by person: what was promised of a budget for one protection, month by month, at the price of the day of the promise.';
comment on column budget_commitments.prices is 'rupiah of each month from the first on. Promised still are the months of the protection that nobody has paid.';

create table budget_realisations (
  id bigint generated always as identity primary key,
  line_id uuid not null references budget_lines,
  roster_id uuid not null references rosters,
  month date not null,
  bill_id uuid not null references bills,
  kind text not null check (kind in ('realised', 'released')),
  lines int4range,
  amount bigint not null check (amount >= 0),
  beyond bigint not null default 0 check (beyond >= 0),
  entry_id bigint references entries,
  constraint what_moves_has_its_entry check (amount = 0 or entry_id is not null),
  constraint what_is_realised_names_its_lines check ((kind = 'realised') = (lines is not null)),
  constraint a_line_is_realised_once exclude using gist (bill_id with =, lines with &&)
);
create index budget_realisations_by_roster on budget_realisations (roster_id, month);
create index budget_realisations_by_line on budget_realisations (line_id);
comment on table budget_realisations is 'history, by payer: which payment of a bill a budget has borne, and what came back when a paid bill was credited.';
comment on column budget_realisations.lines is 'Of the bill; what was promised for their months is promised no more.';
comment on column budget_realisations.beyond is 'rupiah that were paid and that the budget no longer had: a price that rose after the promise.';

-- Whoever approves below does not see the budget of the level above, and must know how far it reaches.
create function budget_left(line uuid) returns bigint
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select a.balance - a.held from accounts a where a.path = 'budget/' || line || '/left';
end;
comment on function budget_left is 'rupiah of a budget line that are promised to nobody.';
revoke execute on function budget_left from public;
grant execute on function budget_left to payung_app;

create function price_of_month(prices bigint[], first_month date, month date) returns bigint language sql immutable parallel safe
  return prices[(extract(year from month) - extract(year from first_month))::integer * 12
    + (extract(month from month) - extract(month from first_month))::integer + 1];
comment on function price_of_month is 'What was promised for one month; null for a month outside.';

-- Places that stay empty, or people beyond places, are told to the level above. What it does about them is not decided here.
create table place_escalations (
  id bigint generated always as identity primary key,
  programme_id uuid not null references programmes,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  to_region bigint not null check (to_region between 1100000000 and 9999999999),
  unfilled integer not null check (unfilled >= 0),
  beyond integer not null check (beyond >= 0),
  reason text not null check (length(reason) between 1 and 500),
  escalated_by text not null,
  escalated_at timestamptz not null,
  ended_at timestamptz,
  constraint something_is_escalated check (unfilled + beyond > 0)
);
create unique index a_region_is_escalated_once on place_escalations (programme_id, region_code) where ended_at is null;
comment on table place_escalations is 'by region: places of a village that nobody fills, or people it has no place for, laid before the level above.';
comment on column place_escalations.ended_at is 'Since then another marking counts instead.';

alter table budget_lines enable row level security;
alter table budget_lines force row level security;
create policy budget_lines_in_scope on budget_lines using (
  (select scope_gate()) in ('matching', 'system')
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));

alter table budget_commitments enable row level security;
alter table budget_commitments force row level security;
create policy budget_commitments_of_rosters_in_scope on budget_commitments
  using ((select scope_gate()) in ('matching', 'system') or roster_id in (select r.id from rosters r));

alter table budget_realisations enable row level security;
alter table budget_realisations force row level security;
create policy budget_realisations_of_rosters_in_scope on budget_realisations
  using ((select scope_gate()) = 'system' or roster_id in (select r.id from rosters r));

alter table place_escalations enable row level security;
alter table place_escalations force row level security;
create policy place_escalations_in_scope on place_escalations using (
  (select scope_gate()) = 'system' or region_code between (select scope_first()) and (select scope_last())
  or programme_id in (select g.id from programmes g where g.organisation_id = (select scope_organisation())));

grant select, insert on budget_lines, budget_commitments, budget_realisations, place_escalations to payung_app;
grant update (lapsed_at) on budget_lines to payung_app;
grant update (ended_at) on place_escalations to payung_app;
