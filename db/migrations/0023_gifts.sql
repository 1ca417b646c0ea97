-- Gifts: months of protection that somebody gives to workers he does not employ. A gift is a roster with a purse of its own; its money
-- becomes months of workers by a draw that anyone can do again, and every month stands in a statement under one hash.
--
-- The order of a draw comes from a seed that is published before it: the hash of the gift and of the end of the audit chain at that
-- moment, which nobody could choose. Whom somebody else pays for meanwhile is kept out by `one_payer_per_worker_month`.

create table gifts (
  id uuid primary key references rosters,
  code text not null constraint a_code_names_one_gift unique check (code ~ '^[A-HJ-NP-Z2-9]{12}$'),
  kind text not null check (kind in ('open', 'named', 'neighbour')),
  payer_id uuid not null references payers,
  is_anonymous boolean not null,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  organisation_id uuid,
  occupation_group text,
  people_count integer not null check (people_count between 1 and 1000000),
  months daterange not null,
  prices jsonb not null check (jsonb_typeof(prices) = 'array'),
  total bigint not null check (total between 1 and 1000000000000000),
  rest text not null check (rest in ('next-months', 'wider-region', 'return')),
  state text not null default 'promised' check (state in ('promised', 'paid', 'allocated', 'cancelled')),
  request_key text not null check (length(request_key) between 1 and 100),
  request_hash bytea not null check (octet_length(request_hash) = 32),
  promised_at timestamptz not null,
  last_day date not null,
  chain_position bigint check (chain_position >= 0),
  chain_hash bytea check (octet_length(chain_hash) = 32),
  seed bytea check (octet_length(seed) = 32),
  seed_at timestamptz,
  received bigint not null default 0 check (received >= 0),
  shared bigint not null default 0 check (shared >= 0),
  returned bigint not null default 0 check (returned >= 0),
  share_count integer not null default 0 check (share_count >= 0),
  root bytea check (octet_length(root) = 32),
  ended_at timestamptz,
  ended_because text,
  constraint gift_months_are_whole check (
    not lower_inf(months) and not upper_inf(months) and not isempty(months)
    and extract(day from lower(months)) = 1 and extract(day from upper(months)) = 1),
  constraint a_seed_is_published_before_the_draw check (
    (state in ('promised', 'cancelled') or seed is not null)
    and num_nonnulls(chain_position, chain_hash, seed, seed_at) in (0, 4)),
  constraint every_rupiah_of_a_gift_has_its_place check (state <> 'allocated' or shared + returned = received and root is not null),
  constraint a_gift_that_has_ended_says_when check ((state in ('allocated', 'cancelled')) = (ended_at is not null)),
  constraint a_gift_is_asked_for_once_per_key unique nulls not distinct (organisation_id, request_key)
);
create index gifts_by_region on gifts (region_code, promised_at);
create index gifts_by_organisation on gifts (organisation_id, promised_at) where organisation_id is not null;
create index gifts_to_work_on on gifts (promised_at) where state in ('promised', 'paid');
comment on table gifts is 'by payer: months of protection that a donor gives; its number is that of its roster.';
comment on column gifts.code is 'Whoever has it sees the gift without signing in: 12 signs, 60 bits of chance.';
comment on column gifts.prices is '[{month, perPerson}] as the donor was told.';
comment on column gifts.rest is 'What becomes of money that finds nobody.';
comment on column gifts.request_key is 'Names the wish: asked for again with the same content it is answered with this gift.';
comment on column gifts.seed is 'SHA-256 of gift and end of the audit chain (src/modules/gifts/proof.ts); in force from seed_at.';
comment on column gifts.root is 'Merkle root over the leaves of its shares, RFC 6962.';

create table gift_people (
  gift_id uuid not null references gifts,
  person_id bigint not null references people,
  primary key (gift_id, person_id)
);
comment on table gift_people is 'by payer: whom a gift names, when it names people.';

