-- Payments as banks speak (SNAP): virtual accounts and QR codes we had made, every call a bank made to us with the answer it got, the
-- payments booked from them, our own calls to banks, money nobody could place, and effects still to be sent.
--
-- The keys of partners are in a file outside the database (PAYUNG_BANKS_FILE); here a partner is its short name. Two keys keep money from
-- being booked twice: the X-EXTERNAL-ID of a call (one day, one partner) and the paymentRequestId of a payment (for ever). Both are
-- written in the transaction that books, with the answer, so that a retry finds all of it or nothing.

create sequence virtual_account_numbers;

create table virtual_accounts (
  id uuid primary key default gen_random_uuid(),
  partner text not null check (partner ~ '^[a-z][a-z0-9-]{1,31}$'),
  service_id text not null check (service_id ~ '^[0-9]{1,8}$'),
  customer_no text not null check (customer_no ~ '^[0-9]{8,20}$'),
  trx_id text not null check (trx_id ~ '^[A-Za-z0-9-]{1,64}$'),
  payer_id uuid not null references payers on delete restrict,
  bill_id uuid references bills on delete restrict,
  account_path text not null,
  name text not null check (name <> '' and length(name) <= 255),
  is_closed_amount boolean not null,
  amount bigint check (amount between 1 and 1000000000000000),
  state text not null check (state in ('asked', 'open', 'paid', 'cancelled', 'refused')),
  expires_at timestamptz not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  organisation_id uuid,
  region_code bigint not null,
  constraint a_virtual_account_number_is_given_once unique (service_id, customer_no),
  constraint a_virtual_account_is_asked_for_once unique (partner, trx_id),
  constraint a_closed_amount_is_told check (not is_closed_amount or amount is not null or bill_id is not null),
  constraint what_has_ended_says_when check ((state in ('asked', 'open')) = (ended_at is null))
);
create unique index one_open_virtual_account_per_bill_and_bank on virtual_accounts (bill_id, partner)
  where bill_id is not null and state in ('asked', 'open');
create index virtual_accounts_by_payer on virtual_accounts (payer_id, asked_at);
create index virtual_accounts_by_time on virtual_accounts (asked_at, id);
comment on table virtual_accounts is 'by payer: numbers at which a bank takes money for a bill, a payer''s purse or a gift.';
comment on column virtual_accounts.service_id is 'partnerServiceId without its blanks in front.';
comment on column virtual_accounts.trx_id is 'Our name of the wish towards the bank, stored before the bank is asked.';
comment on column virtual_accounts.account_path is 'Whose money it becomes: the purse in the ledger.';
comment on column virtual_accounts.name is 'The payer''s true name; the bank gets it in its own alphabet.';
comment on column virtual_accounts.amount is 'rupiah; null when the payer chooses, or when the bill says what is open.';
comment on column virtual_accounts.state is 'asked: the bank has not answered yet. Money is taken in both asked and open.';

create table qr_codes (
  id uuid primary key default gen_random_uuid(),
  partner text not null check (partner ~ '^[a-z][a-z0-9-]{1,31}$'),
  partner_reference_no text not null check (partner_reference_no ~ '^[A-Za-z0-9-]{1,64}$'),
  reference_no text,
  payload text check (length(payload) <= 512),
  payer_id uuid not null references payers on delete restrict,
  bill_id uuid references bills on delete restrict,
  account_path text not null,
  name text not null check (name <> '' and length(name) <= 255),
  amount bigint not null check (amount between 1 and 1000000000000000),
  state text not null check (state in ('asked', 'open', 'paid', 'cancelled', 'refused')),
  expires_at timestamptz not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  ended_because text,
  organisation_id uuid,
  region_code bigint not null,
  constraint a_qr_code_is_asked_for_once unique (partner, partner_reference_no),
  constraint a_qr_code_has_one_reference unique (partner, reference_no),
  constraint a_code_that_has_ended_says_when check ((state in ('asked', 'open')) = (ended_at is null))
);
create index qr_codes_by_payer on qr_codes (payer_id, asked_at);
create index qr_codes_by_time on qr_codes (asked_at, id);
comment on table qr_codes is 'by payer: dynamic QRIS codes an acquirer made for us, each for one payment.';
comment on column qr_codes.partner_reference_no is 'Our name of the wish, stored before the acquirer is asked.';
comment on column qr_codes.reference_no is 'The acquirer''s name of it.';

