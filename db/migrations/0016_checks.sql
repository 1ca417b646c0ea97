-- Work that is done later, and whether what must always hold does hold.

-- The queue. A job is added in the transaction whose work it goes on with. A worker claims it, and proves that it lives by a lock of its
-- session, which the database lets go the moment that session ends, however it ends: so a killed worker's job is free at once, and
-- nobody waits for a time to run out. The application touches the queue through the functions below only.
create table jobs (
  id bigint generated always as identity primary key,
  name text not null check (name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and length(name) <= 64),
  key text check (length(key) between 1 and 200),
  payload jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'given-up')),
  run_at timestamptz not null,
  attempts integer not null default 0 check (attempts >= 0),
  worker integer,
  started_at timestamptz,
  last_failure text check (length(last_failure) <= 200),
  added_at timestamptz not null default clock_timestamp(),
  constraint a_running_job_has_its_worker check ((state = 'running') = (worker is not null)),
  constraint a_job_is_told_little check (jsonb_typeof(payload) = 'object' and octet_length(payload::text) <= 8192),
  constraint a_job_holds_no_identity_number
    check (concat_ws(' ', key, payload::text, last_failure) !~ '(^|[^0-9])[0-9]{16}([^0-9]|$)')
);
create unique index one_waiting_job_per_key on jobs (name, key) where state = 'waiting';
create index jobs_due on jobs (run_at, id) where state = 'waiting';
create index jobs_running on jobs (id) where state = 'running';
comment on table jobs is 'local: work that waits, runs or was given up; what is done is gone. Written by the functions beside it only.';
comment on column jobs.key is 'Of jobs with one name and key at most one waits.';
comment on column jobs.worker is 'The number of the worker that has it; it holds the advisory lock (7298642, number) for as long as it lives.';
comment on column jobs.last_failure is 'The kind of the last error, never its text, which could hold a value of a person.';

create table job_schedules (
  name text primary key,
  slot timestamptz not null
);
comment on table job_schedules is 'local: the last turn of each recurring job that was begun.';

create sequence job_workers as integer cycle;

-- Called once on the connection that the worker keeps for itself; the lock stays with that session.
create function begin_job_worker() returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  worker integer := nextval('job_workers');
begin
  perform pg_advisory_lock(7298642, worker);
  return worker;
end $$;
comment on function begin_job_worker is 'Gives the session a number as a worker and the lock by which others see that it lives.';

create function job_worker_lives(worker integer) returns boolean
  language sql stable
as $$
  select exists (
    select from pg_catalog.pg_locks l
    where l.locktype = 'advisory' and l.granted and l.classid = 7298642 and l.objid::bigint = worker and l.objsubid = 2
      and l.database = (select oid from pg_catalog.pg_database where datname = current_database()))
$$;

create function add_job(name text, payload jsonb, key text, run_at timestamptz) returns void
  language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  insert into jobs (name, key, payload, run_at)
  values (add_job.name, add_job.key, add_job.payload, coalesce(add_job.run_at, clock_timestamp()))
  on conflict (name, key) where state = 'waiting'
    do update set payload = excluded.payload, run_at = least(jobs.run_at, excluded.run_at)
$$;
comment on function add_job is 'Adds a job, or tells the one that waits under the same key anew; see src/platform/jobs.ts.';

