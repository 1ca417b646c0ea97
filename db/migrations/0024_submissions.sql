-- What BPJS Ketenagakerjaan is told, and what it answers. A submission gathers protected people into files of its template; its answer is
-- a KPJ or a reason for each of them. Whoever is told of as a member is one from that day on; whoever is rejected goes back to his village.

create sequence submission_numbers;

create table submissions (
  id uuid primary key default gen_random_uuid(),
  number text not null unique check (number ~ '^PGJ-[0-9]{4}-[0-9]{6,}$'),
  segment text not null check (segment in ('BPU', 'PU')),
  roster_id uuid references rosters on delete restrict,
  month date check (extract(day from month) = 1),
  bpu_package text not null check (length(bpu_package) between 1 and 10),
  region_code bigint not null check (region_code = 0 or region_code between 1100000000 and 9999999999),
  organisation_id uuid,
  state text not null check (state in ('draft', 'sent', 'partly-answered', 'answered', 'withdrawn')),
  people_count integer not null check (people_count > 0),
  member_count integer not null default 0 check (member_count >= 0),
  rejected_count integer not null default 0 check (rejected_count >= 0),
  made_at timestamptz not null,
  made_by text not null check (made_by ~ '^(user|api-key|system):.'),
  sent_on date,
  sent_at timestamptz,
  sent_by text check (sent_by ~ '^(user|api-key|system):.'),
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_because text check (length(withdrawn_because) between 1 and 500),
  constraint answers_make_the_state check (case state
    when 'partly-answered' then member_count + rejected_count between 1 and people_count - 1
    when 'answered' then member_count + rejected_count = people_count
    else member_count + rejected_count = 0 end),
  constraint what_was_sent_says_when_and_by_whom check (
    (state in ('sent', 'partly-answered', 'answered')) = (sent_on is not null)
    and (sent_on is null) = (sent_at is null) and (sent_on is null) = (sent_by is null)),
  constraint what_is_withdrawn_says_why check (
    (state = 'withdrawn') = (withdrawn_at is not null) and (withdrawn_at is null) = (withdrawn_because is null)
    and (withdrawn_at is null) = (withdrawn_by is null)),
  constraint wage_earners_are_submitted_by_roster check (segment = 'BPU' or roster_id is not null)
);
create index submissions_by_region on submissions (region_code, made_at);
create index submissions_by_organisation on submissions (organisation_id) where organisation_id is not null;
comment on table submissions is 'by region: people who are told to BPJS Ketenagakerjaan together, in files of at most 10,000 rows.';
comment on column submissions.region_code is 'Where its people live, or the reach of whoever gathered them; 0 is the whole country.';
comment on column submissions.month is 'The month in which its people are protected; null: from now on.';

create table submission_people (
  submission_id uuid not null references submissions on delete restrict,
  person_id bigint not null references people on delete restrict,
  place integer not null check (place > 0),
  segment text not null check (segment in ('BPU', 'PU')),
  roster_id uuid not null references rosters on delete restrict,
  months daterange not null check (not isempty(months)),
  region_code bigint not null check (region_code between 1100000000 and 9999999999),
  organisation_id uuid,
  submitter_region bigint not null,
  submitter_organisation_id uuid,
  state text not null default 'open' check (state in ('open', 'member', 'rejected', 'withdrawn')),
  kpj_index bytea check (octet_length(kpj_index) = 32),
  told_on date,
  answered_at timestamptz,
  reason text check (reason ~ '^[a-z][a-z-]*$'),
  reason_text text check (length(reason_text) between 1 and 300),
  mended_at timestamptz,
  mended_by text,
  primary key (submission_id, person_id),
  constraint a_member_has_a_kpj check ((state = 'member') = (kpj_index is not null)),
  constraint a_rejection_has_its_reason check ((state = 'rejected') = (reason is not null) and (reason is not null or reason_text is null)),
  constraint an_answer_has_its_day check (
    (state in ('member', 'rejected')) = (told_on is not null) and (told_on is null) = (answered_at is null)),
  constraint only_what_was_rejected_is_mended check ((mended_at is null or state = 'rejected') and (mended_at is null) = (mended_by is null)),
  -- Nobody is told twice for the same months: own-account workers whoever pays, wage earners once for each roster.
  constraint one_open_submission_per_own_account_stretch exclude using gist (person_id with =, months with &&)
    where (segment = 'BPU' and state in ('open', 'member')),
  constraint one_open_submission_per_roster_and_stretch exclude using gist (person_id with =, roster_id with =, months with &&)
    where (segment = 'PU' and state in ('open', 'member')),
  -- By a number of 64 bits: an index of this kind over bytes grows slower the longer it is.
  constraint a_kpj_belongs_to_one_person exclude using gist (hashtextextended(encode(kpj_index, 'hex'), 0) with =, person_id with <>)
    where (state = 'member')
);
create index submission_people_by_place on submission_people (submission_id, place);
create index submission_people_by_person on submission_people (person_id);
create index submission_people_by_roster on submission_people (roster_id);
create index submission_people_rejected on submission_people (region_code, answered_at) where state = 'rejected';
comment on table submission_people is 'by person: who stands in a submission, for which stretch of protection, and what BPJS Ketenagakerjaan answered.';
comment on column submission_people.place is 'Row in the files: the first 10,000 are file 1.';
comment on column submission_people.region_code is 'The village he lived in when he was gathered: whose workqueue a rejection goes to.';
comment on column submission_people.organisation_id is 'Whose roster it is.';
comment on column submission_people.submitter_region is 'As in the submission, so that a row says itself who may see it.';
comment on column submission_people.kpj_index is 'Blind index of the KPJ; the number itself is encrypted with the person.';
comment on column submission_people.told_on is 'The day on which BPJS Ketenagakerjaan told: from then on he counts as member, or is rejected.';
comment on column submission_people.reason_text is 'As BPJS Ketenagakerjaan wrote it, without long numbers.';

