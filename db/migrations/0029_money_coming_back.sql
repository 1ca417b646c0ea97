-- What BPJS Ketenagakerjaan gives back or sets off, numbers at banks that change, and protections that go on from another.

alter table contribution_codes
  add column set_off bigint not null default 0,
  add constraint something_of_a_code_is_paid check (set_off >= 0 and set_off < amount);
comment on column contribution_codes.set_off is 'rupiah of the amount that BPJS Ketenagakerjaan took as paid by what it had to give back.';
grant update (set_off) on contribution_codes to payung_app;

alter table bpjs_recoveries add column returned bigint not null default 0;
update bpjs_recoveries set returned = amount where settled_entry_id is not null;
alter table bpjs_recoveries
  add constraint nothing_comes_back_twice check (returned between 0 and amount),
  add constraint what_is_back_names_its_entry check ((returned = amount) = (settled_entry_id is not null)),
  -- One entry of a bank may bring back several.
  drop constraint bpjs_recoveries_settled_entry_id_key;
grant update (returned) on bpjs_recoveries to payung_app;

create table recovery_returns (
  id uuid primary key default gen_random_uuid(),
  recovery_id uuid not null references bpjs_recoveries on delete restrict,
  entry_id bigint not null references entries on delete restrict,
  amount bigint not null check (amount > 0),
  way text not null check (way in ('bank', 'code')),
  code text references contribution_codes (code) on delete restrict,
  partner text check (partner ~ '^[a-z][a-z0-9-]{1,31}$'),
  returned_on date not null,
  reference text check (length(reference) between 1 and 64),
  proof_sha256 bytea check (octet_length(proof_sha256) = 32),
  recorded_at timestamptz not null,
  recorded_by text not null check (recorded_by ~ '^(user|api-key|system):.'),
  taken_back_entry_id bigint references entries on delete restrict,
  constraint money_of_a_bank_has_its_proof check ((way = 'bank') = (partner is not null) and (way = 'bank') = (reference is not null)),
  constraint what_is_set_off_names_its_code check ((way = 'code') = (code is not null)),
  constraint only_what_was_set_off_is_taken_back check (way = 'code' or taken_back_entry_id is null)
);
create index recovery_returns_by_recovery on recovery_returns (recovery_id);
create index recovery_returns_by_entry on recovery_returns (entry_id);
create unique index a_receipt_brings_a_recovery_back_once on recovery_returns (recovery_id, partner, reference) where way = 'bank';
create unique index a_code_sets_a_recovery_off_once on recovery_returns (recovery_id, code) where way = 'code' and taken_back_entry_id is null;
comment on table recovery_returns is 'by payer: what BPJS Ketenagakerjaan gave back of a recovery: through a bank, or set off against a kode iuran.';
comment on column recovery_returns.taken_back_entry_id is 'The kode iuran was given up: what it had set off is to come back again.';

alter table recovery_returns enable row level security;
alter table recovery_returns force row level security;
create policy recovery_returns_of_recoveries_in_scope on recovery_returns
  using ((select scope_gate()) = 'system' or exists (select from bpjs_recoveries r where r.id = recovery_id));
grant select, insert on recovery_returns to payung_app;
grant update (taken_back_entry_id) on recovery_returns to payung_app;

-- A number that is open may get a later last day and another amount; its bank is told by service 28.
grant update (expires_at, amount) on virtual_accounts to payung_app;

alter table protections add column carried_from bigint references protections on delete restrict;
create index protections_carried on protections (carried_from) where carried_from is not null;
comment on column protections.carried_from is 'The protection whose months these were before two records turned out to be one person, or no longer to be.';

alter table bill_differences
  drop constraint bill_differences_why_check,
  add constraint bill_differences_why_check check (why in ('law', 'list', 'death', 'duplicate', 'paid-by-another', 'unmerged'));
