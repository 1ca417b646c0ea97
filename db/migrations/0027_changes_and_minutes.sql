-- A budget that is changed within its year, the minutes of a meeting as a file, a decision that is taken back, and a place that comes free
-- because somebody left before the end.

alter domain entry_kind drop constraint entry_kind_check;
alter domain entry_kind add constraint entry_kind_check check (value in ('payment-received', 'suspense-received', 'suspense-placed',
  'bill-issued', 'bill-credited', 'bill-paid', 'commitment', 'commitment-released', 'refund', 'reallocation', 'fine-assessed', 'code-billed',
  'code-paid', 'bank-fee', 'adjustment', 'reversal', 'appropriation', 'realisation', 'realisation-released', 'lapse',
  'appropriation-changed'));

create table budget_changes (
  id uuid primary key default gen_random_uuid(),
  line_id uuid not null references budget_lines,
  kind text not null check (kind in ('amendment', 'shift')),
  amount_before bigint not null,
  amount_after bigint not null check (amount_after between 1 and 1000000000000000),
  legal_basis text not null check (length(legal_basis) between 1 and 300),
  document_number text not null check (length(document_number) between 1 and 100),
  document_on date not null,
  reason text not null check (length(reason) between 1 and 500),
  entry_id bigint not null references entries,
  changed_by text not null,
  changed_at timestamptz not null,
  constraint a_budget_change_changes_something check (amount_before <> amount_after),
  constraint a_budget_change_is_recorded_once unique (line_id, document_number, document_on)
);
comment on table budget_changes is 'history, by payer: a budget line that was raised or lowered within its year, by which document.';
comment on column budget_changes.kind is 'amendment: perubahan APBD; shift: pergeseran anggaran.';
comment on column budget_lines.amount is 'rupiah as of the last change; the entries of its appropriation and changes add up to it.';

create table proposal_minutes (
  id uuid primary key default gen_random_uuid(),
  proposal_id uuid not null references proposals,
  file_name text not null check (length(file_name) between 1 and 200),
  media_type text not null check (media_type in ('application/pdf', 'image/jpeg', 'image/png')),
  byte_count integer not null check (byte_count between 1 and 5242880),
  file_sha256 bytea not null check (octet_length(file_sha256) = 32),
  sealed_key bytea not null,
  added_by text not null,
  added_at timestamptz not null,
  constraint a_file_of_minutes_is_kept_once unique (proposal_id, file_sha256)
);
comment on table proposal_minutes is 'history, by region: the minutes of a village meeting as files. The files lie encrypted beside the lists that were handed in.';
comment on column proposal_minutes.sealed_key is 'encrypted: the key of the stored file, as text.';

create table proposal_decisions (
  id uuid primary key default gen_random_uuid(),
  proposal_id uuid not null references proposals,
  kind text not null check (kind in ('approval', 'refusal')),
  people_count integer not null check (people_count > 0),
  decided_by text not null,
  decided_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  undone_by text,
  undone_at timestamptz,
  undone_because text check (length(undone_because) between 1 and 500),
  constraint what_is_undone_says_by_whom_and_why check (
    (undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_because is null))
);
create index proposal_decisions_by_proposal on proposal_decisions (proposal_id, recorded_at);
comment on table proposal_decisions is 'by region: each decision on a proposal, and whether whoever took it has taken it back.';

alter table proposed_people drop constraint proposed_people_state_check;
alter table proposed_people add constraint proposed_people_state_check
  check (state in ('proposed', 'approved', 'refused', 'waiting', 'withdrawn', 'ended'));
alter table proposed_people drop constraint what_is_decided_says_by_whom;
alter table proposed_people add constraint what_is_decided_says_by_whom
  check ((state in ('approved', 'refused', 'ended')) = (decided_at is not null));
alter table proposed_people
  add column decision_id uuid references proposal_decisions,
  add column state_before text,
  add column because_before text,
  add column ended_from date check (extract(day from ended_from) = 1),
  add column place_taken_by bigint references people,
  add column place_taken_in uuid references proposals,
  add constraint a_place_comes_free_from_a_month check ((state = 'ended') = (ended_from is not null)),
  add constraint only_a_free_place_is_taken check (place_taken_by is null or state = 'ended'),
  add constraint a_place_is_taken_by_a_proposal check ((place_taken_by is null) = (place_taken_in is null));
create index proposed_people_by_decision on proposed_people (decision_id) where decision_id is not null;
comment on column proposed_people.decision_id is 'The last decision that touched the row; null once it was taken back.';
comment on column proposed_people.state_before is 'How the row stood before that decision, so that it can be taken back.';
comment on column proposed_people.ended_from is 'The first month without protection: from it on the place is free for the next.';
comment on column proposed_people.place_taken_by is 'Who has got the place since.';
comment on column proposed_people.place_taken_in is 'By which proposal: the same person may get another place of the programme later.';

alter table proposal_approvals add column round integer not null default 1 check (round > 0);
alter table proposal_approvals drop constraint proposal_approvals_pkey;
alter table proposal_approvals add primary key (proposal_id, round, approver);
comment on column proposal_approvals.round is 'One more each time a decision was taken back: two pairs of eyes look anew.';

-- A district that takes its decision back does not see the bills of the level above, and must know whether there are any.
create function protections_billed(wanted bigint[], roster uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select exists (select from bills b join bill_lines l on l.bill_id = b.id
    where b.roster_id = protections_billed.roster and l.protection_id = any (protections_billed.wanted));
end;
comment on function protections_billed is 'Whether one of these protections of a roster stands on a bill.';
revoke execute on function protections_billed from public;
grant execute on function protections_billed to payung_app;

alter table budget_changes enable row level security;
alter table budget_changes force row level security;
create policy budget_changes_of_lines_in_scope on budget_changes
  using ((select scope_gate()) = 'system' or line_id in (select l.id from budget_lines l));

alter table proposal_minutes enable row level security;
alter table proposal_minutes force row level security;
create policy proposal_minutes_of_proposals_in_scope on proposal_minutes
  using ((select scope_gate()) = 'system' or proposal_id in (select p.id from proposals p));
create policy proposal_minutes_are_read_for_new_keys on proposal_minutes for select to current_user using (true);
create policy proposal_minutes_are_written_for_new_keys on proposal_minutes for update to current_user using (true);

alter table proposal_decisions enable row level security;
alter table proposal_decisions force row level security;
create policy proposal_decisions_of_proposals_in_scope on proposal_decisions
  using ((select scope_gate()) in ('matching', 'system') or proposal_id in (select p.id from proposals p));

grant select, insert on budget_changes, proposal_minutes, proposal_decisions to payung_app;
grant update (amount) on budget_lines to payung_app;
grant update (undone_by, undone_at, undone_because) on proposal_decisions to payung_app;
grant update (decision_id, state_before, because_before, ended_from, place_taken_by, place_taken_in) on proposed_people to payung_app;