create table gift_draws (
  gift_id uuid not null references gifts,
  round integer not null check (round > 0),
  region_code bigint not null,
  months daterange not null,
  wanted integer not null check (wanted > 0),
  taken integer not null check (taken between 0 and wanted),
  drawn_at timestamptz not null default clock_timestamp(),
  primary key (gift_id, round)
);
comment on table gift_draws is 'history: each draw of a gift, in which region, for which months, and how many it found.';

create table gift_shares (
  gift_id uuid not null references gifts,
  number integer not null check (number > 0),
  worker integer not null check (worker > 0),
  person_id bigint not null references people,
  region_code bigint not null,
  initials text not null check (initials ~ '^[[:alpha:]?]{1,5}$'),
  month date not null check (extract(day from month) = 1),
  amount bigint not null check (amount > 0),
  salt bytea not null check (octet_length(salt) = 16),
  leaf bytea not null check (octet_length(leaf) = 32),
  primary key (gift_id, number),
  constraint a_worker_month_is_given_once unique (gift_id, person_id, month)
);
create index gift_shares_by_person on gift_shares (person_id);
comment on table gift_shares is 'history: what each rupiah of a gift became, one row for each month of a worker. Rows are added, never changed.';
comment on column gift_shares.leaf is 'SHA-256 of 00, the salt and the row as the statement writes it.';

create table gift_neighbours (
  gift_id uuid primary key references gifts,
  sealed bytea not null,
  nik_index bytea not null check (octet_length(nik_index) = 32),
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  consent_version text not null check (consent_version ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  consent_hash bytea not null check (octet_length(consent_hash) = 32),
  consented_at timestamptz not null,
  remind_on date not null,
  state text not null default 'waiting' check (state in ('waiting', 'placed', 'checking')),
  because text,
  person_id bigint references people,
  handed_over_at timestamptz,
  constraint who_is_placed_is_somebody check (state <> 'placed' or person_id is not null),
  constraint a_check_has_its_reason check ((state = 'checking') = (because is not null))
);
comment on table gift_neighbours is 'by payer: somebody whom an employee pays for (SERTAKAN), as he wrote him down, with the consent.';
comment on column gift_neighbours.sealed is 'encrypted: name, NIK, birth date and job as they were written, as one JSON object.';
comment on column gift_neighbours.nik_index is 'Blind index of the NIK; read only when the gift is paid.';
comment on column gift_neighbours.consent_hash is 'SHA-256 of the text that was read to the neighbour.';
comment on column gift_neighbours.handed_over_at is 'From here on the worker pays for himself.';

do $$
declare
  each text;
begin
  foreach each in array array['gifts', 'gift_people', 'gift_draws', 'gift_shares', 'gift_neighbours'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
  end loop;
end $$;

create policy gifts_in_scope on gifts using (
  (select scope_gate()) = 'system'
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));
create policy gift_people_of_gifts_in_scope on gift_people
  using ((select scope_gate()) = 'system' or gift_id in (select g.id from gifts g));
create policy gift_draws_of_gifts_in_scope on gift_draws
  using ((select scope_gate()) = 'system' or gift_id in (select g.id from gifts g));
create policy gift_shares_of_gifts_in_scope on gift_shares
  using ((select scope_gate()) = 'system' or gift_id in (select g.id from gifts g));
create policy gift_neighbours_of_gifts_in_scope on gift_neighbours
  using ((select scope_gate()) = 'system' or gift_id in (select g.id from gifts g));
create policy gift_neighbours_are_read_for_new_keys on gift_neighbours for select to current_user using (true);
create policy gift_neighbours_are_written_for_new_keys on gift_neighbours for update to current_user using (true);

grant select, insert on gifts, gift_people, gift_draws, gift_shares, gift_neighbours to payung_app;
grant update (state, chain_position, chain_hash, seed, seed_at, received, shared, returned, share_count, root, ended_at, ended_because)
  on gifts to payung_app;
grant update (state, because, person_id, handed_over_at) on gift_neighbours to payung_app;
