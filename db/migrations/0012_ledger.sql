-- The ledger: money moves in transfers from one account to another, so nothing unbalanced can be written. The application reads; what
-- is written goes through the functions of 0020 and 0021, which run as their owner: they lock, check and append, and nothing can be taken back.
--
-- An account is locked in the order of ids, so two posts never wait for each other in a circle. A hot account, which nearly every post
-- touches, is not: its balance is `balance` plus its transfers from `folded_before` on, and only money leaving a funded hot account
-- locks it. Posts run in read committed: with an older snapshot a post could miss that its month has been closed.

create table payers (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('self', 'csr', 'donor', 'employee', 'zakat', 'apbd-province', 'apbd-regency', 'apbdes',
    'dbh-sawit', 'apbn', 'employer', 'agency')),
  name text not null check (name = btrim(name) and length(name) between 1 and 255),
  organisation_id uuid,
  employer_id uuid references employers,
  person_id bigint,
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  recorded_at timestamptz not null,
  closed_at timestamptz
);
create index payers_by_region on payers (region_code);
create index payers_by_organisation on payers (organisation_id) where organisation_id is not null;
create index payers_by_employer on payers (employer_id) where employer_id is not null;
create index payers_by_person on payers (person_id) where person_id is not null;
comment on table payers is 'by payer: who pays contributions, for oneself or for others.';
comment on column payers.kind is 'The payer of src/rules/payers.ts, an employer, or an agency for its own workers.';
comment on column payers.organisation_id is 'Whose users see the payer wherever their region is; null for one without users.';

-- What a single value may be is said by domains: they are looked at when that value is written, while a check of a table is read and
-- made ready again by every statement, which cost a post more than its two updates.
create domain account_path as text
  constraint an_account_path_is_readable check (value ~ '^[a-z]+(/[A-Za-z0-9._-]{1,80}){1,3}$')
  constraint an_account_path_holds_no_identity_number check (value !~ '(^|[^0-9])[0-9]{16}([^0-9]|$)');
create domain account_kind as text
  check (value in ('world', 'purse', 'committed', 'due', 'receivable', 'suspense', 'owed', 'code', 'fee'));
create domain entry_kind as text check (value in ('payment-received', 'suspense-received', 'suspense-placed', 'bill-issued',
  'bill-credited', 'bill-paid', 'commitment', 'commitment-released', 'refund', 'reallocation', 'fine-assessed', 'code-billed',
  'code-paid', 'bank-fee', 'adjustment', 'reversal'));
create domain entry_phase as text check (value in ('posted', 'pending', 'settled', 'voided'));
create domain entry_day as date check (value between '2000-01-01' and '2199-12-31');
create domain entry_reference as text check (length(value) between 1 and 200);
create domain entry_note as text check (length(value) between 1 and 500);
create domain entry_hash as bytea check (octet_length(value) = 32);
create domain moved_rupiah as bigint constraint an_amount_is_positive_and_plausible check (value between 1 and 1000000000000000);

create table accounts (
  id bigint generated always as identity primary key,
  path account_path not null constraint one_account_per_path unique,
  kind account_kind not null,
  payer_id uuid references payers,
  organisation_id uuid,
  region_code bigint,
  funded boolean not null,
  hot boolean not null,
  balance bigint not null default 0,
  held bigint not null default 0,
  version bigint not null default 0,
  folded_before bigint not null default 0,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  constraint a_funded_account_never_goes_below_zero check (held >= 0 and (not funded or hot or balance - held >= 0))
) with (fillfactor = 50);
create index accounts_by_payer on accounts (payer_id) where payer_id is not null;
create index accounts_by_region on accounts (region_code) where region_code is not null;
comment on table accounts is 'by payer: where money is. Its balance is all that came in less all that went out.';
comment on column accounts.path is 'Readable, without a number of a person.';
comment on column accounts.payer_id is 'Whose money; null for an account of the installation itself (banks, suspense, BPJS Ketenagakerjaan, fees).';
comment on column accounts.region_code is 'Of the payer: who may see it. An account without payer is seen by who reaches a whole province.';
comment on column accounts.funded is 'Never below zero.';
comment on column accounts.hot is 'Touched by so many posts that none of them waits for its row.';
comment on column accounts.balance is 'rupiah; of a hot account only what was folded in, transfers from folded_before on come on top.';
comment on column accounts.held is 'rupiah that pending entries will take.';
comment on column accounts.version is 'How many transfers made this balance; not counted for a hot account.';
comment on column accounts.folded_before is 'Transfers of transactions before this one are in the balance of a hot account.';

