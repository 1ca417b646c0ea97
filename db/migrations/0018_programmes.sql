-- Programmes that protect workers: who pays, for which months and programmes of the law, and who may be in it, as rules that people can
-- read. People come into a programme by proposals; what a programme costs is priced by the law of each month.

create table programmes (
  id uuid primary key default gen_random_uuid(),
  payer_id uuid not null references payers,
  name text not null check (name = btrim(name) and length(name) between 1 and 200),
  months daterange not null,
  programmes int4range not null check (programmes <@ int4range(0, 5) and not isempty(programmes)),
  rules jsonb not null check (jsonb_typeof(rules) = 'array'),
  income bigint not null check (income >= 0),
  bpjs_group_code text check (length(bpjs_group_code) between 1 and 40),
  legal_basis text not null check (length(legal_basis) between 1 and 300),
  organisation_id uuid,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  recorded_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  closed_because text,
  constraint programme_months_are_whole check (
    not lower_inf(months) and not upper_inf(months) and not isempty(months)
    and extract(day from lower(months)) = 1 and extract(day from upper(months)) = 1),
  constraint a_programme_is_named_once_per_payer unique (payer_id, name, months),
  constraint a_closing_has_its_reason check ((closed_at is null) = (closed_because is null))
);
create index programmes_by_region on programmes (region_code);
create index programmes_by_organisation on programmes (organisation_id) where organisation_id is not null;
comment on table programmes is 'reference, by payer: a promise of a payer to protect people whom rules describe, for a range of months.';
comment on column programmes.programmes is 'JKK 0, JKM 1, JHT 2, JP 3, JKP 4: a range, since the law opens them in this order.';
comment on column programmes.rules is 'See src/modules/programmes/eligibility.ts; all must hold on the first day of the first month.';
comment on column programmes.income is 'rupiah a month that everybody in it is insured on; it chooses the bracket of JKK and JHT.';
comment on column programmes.bpjs_group_code is 'Kode wadah: the number under which BPJS Ketenagakerjaan keeps a group of own-account workers.';

alter table programmes enable row level security;
alter table programmes force row level security;
create policy programmes_in_scope on programmes using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));
-- An office below sees the programmes that reach its region, since it proposes people for them, and which public purse pays.
create function region_covers(region bigint, range_first bigint, range_last bigint) returns boolean language sql immutable parallel safe
  return range_first >= region and range_first <= range_last
    and range_last <= region + case when region % 100000000 = 0 then 99999999 when region % 1000000 = 0 then 999999
      when region % 10000 = 0 then 9999 else 0 end;
comment on function region_covers is 'Whether a range of region numbers lies within a region.';
create policy programmes_above_are_seen on programmes for select
  using (region_covers(region_code, (select scope_first()), (select scope_last())));
create policy public_payers_above_are_seen on payers for select to payung_app
  using (kind in ('apbd-province', 'apbd-regency', 'apbdes', 'dbh-sawit', 'apbn')
    and region_covers(region_code, (select scope_first()), (select scope_last())));

grant select, insert on programmes to payung_app;
grant update (name, rules, bpjs_group_code, legal_basis, closed_at, closed_because) on programmes to payung_app;
