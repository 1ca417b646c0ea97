-- The audit: who, in which role, did what to which subject, when, why and from where. Entries are only ever added, and each is
-- linked to all before it by a hash, so that a change afterwards, even by the owner of the database, is found by
-- `./payung audit verify`. Below it the marks by which a database knows its keys.

create table audit_entries (
  id bigint generated always as identity primary key,
  occurred_at timestamptz not null default clock_timestamp(),
  transaction_number bigint not null default (pg_current_xact_id()::text)::bigint,
  actor_kind text not null check (actor_kind in ('user', 'api-key', 'system', 'public')),
  actor_id text,
  role text,
  organisation_id text,
  region_code bigint,
  action text not null,
  subject_kind text,
  subject_id text,
  reason text,
  purpose text,
  affected_count bigint check (affected_count >= 0),
  details jsonb not null default '{}',
  address inet,
  request_id text,
  constraint audit_names_a_user_or_a_key check ((actor_kind in ('user', 'api-key')) = (actor_id is not null)),
  constraint audit_action_is_a_word_with_dots
    check (action ~ '^[a-z][a-z0-9]*([.-][a-z0-9]+)*$' and length(action) <= 64),
  constraint audit_subject_has_kind_and_id check ((subject_kind is null) = (subject_id is null)),
  constraint audit_details_are_a_small_object
    check (jsonb_typeof(details) = 'object' and octet_length(details::text) <= 16384),
  constraint audit_texts_are_short check (
    greatest(length(reason), length(purpose), 0) <= 1000
    and greatest(length(actor_id), length(role), length(organisation_id), length(subject_kind), length(subject_id),
      length(request_id), 0) <= 128),
  -- A NIK in an entry could never be taken out again. Ids may hold dashes (a uuid does), sentences may hold anything.
  constraint audit_holds_no_identity_number check (
    concat_ws(' ', actor_id, role, organisation_id, subject_kind, subject_id, request_id, details::text)
      !~ '(^|[^0-9])[0-9]{16}([^0-9]|$)'
    and concat_ws(' ; ', reason, purpose) !~ '(^|[^0-9])([0-9][ .-]?){15}[0-9]([^0-9]|$)')
);
create index audit_entries_by_transaction on audit_entries (transaction_number);
create index audit_entries_by_subject on audit_entries (subject_kind, subject_id, id) where subject_id is not null;
create index audit_entries_by_region on audit_entries (region_code, id);

comment on table audit_entries is 'Every audited act, insert-only. No NIK, phone number or name of a person; subjects by their id.';
comment on column audit_entries.occurred_at is 'By the clock of the database, which the application cannot set.';
comment on column audit_entries.transaction_number is 'Entries of one act share it; the sealer finds late commits by it.';
comment on column audit_entries.region_code is 'Whose auditors may read it; null is no region, read with the whole country.';
comment on column audit_entries.affected_count is 'How many rows or persons a bulk act concerned.';

create table audit_links (
  position bigint primary key check (position > 0),
  entry_id bigint not null,
  row_hash bytea not null check (octet_length(row_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  constraint an_entry_is_linked_once unique (entry_id)
);
comment on table audit_links is 'The chain over audit_entries: hash = SHA-256(hash of the position before, or 32 zero bytes, then row_hash). Written by seal_audit_entries only.';
comment on column audit_links.row_hash is 'audit_row_hash of the entry when it was sealed.';

-- `5:Kayla,` for a text, by its length in bytes, and `-,` for none: two different rows never make the same text. The length is cast
-- to text, because `integer || text` is only stable, and then nothing of this is inlined: five times slower.
create function audit_field(value text) returns text
  language sql immutable parallel safe
  return coalesce(octet_length(value)::text || ':' || value, '-') || ',';

-- src/modules/audit/row-hash.ts computes the same on its own when it verifies.
create function audit_row_hash(entry audit_entries) returns bytea
  language sql stable parallel safe
  return sha256(convert_to(
    'payung audit entry 1,'
    || audit_field(entry.id::text)
    || audit_field((extract(epoch from entry.occurred_at) * 1000000)::bigint::text)
    || audit_field(entry.transaction_number::text)
    || audit_field(entry.actor_kind)
    || audit_field(entry.actor_id)
    || audit_field(entry.role)
    || audit_field(entry.organisation_id)
    || audit_field(entry.region_code::text)
    || audit_field(entry.action)
    || audit_field(entry.subject_kind)
    || audit_field(entry.subject_id)
    || audit_field(entry.reason)
    || audit_field(entry.purpose)
    || audit_field(entry.affected_count::text)
    || audit_field(entry.details::text)
    || audit_field(host(entry.address))
    || audit_field(entry.request_id), 'UTF8'));

-- Links at most `most` entries that have no link yet, in one statement, and says how many, where the chain now ends, and from
-- which transaction on there can be unlinked entries. One sealer at a time; writers of entries never wait for it. It runs as
-- its owner, so that the application needs no right to write links and no sight of entries outside its scope.
create function seal_audit_entries(
  most integer, since_transaction bigint,
  out sealed_count integer, out head_position bigint, out next_since_transaction bigint)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
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
end $$;
comment on function seal_audit_entries is 'Appends the entries without a link to the chain; see src/modules/audit/seal-audit.ts.';

-- The application sets neither number nor time of an entry, and can take nothing back.
grant select on audit_entries, audit_links to payung_app;
grant insert (actor_kind, actor_id, role, organisation_id, region_code, action, subject_kind, subject_id, reason, purpose,
  affected_count, details, address, request_id) on audit_entries to payung_app;
revoke execute on function seal_audit_entries, audit_row_hash, audit_field from public;
grant execute on function seal_audit_entries to payung_app;

alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy audit_is_kept_by_its_owner on audit_entries to current_user using (true) with check (true);
create policy audit_is_written_in_ones_own_name on audit_entries for insert to payung_app
  with check (actor_kind <> 'user' or actor_id = (select nullif(current_setting('app.user_id', true), '')));
create policy audit_is_read_by_auditors_of_its_region on audit_entries for select to payung_app
  using ((select nullif(current_setting('app.role', true), '') in ('auditor', 'administrator'))
    and coalesce(region_code, 0)
      between (select nullif(current_setting('app.region_first', true), '')::bigint)
        and (select nullif(current_setting('app.region_last', true), '')::bigint));
create policy audit_of_a_subject_is_read_for_that_subject on audit_entries for select to payung_app
  using (subject_kind = (select nullif(current_setting('app.subject_kind', true), ''))
    and subject_id = (select nullif(current_setting('app.subject_id', true), '')));

-- A key in use has a mark here, so that another key with its name, or none, is noticed before anything is written with it.
create table key_marks (
  name text not null check (name in ('field', 'index', 'token')),
  version integer not null check (version between 1 and 65535),
  mark bytea not null check (octet_length(mark) = 32),
  added_at timestamptz not null default now(),
  retired_at timestamptz,
  primary key (name, version)
);
comment on table key_marks is 'Which versions of the keys this database uses. The keys themselves are outside the database.';
comment on column key_marks.mark is 'HMAC-SHA-256 of a fixed text with that key: tells whether it is the same key and nothing about it.';
