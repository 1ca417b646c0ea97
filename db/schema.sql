-- The schema after all migrations. Written by `npm run schema`; do not edit.

create extension btree_gist;
create extension pg_trgm;

CREATE OR REPLACE FUNCTION public.api_key_of_hash(hashes bytea[])
 RETURNS TABLE(id uuid, organisation_id uuid, actions text[], reach text, region_code bigint, expires_on date, revoked_at timestamp with time zone, closed_on date)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
begin
  perform set_config('app.gate', 'sign-in', true);
  return query select k.id, k.organisation_id, k.actions, k.reach, k.region_code, k.expires_on, k.revoked_at, o.closed_on
  from api_keys k
  join organisations o on o.id = k.organisation_id
  where k.key_hash = any (api_key_of_hash.hashes);
  perform set_config('app.gate', gate_before, true);
end $function$
;
grant execute on function api_key_of_hash(bytea[]) to public;

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

CREATE OR REPLACE FUNCTION public.forget_second_factor(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
begin
  update users set totp_secret = null, totp_confirmed_at = null, totp_last_step = null where id = subject;
  if not found then return false; end if;
  perform set_config('app.gate', 'sign-in', true);
  delete from passkeys where user_id = subject;
  delete from recovery_codes where user_id = subject;
  perform set_config('app.gate', gate_before, true);
  return true;
end $function$
;
grant execute on function forget_second_factor(uuid) to public;

CREATE OR REPLACE FUNCTION public.people_sounding(keys text[], region_first bigint, region_last bigint, organisation uuid, most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  return query execute
    'select id from people where name_keys @> $1
       and (residence_region between $2 and $3 or work_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
  return query execute
    'select person_id from person_statements where name_keys @> $1
       and (residence_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
end $function$
;
grant execute on function people_sounding(text[],bigint,bigint,uuid,integer) to payung_app;

CREATE OR REPLACE FUNCTION public.person_of_identity(index bytea)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
  found_id bigint;
begin
  perform set_config('app.gate', 'matching', true);
  found_id := (select i.person_id from identities i where i.value_index = person_of_identity.index and i.ended_at is null);
  perform set_config('app.gate', gate_before, true);
  return found_id;
end $function$
;
grant execute on function person_of_identity(bytea) to public;

CREATE OR REPLACE FUNCTION public.refuse_change_of_merged_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'this row was merged into another' using errcode = 'check_violation',
    constraint = 'a_merged_person_is_not_changed', table = 'people';
end $function$
;
grant execute on function refuse_change_of_merged_person() to public;

CREATE OR REPLACE FUNCTION public.scope_first()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.region_first'::text, true), ''::text))::bigint
;
grant execute on function scope_first() to public;

CREATE OR REPLACE FUNCTION public.scope_gate()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN NULLIF(current_setting('app.gate'::text, true), ''::text)
;
grant execute on function scope_gate() to public;

CREATE OR REPLACE FUNCTION public.scope_is_self(subject uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN COALESCE((subject = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid), false)
;
grant execute on function scope_is_self(uuid) to public;

CREATE OR REPLACE FUNCTION public.scope_last()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.region_last'::text, true), ''::text))::bigint
;
grant execute on function scope_last() to public;

CREATE OR REPLACE FUNCTION public.scope_organisation()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid
;
grant execute on function scope_organisation() to public;

CREATE OR REPLACE FUNCTION public.scope_reaches(region bigint, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE((NULLIF(current_setting('app.gate'::text, true), ''::text) = 'system'::text), false) OR COALESCE(((region >= (NULLIF(current_setting('app.region_first'::text, true), ''::text))::bigint) AND (region <= (NULLIF(current_setting('app.region_last'::text, true), ''::text))::bigint)), false) OR COALESCE((organisation = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid), false))
;
grant execute on function scope_reaches(bigint,uuid) to public;

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

CREATE OR REPLACE FUNCTION public.session_of_token(hashes bytea[])
 RETURNS TABLE(id uuid, user_id uuid, organisation_id uuid, organisation_name text, name text, email text, training boolean, created_at timestamp with time zone, last_seen_at timestamp with time zone, second_factor_at timestamp with time zone, ended_at timestamp with time zone, ended_because text, disabled_at timestamp with time zone, closed_on date, has_code boolean, grant_id uuid, role text, region_code bigint, valid_from date, valid_to date, ended_early boolean, on_behalf_of uuid)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
#variable_conflict use_column
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
begin
  perform set_config('app.gate', 'sign-in', true);
  return query select s.id, s.user_id, u.organisation_id, o.name, u.name, u.email, u.training, s.created_at, s.last_seen_at, s.second_factor_at,
    s.ended_at, s.ended_because, u.disabled_at, o.closed_on, u.totp_confirmed_at is not null, g.id, g.role, g.region_code,
    g.valid_from, g.valid_to, g.ended_early, g.on_behalf_of
  from sessions s
  join users u on u.id = s.user_id
  join organisations o on o.id = u.organisation_id
  left join held_grants g on g.id = s.grant_id and g.user_id = s.user_id
  where s.token_hash = any (session_of_token.hashes);
  perform set_config('app.gate', gate_before, true);
end $function$
;
grant execute on function session_of_token(bytea[]) to public;

create table api_key_persons (
  api_key_id uuid not null,
  on_day date not null,
  person bytea not null,
  first_asked_at timestamp with time zone not null,
  constraint api_key_persons_person_check CHECK ((length(person) = 32)),
  constraint api_key_persons_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys(id),
  constraint api_key_persons_pkey PRIMARY KEY (api_key_id, on_day, person)
);
alter table api_key_persons enable row level security;
alter table api_key_persons force row level security;
create policy api_key_persons_in_scope on api_key_persons as permissive for all to public using ((EXISTS ( SELECT
   FROM api_keys k
  WHERE (k.id = api_key_persons.api_key_id))));
comment on table api_key_persons is 'Which persons (by keyed hash) a key asked about on a day: the quota counts persons, not requests.';
grant insert, select on api_key_persons to payung_app;

create table api_keys (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  key_hash bytea not null,
  hint text not null,
  actions text[] not null,
  reach text not null,
  region_code bigint not null,
  persons_per_day integer not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  expires_on date not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint api_keys_actions_check CHECK ((cardinality(actions) > 0)),
  constraint api_keys_hint_check CHECK ((length(hint) = 4)),
  constraint api_keys_key_hash_check CHECK ((length(key_hash) = 32)),
  constraint api_keys_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 100)))),
  constraint api_keys_persons_per_day_check CHECK ((persons_per_day > 0)),
  constraint api_keys_reach_check CHECK ((reach = ANY (ARRAY['region'::text, 'organisation'::text]))),
  constraint api_keys_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint api_keys_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint api_keys_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES users(id),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_key_hash_key UNIQUE (key_hash)
);
CREATE INDEX api_keys_by_organisation ON public.api_keys USING btree (organisation_id);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy api_keys_in_scope on api_keys as permissive for all to public using (((scope_gate() = 'sign-in'::text) OR (EXISTS ( SELECT
   FROM organisations o
  WHERE ((o.id = api_keys.organisation_id) AND scope_reaches(o.region_code, o.id))))));
comment on table api_keys is 'Keys of programs. Shown once; the row has their HMAC and their last four characters.';
comment on column api_keys.reach is 'Whether the key sees the subtree of its region, or its organisation only.';
comment on column api_keys.created_by is 'Null when made on the command line; the audit says by whom.';
grant insert, select on api_keys to payung_app;
grant update (revoked_at) on api_keys to payung_app;
grant update (revoked_by) on api_keys to payung_app;

create table attempt_counts (
  bucket bytea not null,
  failures integer not null,
  blocked_until timestamp with time zone,
  last_failed_at timestamp with time zone not null,
  constraint attempt_counts_bucket_check CHECK ((length(bucket) = 32)),
  constraint attempt_counts_failures_check CHECK ((failures >= 0)),
  constraint attempt_counts_pkey PRIMARY KEY (bucket)
);
alter table attempt_counts enable row level security;
alter table attempt_counts force row level security;
create policy attempts_at_the_gate on attempt_counts as permissive for all to public using ((scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text])));
comment on table attempt_counts is 'Failed sign-ins by HMAC of account, of address and of both; forgotten after a quiet day.';
grant delete, insert, select, update on attempt_counts to payung_app;

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
create policy audit_is_read_by_auditors_of_its_region on audit_entries as permissive for select to payung_app using ((( SELECT (NULLIF(current_setting('app.role'::text, true), ''::text) = ANY (ARRAY['system-administrator'::text, 'data-protection-officer'::text, 'auditor'::text]))) AND ((COALESCE(region_code, (0)::bigint) >= ( SELECT (NULLIF(current_setting('app.region_first'::text, true), ''::text))::bigint AS "nullif")) AND (COALESCE(region_code, (0)::bigint) <= ( SELECT (NULLIF(current_setting('app.region_last'::text, true), ''::text))::bigint AS "nullif")))));
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

