-- The schema after all migrations. Written by `npm run schema`; do not edit.

create extension btree_gist;
create extension pg_trgm;

create table migrations (
  number integer not null,
  name text not null,
  checksum text not null,
  status text not null,
  started_at timestamp with time zone default now() not null,
  applied_at timestamp with time zone,
  failure text,
  constraint applied_has_its_instant CHECK (((status = 'applied'::text) = (applied_at IS NOT NULL))),
  constraint migrations_status_check CHECK ((status = ANY (ARRAY['running'::text, 'failed'::text, 'applied'::text]))),
  constraint migrations_pkey PRIMARY KEY (number)
);
comment on table migrations is 'Which files of db/migrations this database has; written by src/platform/migrate.ts.';
grant select on migrations to payung_app;

create table region_aliases (
  code bigint not null,
  alias text not null,
  search_alias text collate "C" not null,
  source text not null,
  constraint region_aliases_alias_check CHECK ((alias <> ''::text)),
  constraint region_aliases_search_alias_check CHECK ((search_alias ~ '^[a-z0-9]+$'::text)),
  constraint region_aliases_source_check CHECK ((source <> ''::text)),
  constraint region_aliases_pkey PRIMARY KEY (search_alias, code)
);
comment on table region_aliases is 'Abbreviations and other names people type for a region: OKI, Plg, Jatim.';
comment on column region_aliases.search_alias is 'The alias folded for search, as regions.search_name.';
grant select on region_aliases to payung_app;

create table region_boundaries (
  code bigint not null,
  geometry jsonb not null,
  map_on date not null,
  source text not null,
  license text,
  file_sha256 text not null,
  loaded_at timestamp with time zone not null,
  constraint region_boundaries_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint region_boundaries_geometry_check CHECK (((geometry ->> 'type'::text) = ANY (ARRAY['Polygon'::text, 'MultiPolygon'::text]))),
  constraint region_boundaries_source_check CHECK ((source <> ''::text)),
  constraint region_boundaries_pkey PRIMARY KEY (code)
);
comment on table region_boundaries is 'The outline of a region as its file gave it (GeoJSON geometry, WGS 84), for maps.';
comment on column region_boundaries.map_on is 'The day whose map the file was checked against.';
comment on column region_boundaries.license is 'Null when the file and its loader did not say.';
grant select on region_boundaries to payung_app;

