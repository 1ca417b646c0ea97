-- The schema after all migrations. Written by `npm run schema`; do not edit.

create extension btree_gist;
create extension pg_trgm;

CREATE OR REPLACE FUNCTION public.audit_field(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (COALESCE((((octet_length(value))::text || ':'::text) || value), '-'::text) || ','::text)
;

CREATE OR REPLACE FUNCTION public.audit_row_hash(entry audit_entries)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN sha256(convert_to(((((((((((((((((('payung audit entry 1,'::text || audit_field(((entry).id)::text)) || audit_field((((EXTRACT(epoch FROM (entry).occurred_at) * (1000000)::numeric))::bigint)::text)) || audit_field(((entry).transaction_number)::text)) || audit_field((entry).actor_kind)) || audit_field((entry).actor_id)) || audit_field((entry).role)) || audit_field((entry).organisation_id)) || audit_field(((entry).region_code)::text)) || audit_field((entry).action)) || audit_field((entry).subject_kind)) || audit_field((entry).subject_id)) || audit_field((entry).reason)) || audit_field((entry).purpose)) || audit_field(((entry).affected_count)::text)) || audit_field(((entry).details)::text)) || audit_field(host((entry).address))) || audit_field((entry).request_id)), 'UTF8'::name))
;

CREATE OR REPLACE FUNCTION public.seal_audit_entries(most integer, since_transaction bigint, OUT sealed_count integer, OUT head_position bigint, OUT next_since_transaction bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  horizon bigint;
  head bytea;
  entry record;
  ids bigint[] := '{}';
  row_hashes bytea[] := '{}';
  hashes bytea[] := '{}';
begin
  perform pg_advisory_xact_lock(7298641);
  -- Before the entries are read: whatever transaction is older has ended, and its entries are seen below.
  horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  select l.position, l.hash into head_position, head from audit_links l order by l.position desc limit 1;
  head_position := coalesce(head_position, 0);
  head := coalesce(head, decode(repeat('00', 32), 'hex'));
  for entry in
    select e.id, audit_row_hash(e) as row_hash from audit_entries e
    where e.transaction_number >= since_transaction and not exists (select from audit_links l where l.entry_id = e.id)
    order by e.id limit most
  loop
    head := sha256(head || entry.row_hash);
    ids := ids || entry.id;
    row_hashes := row_hashes || entry.row_hash;
    hashes := hashes || head;
  end loop;
  sealed_count := cardinality(ids);
  insert into audit_links (position, entry_id, row_hash, hash)
    select head_position + n, id, row_hash, hash
    from unnest(ids, row_hashes, hashes) with ordinality as link (id, row_hash, hash, n);
  head_position := head_position + sealed_count;
  next_since_transaction := case when sealed_count < most then greatest(horizon, since_transaction) else since_transaction end;
end $function$
;
grant execute on function seal_audit_entries(integer,bigint) to payung_app;

create table audit_entries (
  id bigint generated always as identity not null,
  occurred_at timestamp with time zone default clock_timestamp() not null,
  transaction_number bigint default ((pg_current_xact_id())::text)::bigint not null,
  actor_kind text not null,
  actor_id text,
  role text,
  organisation_id text,
  region_code bigint,
  action text not null,
  subject_kind text,
  subject_id text,
  reason text,
  purpose text,
  affected_count bigint,
  details jsonb default '{}'::jsonb not null,
  address inet,
  request_id text,
  constraint audit_action_is_a_word_with_dots CHECK (((action ~ '^[a-z][a-z0-9]*([.-][a-z0-9]+)*$'::text) AND (length(action) <= 64))),
  constraint audit_details_are_a_small_object CHECK (((jsonb_typeof(details) = 'object'::text) AND (octet_length((details)::text) <= 16384))),
  constraint audit_entries_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'api-key'::text, 'system'::text, 'public'::text]))),
  constraint audit_entries_affected_count_check CHECK ((affected_count >= 0)),
  constraint audit_holds_no_identity_number CHECK (((concat_ws(' '::text, actor_id, role, organisation_id, subject_kind, subject_id, request_id, (details)::text) !~ '(^|[^0-9])[0-9]{16}([^0-9]|$)'::text) AND (concat_ws(' ; '::text, reason, purpose) !~ '(^|[^0-9])([0-9][ .-]?){15}[0-9]([^0-9]|$)'::text))),
  constraint audit_names_a_user_or_a_key CHECK (((actor_kind = ANY (ARRAY['user'::text, 'api-key'::text])) = (actor_id IS NOT NULL))),
  constraint audit_subject_has_kind_and_id CHECK (((subject_kind IS NULL) = (subject_id IS NULL))),
  constraint audit_texts_are_short CHECK (((GREATEST(length(reason), length(purpose), 0) <= 1000) AND (GREATEST(length(actor_id), length(role), length(organisation_id), length(subject_kind), length(subject_id), length(request_id), 0) <= 128))),
  constraint audit_entries_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_entries_by_region ON public.audit_entries USING btree (region_code, id);