create table challenges (
  id uuid default gen_random_uuid() not null,
  purpose text not null,
  user_id uuid,
  secret_hash bytea not null,
  payload jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint challenge_expires_after_it_begins CHECK ((expires_at > created_at)),
  constraint challenges_secret_hash_check CHECK ((length(secret_hash) = 32)),
  constraint challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint challenges_pkey PRIMARY KEY (id),
  constraint challenges_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX challenges_by_user ON public.challenges USING btree (user_id, purpose);
alter table challenges enable row level security;
alter table challenges force row level security;
create policy challenges_at_the_gate on challenges as permissive for all to public using (((scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text])) OR scope_is_self(user_id) OR (EXISTS ( SELECT
   FROM users u
  WHERE (u.id = challenges.user_id)))));
comment on table challenges is 'Things good for one use: set-up, invitation and recovery links, passkey challenges, states of government sign-in.';
grant insert, select on challenges to payung_app;
grant update (used_at) on challenges to payung_app;

create table duplicate_pairs (
  person_a bigint not null,
  person_b bigint not null,
  band text not null,
  score real not null,
  reasons jsonb not null,
  found_at timestamp with time zone not null,
  decided text,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_because text,
  constraint a_decision_has_its_day CHECK (((decided IS NULL) = (decided_at IS NULL))),
  constraint a_decision_has_its_reason CHECK (((decided IS NULL) = (decided_because IS NULL))),
  constraint a_pair_names_the_lower_number_first CHECK ((person_a < person_b)),
  constraint duplicate_pairs_band_check CHECK ((band = ANY (ARRAY['same'::text, 'perhaps'::text]))),
  constraint duplicate_pairs_decided_check CHECK ((decided = ANY (ARRAY['same'::text, 'different'::text]))),
  constraint duplicate_pairs_pkey PRIMARY KEY (person_a, person_b)
);
CREATE INDEX duplicate_pairs_by_score ON public.duplicate_pairs USING btree (score DESC, person_a, person_b);
CREATE INDEX duplicate_pairs_by_second_person ON public.duplicate_pairs USING btree (person_b);
alter table duplicate_pairs enable row level security;
alter table duplicate_pairs force row level security;
create policy duplicate_pairs_are_decided_by_matching on duplicate_pairs as restrictive for update to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy duplicate_pairs_are_dropped_by_matching on duplicate_pairs as restrictive for delete to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy duplicate_pairs_are_found_by_matching on duplicate_pairs as restrictive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy duplicate_pairs_of_people_in_sight on duplicate_pairs as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((EXISTS ( SELECT
   FROM people p
  WHERE (p.id = duplicate_pairs.person_a))) AND (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = duplicate_pairs.person_b))))));
comment on table duplicate_pairs is 'by person (the lower number): two rows that may be one human being, with the reasons.';
comment on column duplicate_pairs.score is 'Bits for one person, the sum of the reasons (src/modules/people/matching/weights.ts).';
comment on column duplicate_pairs.reasons is '[{field, level, bits}], heaviest first: no value of either row.';
comment on column duplicate_pairs.decided_by is 'A user; null when the command line of the installation decided.';
grant delete, insert, select, update on duplicate_pairs to payung_app;