create table submission_results (
  id uuid primary key default gen_random_uuid(),
  submission_id uuid not null references submissions on delete restrict,
  file_name text not null check (length(file_name) between 1 and 200),
  file_sha256 bytea not null check (octet_length(file_sha256) = 32),
  told_on date not null,
  row_count integer not null check (row_count >= 0),
  state text not null check (state in ('read', 'applied', 'discarded')),
  counts jsonb not null check (jsonb_typeof(counts) = 'object'),
  remarks jsonb not null check (jsonb_typeof(remarks) = 'array'),
  sealed bytea,
  read_at timestamptz not null,
  read_by text not null check (read_by ~ '^(user|api-key|system):.'),
  applied_at timestamptz,
  applied_by text check (applied_by ~ '^(user|api-key|system):.'),
  constraint what_is_applied_says_when_and_by_whom check (
    (state = 'applied') = (applied_at is not null) and (applied_at is null) = (applied_by is null)),
  constraint answers_are_kept_until_they_are_applied check ((state = 'read') = (sealed is not null))
);
create index submission_results_by_submission on submission_results (submission_id, read_at);
create index submission_results_waiting on submission_results (read_at) where state = 'read';
comment on table submission_results is 'by submission: files in which BPJS Ketenagakerjaan answered; read and shown first, then applied.';
comment on column submission_results.sealed is 'encrypted: the answers as read, until they are applied or discarded.';
comment on column submission_results.remarks is '[{row, told}]: rows there is something to say about; no value of the row.';

create table submission_answers (
  id bigint generated always as identity primary key,
  result_id uuid not null references submission_results on delete restrict,
  submission_id uuid not null,
  person_id bigint not null,
  state_before text not null,
  state text not null check (state in ('member', 'rejected')),
  kpj_index bytea check (octet_length(kpj_index) = 32),
  reason text,
  reason_text text,
  told_on date not null,
  recorded_at timestamptz not null,
  foreign key (submission_id, person_id) references submission_people on delete restrict
);
create index submission_answers_by_person on submission_answers (person_id, id);
create index submission_answers_by_result on submission_answers (result_id);
create index submission_answers_by_submission on submission_answers (submission_id, person_id);
comment on table submission_answers is 'history by person: every answer that changed something. Rows are added, never changed.';

alter table person_changes drop constraint person_changes_cause_check;
alter table person_changes add constraint person_changes_cause_check
  check (cause in ('import', 'statement', 'form', 'request', 'identity', 'merge', 'unmerge', 'undo', 'submission'));

alter table submission_people enable row level security;
alter table submission_people force row level security;
create policy submission_people_in_scope on submission_people using (
  (select scope_gate()) in ('matching', 'system')
  or region_code between (select scope_first()) and (select scope_last())
  or submitter_region between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation())
  or submitter_organisation_id = (select scope_organisation()));

alter table submissions enable row level security;
alter table submissions force row level security;
create policy submissions_in_scope on submissions using (
  (select scope_gate()) in ('matching', 'system')
  or region_code between (select scope_first()) and (select scope_last())
  or organisation_id = (select scope_organisation()));
create policy submissions_with_ones_people_are_seen on submissions for select
  using (exists (select from submission_people p where p.submission_id = submissions.id));

alter table submission_results enable row level security;
alter table submission_results force row level security;
create policy submission_results_of_whole_submissions on submission_results using (
  (select scope_gate()) = 'system'
  or exists (select from submissions s where s.id = submission_id
    and (s.region_code between (select scope_first()) and (select scope_last()) or s.organisation_id = (select scope_organisation()))));
create policy submission_results_are_read_for_new_keys on submission_results for select to current_user using (true);
create policy submission_results_are_written_for_new_keys on submission_results for update to current_user using (true);

alter table submission_answers enable row level security;
alter table submission_answers force row level security;
create policy submission_answers_of_people_in_scope on submission_answers using (
  (select scope_gate()) in ('matching', 'system') or exists (select from submission_people p
    where p.submission_id = submission_answers.submission_id and p.person_id = submission_answers.person_id));

grant usage on sequence submission_numbers to payung_app;
grant select, insert on submissions, submission_people, submission_results, submission_answers to payung_app;
grant update (state, member_count, rejected_count, sent_on, sent_at, sent_by, withdrawn_at, withdrawn_by, withdrawn_because)
  on submissions to payung_app;
grant update (place, state, kpj_index, told_on, answered_at, reason, reason_text, mended_at, mended_by) on submission_people to payung_app;
grant update (state, sealed, counts, remarks, applied_at, applied_by) on submission_results to payung_app;
