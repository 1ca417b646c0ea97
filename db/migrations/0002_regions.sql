-- Regions of Indonesia as dated rows, with the law, the source and the day of every one of them.
-- A reference table: the application role reads it; only the owner's commands (load, boundaries, changes) write.

create extension if not exists btree_gist;
create extension if not exists pg_trgm;

create table regions (
  id bigint generated always as identity primary key,
  code bigint not null,
  name text not null check (name = btrim(name) and name <> ''),
  search_name text collate "C" not null check (search_name ~ '^[a-z0-9]+$'),
  depth smallint not null generated always as (
    case
      when code % 100000000 = 0 then 1
      when code % 1000000 = 0 then 2
      when code % 10000 = 0 then 3
      else 4
    end) stored,
  kind text not null generated always as (
    case
      when code % 100000000 = 0 then 'provinsi'
      when code % 1000000 = 0 then case when code / 1000000 % 100 >= 71 then 'kota' else 'kabupaten' end
      when code % 10000 = 0 then 'kecamatan'
      else case code % 10000 / 1000 when 1 then 'kelurahan' when 3 then 'desa-adat' else 'desa' end
    end) stored,
  parent_code bigint not null generated always as (
    case
      when code % 100000000 = 0 then 0
      when code % 1000000 = 0 then code - code % 100000000
      when code % 10000 = 0 then code - code % 1000000
      else code - code % 10000
    end) stored,
  valid_from date not null,
  valid_to date,
  decree text not null check (decree <> ''),
  source text not null check (source <> ''),
  begun_by bigint,
  ended_by bigint,
  constraint region_code_is_well_formed check (
    code between 1100000000 and 9999999999
    and (code % 10000 = 0 or code / 10000 % 100 <> 0)
    and (code % 1000000 = 0 or code / 1000000 % 100 <> 0)),
  constraint region_ends_after_it_begins check (valid_to >= valid_from),
  constraint one_region_per_code_and_day
    exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
);
create index regions_by_code on regions (code, valid_from);
create index regions_by_search_name on regions (search_name);
create index regions_by_trigram on regions using gin (search_name gin_trgm_ops);

comment on table regions is 'Every region of Indonesia, one row per code and span of days. Reference data; rows are ended, never deleted.';
comment on column regions.code is 'Kemendagri code PP.KK.CC.DDDD padded with zeros: 16.06 is 1606000000. A subtree is a range of numbers.';
comment on column regions.name is 'The name as the source writes it, with Kabupaten or Kota.';
comment on column regions.search_name is 'The name folded for search by foldName (src/modules/regions/search-name.ts).';
comment on column regions.depth is '1 province, 2 regency or city, 3 district, 4 village; follows from the code.';
comment on column regions.kind is 'What the decree calls it; follows from the code.';
comment on column regions.parent_code is 'The region above; 0 is Indonesia. Follows from the code.';
comment on column regions.valid_from is 'First day of this row.';
comment on column regions.valid_to is 'First day on which the row no longer holds; null while in force. Equal to valid_from when the change that made it was reverted.';
comment on column regions.decree is 'The legal text that made this row.';
comment on column regions.source is 'Where we read it: the data set with its version, or the change.';
comment on column regions.begun_by is 'The region change that made this row; null when a data set did.';
comment on column regions.ended_by is 'The region change that ended this row.';

create table region_data_sets (
  id text primary key,
  source text not null,
  license text not null,
  attribution text not null,
  decree text not null,
  in_force_on date not null,
  content_sha256 text not null unique check (content_sha256 ~ '^[0-9a-f]{64}$'),
  region_count integer not null check (region_count > 0),
  loaded_at timestamptz not null
);
comment on table region_data_sets is 'Which published lists of regions agree with this table, and since when we know.';

create table region_populations (
  code bigint not null,
  as_of date not null,
  map_on date not null,
  population bigint not null check (population >= 0),
  decree text not null,
  source text not null,
  primary key (code, as_of)
);
comment on table region_populations is 'Population of a region on a day, as a decree printed it. Code 0 is Indonesia.';
comment on column region_populations.map_on is 'The day whose map the figure describes; later splits are restated from it.';

create table region_aliases (
  code bigint not null,
  alias text not null check (alias <> ''),
  search_alias text collate "C" not null check (search_alias ~ '^[a-z0-9]+$'),
  source text not null check (source <> ''),
  primary key (search_alias, code)
);
comment on table region_aliases is 'Abbreviations and other names people type for a region: OKI, Plg, Jatim.';
comment on column region_aliases.search_alias is 'The alias folded for search, as regions.search_name.';

create table region_changes (
  id bigint generated always as identity primary key,
  title text not null check (title <> ''),
  decree text not null check (decree <> ''),
  source text not null check (source <> ''),
  effective_on date not null,
  weight_unit text not null check (weight_unit <> ''),
  status text not null check (status in ('applied', 'reverted')),
  file jsonb not null,
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  applied_at timestamptz not null,
  reverted_at timestamptz,
  revert_reason text,
  constraint reverted_change_says_when_and_why
    check ((status = 'reverted') = (reverted_at is not null and revert_reason is not null))
);
create unique index region_change_is_applied_once on region_changes (file_sha256) where status = 'applied';
comment on table region_changes is 'Splits, merges, moves and new names of regions: one row per application.';
comment on column region_changes.weight_unit is 'What the weights of region_mappings count: new villages, or inhabitants of a named day.';
comment on column region_changes.file is 'The change as it was given.';

create table region_mappings (
  change_id bigint not null references region_changes on delete restrict,
  old_code bigint not null,
  new_code bigint not null,
  weight bigint not null check (weight >= 0),
  primary key (change_id, old_code, new_code)
);
create index region_mappings_by_old_code on region_mappings (old_code);
create index region_mappings_by_new_code on region_mappings (new_code);
comment on table region_mappings is 'How much of an old region went into a new one, at every level. Figures are restated with it in both directions.';

alter table regions add constraint region_was_begun_by_a_known_change
  foreign key (begun_by) references region_changes on delete restrict;
alter table regions add constraint region_was_ended_by_a_known_change
  foreign key (ended_by) references region_changes on delete restrict;
create index regions_by_change_begun on regions (begun_by) where begun_by is not null;
create index regions_by_change_ended on regions (ended_by) where ended_by is not null;

create table region_boundaries (
  code bigint primary key,
  geometry jsonb not null check (geometry ->> 'type' in ('Polygon', 'MultiPolygon')),
  map_on date not null,
  source text not null check (source <> ''),
  license text,
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  loaded_at timestamptz not null
);
comment on table region_boundaries is 'The outline of a region as its file gave it (GeoJSON geometry, WGS 84), for maps.';
comment on column region_boundaries.map_on is 'The day whose map the file was checked against.';
comment on column region_boundaries.license is 'Null when the file and its loader did not say.';

grant select on regions, region_data_sets, region_populations, region_aliases, region_changes, region_mappings,
  region_boundaries to payung_app;