create table employer_changes (
  id bigint generated always as identity not null,
  employer_id uuid not null,
  organisation_id uuid,
  import_id uuid,
  cause text not null,
  changes jsonb not null,
  row_before jsonb not null,
  reason text,
  changed_at timestamp with time zone not null,
  constraint employer_changes_cause_check CHECK ((cause = ANY (ARRAY['import'::text, 'form'::text, 'undo'::text]))),
  constraint employer_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX employer_changes_by_employer ON public.employer_changes USING btree (employer_id, id);
CREATE INDEX employer_changes_by_import ON public.employer_changes USING btree (import_id) WHERE (import_id IS NOT NULL);
alter table employer_changes enable row level security;
alter table employer_changes force row level security;
create policy employer_changes_are_written_by_their_maker on employer_changes as permissive for insert to public with check (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employer_changes_in_scope on employer_changes as permissive for select to public using ((EXISTS ( SELECT
   FROM employers e
  WHERE (e.id = employer_changes.employer_id))));
comment on table employer_changes is 'history: each change of an employer with what stood there before. Rows are added, never changed.';
comment on column employer_changes.changes is 'field → [before, after].';
comment on column employer_changes.row_before is 'The columns as they were, to put them back when a list is taken back.';
grant insert, select on employer_changes to payung_app;

create table employers (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid,
  import_id uuid,
  import_row integer,
  name text not null,
  name_key text not null,
  npp text,
  nib text,
  npwp text,
  region_code bigint not null,
  address text,
  kbli text,
  size text,
  men_count integer,
  women_count integer,
  foreign_count integer,
  registered_count integer,
  wages bigint,
  reported_on date,
  recorded_at timestamp with time zone not null,
  constraint employers_foreign_count_check CHECK ((foreign_count >= 0)),
  constraint employers_import_row_check CHECK ((import_row > 0)),
  constraint employers_kbli_check CHECK ((kbli ~ '^[0-9]{2,5}$'::text)),
  constraint employers_men_count_check CHECK ((men_count >= 0)),
  constraint employers_name_check CHECK (((name <> ''::text) AND (length(name) <= 255))),
  constraint employers_name_key_check CHECK ((name_key <> ''::text)),
  constraint employers_nib_check CHECK ((nib ~ '^[0-9]{13}$'::text)),
  constraint employers_npp_check CHECK ((npp ~ '^[0-9A-Z]{6,13}$'::text)),
  constraint employers_npwp_check CHECK ((npwp ~ '^([0-9]{15,16}|[0-9]{22})$'::text)),
  constraint employers_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint employers_registered_count_check CHECK ((registered_count >= 0)),
  constraint employers_size_check CHECK ((size = ANY (ARRAY['micro'::text, 'small'::text, 'medium'::text, 'large'::text]))),
  constraint employers_wages_check CHECK ((wages >= 0)),
  constraint employers_women_count_check CHECK ((women_count >= 0)),
  constraint employers_pkey PRIMARY KEY (id)
);
CREATE INDEX employers_by_import ON public.employers USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX employers_by_name ON public.employers USING btree (name_key text_pattern_ops);
CREATE INDEX employers_by_nib ON public.employers USING btree (nib) WHERE (nib IS NOT NULL);
CREATE INDEX employers_by_npp ON public.employers USING btree (npp) WHERE (npp IS NOT NULL);
CREATE INDEX employers_by_npwp ON public.employers USING btree (npwp) WHERE (npwp IS NOT NULL);
CREATE INDEX employers_by_region ON public.employers USING btree (region_code);
CREATE UNIQUE INDEX one_name_per_keeper_and_region ON public.employers USING btree (organisation_id, name_key, region_code) NULLS NOT DISTINCT WHERE ((npwp IS NULL) AND (nib IS NULL) AND (npp IS NULL));
CREATE UNIQUE INDEX one_nib_per_keeper_and_regency ON public.employers USING btree (organisation_id, nib, ((region_code / 1000000))) NULLS NOT DISTINCT WHERE ((nib IS NOT NULL) AND (npp IS NULL));
CREATE UNIQUE INDEX one_npp_per_keeper ON public.employers USING btree (organisation_id, npp) NULLS NOT DISTINCT WHERE (npp IS NOT NULL);
CREATE UNIQUE INDEX one_npwp_per_keeper_and_regency ON public.employers USING btree (organisation_id, npwp, ((region_code / 1000000))) NULLS NOT DISTINCT WHERE ((npwp IS NOT NULL) AND (nib IS NULL) AND (npp IS NULL));
alter table employers enable row level security;
alter table employers force row level security;
create policy employers_are_changed_by_their_keeper on employers as permissive for update to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employers_are_taken_back_by_their_keeper on employers as permissive for delete to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employers_are_written_by_their_keeper on employers as permissive for insert to public with check (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employers_in_scope on employers as permissive for select to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table employers is 'reference: one place of work as one organisation knows it.';
comment on column employers.organisation_id is 'Who keeps the row; null when it came by the command line of the installation itself.';
comment on column employers.name_key is 'The name without its legal form, marks and blanks: PT. Maju Jaya and MAJU JAYA, PT are one.';
comment on column employers.kbli is 'KBLI code of 2 to 5 digits; its first two are in src/modules/employers/kbli.ts.';
comment on column employers.men_count is 'Workers, men; with women_count all there are, foreigners among them.';
comment on column employers.registered_count is 'How many of them the source says are registered with BPJS Ketenagakerjaan.';
comment on column employers.wages is 'rupiah a month, all workers together.';
comment on column employers.reported_on is 'Day of the labour report (WLKP) these figures come from.';
grant delete, insert, select, update on employers to payung_app;

create table grant_ends (
  id uuid default gen_random_uuid() not null,
  grant_id uuid not null,
  ends_on date,
  ended_at timestamp with time zone not null,
  ended_by uuid,
  reason text not null,
  constraint grant_ends_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint grant_ends_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  constraint grant_ends_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants(id),
  constraint grant_ends_pkey PRIMARY KEY (id)
);
CREATE INDEX grant_ends_by_grant ON public.grant_ends USING btree (grant_id);
alter table grant_ends enable row level security;
alter table grant_ends force row level security;
create policy grant_ends_in_scope on grant_ends as permissive for all to public using ((EXISTS ( SELECT
   FROM grants g
  WHERE (g.id = grant_ends.grant_id))));
comment on table grant_ends is 'Grants ended before their day, and why. Rows are added, never changed.';
comment on column grant_ends.ends_on is 'First day on which the grant no longer holds; null when it ended at once.';
grant insert, select on grant_ends to payung_app;

create table grants (
  id uuid default gen_random_uuid() not null,
  user_id uuid not null,
  role text not null,
  region_code bigint not null,
  valid_from date not null,
  valid_to date,
  reason text not null,
  granted_by uuid,
  granted_at timestamp with time zone not null,
  delegated_from uuid,
  constraint delegation_has_an_end CHECK (((delegated_from IS NULL) OR (valid_to IS NOT NULL))),
  constraint grant_ends_after_it_begins CHECK ((valid_to > valid_from)),
  constraint grants_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint grants_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint grants_delegated_from_fkey FOREIGN KEY (delegated_from) REFERENCES grants(id),
  constraint grants_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES users(id),
  constraint grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint grants_pkey PRIMARY KEY (id)
);
CREATE INDEX grants_by_user ON public.grants USING btree (user_id, valid_from);
alter table grants enable row level security;
alter table grants force row level security;
create policy grants_in_scope on grants as permissive for all to public using ((EXISTS ( SELECT
   FROM users u
  WHERE (u.id = grants.user_id)))) with check ((EXISTS ( SELECT
   FROM users u
  WHERE ((u.id = grants.user_id) AND scope_reaches(grants.region_code, u.organisation_id)))));
comment on table grants is 'Which role a user holds, where, and from which to which day. Rows are added, never changed; an earlier end is a row in grant_ends.';
comment on column grants.valid_to is 'First day on which it no longer holds; null without an end.';
grant insert, select on grants to payung_app;

create table identities (
  value_index bytea not null,
  kind text not null,
  person_id bigint not null,
  import_id uuid,
  recorded_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  constraint an_end_has_its_reason CHECK (((ended_at IS NULL) = (ended_because IS NULL))),
  constraint identities_kind_check CHECK ((kind = ANY (ARRAY['NIK'::text, 'PASSPORT'::text]))),
  constraint identities_value_index_check CHECK ((length(value_index) = 32))
);
CREATE INDEX identities_by_person ON public.identities USING btree (person_id);
CREATE UNIQUE INDEX one_person_per_identity ON public.identities USING btree (value_index) WHERE (ended_at IS NULL);
alter table identities enable row level security;
alter table identities force row level security;
create policy identities_at_the_gate on identities as permissive for all to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
comment on table identities is 'by identity: who a NIK or passport belongs to, by blind index. A corrected number ends its row and begins another.';
grant delete, insert, select, update on identities to payung_app;

create table identity_conflicts (
  person_id bigint not null,
  other_person_id bigint not null,
  request_id uuid not null,
  found_at timestamp with time zone not null,
  constraint nobody_conflicts_with_himself CHECK ((person_id <> other_person_id)),
  constraint identity_conflicts_pkey PRIMARY KEY (person_id, other_person_id)
);
alter table identity_conflicts enable row level security;
alter table identity_conflicts force row level security;
create policy identity_conflicts_are_written_by_matching on identity_conflicts as permissive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy identity_conflicts_for_who_sees_both on identity_conflicts as permissive for select to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((EXISTS ( SELECT
   FROM people p
  WHERE (p.id = identity_conflicts.person_id))) AND (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = identity_conflicts.other_person_id))))));