create table entries (
  id bigint generated always as identity primary key,
  kind entry_kind not null,
  effective_on entry_day not null,
  recorded_at timestamptz not null default clock_timestamp(),
  transaction_number bigint not null default (pg_current_xact_id()::text)::bigint,
  phase entry_phase not null,
  settles bigint references entries,
  reverses bigint references entries,
  cause_kind entry_reference not null,
  cause_id entry_reference not null,
  idempotency_key entry_reference not null constraint an_entry_is_posted_once unique,
  input_hash entry_hash not null,
  note entry_note,
  constraint an_entry_names_what_it_ends_or_reverses
    check ((phase in ('settled', 'voided')) = (settles is not null) and (kind = 'reversal') = (reverses is not null))
);
create unique index a_pending_entry_is_settled_once on entries (settles) where settles is not null;
create unique index an_entry_is_reversed_once on entries (reverses) where reverses is not null;
comment on table entries is 'history, by payer: one event of money with all its transfers. Added only; a mistake is reversed by another entry.';
comment on column entries.effective_on is 'The day it counts for; recorded_at is when the database wrote it down.';
comment on column entries.transaction_number is 'Entries posted together share it; by it transfers are folded, also those that commit late.';
comment on column entries.phase is 'posted moves money at once; pending holds it, and one later entry either moves it (settled) or lets it go (voided).';
comment on column entries.idempotency_key is 'Names the wish: the same key with the same content is answered with the first entry.';
comment on column entries.input_hash is 'SHA-256 of the content, see entryHash.';

create table transfers (
  entry_id bigint not null references entries,
  line smallint not null,
  from_account bigint not null references accounts,
  to_account bigint not null references accounts,
  amount moved_rupiah not null,
  effective_on entry_day not null,
  transaction_number bigint not null default (pg_current_xact_id()::text)::bigint,
  from_balance bigint,
  from_version bigint,
  to_balance bigint,
  to_version bigint,
  primary key (entry_id, line)
);
create index transfers_out on transfers (from_account, effective_on);
create index transfers_in on transfers (to_account, effective_on);
-- What a hot account has not folded yet; a side has no version where it is hot.
create index transfers_out_of_hot on transfers (from_account, transaction_number) include (amount) where from_version is null;
create index transfers_into_hot on transfers (to_account, transaction_number) include (amount) where to_version is null;
comment on table transfers is 'history, by payer: money that has moved. What a pending entry would move stands in pending_transfers until it is settled.';
comment on column transfers.from_balance is 'Of that account after this transfer, in the order of recording; null where the account is hot.';
comment on column transfers.from_version is 'Counts the transfers of that account without a gap; null where it is hot.';

create table pending_transfers (
  entry_id bigint not null references entries,
  line smallint not null,
  from_account bigint not null references accounts,
  to_account bigint not null references accounts,
  amount moved_rupiah not null,
  primary key (entry_id, line)
);
comment on table pending_transfers is 'history, by payer: what a pending entry will move when it is settled.';

create table ledger_closings (
  month date primary key check (extract(day from month) = 1),
  last_day date not null unique generated always as ((month + interval '1 month')::date - 1) stored,
  closed_by uuid,
  closed_at timestamptz not null default clock_timestamp()
);
comment on table ledger_closings is 'history, reference: a closed month and all before it take no more entries.';
comment on column ledger_closings.closed_by is 'The user; null when the command line of the installation did it.';

grant select on payers, accounts, entries, transfers, pending_transfers, ledger_closings to payung_app;
grant insert on payers to payung_app;
grant update (name, organisation_id, employer_id, person_id, closed_at) on payers to payung_app;

create function scope_reaches_a_province() returns boolean language sql stable
  return coalesce(scope_gate() = 'system', false) or coalesce(scope_last() - scope_first() >= 99999999, false);
comment on function scope_reaches_a_province is 'Whether the transaction reaches a whole province: such a one sees the accounts of the installation itself.';

alter table payers enable row level security;
alter table payers force row level security;
create policy payers_are_read_for_their_accounts on payers for select to current_user using (true);
create policy payers_in_scope on payers to payung_app
  using ((select scope_gate()) = 'system'
    or region_code between (select scope_first()) and (select scope_last())
    or organisation_id = (select scope_organisation()));

alter table accounts enable row level security;
alter table accounts force row level security;
create policy accounts_are_kept_by_their_owner on accounts to current_user using (true) with check (true);
create policy accounts_in_scope on accounts for select to payung_app
  using ((select scope_gate()) = 'system'
    or region_code between (select scope_first()) and (select scope_last())
    or organisation_id = (select scope_organisation())
    or payer_id is null and (select scope_reaches_a_province()));

alter table transfers enable row level security;
alter table transfers force row level security;
create policy transfers_are_kept_by_their_owner on transfers to current_user using (true) with check (true);
create policy transfers_in_scope on transfers for select to payung_app
  using ((select scope_gate()) = 'system' or exists (select from accounts a where a.id in (from_account, to_account)));

alter table pending_transfers enable row level security;
alter table pending_transfers force row level security;
create policy pending_transfers_are_kept_by_their_owner on pending_transfers to current_user using (true) with check (true);
create policy pending_transfers_in_scope on pending_transfers for select to payung_app
  using ((select scope_gate()) = 'system' or exists (select from accounts a where a.id in (from_account, to_account)));

alter table entries enable row level security;
alter table entries force row level security;
create policy entries_are_kept_by_their_owner on entries to current_user using (true) with check (true);
create policy entries_in_scope on entries for select to payung_app
  using ((select scope_gate()) = 'system'
    or exists (select from transfers t where t.entry_id = id)
    or exists (select from pending_transfers p where p.entry_id = id));

alter table ledger_closings enable row level security;
alter table ledger_closings force row level security;
create policy ledger_closings_are_kept_by_their_owner on ledger_closings to current_user using (true) with check (true);
create policy ledger_closings_are_seen_by_whoever_has_a_scope on ledger_closings for select to payung_app
  using ((select scope_gate()) = 'system' or (select scope_organisation()) is not null);