CREATE INDEX audit_entries_by_subject ON public.audit_entries USING btree (subject_kind, subject_id, id) WHERE (subject_id IS NOT NULL);
CREATE INDEX audit_entries_by_transaction ON public.audit_entries USING btree (transaction_number);
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy audit_is_kept_by_its_owner on audit_entries as permissive for all to payung_owner using (true) with check (true);
create policy audit_is_read_by_auditors_of_its_region on audit_entries as permissive for select to payung_app using ((( SELECT (NULLIF(current_setting('app.role'::text, true), ''::text) = ANY (ARRAY['auditor'::text, 'administrator'::text]))) AND ((COALESCE(region_code, (0)::bigint) >= ( SELECT (NULLIF(current_setting('app.region_first'::text, true), ''::text))::bigint AS "nullif")) AND (COALESCE(region_code, (0)::bigint) <= ( SELECT (NULLIF(current_setting('app.region_last'::text, true), ''::text))::bigint AS "nullif")))));
create policy audit_is_written_in_ones_own_name on audit_entries as permissive for insert to payung_app with check (((actor_kind <> 'user'::text) OR (actor_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))));
create policy audit_of_a_subject_is_read_for_that_subject on audit_entries as permissive for select to payung_app using (((subject_kind = ( SELECT NULLIF(current_setting('app.subject_kind'::text, true), ''::text) AS "nullif")) AND (subject_id = ( SELECT NULLIF(current_setting('app.subject_id'::text, true), ''::text) AS "nullif"))));
comment on table audit_entries is 'Every audited act, insert-only. No NIK, phone number or name of a person; subjects by their id.';
comment on column audit_entries.occurred_at is 'By the clock of the database, which the application cannot set.';
comment on column audit_entries.transaction_number is 'Entries of one act share it; the sealer finds late commits by it.';
comment on column audit_entries.region_code is 'Whose auditors may read it; null is no region, read with the whole country.';
comment on column audit_entries.affected_count is 'How many rows or persons a bulk act concerned.';
grant select on audit_entries to payung_app;
grant insert (actor_kind) on audit_entries to payung_app;
grant insert (actor_id) on audit_entries to payung_app;
grant insert (role) on audit_entries to payung_app;
grant insert (organisation_id) on audit_entries to payung_app;
grant insert (region_code) on audit_entries to payung_app;
grant insert (action) on audit_entries to payung_app;
grant insert (subject_kind) on audit_entries to payung_app;
grant insert (subject_id) on audit_entries to payung_app;
grant insert (reason) on audit_entries to payung_app;
grant insert (purpose) on audit_entries to payung_app;
grant insert (affected_count) on audit_entries to payung_app;
grant insert (details) on audit_entries to payung_app;
grant insert (address) on audit_entries to payung_app;
grant insert (request_id) on audit_entries to payung_app;

create table audit_links (
  "position" bigint not null,
  entry_id bigint not null,
  row_hash bytea not null,
  hash bytea not null,
  constraint audit_links_hash_check CHECK ((octet_length(hash) = 32)),
  constraint audit_links_position_check CHECK (("position" > 0)),
  constraint audit_links_row_hash_check CHECK ((octet_length(row_hash) = 32)),
  constraint audit_links_pkey PRIMARY KEY ("position"),
  constraint an_entry_is_linked_once UNIQUE (entry_id)
);
comment on table audit_links is 'The chain over audit_entries: hash = SHA-256(hash of the position before, or 32 zero bytes, then row_hash). Written by seal_audit_entries only.';
comment on column audit_links.row_hash is 'audit_row_hash of the entry when it was sealed.';
grant select on audit_links to payung_app;

create table key_marks (
  name text not null,
  version integer not null,
  mark bytea not null,
  added_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone,
  constraint key_marks_mark_check CHECK ((octet_length(mark) = 32)),
  constraint key_marks_name_check CHECK ((name = ANY (ARRAY['field'::text, 'index'::text, 'token'::text]))),
  constraint key_marks_version_check CHECK (((version >= 1) AND (version <= 65535))),
  constraint key_marks_pkey PRIMARY KEY (name, version)
);
comment on table key_marks is 'Which versions of the keys this database uses. The keys themselves are outside the database.';
comment on column key_marks.mark is 'HMAC-SHA-256 of a fixed text with that key: tells whether it is the same key and nothing about it.';

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