comment on table identity_conflicts is 'by person: a number asked for one person that is another''s already. Perhaps the two are one: a task for whoever sees both.';
grant insert, select on identity_conflicts to payung_app;

create table import_chunks (
  import_id uuid not null,
  first_row integer not null,
  last_row integer not null,
  row_count integer not null,
  known_rows int4multirange not null,
  committed_at timestamp with time zone default clock_timestamp() not null,
  constraint a_chunk_ends_after_it_begins CHECK ((last_row >= first_row)),
  constraint import_chunks_first_row_check CHECK ((first_row > 0)),
  constraint import_chunks_row_count_check CHECK ((row_count > 0)),
  constraint import_chunks_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_chunks_pkey PRIMARY KEY (import_id, first_row)
);
alter table import_chunks enable row level security;
alter table import_chunks force row level security;
create policy import_chunks_in_scope on import_chunks as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_chunks.import_id))));
comment on table import_chunks is 'by import: how far a run came, one row for each commit.';
comment on column import_chunks.known_rows is 'Rows that told nothing new. They are not in import_rows: a list handed in again would fill it.';
grant insert, select on import_chunks to payung_app;

create table import_mappings (
  organisation_id uuid not null,
  header_key bytea not null,
  mapping jsonb not null,
  used_at timestamp with time zone not null,
  constraint import_mappings_header_key_check CHECK ((length(header_key) = 32)),
  constraint import_mappings_pkey PRIMARY KEY (organisation_id, header_key)
);
alter table import_mappings enable row level security;
alter table import_mappings force row level security;
create policy import_mappings_of_ones_organisation on import_mappings as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table import_mappings is 'by organisation: which column meant what in a file with these headings, to be proposed the next time.';
grant insert, select, update on import_mappings to payung_app;

create table import_preparations (
  import_id uuid not null,
  stage text not null,
  sheet text,
  choices jsonb default '{}'::jsonb not null,
  pieces jsonb default '[]'::jsonb not null,
  tally jsonb,
  left_out integer default 0 not null,
  previewed_at timestamp with time zone,
  doer jsonb,
  trouble jsonb,
  changed_at timestamp with time zone not null,
  constraint import_preparations_stage_check CHECK ((stage = ANY (ARRAY['arriving'::text, 'received'::text, 'previewing'::text, 'previewed'::text, 'confirmed'::text]))),
  constraint import_preparations_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_preparations_pkey PRIMARY KEY (import_id)
);
alter table import_preparations enable row level security;
alter table import_preparations force row level security;
create policy import_preparations_in_scope on import_preparations as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_preparations.import_id))));
comment on table import_preparations is 'by import: how far a list is that somebody handed in and has not yet confirmed, and as whom it runs then.';
comment on column import_preparations.choices is 'column, counted from 0 → field or set-aside: what a person answered.';
comment on column import_preparations.pieces is 'Pieces of a file that is still on its way: [{first, count, name}].';
comment on column import_preparations.tally is 'What the preview came to; null while there is none, or since a repair changed it.';
comment on column import_preparations.left_out is 'Rows that the user took out of the list.';
comment on column import_preparations.doer is 'Who confirmed it, with the role held then: a run that was cut off goes on in his scope.';
comment on column import_preparations.trouble is 'The refusal that ended it: {code, details}.';
grant insert, select, update on import_preparations to payung_app;

create table import_preview_rows (
  import_id uuid not null,
  row_number integer not null,
  gravity smallint not null,
  fate text not null,
  outcomes jsonb not null,
  constraint import_preview_rows_fate_check CHECK ((fate = ANY (ARRAY['accepted'::text, 'refused'::text, 'held'::text, 'duplicate'::text]))),
  constraint import_preview_rows_gravity_check CHECK (((gravity >= 0) AND (gravity <= 3))),
  constraint import_preview_rows_row_number_check CHECK ((row_number > 0)),
  constraint import_preview_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_preview_rows_pkey PRIMARY KEY (import_id, row_number)
);
CREATE INDEX import_preview_rows_gravest_first ON public.import_preview_rows USING btree (import_id, gravity, row_number);
alter table import_preview_rows enable row level security;
alter table import_preview_rows force row level security;
create policy import_preview_rows_in_scope on import_preview_rows as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_preview_rows.import_id))));
comment on table import_preview_rows is 'by import: rows a preview has something to say about, until the list is confirmed or given up.';
comment on column import_preview_rows.outcomes is '[{code, field, …}]: no value of the row itself, which stands in the sealed file only.';
grant delete, insert, select, update on import_preview_rows to payung_app;