create table snap_tokens (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  partner text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
create index snap_tokens_by_end on snap_tokens (expires_at);
comment on table snap_tokens is 'local: access tokens given to banks, as hashes; 15 minutes each.';

create table inbound_calls (
  id bigint generated always as identity primary key,
  partner text not null,
  service text not null check (service in ('va-inquiry', 'va-payment', 'qr-notify')),
  received_at timestamptz not null default clock_timestamp(),
  on_day date not null,
  external_id text not null check (length(external_id) <= 36),
  is_claimed boolean not null,
  response_code text not null check (response_code ~ '^[0-9]{7}$'),
  answer text not null,
  outcome text not null,
  payment_key text,
  is_retry boolean not null default false,
  amount bigint,
  body_hash bytea not null check (octet_length(body_hash) = 32),
  virtual_account_id uuid,
  qr_code_id uuid,
  organisation_id uuid,
  region_code bigint
);
create unique index a_partner_uses_an_external_id_once_a_day on inbound_calls (partner, on_day, external_id) where is_claimed;
create index inbound_calls_by_time on inbound_calls (received_at, id);
create index inbound_calls_by_account on inbound_calls (virtual_account_id, id) where virtual_account_id is not null;
comment on table inbound_calls is 'history: every call a bank made and what it was answered. No name of a person; kept ten years (SNAP).';
comment on column inbound_calls.on_day is 'The civil day in Jakarta in which the X-EXTERNAL-ID counts.';
comment on column inbound_calls.is_claimed is 'False for a call that was not proven to be the partner''s: it uses up no X-EXTERNAL-ID.';
comment on column inbound_calls.outcome is 'Why it got that answer, in our own words; which part of a signature was wrong stands in no answer.';
comment on column inbound_calls.region_code is 'Whose offices may see it; null when it names nobody we know.';

create table inbound_payments (
  partner text not null,
  service text not null check (service in ('va-payment', 'qr-notify')),
  payment_key text not null check (length(payment_key) between 1 and 128),
  business_hash bytea not null check (octet_length(business_hash) = 32),
  amount bigint not null check (amount between 1 and 1000000000000000),
  paid_at timestamptz not null,
  booked_at timestamptz not null default clock_timestamp(),
  effective_on date not null,
  entry_id bigint not null references entries on delete restrict,
  outcome text not null check (outcome in ('bill', 'purse', 'suspense')),
  response_code text not null,
  answer text not null,
  learnt_by text not null check (learnt_by in ('notice', 'query')),
  reference_no text check (length(reference_no) <= 64),
  virtual_account_id uuid references virtual_accounts on delete restrict,
  qr_code_id uuid references qr_codes on delete restrict,
  organisation_id uuid,
  region_code bigint,
  constraint a_payment_is_booked_once primary key (partner, service, payment_key)
);
create index inbound_payments_by_account on inbound_payments (virtual_account_id) where virtual_account_id is not null;
create index inbound_payments_by_code on inbound_payments (qr_code_id) where qr_code_id is not null;
create index inbound_payments_by_time on inbound_payments (booked_at);
comment on table inbound_payments is 'history: payments that were booked, each with the answer that every retry of it gets, byte for byte.';
comment on column inbound_payments.payment_key is 'paymentRequestId of a virtual account, originalReferenceNo of a QR code.';
comment on column inbound_payments.business_hash is 'SHA-256 of who was paid and how much: the same payment told again has the same.';
comment on column inbound_payments.learnt_by is 'query: the bank did not tell us, we asked after a doubt.';

create table outbound_calls (
  id uuid primary key default gen_random_uuid(),
  partner text not null,
  service text not null check (service in ('va-create', 'va-delete', 'qr-generate')),
  virtual_account_id uuid references virtual_accounts on delete restrict,
  qr_code_id uuid references qr_codes on delete restrict,
  state text not null check (state in ('sent', 'unknown', 'answered', 'refused', 'gave-up')),
  attempt_count integer not null check (attempt_count >= 1),
  response_code text,
  trouble text,
  sent_at timestamptz not null,
  settled_at timestamptz,
  next_try_at timestamptz,
  organisation_id uuid,
  region_code bigint not null,
  constraint a_call_is_about_one_thing check (num_nonnulls(virtual_account_id, qr_code_id) = 1),
  constraint what_is_undecided_is_tried_again check ((state in ('sent', 'unknown')) = (next_try_at is not null))
);
create index outbound_calls_to_try on outbound_calls (next_try_at) where next_try_at is not null;
create index outbound_calls_by_account on outbound_calls (virtual_account_id) where virtual_account_id is not null;
create index outbound_calls_by_code on outbound_calls (qr_code_id) where qr_code_id is not null;
comment on table outbound_calls is 'by payer: what we asked a bank to do. Without a clear answer it is unknown until a query decides.';
comment on column outbound_calls.trouble is 'Why there is no clear answer: timeout, connection, certificate, not-json…';

create table finance_tasks (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('misplaced', 'inconsistent', 'unknown-outcome', 'period-closed')),
  partner text not null,
  amount bigint check (amount between 1 and 1000000000000000),
  because text not null check (because ~ '^[a-z][a-z-]*$'),
  payment_service text,
  payment_key text,
  virtual_account_id uuid,
  qr_code_id uuid,
  bill_id uuid,
  state text not null check (state in ('open', 'placed', 'refunded', 'noted')),
  opened_at timestamptz not null,
  decided_at timestamptz,
  decided_by text check (decided_by ~ '^(user|api-key|system):.'),
  decided_because text,
  entry_id bigint references entries on delete restrict,
  organisation_id uuid,
  region_code bigint,
  constraint one_task_per_reason unique nulls not distinct (kind, partner, payment_service, payment_key, because, virtual_account_id, qr_code_id),
  constraint misplaced_money_has_an_amount check (kind <> 'misplaced' or amount is not null),
  constraint a_decision_has_maker_and_time check ((state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  constraint moved_money_has_its_entry check ((state in ('placed', 'refunded')) = (entry_id is not null))
);
create index finance_tasks_open on finance_tasks (opened_at) where state = 'open';
comment on table finance_tasks is 'by payer: money in suspense and contradictions of banks, each until a person has decided.';
comment on column finance_tasks.region_code is 'Whose offices may see it; null is seen with the whole country.';

create table outbox (
  id bigint generated always as identity primary key,
  topic text not null check (topic ~ '^[a-z][a-z-]*$'),
  payload jsonb not null check (jsonb_typeof(payload) = 'object' and octet_length(payload::text) <= 2000),
  created_at timestamptz not null default clock_timestamp(),
  attempt_count integer not null default 0,
  next_try_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz
);
create index outbox_to_send on outbox (next_try_at, id) where sent_at is null;
comment on table outbox is 'local: effects written in the transaction that causes them and sent at least once afterwards; ids only.';

-- What a callback must know before it is decided, in one round trip. Each statement in it sees what was committed before that statement,
-- so what is read behind the locks is what their holder wrote.
create function begin_va_payment(
  of_partner text, of_day date, of_external_id text, of_payment_key text, of_service_id text, of_customer_no text,
  out external_answer text, out external_code text,
  out stored_hash bytea, out stored_answer text, out stored_code text,
  out id uuid, out partner text, out payer_id uuid, out bill_id uuid, out account_path text, out name text, out is_closed_amount boolean,
  out amount bigint, out state text, out expires_at timestamptz, out organisation_id uuid, out region_code bigint,
  out bill_total bigint, out bill_paid bigint, out bill_credited bigint, out bill_month text, out bill_person_count integer)
  -- Plans are kept: one made while the tables are empty would read them whole for ever.
  language plpgsql set enable_seqscan = off
as $$
#variable_conflict use_column
declare
  v virtual_accounts;
  b bills;
begin
  select c.answer, c.response_code into external_answer, external_code from inbound_calls c
    where c.partner = of_partner and c.on_day = of_day and c.external_id = of_external_id and c.is_claimed;
  if found then return; end if;
  select a.* into v from virtual_accounts a
    where a.partner = of_partner and a.service_id = of_service_id and a.customer_no = of_customer_no for no key update;
  if v.bill_id is not null then
    select l.* into b from bills l where l.id = v.bill_id for no key update;
  end if;
  select p.business_hash, p.answer, p.response_code into stored_hash, stored_answer, stored_code from inbound_payments p
    where p.partner = of_partner and p.service = 'va-payment' and p.payment_key = of_payment_key;
  id := v.id; partner := v.partner; payer_id := v.payer_id; bill_id := v.bill_id; account_path := v.account_path; name := v.name;
  is_closed_amount := v.is_closed_amount; amount := v.amount; state := v.state; expires_at := v.expires_at;
  organisation_id := v.organisation_id; region_code := v.region_code;
  bill_total := b.total; bill_paid := b.paid; bill_credited := b.credited; bill_month := b.month::text;
  bill_person_count := b.person_count;
end $$;
comment on function begin_va_payment is 'Locks a virtual account and its bill and tells whether this call or payment was answered before; see src/modules/payments/take-va-payment.ts.';
revoke execute on function begin_va_payment from public;
grant execute on function begin_va_payment to payung_app;

alter table virtual_accounts enable row level security;
alter table virtual_accounts force row level security;
create policy virtual_accounts_in_scope on virtual_accounts using (scope_reaches(region_code, organisation_id))
  with check (scope_reaches(region_code, organisation_id));

alter table qr_codes enable row level security;
alter table qr_codes force row level security;
create policy qr_codes_in_scope on qr_codes using (scope_reaches(region_code, organisation_id))
  with check (scope_reaches(region_code, organisation_id));

alter table snap_tokens enable row level security;
alter table snap_tokens force row level security;
create policy snap_tokens_of_the_program on snap_tokens using ((select scope_gate()) = 'system');

-- What names nobody we know is seen with the whole country, as in the audit.
alter table inbound_calls enable row level security;
alter table inbound_calls force row level security;
create policy inbound_calls_in_scope on inbound_calls for select using (scope_reaches(coalesce(region_code, 0), organisation_id));
create policy inbound_calls_are_written_by_the_program on inbound_calls for insert with check ((select scope_gate()) = 'system');

alter table inbound_payments enable row level security;
alter table inbound_payments force row level security;
create policy inbound_payments_in_scope on inbound_payments for select using (scope_reaches(coalesce(region_code, 0), organisation_id));
create policy inbound_payments_are_written_by_the_program on inbound_payments for insert with check ((select scope_gate()) = 'system');

alter table outbound_calls enable row level security;
alter table outbound_calls force row level security;
create policy outbound_calls_in_scope on outbound_calls using (scope_reaches(region_code, organisation_id))
  with check (scope_reaches(region_code, organisation_id));

alter table finance_tasks enable row level security;
alter table finance_tasks force row level security;
create policy finance_tasks_in_scope on finance_tasks using (scope_reaches(coalesce(region_code, 0), organisation_id))
  with check (scope_reaches(coalesce(region_code, 0), organisation_id));

alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_is_written_by_whoever_acts on outbox for insert with check (true);
create policy outbox_is_sent_by_the_program on outbox for select using ((select scope_gate()) = 'system');
create policy outbox_is_marked_by_the_program on outbox for update using ((select scope_gate()) = 'system');

grant usage on sequence virtual_account_numbers to payung_app;
grant select, insert on virtual_accounts, qr_codes, inbound_calls, inbound_payments, outbound_calls, finance_tasks, outbox to payung_app;
grant update (state, ended_at, ended_because) on virtual_accounts to payung_app;
grant update (state, ended_at, ended_because, reference_no, payload) on qr_codes to payung_app;
grant update (state, attempt_count, response_code, trouble, settled_at, next_try_at) on outbound_calls to payung_app;
grant update (state, decided_at, decided_by, decided_because, entry_id) on finance_tasks to payung_app;
grant update (attempt_count, next_try_at, sent_at) on outbox to payung_app;
grant select, insert, delete on snap_tokens to payung_app;
