-- Who may act: organisations, their users, what each may do where and when, and how they prove who they are.
-- Row-level security is forced. A request says where it stands by SET LOCAL (src/modules/access/scope.ts):
--   app.region_first … app.region_last   the range of regions its role reaches, empty for a role that reaches its organisation only
--   app.organisation_id, app.user_id     whose request it is
--   app.gate                             'sign-in' while nobody is known yet, 'system' for commands and jobs of the program itself

create function scope_gate() returns text language sql stable
  return nullif(current_setting('app.gate', true), '');
comment on function scope_gate is 'Which gate of the program a transaction came through; null for an ordinary request.';

create function scope_reaches(region bigint, organisation uuid) returns boolean language sql stable
  return coalesce(nullif(current_setting('app.gate', true), '') = 'system', false)
    or coalesce(region between nullif(current_setting('app.region_first', true), '')::bigint
                           and nullif(current_setting('app.region_last', true), '')::bigint, false)
    or coalesce(organisation = nullif(current_setting('app.organisation_id', true), '')::uuid, false);
comment on function scope_reaches is 'Whether a row of this region and organisation lies within the scope of the transaction.';

create function scope_is_self(subject uuid) returns boolean language sql stable
  return coalesce(subject = nullif(current_setting('app.user_id', true), '')::uuid, false);
comment on function scope_is_self is 'Whether a row is the user''s own.';

create table organisations (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  name text not null check (name = btrim(name) and length(name) between 1 and 200),
  region_code bigint not null check (region_code = 0 or region_code between 1100000000 and 9999999999),
  created_at timestamptz not null,
  closed_on date,
  constraint one_organisation_per_name_and_place unique (kind, region_code, name)
);
create index organisations_by_region on organisations (region_code);
comment on table organisations is 'Every office, company or donor that has users. Closed, never deleted.';
comment on column organisations.region_code is 'Where it works; 0 for the whole country.';

create table users (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations,
  name text not null check (name = btrim(name) and length(name) between 1 and 200),
  email text not null check (email = lower(btrim(email)) and email like '%_@_%'),
  password_hash text,
  password_changed_at timestamptz,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  sso_subject text,
  training boolean not null default false,
  created_at timestamptz not null,
  disabled_at timestamptz,
  -- Per organisation: a key over all of them would tell one organisation that another knows the person.
  constraint one_user_per_email_and_organisation unique (organisation_id, email),
  constraint one_user_per_government_identity unique (organisation_id, sso_subject)
);
create index users_by_email on users (email);
comment on table users is 'People who act in Payung. Switched off, never deleted: history names them.';
comment on column users.totp_secret is 'encrypted: secret of the second factor.';
comment on column users.totp_last_step is 'The last 30-second step whose code was used; a code counts once.';
comment on column users.sso_subject is 'issuer|subject of government sign-in.';
comment on column users.training is 'A demo account; exists in training mode only.';

create table grants (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users,
  role text not null,
  region_code bigint not null check (region_code = 0 or region_code between 1100000000 and 9999999999),
  valid_from date not null,
  valid_to date,
  reason text not null check (btrim(reason) <> ''),
  granted_by uuid references users,
  granted_at timestamptz not null,
  -- Acting for somebody who is away: what is done counts for both in the audit.
  delegated_from uuid references grants,
  constraint grant_ends_after_it_begins check (valid_to > valid_from),
  constraint delegation_has_an_end check (delegated_from is null or valid_to is not null)
);
create index grants_by_user on grants (user_id, valid_from);
comment on table grants is 'Which role a user holds, where, and from which to which day. Rows are added, never changed; an earlier end is a row in grant_ends.';
comment on column grants.valid_to is 'First day on which it no longer holds; null without an end.';

create table grant_ends (
  id uuid primary key default gen_random_uuid(),
  grant_id uuid not null references grants,
  ends_on date,
  ended_at timestamptz not null,
  ended_by uuid references users,
  reason text not null check (btrim(reason) <> '')
);
create index grant_ends_by_grant on grant_ends (grant_id);
comment on table grant_ends is 'Grants ended before their day, and why. Rows are added, never changed.';
comment on column grant_ends.ends_on is 'First day on which the grant no longer holds; null when it ended at once.';

-- Grants as they hold, with their earlier ends. Reads as whoever asks, so row-level security stands in front of it.
create view held_grants with (security_invoker = true) as
  select g.id, g.user_id, g.role, g.region_code, g.valid_from, least(g.valid_to, e.ends_on) as valid_to,
    coalesce(e.at_once, false) as ended_early, g.delegated_from,
    (select d.user_id from grants d where d.id = g.delegated_from) as on_behalf_of,
    g.reason, g.granted_by, g.granted_at
  from grants g
  left join lateral (
    select min(ends_on) as ends_on, bool_or(ends_on is null) as at_once from grant_ends where grant_id = g.id) e on true;
comment on view held_grants is 'Which role a user holds, where and when, early ends counted in.';