create table import_repairs (
  import_id uuid not null,
  row_number integer not null,
  field text not null,
  sealed bytea,
  repair_key text generated always as (((((import_id || '.'::text) || row_number) || '.'::text) || field)) stored not null,
  recorded_at timestamp with time zone not null,
  constraint import_repairs_field_check CHECK ((length(field) <= 40)),
  constraint import_repairs_row_number_check CHECK ((row_number >= 0)),
  constraint only_a_row_is_left_out CHECK (((sealed IS NULL) = (field = ''::text))),
  constraint import_repairs_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_repairs_pkey PRIMARY KEY (import_id, row_number, field)
);
CREATE UNIQUE INDEX import_repairs_by_key ON public.import_repairs USING btree (repair_key, import_id);
alter table import_repairs enable row level security;
alter table import_repairs force row level security;
create policy import_repairs_are_read_for_new_keys on import_repairs as permissive for select to payung_owner using (true);
create policy import_repairs_are_written_for_new_keys on import_repairs as permissive for update to payung_owner using (true);
create policy import_repairs_in_scope on import_repairs as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_repairs.import_id))));
comment on table import_repairs is 'by import: what was mended in place. The user''s own file stays as it was.';
comment on column import_repairs.row_number is '0: every row of the list.';
comment on column import_repairs.field is 'Empty: the row is left out.';
comment on column import_repairs.sealed is 'encrypted: what stands in the field instead.';
grant delete, insert, select, update on import_repairs to payung_app;

create table import_rows (
  import_id uuid not null,
  row_number integer not null,
  fate text not null,
  outcomes jsonb not null,
  person_id bigint,
  value_index bytea,
  constraint import_rows_fate_check CHECK ((fate = ANY (ARRAY['accepted'::text, 'refused'::text, 'held'::text, 'duplicate'::text]))),
  constraint import_rows_row_number_check CHECK ((row_number > 0)),
  constraint import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_rows_pkey PRIMARY KEY (import_id, row_number)
);
CREATE INDEX import_rows_held_by_identity ON public.import_rows USING btree (import_id, value_index) WHERE (value_index IS NOT NULL);
alter table import_rows enable row level security;
alter table import_rows force row level security;
create policy import_rows_in_scope on import_rows as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_rows.import_id))));
comment on table import_rows is 'by import: rows there is something to say about. A row that is neither here nor among the known rows of its chunk was accepted without a word.';
comment on column import_rows.outcomes is '[{code, field, …}]: no value of the row itself, which stands in the sealed file only.';
comment on column import_rows.value_index is 'Of a NIK that this list gives to two people: no later row of it may have it either.';
grant insert, select, update on import_rows to payung_app;

create table imports (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid,
  user_id uuid,
  purpose text not null,
  region_code bigint not null,
  file_name text not null,
  file_sha256 bytea not null,
  byte_count bigint not null,
  sealed_key bytea,
  mapping jsonb default '{}'::jsonb not null,
  reading jsonb default '{}'::jsonb not null,
  state text not null,
  rows_read integer default 0 not null,
  accepted integer default 0 not null,
  refused integer default 0 not null,
  held integer default 0 not null,
  duplicates integer default 0 not null,
  outcomes jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  alive_at timestamp with time zone,
  finished_at timestamp with time zone,
  seconds double precision,
  undone_at timestamp with time zone,
  undone_because text,
  constraint an_undoing_has_its_reason CHECK (((undone_at IS NULL) = (undone_because IS NULL))),
  constraint every_row_is_accounted_for CHECK ((rows_read = (((accepted + refused) + held) + duplicates))),
  constraint imports_byte_count_check CHECK ((byte_count >= 0)),
  constraint imports_file_name_check CHECK ((length(file_name) <= 200)),
  constraint imports_file_sha256_check CHECK ((length(file_sha256) = 32)),
  constraint imports_purpose_check CHECK (((purpose <> ''::text) AND (length(purpose) <= 64))),
  constraint imports_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'undone'::text, 'refused'::text]))),
  constraint imports_pkey PRIMARY KEY (id)
);
CREATE INDEX imports_by_file ON public.imports USING btree (file_sha256);
CREATE INDEX imports_by_organisation ON public.imports USING btree (organisation_id, created_at);
alter table imports enable row level security;
alter table imports force row level security;
create policy imports_are_read_for_new_keys on imports as permissive for select to payung_owner using (true);
create policy imports_are_written_for_new_keys on imports as permissive for update to payung_owner using (true);
create policy imports_in_scope on imports as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation)) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last)))));
comment on table imports is 'by organisation: every list that was handed in, what became of its rows, and how far it is.';
comment on column imports.sealed_key is 'encrypted: key of the stored file; without it the file is noise.';
comment on column imports.rows_read is 'Rows whose fate is decided and committed; a run that was cut off goes on after them.';
comment on column imports.outcomes is 'code → rows it was said of.';
comment on column imports.alive_at is 'When the run last said that it is alive.';
grant insert, select, update on imports to payung_app;

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

create table organisations (
  id uuid default gen_random_uuid() not null,
  kind text not null,
  name text not null,
  region_code bigint not null,
  created_at timestamp with time zone not null,
  closed_on date,
  constraint organisations_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 200)))),
  constraint organisations_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint organisations_pkey PRIMARY KEY (id),
  constraint one_organisation_per_name_and_place UNIQUE (kind, region_code, name)
);
CREATE INDEX organisations_by_region ON public.organisations USING btree (region_code);
alter table organisations enable row level security;
alter table organisations force row level security;
create policy organisations_in_scope on organisations as permissive for all to public using ((scope_reaches(region_code, id) OR (scope_gate() = 'sign-in'::text))) with check (scope_reaches(region_code, NULL::uuid));
comment on table organisations is 'Every office, company or donor that has users. Closed, never deleted.';
comment on column organisations.region_code is 'Where it works; 0 for the whole country.';
grant insert, select on organisations to payung_app;
grant update (name) on organisations to payung_app;
grant update (closed_on) on organisations to payung_app;

create table passkeys (
  credential_id bytea not null,
  user_id uuid not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint passkeys_pkey PRIMARY KEY (credential_id)
);
CREATE INDEX passkeys_by_user ON public.passkeys USING btree (user_id);
alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy passkeys_of_oneself on passkeys as permissive for all to public using ((scope_is_self(user_id) OR (scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text]))));
comment on table passkeys is 'Passkeys of users. Public keys only.';
grant delete, insert, select on passkeys to payung_app;
grant update (sign_count) on passkeys to payung_app;
grant update (name) on passkeys to payung_app;
grant update (last_used_at) on passkeys to payung_app;

