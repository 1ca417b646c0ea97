-- What coverage is measured against. Denominators and goals of a region come by file, each with its source, its day and how sure it is;
-- none is ever made up from another. They are statistics about regions, not about people, and everybody may read them.

create table coverage_denominators (
  id bigint generated always as identity primary key,
  region_code bigint not null check (region_code = 0 or region_code between 1100000000 and 9999999999),
  indicator text not null check (indicator in ('A', 'B', 'C')),
  segment text not null check (segment in ('all', 'PU', 'BPU', 'JAKON', 'informal', 'vulnerable')),
  persons bigint not null check (persons > 0),
  counted_on date not null,
  vintage text not null check (vintage <> '' and length(vintage) <= 100),
  source text not null check (source <> '' and length(source) <= 300),
  confidence text not null check (confidence in ('H', 'M', 'L')),
  recorded_at timestamptz not null default clock_timestamp(),
  replaced_at timestamptz,
  replaced_because text,
  constraint a_replacing_has_its_reason check ((replaced_at is null) = (replaced_because is null))
);
create unique index one_denominator_per_count on coverage_denominators (region_code, indicator, segment, counted_on, vintage)
  where replaced_at is null;
create index coverage_denominators_by_region on coverage_denominators (region_code, indicator, segment, counted_on);
comment on table coverage_denominators is 'reference: how many persons a coverage figure is of, as its source counted them. Replaced rows stay.';
comment on column coverage_denominators.vintage is 'Which edition of the source: Sakernas Agustus 2024, pemutakhiran DTSEN triwulan 2 2026.';

create table coverage_targets (
  id bigint generated always as identity primary key,
  region_code bigint not null check (region_code = 0 or region_code between 1100000000 and 9999999999),
  indicator text not null check (indicator in ('A', 'B', 'C')),
  segment text not null check (segment in ('all', 'PU', 'BPU', 'JAKON', 'informal', 'vulnerable')),
  year smallint not null check (year between 2015 and 2100),
  basis_points integer not null check (basis_points between 1 and 10000),
  source text not null check (source <> '' and length(source) <= 300),
  confidence text not null check (confidence in ('H', 'M', 'L')),
  recorded_at timestamptz not null default clock_timestamp(),
  replaced_at timestamptz,
  replaced_because text,
  constraint a_replacing_has_its_reason check ((replaced_at is null) = (replaced_because is null))
);
create unique index one_target_per_year on coverage_targets (region_code, indicator, segment, year) where replaced_at is null;
comment on table coverage_targets is 'reference: the coverage a region means to reach in a year. Replaced rows stay.';
comment on column coverage_targets.basis_points is 'Hundredths of a percent: 4946 is 49,46 %.';

grant select on coverage_denominators, coverage_targets to payung_app;
grant insert (region_code, indicator, segment, persons, counted_on, vintage, source, confidence), update (replaced_at, replaced_because)
  on coverage_denominators to payung_app;
grant insert (region_code, indicator, segment, year, basis_points, source, confidence), update (replaced_at, replaced_because)
  on coverage_targets to payung_app;

-- Only whoever a region is in reach of writes its figures; reading is everybody's.
alter table coverage_denominators enable row level security;
alter table coverage_denominators force row level security;
create policy denominators_are_public on coverage_denominators for select using (true);
create policy denominators_are_written_within_reach on coverage_denominators for insert
  with check ((select scope_gate()) = 'system' or region_code between (select scope_first()) and (select scope_last()));
create policy denominators_are_replaced_within_reach on coverage_denominators for update
  using ((select scope_gate()) = 'system' or region_code between (select scope_first()) and (select scope_last()));
alter table coverage_targets enable row level security;
alter table coverage_targets force row level security;
create policy targets_are_public on coverage_targets for select using (true);
create policy targets_are_written_within_reach on coverage_targets for insert
  with check ((select scope_gate()) = 'system' or region_code between (select scope_first()) and (select scope_last()));
create policy targets_are_replaced_within_reach on coverage_targets for update
  using ((select scope_gate()) = 'system' or region_code between (select scope_first()) and (select scope_last()));