create table sessions (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique check (length(token_hash) = 32),
  user_id uuid not null references users,
  grant_id uuid references grants,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  second_factor_at timestamptz,
  address text not null,
  agent text not null,
  begun_secret bytea,
  begun_at timestamptz,
  ended_at timestamptz,
  ended_because text,
  constraint a_begun_secret_has_its_time check ((begun_secret is null) = (begun_at is null))
);
-- Ended ones too: when a user was last seen is asked for each user of a list.
create index sessions_by_user on sessions (user_id);
comment on table sessions is 'Signed-in browsers. The token is known to the browser only; the row has its HMAC.';
comment on column sessions.grant_id is 'The role the user acts in.';
comment on column sessions.begun_secret is 'encrypted: secret of a second factor that this session began to set up; no other session can read it.';
comment on column sessions.begun_at is 'When it began; a few minutes later the secret is good for nothing.';

create table passkeys (
  credential_id bytea primary key,
  user_id uuid not null references users,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_user on passkeys (user_id);
comment on table passkeys is 'Passkeys of users. Public keys only.';

create table recovery_codes (
  user_id uuid not null references users,
  code_hash bytea not null check (length(code_hash) = 32),
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);
comment on table recovery_codes is 'Codes for who has lost his phone, each good once in place of a code of the app. Shown once; the row has their HMAC.';

create table challenges (
  id uuid primary key default gen_random_uuid(),
  purpose text not null,
  user_id uuid references users,
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  payload jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint challenge_expires_after_it_begins check (expires_at > created_at)
);
create index challenges_by_user on challenges (user_id, purpose);
comment on table challenges is 'Things good for one use: set-up, invitation and recovery links, passkey challenges, states of government sign-in.';

create table attempt_counts (
  bucket bytea primary key check (length(bucket) = 32),
  failures integer not null check (failures >= 0),
  blocked_until timestamptz,
  last_failed_at timestamptz not null
);
comment on table attempt_counts is 'Failed sign-ins by HMAC of account, of address and of both; forgotten after a quiet day.';

create table training_mark (
  only_one boolean primary key default true check (only_one),
  marked_at timestamptz not null
);
comment on table training_mark is 'One row in a database made for training, for ever; none in one for real work. The two never mix.';

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  organisation_id uuid not null references organisations,
  name text not null check (name = btrim(name) and length(name) between 1 and 100),
  key_hash bytea not null unique check (length(key_hash) = 32),
  hint text not null check (length(hint) = 4),
  actions text[] not null check (cardinality(actions) > 0),
  reach text not null check (reach in ('region', 'organisation')),
  region_code bigint not null check (region_code = 0 or region_code between 1100000000 and 9999999999),
  persons_per_day integer not null check (persons_per_day > 0),
  created_by uuid references users,
  created_at timestamptz not null,
  expires_on date not null,
  revoked_at timestamptz,
  revoked_by uuid references users
);
create index api_keys_by_organisation on api_keys (organisation_id);
comment on table api_keys is 'Keys of programs. Shown once; the row has their HMAC and their last four characters.';
comment on column api_keys.reach is 'Whether the key sees the subtree of its region, or its organisation only.';
comment on column api_keys.created_by is 'Null when made on the command line; the audit says by whom.';

create table api_key_persons (
  api_key_id uuid not null references api_keys,
  on_day date not null,
  person bytea not null check (length(person) = 32),
  first_asked_at timestamptz not null,
  primary key (api_key_id, on_day, person)
);
comment on table api_key_persons is 'Which persons (by keyed hash) a key asked about on a day: the quota counts persons, not requests.';

-- Row-level security: forced, so that the owner of the tables stands under it too.
alter table organisations enable row level security;
alter table organisations force row level security;
create policy organisations_in_scope on organisations
  using (scope_reaches(region_code, id) or scope_gate() = 'sign-in')
  with check (scope_reaches(region_code, null));

alter table users enable row level security;
alter table users force row level security;
create policy users_in_scope on users
  using (
    scope_is_self(id)
    or scope_gate() = 'sign-in'
    or exists (select from organisations o where o.id = organisation_id and scope_reaches(o.region_code, o.id)));

-- Nobody is made at the door: before anybody is known, users can be found and can sign in, no more.
create policy users_are_not_made_at_the_door on users as restrictive for insert
  with check (scope_gate() is distinct from 'sign-in' and not scope_is_self(id));

alter table grants enable row level security;
alter table grants force row level security;
create policy grants_in_scope on grants
  using (exists (select from users u where u.id = user_id))
  with check (exists (select from users u where u.id = user_id and scope_reaches(region_code, u.organisation_id)));

alter table grant_ends enable row level security;
alter table grant_ends force row level security;
create policy grant_ends_in_scope on grant_ends
  using (exists (select from grants g where g.id = grant_id));

alter table sessions enable row level security;
alter table sessions force row level security;
create policy sessions_in_scope on sessions
  using (exists (select from users u where u.id = user_id));

alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy passkeys_of_oneself on passkeys
  using (scope_is_self(user_id) or scope_gate() in ('sign-in', 'system'));

alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy recovery_codes_of_oneself on recovery_codes
  using (scope_is_self(user_id) or scope_gate() in ('sign-in', 'system'));

alter table challenges enable row level security;
alter table challenges force row level security;
create policy challenges_at_the_gate on challenges
  using (scope_gate() in ('sign-in', 'system') or scope_is_self(user_id)
    or exists (select from users u where u.id = user_id));

alter table attempt_counts enable row level security;
alter table attempt_counts force row level security;
create policy attempts_at_the_gate on attempt_counts
  using (scope_gate() in ('sign-in', 'system'));

alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy api_keys_in_scope on api_keys
  using (scope_gate() = 'sign-in'
    or exists (select from organisations o where o.id = organisation_id and scope_reaches(o.region_code, o.id)));

alter table api_key_persons enable row level security;
alter table api_key_persons force row level security;
create policy api_key_persons_in_scope on api_key_persons
  using (exists (select from api_keys k where k.id = api_key_id));

-- Tables with encrypted columns are re-encrypted by their owner, who may be no superuser: he reads and rewrites every row of them.
create policy sessions_are_read_for_new_keys on sessions for select to current_user using (true);
create policy sessions_are_written_for_new_keys on sessions for update to current_user using (true);
create policy users_are_read_for_new_keys on users for select to current_user using (true);
create policy users_are_written_for_new_keys on users for update to current_user using (true);

-- One statement finds the session of a request with all that decides over it. The function opens the gate for its own run and sets it
-- back; an error sets it back too, with all else of the transaction. (A `set` clause of the function would need a right that an owner
-- without superuser lacks.) plpgsql keeps the plan of a connection: a function in sql is planned anew at each call, policies included,
-- which took ten times as long as the rest. So would this one be without its `set`: a plan for an array of unknown length looks dearer
-- than one made anew. Several hashes: of one token, by each version of the key that can be read.
create function session_of_token(hashes bytea[])
  returns table (id uuid, user_id uuid, organisation_id uuid, organisation_name text, name text, email text, training boolean,
    created_at timestamptz, last_seen_at timestamptz, second_factor_at timestamptz, ended_at timestamptz, ended_because text,
    disabled_at timestamptz, closed_on date, has_code boolean, grant_id uuid, role text, region_code bigint, valid_from date,
    valid_to date, ended_early boolean, on_behalf_of uuid)
  language plpgsql stable set plan_cache_mode = 'force_generic_plan'
as $$
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
end $$;
comment on function session_of_token is 'The session of a token''s hashes with its user, organisation and role, whether still good or not.';

-- The same for the key of a program.
create function api_key_of_hash(hashes bytea[])
  returns table (id uuid, organisation_id uuid, actions text[], reach text, region_code bigint, expires_on date,
    revoked_at timestamptz, closed_on date)
  language plpgsql stable set plan_cache_mode = 'force_generic_plan'
as $$
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
end $$;
comment on function api_key_of_hash is 'The key of a program by the hashes of its secret, whether still good or not.';

-- What an administrator does for who has lost his phone. He sees no passkey and no recovery code of others, so the gate is opened for
-- this alone, and only for a user whom the caller's scope reaches.
create function forget_second_factor(subject uuid) returns boolean
  language plpgsql
as $$
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
end $$;
comment on function forget_second_factor is 'Takes codes, recovery codes and passkeys of a user within reach away; false when he is not.';

-- Who watches, now that there are roles.
alter policy audit_is_read_by_auditors_of_its_region on audit_entries
  using ((select nullif(current_setting('app.role', true), '') in ('system-administrator', 'data-protection-officer', 'auditor'))
    and coalesce(region_code, 0)
      between (select nullif(current_setting('app.region_first', true), '')::bigint)
        and (select nullif(current_setting('app.region_last', true), '')::bigint));

-- What the application may do: history is added to and read, never changed.
grant select, insert on organisations, users, grants, grant_ends, sessions, passkeys, recovery_codes, challenges, api_keys,
  api_key_persons to payung_app;
grant select on held_grants to payung_app;
grant update (name, closed_on) on organisations to payung_app;
grant update (name, password_hash, password_changed_at, totp_secret, totp_confirmed_at, totp_last_step, sso_subject, disabled_at)
  on users to payung_app;
grant update (grant_id, last_seen_at, second_factor_at, begun_secret, begun_at, ended_at, ended_because) on sessions to payung_app;
grant update (sign_count, last_used_at, name), delete on passkeys to payung_app;
grant update (used_at), delete on recovery_codes to payung_app;
grant update (used_at) on challenges to payung_app;
grant update (revoked_at, revoked_by) on api_keys to payung_app;
grant select, insert, update, delete on attempt_counts to payung_app;
grant select, insert on training_mark to payung_app;