create table people (
  id bigint not null,
  organisation_id uuid,
  import_id uuid,
  import_row integer,
  name text not null,
  name_keys text[] not null,
  sex text,
  born_on date,
  birth_place text,
  residence_region bigint not null,
  work_region bigint,
  address text,
  rt text,
  rw text,
  hamlet text,
  occupation text,
  occupation_second text,
  occupation_code text,
  work_location text,
  work_start text,
  work_end text,
  marital_status text,
  segment text not null,
  income bigint,
  groups text[] default '{}'::text[] not null,
  decile smallint,
  decile_source text,
  decile_on date,
  heir_relation text,
  living_status text,
  living_status_on date,
  phone_index bytea,
  kpj_index bytea,
  family_index bytea,
  sealed bytea not null,
  stated_mark bytea not null,
  recorded_at timestamp with time zone not null,
  merged_into bigint,
  constraint a_decile_has_its_source CHECK (((decile IS NULL) OR (decile_source IS NOT NULL))),
  constraint nobody_is_merged_into_himself CHECK ((merged_into <> id)),
  constraint people_decile_check CHECK (((decile >= 1) AND (decile <= 10))),
  constraint people_family_index_check CHECK ((length(family_index) = 32)),
  constraint people_import_row_check CHECK ((import_row > 0)),
  constraint people_income_check CHECK ((income >= 0)),
  constraint people_kpj_index_check CHECK ((length(kpj_index) = 32)),
  constraint people_living_status_check CHECK ((living_status = ANY (ARRAY['living'::text, 'deceased'::text, 'moved'::text, 'missing'::text]))),
  constraint people_marital_status_check CHECK ((marital_status = ANY (ARRAY['not-married'::text, 'married'::text, 'divorced'::text, 'widowed'::text]))),
  constraint people_name_check CHECK (((name <> ''::text) AND (length(name) <= 300))),
  constraint people_phone_index_check CHECK ((length(phone_index) = 32)),
  constraint people_residence_region_check CHECK (((residence_region >= 1100000000) AND (residence_region <= '9999999999'::bigint))),
  constraint people_segment_check CHECK ((segment = ANY (ARRAY['PU'::text, 'BPU'::text, 'JAKON'::text, 'PMI'::text]))),
  constraint people_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text]))),
  constraint people_stated_mark_check CHECK ((length(stated_mark) = 16)),
  constraint people_work_region_check CHECK (((work_region >= 1100000000) AND (work_region <= '9999999999'::bigint))),
  constraint people_pkey PRIMARY KEY (id)
);
CREATE INDEX people_by_birth_date ON public.people USING btree (born_on) WHERE (merged_into IS NULL);
CREATE INDEX people_by_family ON public.people USING btree (family_index) WHERE (family_index IS NOT NULL);
CREATE INDEX people_by_import ON public.people USING btree (import_id);
CREATE INDEX people_by_kpj ON public.people USING btree (kpj_index) WHERE (kpj_index IS NOT NULL);
CREATE INDEX people_by_name ON public.people USING gin (name_keys);
CREATE INDEX people_by_organisation ON public.people USING btree (organisation_id, id);
CREATE INDEX people_by_phone ON public.people USING btree (phone_index) WHERE (phone_index IS NOT NULL);
CREATE INDEX people_by_residence_and_second_sound ON public.people USING btree (residence_region, (name_keys[2])) WHERE (name_keys[2] IS NOT NULL);
CREATE INDEX people_by_residence_and_sound ON public.people USING btree (residence_region, (name_keys[1]));
CREATE INDEX people_by_sound_and_birth ON public.people USING btree ((name_keys[1]), (name_keys[2]), born_on) WHERE (merged_into IS NULL);
CREATE INDEX people_by_work_region ON public.people USING btree (work_region) WHERE (work_region IS NOT NULL);
CREATE TRIGGER a_merged_person_is_not_changed BEFORE UPDATE ON public.people FOR EACH ROW WHEN (((old.merged_into IS NOT NULL) AND (new.merged_into IS NOT NULL) AND (old.stated_mark <> new.stated_mark))) EXECUTE FUNCTION refuse_change_of_merged_person();
alter table people enable row level security;
alter table people force row level security;
create policy people_are_changed_by_matching on people as permissive for update to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy people_are_read_for_new_keys on people as permissive for select to payung_owner using (true);
create policy people_are_taken_back_by_matching on people as permissive for delete to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy people_are_written_by_matching on people as permissive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy people_are_written_for_new_keys on people as permissive for update to payung_owner using (true);
create policy people_in_scope on people as permissive for select to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((residence_region >= ( SELECT scope_first() AS scope_first)) AND (residence_region <= ( SELECT scope_last() AS scope_last))) OR ((work_region >= ( SELECT scope_first() AS scope_first)) AND (work_region <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table people is 'by person: one row for each human being, as the organisation that keeps the row told of him.';
comment on column people.organisation_id is 'Who keeps the row; null when it came by the command line of the installation itself.';
comment on column people.import_row is 'The row of that list, as the user''s own program numbers it.';
comment on column people.name_keys is 'How the words of the name sound, for search and for finding duplicates (src/modules/people/matching).';
comment on column people.income is 'rupiah a month.';
comment on column people.living_status is 'Null: nobody has said.';
comment on column people.sealed is 'encrypted: NIK, phone, e-mail, KPJ, family card, mother, heir with phone, as one JSON object.';
comment on column people.stated_mark is 'keyed mark of the row as it was told: the same row again is known without opening it.';
comment on column people.merged_into is 'The row that stands for this one since a duplicate was found; null for everybody else.';
grant delete, insert, select, update on people to payung_app;

create table person_change_requests (
  id uuid default gen_random_uuid() not null,
  person_id bigint not null,
  organisation_id uuid,
  asked_by text not null,
  kind text not null,
  changes jsonb not null,
  sealed bytea,
  reason text not null,
  needs_approval boolean not null,
  state text not null,
  asked_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  decided_because text,
  change_id bigint,
  constraint a_decision_has_its_maker_and_time CHECK ((((state = 'pending'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
  constraint nobody_decides_about_his_own_request CHECK (((NOT needs_approval) OR (state = ANY (ARRAY['pending'::text, 'withdrawn'::text])) OR (decided_by <> asked_by))),
  constraint only_what_is_applied_is_in_history CHECK (((state = 'applied'::text) = (change_id IS NOT NULL))),
  constraint person_change_requests_asked_by_check CHECK ((asked_by ~ '^(user|api-key|system):.'::text)),
  constraint person_change_requests_decided_by_check CHECK ((decided_by ~ '^(user|api-key|system):.'::text)),
  constraint person_change_requests_kind_check CHECK ((kind = ANY (ARRAY['details'::text, 'identity'::text, 'number'::text, 'life'::text, 'move'::text]))),
  constraint person_change_requests_reason_check CHECK ((reason <> ''::text)),
  constraint person_change_requests_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'applied'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint person_change_requests_pkey PRIMARY KEY (id)
);
CREATE INDEX person_change_requests_by_person ON public.person_change_requests USING btree (person_id, asked_at);
CREATE INDEX person_change_requests_pending ON public.person_change_requests USING btree (asked_at) WHERE (state = 'pending'::text);
alter table person_change_requests enable row level security;
alter table person_change_requests force row level security;
create policy person_change_requests_are_read_for_new_keys on person_change_requests as permissive for select to payung_owner using (true);
create policy person_change_requests_are_written_for_new_keys on person_change_requests as permissive for update to payung_owner using (true);
create policy person_change_requests_in_scope on person_change_requests as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation)) OR (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_change_requests.person_id)))));
comment on table person_change_requests is 'by person: changes asked for by hand, who asked, who decided, and why.';
comment on column person_change_requests.asked_by is 'user:id, api-key:id, or system: with the user of the operating system.';
comment on column person_change_requests.kind is 'The gravest thing it changes: number over identity over life over move over details.';
comment on column person_change_requests.changes is 'field → [before, after] as it may be shown: what is kept encrypted is masked.';
comment on column person_change_requests.sealed is 'encrypted: the encrypted fields before and after, as one JSON object; null when it changes none.';
comment on column person_change_requests.change_id is 'The entry of person_changes it became.';
grant insert, select, update on person_change_requests to payung_app;