-- One worker of all begins each turn. A turn that nobody began in time is begun late, and only the last one of many.
create function add_recurring_job(name text, payload jsonb, slot timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into job_schedules as s (name, slot) values (add_recurring_job.name, add_recurring_job.slot)
    on conflict on constraint job_schedules_pkey do update set slot = excluded.slot where s.slot < excluded.slot;
  if found then
    perform add_job(add_recurring_job.name, add_recurring_job.payload, 'recurring', add_recurring_job.slot);
  end if;
end $$;

-- Puts a job back in the queue, unless one with its key waits there already: that one does the work.
create function return_job(job bigint, at timestamptz, most integer, failure text) returns void
  language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
begin
  update jobs set state = case when attempts >= most then 'given-up' else 'waiting' end, worker = null, run_at = at,
    last_failure = failure
  where id = job;
exception when unique_violation then
  delete from jobs where id = job;
end $$;

-- Jobs whose worker is dead are free again, at once the first time and then later and later: a job that kills its server each time
-- must not keep it from working. The one who holds a job in a transaction is not dead, whatever became of its other connection.
create function free_jobs_of_dead_workers(most integer) returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  job record;
  freed integer := 0;
begin
  for job in
    select id, attempts from jobs where state = 'running' and not job_worker_lives(worker) order by id for update skip locked
  loop
    perform return_job(job.id, clock_timestamp() + make_interval(secs => least(2 ^ (job.attempts - 1) - 1, 3600)), most,
      'worker-died');
    freed := freed + 1;
  end loop;
  return freed;
end $$;

create function claim_job(worker integer, names text[])
  returns table (id bigint, name text, payload jsonb, attempt integer)
  language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  update jobs j set state = 'running', worker = claim_job.worker, attempts = j.attempts + 1, started_at = clock_timestamp()
  where j.id = (
    select due.id from jobs due
    where due.state = 'waiting' and due.run_at <= clock_timestamp() and due.name = any (claim_job.names)
      and job_worker_lives(claim_job.worker)
    order by due.run_at, due.id limit 1 for update skip locked)
  returning j.id, j.name, j.payload, j.attempts
$$;

-- True when the job is still that worker's in that try; it then stays so until the transaction ends.
create function hold_job(job bigint, worker integer, attempt integer) returns boolean
  language sql security definer set search_path = pg_catalog, public, pg_temp
as $$
  select exists (
    select from jobs j where j.id = job and j.worker = hold_job.worker and j.attempts = attempt for update)
$$;

create function end_job(job bigint, worker integer, attempt integer) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  delete from jobs j where j.id = job and j.worker = end_job.worker and j.attempts = attempt;
  return found;
end $$;

create function fail_job(job bigint, worker integer, attempt integer, delay_seconds double precision, most integer, failure text)
  returns boolean
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform from jobs j where j.id = job and j.worker = fail_job.worker and j.attempts = attempt for update;
  if not found then return false; end if;
  perform return_job(job, clock_timestamp() + make_interval(secs => delay_seconds), most, failure);
  return true;
end $$;

-- Tries a job again that was given up, when a person has mended what was wrong.
create function retry_given_up_jobs() returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
declare
  job record;
  retried integer := 0;
begin
  for job in select id from jobs where state = 'given-up' order by id for update skip locked loop
    update jobs set attempts = 0 where id = job.id;
    perform return_job(job.id, clock_timestamp(), 1, null);
    retried := retried + 1;
  end loop;
  return retried;
end $$;

alter table jobs enable row level security;
alter table jobs force row level security;
create policy jobs_are_kept_by_their_owner on jobs to current_user using (true) with check (true);
create policy jobs_are_counted_by_the_system on jobs for select to payung_app using ((select scope_gate()) = 'system');
alter table job_schedules enable row level security;
alter table job_schedules force row level security;
create policy job_schedules_are_kept_by_their_owner on job_schedules to current_user using (true) with check (true);

revoke execute on function begin_job_worker, job_worker_lives, add_job, add_recurring_job, return_job, free_jobs_of_dead_workers,
  claim_job, hold_job, end_job, fail_job, retry_given_up_jobs from public;
grant execute on function begin_job_worker, add_job, add_recurring_job, free_jobs_of_dead_workers, claim_job, hold_job, end_job,
  fail_job to payung_app;
-- What a job is told stays with the queue: the application counts and names the jobs that wait.
grant select (id, name, state, run_at, attempts, started_at, last_failure, added_at) on jobs to payung_app;
grant select on job_schedules to payung_app;

-- What came of each check, for the page; which rows broke it is asked anew by `./payung check`.
create table check_results (
  id bigint generated always as identity primary key,
  name text not null check (name ~ '^[a-z0-9-]+$'),
  cause text not null check (cause in ('nightly', 'command')),
  broken_count bigint check (broken_count >= 0),
  looked_count bigint check (looked_count >= 0),
  milliseconds integer not null check (milliseconds >= 0),
  checked_at timestamptz not null,
  constraint a_check_that_failed_to_run_counts_nothing check ((broken_count is null) = (looked_count is null))
);
create index check_results_by_name on check_results (name, id);
comment on table check_results is 'local: what came of each check of db/checks, each time. Numbers only.';
comment on column check_results.broken_count is 'Rows that break it: 0 means that it holds. Null when it could not be run.';
comment on column check_results.looked_count is 'Rows of the tables that the check reads.';

alter table check_results enable row level security;
alter table check_results force row level security;
create policy check_results_are_written_by_the_owner on check_results to current_user using (true) with check (true);
create policy check_results_are_read_by_users on check_results for select to payung_app
  using ((select scope_gate()) = 'system' or (select nullif(current_setting('app.user_id', true), '')) is not null);
grant select on check_results to payung_app;
