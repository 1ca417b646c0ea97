-- What banks say of their accounts, line by line against what was booked; and what was collected for BPJS Ketenagakerjaan on its way there.

create table statement_imports (
  id uuid primary key default gen_random_uuid(),
  partner text not null check (partner ~ '^[a-z][a-z0-9-]{1,31}$'),
  account_number text not null check (account_number ~ '^[0-9]{5,34}$'),
  format text not null check (format in ('csv', 'mt940')),
  file_name text not null check (length(file_name) between 1 and 200),
  file_sha256 bytea not null check (octet_length(file_sha256) = 32),
  first_day date not null,
  last_day date not null,
  opening bigint,
  closing bigint,
  line_count integer not null check (line_count >= 0),
  new_count integer not null check (new_count between 0 and line_count),
  imported_by text not null check (imported_by ~ '^(user|api-key|system):.'),
  imported_at timestamptz not null,
  organisation_id uuid,
  region_code bigint,
  constraint a_statement_is_read_once unique (partner, file_sha256),
  constraint a_statement_ends_after_it_begins check (first_day <= last_day)
);
create index statement_imports_by_time on statement_imports (imported_at, id);
comment on table statement_imports is 'history, local: statements of banks that were read. The same file again is answered with the first.';
comment on column statement_imports.opening is 'rupiah; null when the file does not say.';
comment on column statement_imports.region_code is 'Of whoever read it in: whose offices may see it; null is seen with the whole country.';

create table statement_lines (
  id bigint generated always as identity primary key,
  import_id uuid not null references statement_imports on delete restrict,
  line_number integer not null check (line_number > 0),
  partner text not null,
  account_number text not null,
  line_key bytea not null check (octet_length(line_key) = 32),
  booked_on date not null,
  side text not null check (side in ('credit', 'debit')),
  amount bigint not null check (amount between 1 and 1000000000000000),
  reference text check (length(reference) between 1 and 64),
  description text not null check (length(description) <= 1000),
  virtual_account_id uuid,
  qr_code_id uuid,
  state text not null check (state in ('open', 'linked', 'ignored')),
  because text not null check (because ~ '^[a-z][a-z-]*$'),
  payment_service text,
  payment_key text,
  entry_id bigint references entries on delete restrict,
  decided_at timestamptz,
  decided_by text check (decided_by ~ '^(user|api-key|system):.'),
  reason text check (length(reason) between 1 and 500),
  organisation_id uuid,
  region_code bigint,
  constraint a_statement_line_is_read_once unique (partner, account_number, line_key),
  constraint a_linked_line_names_its_entry check ((state = 'linked') = (entry_id is not null)),
  constraint a_line_is_decided_or_open check ((state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  constraint what_is_ignored_has_its_reason check (state <> 'ignored' or reason is not null),
  constraint a_payment_is_named_whole check ((payment_service is null) = (payment_key is null))
);
create unique index a_payment_stands_in_one_line on statement_lines (partner, payment_service, payment_key) where payment_key is not null;
create unique index an_entry_stands_in_one_line on statement_lines (entry_id) where entry_id is not null;
create index statement_lines_by_import on statement_lines (import_id, line_number);
create index statement_lines_open on statement_lines (booked_on, id) where state = 'open';
create index statement_lines_by_day on statement_lines (partner, booked_on);
comment on table statement_lines is 'local: movements as a bank states them. Linked to what was booked, ignored with a reason, or open until a person decides.';
comment on column statement_lines.line_key is 'SHA-256 of what the line says and the how-manieth of its kind it is: two statements of overlapping days tell it once.';
comment on column statement_lines.because is 'The rule that linked it, or why none did.';

create table contribution_codes (
  id uuid primary key default gen_random_uuid(),
  code text not null check (code ~ '^[0-9]{11}$'),
  month date not null check (extract(day from month) = 1),
  payer_id uuid references payers on delete restrict,
  amount bigint not null check (amount between 1 and 1000000000000000),
  jkk bigint not null check (jkk >= 0),
  jkm bigint not null check (jkm >= 0),
  jht bigint not null check (jht >= 0),
  jp bigint not null check (jp >= 0),
  jkp bigint not null check (jkp >= 0),
  fine bigint not null check (fine >= 0),
  source text not null check (source in ('typed', 'file', 'api')),
  due_on date not null,
  state text not null check (state in ('billed', 'paid', 'cancelled')),
  billed_entry_id bigint not null references entries on delete restrict,
  recorded_at timestamptz not null,
  recorded_by text not null check (recorded_by ~ '^(user|api-key|system):.'),
  partner text,
  paid_on date,
  paid_entry_id bigint references entries on delete restrict,
  proof_reference text check (length(proof_reference) between 1 and 64),
  proof_sha256 bytea check (octet_length(proof_sha256) = 32),
  paid_by text check (paid_by ~ '^(user|api-key|system):.'),
  cancelled_at timestamptz,
  cancelled_by text,
  cancelled_because text,
  cancelled_entry_id bigint references entries on delete restrict,
  organisation_id uuid,
  region_code bigint,
  constraint a_contribution_code_is_recorded_once unique (code),
  constraint programmes_add_up check (jkk + jkm + jht + jp + jkp + fine = amount),
  constraint what_is_paid_has_its_proof check (
    (state = 'paid') = (paid_entry_id is not null) and (state = 'paid') = (paid_on is not null)
    and (state = 'paid') = (proof_reference is not null) and (state = 'paid') = (partner is not null)),
  constraint what_is_cancelled_says_why check (
    (state = 'cancelled') = (cancelled_entry_id is not null) and (state = 'cancelled') = (cancelled_because is not null))
);
create index contribution_codes_by_payer on contribution_codes (payer_id, month) where payer_id is not null;
create index contribution_codes_by_month on contribution_codes (month, code);
comment on table contribution_codes is 'by payer: kode iuran of BPJS Ketenagakerjaan, from billed to paid. Its money lies on the account bpjs/code/<code> between the two.';
comment on column contribution_codes.payer_id is 'Whose contributions; null for a code of several payers.';
comment on column contribution_codes.proof_sha256 is 'Of the receipt, which stays where it is kept; null when there is only a reference.';

alter table statement_imports enable row level security;
alter table statement_imports force row level security;
create policy statement_imports_in_scope on statement_imports using (scope_reaches(coalesce(region_code, 0), organisation_id))
  with check (scope_reaches(coalesce(region_code, 0), organisation_id));

alter table statement_lines enable row level security;
alter table statement_lines force row level security;
create policy statement_lines_in_scope on statement_lines using (scope_reaches(coalesce(region_code, 0), organisation_id))
  with check (scope_reaches(coalesce(region_code, 0), organisation_id));

alter table contribution_codes enable row level security;
alter table contribution_codes force row level security;
create policy contribution_codes_in_scope on contribution_codes using (scope_reaches(coalesce(region_code, 0), organisation_id))
  with check (scope_reaches(coalesce(region_code, 0), organisation_id));

grant select, insert on statement_imports, statement_lines, contribution_codes to payung_app;
grant update (state, because, payment_service, payment_key, entry_id, decided_at, decided_by, reason, virtual_account_id, qr_code_id)
  on statement_lines to payung_app;
grant update (state, partner, paid_on, paid_entry_id, proof_reference, proof_sha256, paid_by, cancelled_at, cancelled_by, cancelled_because,
  cancelled_entry_id) on contribution_codes to payung_app;