create table person_changes (
  id bigint not null,
  person_id bigint not null,
  organisation_id uuid,
  import_id uuid,
  cause text not null,
  changes jsonb not null,
  row_before jsonb,
  sealed_before bytea,
  stated_mark_before bytea,
  changed_at timestamp with time zone not null,
  constraint person_changes_cause_check CHECK ((cause = ANY (ARRAY['import'::text, 'statement'::text, 'form'::text, 'request'::text, 'identity'::text, 'merge'::text, 'unmerge'::text, 'undo'::text]))),
  constraint person_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX person_changes_by_import ON public.person_changes USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX person_changes_by_person ON public.person_changes USING btree (person_id, id);
alter table person_changes enable row level security;
alter table person_changes force row level security;
create policy person_changes_are_read_for_new_keys on person_changes as permissive for select to payung_owner using (true);
create policy person_changes_are_written_for_new_keys on person_changes as permissive for update to payung_owner using (true);
create policy person_changes_in_scope on person_changes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_changes.person_id)))));
comment on table person_changes is 'history by person: each change with what stood there before. Rows are added, never changed.';
comment on column person_changes.changes is 'field → [before, after]; an encrypted field only says that it changed.';
comment on column person_changes.row_before is 'The open columns as they were, to put them back when a list is taken back.';
comment on column person_changes.sealed_before is 'encrypted: what stood in `sealed` before.';
grant insert, select on person_changes to payung_app;

create table person_merges (
  id uuid default gen_random_uuid() not null,
  kept_id bigint not null,
  lost_id bigint not null,
  organisation_id uuid,
  user_id uuid,
  reason text not null,
  merged_at timestamp with time zone not null,
  change_ids bigint[] not null,
  moved_identities bytea[] not null,
  moved_statements uuid[] not null,
  made_statements uuid[] not null,
  statement_count integer not null,
  unmerged_at timestamp with time zone,
  unmerged_by uuid,
  unmerged_because text,
  unmerge_change_ids bigint[],
  constraint an_unmerging_has_its_reason CHECK (((unmerged_at IS NULL) = (unmerged_because IS NULL))),
  constraint person_merges_change_ids_check CHECK ((cardinality(change_ids) = 2)),
  constraint person_merges_reason_check CHECK ((reason <> ''::text)),
  constraint person_merges_statement_count_check CHECK ((statement_count >= 0)),
  constraint two_rows_are_merged CHECK ((kept_id <> lost_id)),
  constraint person_merges_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX one_merge_per_lost_person ON public.person_merges USING btree (lost_id) WHERE (unmerged_at IS NULL);
CREATE INDEX person_merges_by_kept_person ON public.person_merges USING btree (kept_id);
alter table person_merges enable row level security;
alter table person_merges force row level security;
create policy person_merges_are_ended_by_matching on person_merges as restrictive for update to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy person_merges_are_written_by_matching on person_merges as restrictive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy person_merges_of_people_in_sight on person_merges as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_merges.kept_id))) AND (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_merges.lost_id))))));
comment on table person_merges is 'by person (kept_id): which row stands for which, who said so, and what moved, so that it can be put back.';
comment on column person_merges.change_ids is 'The entries of person_changes that this merging made: of the kept row, then of the lost one.';
comment on column person_merges.moved_identities is 'Blind indexes that named the lost row and name the kept one since.';
comment on column person_merges.moved_statements is 'Organisations whose words about the lost row stand beside the kept one since.';
comment on column person_merges.made_statements is 'Organisations that kept the lost row themselves and read their own words beside the kept one since.';
comment on column person_merges.statement_count is 'Statements beside the kept row when the merging was done: one more since means that somebody built on it.';
grant insert, select on person_merges to payung_app;
grant update (unmerged_at) on person_merges to payung_app;
grant update (unmerged_by) on person_merges to payung_app;
grant update (unmerged_because) on person_merges to payung_app;
grant update (unmerge_change_ids) on person_merges to payung_app;