create table region_changes (
  id bigint generated always as identity not null,
  title text not null,
  decree text not null,
  source text not null,
  effective_on date not null,
  weight_unit text not null,
  status text not null,
  file jsonb not null,
  file_sha256 text not null,
  applied_at timestamp with time zone not null,
  reverted_at timestamp with time zone,
  revert_reason text,
  constraint region_changes_decree_check CHECK ((decree <> ''::text)),
  constraint region_changes_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint region_changes_source_check CHECK ((source <> ''::text)),
  constraint region_changes_status_check CHECK ((status = ANY (ARRAY['applied'::text, 'reverted'::text]))),
  constraint region_changes_title_check CHECK ((title <> ''::text)),
  constraint region_changes_weight_unit_check CHECK ((weight_unit <> ''::text)),
  constraint reverted_change_says_when_and_why CHECK (((status = 'reverted'::text) = ((reverted_at IS NOT NULL) AND (revert_reason IS NOT NULL)))),
  constraint region_changes_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX region_change_is_applied_once ON public.region_changes USING btree (file_sha256) WHERE (status = 'applied'::text);
comment on table region_changes is 'Splits, merges, moves and new names of regions: one row per application.';
comment on column region_changes.weight_unit is 'What the weights of region_mappings count: new villages, or inhabitants of a named day.';
comment on column region_changes.file is 'The change as it was given.';
grant select on region_changes to payung_app;

create table region_data_sets (
  id text not null,
  source text not null,
  license text not null,
  attribution text not null,
  decree text not null,
  in_force_on date not null,
  content_sha256 text not null,
  region_count integer not null,
  loaded_at timestamp with time zone not null,
  constraint region_data_sets_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint region_data_sets_region_count_check CHECK ((region_count > 0)),
  constraint region_data_sets_pkey PRIMARY KEY (id),
  constraint region_data_sets_content_sha256_key UNIQUE (content_sha256)
);
comment on table region_data_sets is 'Which published lists of regions agree with this table, and since when we know.';
grant select on region_data_sets to payung_app;

create table region_mappings (
  change_id bigint not null,
  old_code bigint not null,
  new_code bigint not null,
  weight bigint not null,
  constraint region_mappings_weight_check CHECK ((weight >= 0)),
  constraint region_mappings_change_id_fkey FOREIGN KEY (change_id) REFERENCES region_changes(id) ON DELETE RESTRICT,
  constraint region_mappings_pkey PRIMARY KEY (change_id, old_code, new_code)
);
CREATE INDEX region_mappings_by_new_code ON public.region_mappings USING btree (new_code);
CREATE INDEX region_mappings_by_old_code ON public.region_mappings USING btree (old_code);
comment on table region_mappings is 'How much of an old region went into a new one, at every level. Figures are restated with it in both directions.';
grant select on region_mappings to payung_app;

create table region_populations (
  code bigint not null,
  as_of date not null,
  map_on date not null,
  population bigint not null,
  decree text not null,
  source text not null,
  constraint region_populations_population_check CHECK ((population >= 0)),
  constraint region_populations_pkey PRIMARY KEY (code, as_of)
);
comment on table region_populations is 'Population of a region on a day, as a decree printed it. Code 0 is Indonesia.';
comment on column region_populations.map_on is 'The day whose map the figure describes; later splits are restated from it.';
grant select on region_populations to payung_app;

create table regions (
  id bigint generated always as identity not null,
  code bigint not null,
  name text not null,
  search_name text collate "C" not null,
  depth smallint generated always as (
CASE
    WHEN ((code % (100000000)::bigint) = 0) THEN 1
    WHEN ((code % (1000000)::bigint) = 0) THEN 2
    WHEN ((code % (10000)::bigint) = 0) THEN 3
    ELSE 4
END) stored not null,
  kind text generated always as (
CASE
    WHEN ((code % (100000000)::bigint) = 0) THEN 'provinsi'::text
    WHEN ((code % (1000000)::bigint) = 0) THEN
    CASE
        WHEN (((code / 1000000) % (100)::bigint) >= 71) THEN 'kota'::text
        ELSE 'kabupaten'::text
    END
    WHEN ((code % (10000)::bigint) = 0) THEN 'kecamatan'::text
    ELSE
    CASE ((code % (10000)::bigint) / 1000)
        WHEN 1 THEN 'kelurahan'::text
        WHEN 3 THEN 'desa-adat'::text
        ELSE 'desa'::text
    END
END) stored not null,
  parent_code bigint generated always as (
CASE
    WHEN ((code % (100000000)::bigint) = 0) THEN (0)::bigint
    WHEN ((code % (1000000)::bigint) = 0) THEN (code - (code % (100000000)::bigint))
    WHEN ((code % (10000)::bigint) = 0) THEN (code - (code % (1000000)::bigint))
    ELSE (code - (code % (10000)::bigint))
END) stored not null,
  valid_from date not null,
  valid_to date,
  decree text not null,
  source text not null,
  begun_by bigint,
  ended_by bigint,
  constraint region_code_is_well_formed CHECK ((((code >= 1100000000) AND (code <= '9999999999'::bigint)) AND (((code % (10000)::bigint) = 0) OR (((code / 10000) % (100)::bigint) <> 0)) AND (((code % (1000000)::bigint) = 0) OR (((code / 1000000) % (100)::bigint) <> 0)))),
  constraint region_ends_after_it_begins CHECK ((valid_to >= valid_from)),
  constraint regions_decree_check CHECK ((decree <> ''::text)),
  constraint regions_name_check CHECK (((name = btrim(name)) AND (name <> ''::text))),
  constraint regions_search_name_check CHECK ((search_name ~ '^[a-z0-9]+$'::text)),
  constraint regions_source_check CHECK ((source <> ''::text)),
  constraint region_was_begun_by_a_known_change FOREIGN KEY (begun_by) REFERENCES region_changes(id) ON DELETE RESTRICT,
  constraint region_was_ended_by_a_known_change FOREIGN KEY (ended_by) REFERENCES region_changes(id) ON DELETE RESTRICT,
  constraint regions_pkey PRIMARY KEY (id),
  constraint one_region_per_code_and_day EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX regions_by_change_begun ON public.regions USING btree (begun_by) WHERE (begun_by IS NOT NULL);
CREATE INDEX regions_by_change_ended ON public.regions USING btree (ended_by) WHERE (ended_by IS NOT NULL);
CREATE INDEX regions_by_code ON public.regions USING btree (code, valid_from);
CREATE INDEX regions_by_search_name ON public.regions USING btree (search_name);
CREATE INDEX regions_by_trigram ON public.regions USING gin (search_name gin_trgm_ops);
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
grant select on regions to payung_app;

grant usage on schema public to payung_app;
grant usage on schema public to public;
