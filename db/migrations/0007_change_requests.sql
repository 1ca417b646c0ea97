-- Changes of a person that somebody asks for by hand. What anybody who keeps the row may mend is applied at once; who somebody is, his
-- number, his death and his moving away wait for another pair of eyes.

create table person_change_requests (
  id uuid primary key default gen_random_uuid(),
  person_id bigint not null,
  organisation_id uuid,
  asked_by text not null check (asked_by ~ '^(user|api-key|system):.'),
  kind text not null check (kind in ('details', 'identity', 'number', 'life', 'move')),
  changes jsonb not null,
  sealed bytea,
  reason text not null check (reason <> ''),
  needs_approval boolean not null,
  state text not null check (state in ('pending', 'applied', 'refused', 'withdrawn')),
  asked_at timestamptz not null,
  decided_by text check (decided_by ~ '^(user|api-key|system):.'),
  decided_at timestamptz,
  decided_because text,
  change_id bigint,
  constraint a_decision_has_its_maker_and_time
    check ((state = 'pending') = (decided_at is null) and (decided_at is null) = (decided_by is null)),
  constraint nobody_decides_about_his_own_request
    check (not needs_approval or state in ('pending', 'withdrawn') or decided_by <> asked_by),
  constraint only_what_is_applied_is_in_history check ((state = 'applied') = (change_id is not null))
);
create index person_change_requests_by_person on person_change_requests (person_id, asked_at);
create index person_change_requests_pending on person_change_requests (asked_at) where state = 'pending';
comment on table person_change_requests is 'by person: changes asked for by hand, who asked, who decided, and why.';
comment on column person_change_requests.asked_by is 'user:id, api-key:id, or system: with the user of the operating system.';
comment on column person_change_requests.kind is 'The gravest thing it changes: number over identity over life over move over details.';
comment on column person_change_requests.changes is 'field → [before, after] as it may be shown: what is kept encrypted is masked.';
comment on column person_change_requests.sealed is 'encrypted: the encrypted fields before and after, as one JSON object; null when it changes none.';
comment on column person_change_requests.change_id is 'The entry of person_changes it became.';

create table identity_conflicts (
  person_id bigint not null,
  other_person_id bigint not null,
  request_id uuid not null,
  found_at timestamptz not null,
  primary key (person_id, other_person_id),
  constraint nobody_conflicts_with_himself check (person_id <> other_person_id)
);
comment on table identity_conflicts is 'by person: a number asked for one person that is another''s already. Perhaps the two are one: a task for whoever sees both.';

-- A request is seen by who sees the person, and by the organisation that asked.
alter table person_change_requests enable row level security;
alter table person_change_requests force row level security;
create policy person_change_requests_in_scope on person_change_requests
  using ((select scope_gate()) in ('matching', 'system') or organisation_id = (select scope_organisation())
    or exists (select from people p where p.id = person_id));

-- Whose number it is must not be learnt from a conflict: only who sees both people sees it.
alter table identity_conflicts enable row level security;
alter table identity_conflicts force row level security;
create policy identity_conflicts_for_who_sees_both on identity_conflicts for select
  using ((select scope_gate()) in ('matching', 'system')
    or (exists (select from people p where p.id = person_id) and exists (select from people p where p.id = other_person_id)));
create policy identity_conflicts_are_written_by_matching on identity_conflicts for insert
  with check ((select scope_gate()) in ('matching', 'system'));

create policy person_change_requests_are_read_for_new_keys on person_change_requests for select to current_user using (true);
create policy person_change_requests_are_written_for_new_keys on person_change_requests for update to current_user using (true);

grant select, insert, update on person_change_requests to payung_app;
grant select, insert on identity_conflicts to payung_app;