create table person_statements (
  person_id bigint not null,
  organisation_id uuid not null,
  import_id uuid,
  name text not null,
  name_keys text[] not null,
  residence_region bigint not null,
  stated jsonb not null,
  sealed bytea not null,
  stated_mark bytea not null,
  statement_key text generated always as (((person_id || '.'::text) || organisation_id)) stored not null,
  recorded_at timestamp with time zone not null,
  constraint person_statements_name_check CHECK (((name <> ''::text) AND (length(name) <= 300))),
  constraint person_statements_residence_region_check CHECK (((residence_region >= 1100000000) AND (residence_region <= '9999999999'::bigint))),
  constraint person_statements_stated_mark_check CHECK ((length(stated_mark) = 16)),
  constraint person_statements_pkey PRIMARY KEY (person_id, organisation_id)
);
CREATE INDEX person_statements_by_import ON public.person_statements USING btree (import_id);
CREATE UNIQUE INDEX person_statements_by_key ON public.person_statements USING btree (statement_key);
CREATE INDEX person_statements_by_name ON public.person_statements USING gin (name_keys);
CREATE INDEX person_statements_by_residence ON public.person_statements USING btree (residence_region);
alter table person_statements enable row level security;
alter table person_statements force row level security;
create policy person_statements_are_read_for_new_keys on person_statements as permissive for select to payung_owner using (true);
create policy person_statements_are_written_by_matching on person_statements as restrictive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy person_statements_are_written_for_new_keys on person_statements as permissive for update to payung_owner using (true);
create policy person_statements_in_scope on person_statements as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((residence_region >= ( SELECT scope_first() AS scope_first)) AND (residence_region <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table person_statements is 'by person: what an organisation says of somebody whose row another keeps. It reads this, not that.';
comment on column person_statements.stated is 'The columns of people that are not encrypted, as told.';
comment on column person_statements.sealed is 'encrypted: the same object as people.sealed, as told.';
grant delete, insert, select, update on person_statements to payung_app;

create table recovery_codes (
  user_id uuid not null,
  code_hash bytea not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_codes_code_hash_check CHECK ((length(code_hash) = 32)),
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy recovery_codes_of_oneself on recovery_codes as permissive for all to public using ((scope_is_self(user_id) OR (scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text]))));
comment on table recovery_codes is 'Codes for who has lost his phone, each good once in place of a code of the app. Shown once; the row has their HMAC.';
grant delete, insert, select on recovery_codes to payung_app;
grant update (used_at) on recovery_codes to payung_app;

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

create table sessions (
  id uuid default gen_random_uuid() not null,
  token_hash bytea not null,
  user_id uuid not null,
  grant_id uuid,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  second_factor_at timestamp with time zone,
  address text not null,
  agent text not null,
  begun_secret bytea,
  begun_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_because text,
  constraint a_begun_secret_has_its_time CHECK (((begun_secret IS NULL) = (begun_at IS NULL))),
  constraint sessions_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint sessions_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants(id),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX sessions_by_user ON public.sessions USING btree (user_id);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy sessions_are_read_for_new_keys on sessions as permissive for select to payung_owner using (true);
create policy sessions_are_written_for_new_keys on sessions as permissive for update to payung_owner using (true);
create policy sessions_in_scope on sessions as permissive for all to public using ((EXISTS ( SELECT
   FROM users u
  WHERE (u.id = sessions.user_id))));
comment on table sessions is 'Signed-in browsers. The token is known to the browser only; the row has its HMAC.';
comment on column sessions.grant_id is 'The role the user acts in.';
comment on column sessions.begun_secret is 'encrypted: secret of a second factor that this session began to set up; no other session can read it.';
comment on column sessions.begun_at is 'When it began; a few minutes later the secret is good for nothing.';
grant insert, select on sessions to payung_app;
grant update (grant_id) on sessions to payung_app;
grant update (last_seen_at) on sessions to payung_app;
grant update (second_factor_at) on sessions to payung_app;
grant update (begun_secret) on sessions to payung_app;
grant update (begun_at) on sessions to payung_app;
grant update (ended_at) on sessions to payung_app;
grant update (ended_because) on sessions to payung_app;

create table training_mark (
  only_one boolean default true not null,
  marked_at timestamp with time zone not null,
  constraint training_mark_only_one_check CHECK (only_one),
  constraint training_mark_pkey PRIMARY KEY (only_one)
);
comment on table training_mark is 'One row in a database made for training, for ever; none in one for real work. The two never mix.';
grant insert, select on training_mark to payung_app;

create table users (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  email text not null,
  password_hash text,
  password_changed_at timestamp with time zone,
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  sso_subject text,
  training boolean default false not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  constraint users_email_check CHECK (((email = lower(btrim(email))) AND (email ~~ '%_@_%'::text))),
  constraint users_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 200)))),
  constraint users_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint users_pkey PRIMARY KEY (id),
  constraint one_user_per_email_and_organisation UNIQUE (organisation_id, email),
  constraint one_user_per_government_identity UNIQUE (organisation_id, sso_subject)
);
CREATE INDEX users_by_email ON public.users USING btree (email);
alter table users enable row level security;
alter table users force row level security;
create policy users_are_not_made_at_the_door on users as restrictive for insert to public with check (((scope_gate() IS DISTINCT FROM 'sign-in'::text) AND (NOT scope_is_self(id))));
create policy users_are_read_for_new_keys on users as permissive for select to payung_owner using (true);
create policy users_are_written_for_new_keys on users as permissive for update to payung_owner using (true);
create policy users_in_scope on users as permissive for all to public using ((scope_is_self(id) OR (scope_gate() = 'sign-in'::text) OR (EXISTS ( SELECT
   FROM organisations o
  WHERE ((o.id = users.organisation_id) AND scope_reaches(o.region_code, o.id))))));
comment on table users is 'People who act in Payung. Switched off, never deleted: history names them.';
comment on column users.totp_secret is 'encrypted: secret of the second factor.';
comment on column users.totp_last_step is 'The last 30-second step whose code was used; a code counts once.';
comment on column users.sso_subject is 'issuer|subject of government sign-in.';
comment on column users.training is 'A demo account; exists in training mode only.';
grant insert, select on users to payung_app;
grant update (name) on users to payung_app;
grant update (password_hash) on users to payung_app;
grant update (password_changed_at) on users to payung_app;
grant update (totp_secret) on users to payung_app;
grant update (totp_confirmed_at) on users to payung_app;
grant update (totp_last_step) on users to payung_app;
grant update (sso_subject) on users to payung_app;
grant update (disabled_at) on users to payung_app;

create view held_grants with (security_invoker=true) as
 SELECT g.id,
    g.user_id,
    g.role,
    g.region_code,
    g.valid_from,
    LEAST(g.valid_to, e.ends_on) AS valid_to,
    COALESCE(e.at_once, false) AS ended_early,
    g.delegated_from,
    ( SELECT d.user_id
           FROM grants d
          WHERE (d.id = g.delegated_from)) AS on_behalf_of,
    g.reason,
    g.granted_by,
    g.granted_at
   FROM (grants g
     LEFT JOIN LATERAL ( SELECT min(grant_ends.ends_on) AS ends_on,
            bool_or((grant_ends.ends_on IS NULL)) AS at_once
           FROM grant_ends
          WHERE (grant_ends.grant_id = g.id)) e ON (true));
comment on view held_grants is 'Which role a user holds, where and when, early ends counted in.';
grant select on held_grants to payung_app;

grant usage on schema public to payung_app;
grant usage on schema public to public;
