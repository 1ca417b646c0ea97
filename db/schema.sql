-- The schema after all migrations. Written by `npm run schema`; do not edit.

create extension btree_gist;
create extension pg_trgm;

create domain account_kind as text CHECK ((VALUE = ANY (ARRAY['world'::text, 'purse'::text, 'committed'::text, 'due'::text, 'receivable'::text, 'suspense'::text, 'owed'::text, 'code'::text, 'fee'::text, 'appropriation'::text, 'budget-left'::text, 'budget-committed'::text, 'budget-realised'::text, 'budget-lapsed'::text])));

create domain account_path as text CHECK ((VALUE !~ '(^|[^0-9])[0-9]{16}([^0-9]|$)'::text)) CHECK ((VALUE ~ '^[a-z]+(/[A-Za-z0-9._-]{1,80}){1,3}$'::text));

create domain entry_day as date CHECK (((VALUE >= '2000-01-01'::date) AND (VALUE <= '2199-12-31'::date)));

create domain entry_hash as bytea CHECK ((octet_length(VALUE) = 32));

create domain entry_kind as text CHECK ((VALUE = ANY (ARRAY['payment-received'::text, 'suspense-received'::text, 'suspense-placed'::text, 'bill-issued'::text, 'bill-credited'::text, 'bill-paid'::text, 'commitment'::text, 'commitment-released'::text, 'refund'::text, 'reallocation'::text, 'fine-assessed'::text, 'code-billed'::text, 'code-paid'::text, 'bank-fee'::text, 'adjustment'::text, 'reversal'::text, 'appropriation'::text, 'realisation'::text, 'realisation-released'::text, 'lapse'::text, 'appropriation-changed'::text])));

create domain entry_note as text CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 500)));

create domain entry_phase as text CHECK ((VALUE = ANY (ARRAY['posted'::text, 'pending'::text, 'settled'::text, 'voided'::text])));

create domain entry_reference as text CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 200)));

create domain moved_rupiah as bigint CHECK (((VALUE >= 1) AND (VALUE <= '1000000000000000'::bigint)));

CREATE OR REPLACE FUNCTION public.add_job(name text, payload jsonb, key text, run_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into jobs (name, key, payload, run_at)
  values (add_job.name, add_job.key, add_job.payload, coalesce(add_job.run_at, clock_timestamp()))
  on conflict (name, key) where state = 'waiting'
    do update set payload = excluded.payload, run_at = least(jobs.run_at, excluded.run_at)
$function$
;
grant execute on function add_job(text,jsonb,text,timestamp with time zone) to payung_app;

CREATE OR REPLACE FUNCTION public.add_recurring_job(name text, payload jsonb, slot timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into job_schedules as s (name, slot) values (add_recurring_job.name, add_recurring_job.slot)
    on conflict on constraint job_schedules_pkey do update set slot = excluded.slot where s.slot < excluded.slot;
  if found then
    perform add_job(add_recurring_job.name, add_recurring_job.payload, 'recurring', add_recurring_job.slot);
  end if;
end $function$
;
grant execute on function add_recurring_job(text,jsonb,timestamp with time zone) to payung_app;

CREATE OR REPLACE FUNCTION public.analyze_registry()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  analyze people, identities, employers, payers, rosters, protections, counted_people, accounts;
end $function$
;
grant execute on function analyze_registry() to payung_app;

CREATE OR REPLACE FUNCTION public.api_key_of_hash(hashes bytea[])
 RETURNS TABLE(id uuid, organisation_id uuid, actions text[], reach text, region_code bigint, expires_on date, revoked_at timestamp with time zone, closed_on date)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$
;
grant execute on function api_key_of_hash(bytea[]) to public;

CREATE OR REPLACE FUNCTION public.attach_bill_month(first_day date)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_nestloop TO 'off'
AS $function$
declare
  part text := 'bill_lines_' || to_char(first_day, 'YYYY_MM');
  line_total bigint;
  is_wrong boolean;
begin
  execute format('alter table public.%I add primary key (bill_id, line_number, month)', part);
  execute format('create index on public.%I (person_id)', part);
  execute format('alter table public.%I add foreign key (bill_id) references bills, add foreign key (person_id) references people,
    add foreign key (protection_id) references protections, add foreign key (card_id) references rate_cards', part);
  execute format('select exists (
      select from (select bill_id, sum(amount) as total, count(*) as line_count from public.%I group by bill_id) l
      full join (select b.id, b.total, b.line_count, t.amount from bills b
        left join transfers t on t.entry_id = b.entry_id where b.month = $1 and b.kind <> ''fine'') b on b.id = l.bill_id
      where l.total is distinct from b.total or l.line_count is distinct from b.line_count or b.amount is distinct from b.total)', part)
    into is_wrong using first_day;
  if is_wrong then raise exception 'lines, bills and transfers of % do not agree', first_day; end if;
  execute format('select count(*) from public.%I', part) into line_total;
  execute format('alter table bill_lines attach partition public.%I for values in (%L)', part, first_day);
  execute format('drop policy %I on public.%I', part || '_are_filled_by_a_run', part);
  execute format('revoke all on public.%I from payung_app', part);
  execute format('analyze public.%I', part);
  return line_total;
end $function$
;
grant execute on function attach_bill_month(date) to payung_app;

CREATE OR REPLACE FUNCTION public.audit_field(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (COALESCE((((octet_length(value))::text || ':'::text) || value), '-'::text) || ','::text)
;

CREATE OR REPLACE FUNCTION public.audit_row_hash(entry audit_entries)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN sha256(convert_to(((((((((((((((((('payung audit entry 1,'::text || audit_field(((entry).id)::text)) || audit_field((((EXTRACT(epoch FROM (entry).occurred_at) * (1000000)::numeric))::bigint)::text)) || audit_field(((entry).transaction_number)::text)) || audit_field((entry).actor_kind)) || audit_field((entry).actor_id)) || audit_field((entry).role)) || audit_field((entry).organisation_id)) || audit_field(((entry).region_code)::text)) || audit_field((entry).action)) || audit_field((entry).subject_kind)) || audit_field((entry).subject_id)) || audit_field((entry).reason)) || audit_field((entry).purpose)) || audit_field(((entry).affected_count)::text)) || audit_field(((entry).details)::text)) || audit_field(host((entry).address))) || audit_field((entry).request_id)), 'UTF8'::name))
;

CREATE OR REPLACE FUNCTION public.begin_job_worker()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  worker integer := nextval('job_workers');
begin
  perform pg_advisory_lock(7298642, worker);
  return worker;
end $function$
;
grant execute on function begin_job_worker() to payung_app;

CREATE OR REPLACE FUNCTION public.begin_va_payment(of_partner text, of_day date, of_external_id text, of_payment_key text, of_service_id text, of_customer_no text, OUT external_answer text, OUT external_code text, OUT stored_hash bytea, OUT stored_answer text, OUT stored_code text, OUT id uuid, OUT partner text, OUT payer_id uuid, OUT bill_id uuid, OUT account_path text, OUT name text, OUT is_closed_amount boolean, OUT amount bigint, OUT state text, OUT expires_at timestamp with time zone, OUT organisation_id uuid, OUT region_code bigint, OUT bill_total bigint, OUT bill_paid bigint, OUT bill_credited bigint, OUT bill_month text, OUT bill_person_count integer)
 RETURNS record
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
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
end $function$
;
grant execute on function begin_va_payment(text,date,text,text,text,text) to payung_app;

CREATE OR REPLACE FUNCTION public.budget_left(line uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT (a.balance - a.held)
    FROM accounts a
   WHERE ((a.path)::text = (('budget/'::text || budget_left.line) || '/left'::text));
END
;
grant execute on function budget_left(uuid) to payung_app;

CREATE OR REPLACE FUNCTION public.claim_job(worker integer, names text[])
 RETURNS TABLE(id bigint, name text, payload jsonb, attempt integer)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  update jobs j set state = 'running', worker = claim_job.worker, attempts = j.attempts + 1, started_at = clock_timestamp()
  where j.id = (
    select due.id from jobs due
    where due.state = 'waiting' and due.run_at <= clock_timestamp() and due.name = any (claim_job.names)
      and job_worker_lives(claim_job.worker)
    order by due.run_at, due.id limit 1 for update skip locked)
  returning j.id, j.name, j.payload, j.attempts
$function$
;
grant execute on function claim_job(integer,text[]) to payung_app;

CREATE OR REPLACE FUNCTION public.close_account(account_path text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  a accounts;
begin
  select * into a from accounts c where c.path = account_path and not c.hot for no key update;
  if a.id is null then
    perform ledger_refuse('account-unknown', jsonb_build_object('path', account_path));
  end if;
  if a.balance <> 0 or a.held <> 0 then
    perform ledger_refuse('account-not-empty', jsonb_build_object('path', account_path));
  end if;
  update accounts c set closed_at = coalesce(c.closed_at, clock_timestamp()) where c.id = a.id;
end $function$
;
grant execute on function close_account(text) to payung_app;

CREATE OR REPLACE FUNCTION public.close_ledger_month(first_day date, closer uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform pg_advisory_xact_lock(7298650);
  perform ledger_require_open(first_day);
  insert into ledger_closings (month, closed_by) values (first_day, closer);
end $function$
;
grant execute on function close_ledger_month(date,uuid) to payung_app;

CREATE OR REPLACE FUNCTION public.count_changed_protections()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
  perform recount_people(array(select person_id from added union select person_id from removed order by 1));
  return null; end $function$
;

CREATE OR REPLACE FUNCTION public.count_lost_protections()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
  perform recount_people(array(select distinct person_id from removed order by 1));
  return null; end $function$
;

CREATE OR REPLACE FUNCTION public.count_moved_people()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_nestloop TO 'off'
AS $function$ begin
  perform recount_people(array(
    select n.id from added n join removed o using (id)
    where (n.work_region, n.residence_region, n.merged_into) is distinct from (o.work_region, o.residence_region, o.merged_into) order by 1));
  return null; end $function$
;

CREATE OR REPLACE FUNCTION public.count_new_protections()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
AS $function$
declare known bigint[];
begin
  with fresh as materialized (
    select a.person_id, coalesce(p.work_region, p.residence_region) as work_region, p.residence_region,
      coalesce(array_agg(a.months order by a.months) filter (where a.segment = 'PU' and p.merged_into is null), '{}') as wage_days,
      coalesce(array_agg(a.months order by a.months) filter (where a.segment = 'BPU' and p.merged_into is null), '{}') as own_days
    from added a join people p on p.id = a.person_id
    where a.programmes @> 0 and not isempty(a.months) group by a.person_id, p.id order by a.person_id
  ), begun as (
    insert into counted_people select * from fresh on conflict do nothing returning *
  ), alike as (
    select work_region, residence_region, wage_days, own_days, count(*)::integer as people from begun group by 1, 2, 3, 4
  ), told as (
    insert into coverage_deltas (work_region, residence_region, days, wage_members, own_members, wage_people, all_people)
    select g.work_region, g.residence_region, s.days, sum(s.wage_members * g.people), sum(s.own_members * g.people),
      sum(s.wage_people * g.people), sum(s.all_people * g.people)
    from alike g cross join lateral stretches_of(g.wage_days, g.own_days) s group by 1, 2, 3
  )
  select case when (select count(*) from begun) < (select count(*) from fresh)
    then array(select person_id from fresh except select person_id from begun) end into known;
  if known is not null then perform recount_people(known); end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.coverage_catch_up(until date)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  bill_ids uuid[];
  looked bigint := 0;
begin
  perform pg_advisory_xact_lock(7298691);
  if until > (select until_on from coverage_arrears) then
    insert into coverage_pending (bill_id, due_on)
    select b.id, b.due_on from bills b, coverage_arrears a
    where b.kind in ('original', 'amendment') and b.due_on >= a.until_on and b.due_on < until
      and (b.paid + b.credited < b.total or exists (select from paid_lines q where q.bill_id = b.id and q.paid_on > b.due_on));
    update coverage_arrears set until_on = until;
  end if;
  loop
    with taken as (
      delete from coverage_pending where bill_id in (select p.bill_id from coverage_pending p order by p.id limit 200) returning bill_id, due_on
    )
    select array(select distinct t.bill_id from taken t where t.due_on < (select until_on from coverage_arrears)),
      looked + (select count(distinct t.bill_id) from taken t) into bill_ids, looked;
    perform recount_people(recount_lapses(bill_ids));
    exit when not exists (select from coverage_pending);
  end loop;
  return looked;
end $function$
;
grant execute on function coverage_catch_up(date) to payung_app;

CREATE OR REPLACE FUNCTION public.coverage_fold()
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET jit TO 'off'
AS $function$
declare folded bigint;
begin
  if not pg_try_advisory_xact_lock(7298692) then return 0; end if;
  with taken as (
    delete from coverage_deltas where id in (select id from coverage_deltas order by id limit 200000) returning *
  ), villages as (
    select v.place, v.region_code, e.on_day, sum(e.step * t.wage_members)::integer as wm, sum(e.step * t.own_members)::integer as om,
      sum(e.step * t.wage_people)::integer as wp, sum(e.step * t.all_people)::integer as ap
    from taken t cross join lateral (values ('work', t.work_region), ('residence', t.residence_region)) as v (place, region_code)
    cross join lateral (values (lower(t.days), 1), (upper(t.days), -1)) as e (on_day, step)
    where e.on_day is not null group by 1, 2, 3
  ), steps as materialized (
    select v.place, r.code, v.on_day, least(greatest(extract(year from v.on_day)::integer * 12 + extract(month from v.on_day)::integer - 1,
        24000), 25200) as month, extract(day from v.on_day)::integer as day,
      sum(v.wm)::integer as wm, sum(v.om)::integer as om, sum(v.wp)::integer as wp, sum(v.ap)::integer as ap
    from villages v cross join lateral (select distinct unnest(array[v.region_code, v.region_code - v.region_code % 10000,
      v.region_code - v.region_code % 1000000, v.region_code - v.region_code % 100000000, 0]) as code) r
    group by 1, 2, 3
  ), moves as (
    select place, code, case when day > 1 then month + 1 else month end as month, wm, om, wp, ap from steps
    union all
    select c.place, c.region_code, c.first_month + u.n::integer - 1, u.wm - lag(u.wm, 1, 0) over each, u.om - lag(u.om, 1, 0) over each,
      u.wp - lag(u.wp, 1, 0) over each, u.ap - lag(u.ap, 1, 0) over each
    from (select distinct place, code from steps) s join coverage_counts c on c.place = s.place and c.region_code = s.code
    cross join lateral unnest(c.wage_members, c.own_members, c.wage_people, c.all_people) with ordinality as u (wm, om, wp, ap, n)
    window each as (partition by c.place, c.region_code order by u.n)
  ), months as (
    select place, code, month, sum(wm) as wm, sum(om) as om, sum(wp) as wp, sum(ap) as ap from moves group by 1, 2, 3
  ), spans as (
    select place, code, min(month) as first, max(month) as last from months group by 1, 2
  ), sums as (
    select s.place, s.code, s.first, g.month, sum(m.wm) over each as wm, sum(m.om) over each as om, sum(m.wp) over each as wp,
      sum(m.ap) over each as ap
    from spans s cross join lateral generate_series(s.first, s.last) as g (month)
    left join months m on m.place = s.place and m.code = s.code and m.month = g.month
    window each as (partition by s.place, s.code order by g.month)
  ), counted as (
    insert into coverage_counts (place, region_code, above_code, first_month, wage_members, own_members, wage_people, all_people)
    select place, code, region_above(code), first, array_agg(wm order by month), array_agg(om order by month),
      array_agg(wp order by month), array_agg(ap order by month)
    from sums group by place, code, first order by place, code
    on conflict (place, region_code) do update set first_month = excluded.first_month, wage_members = excluded.wage_members,
      own_members = excluded.own_members, wage_people = excluded.wage_people, all_people = excluded.all_people
  ), inside as (
    select x.place, x.code, x.month, g.day, coalesce(sum(s.wm) over each, 0) as wm, coalesce(sum(s.om) over each, 0) as om,
      coalesce(sum(s.wp) over each, 0) as wp, coalesce(sum(s.ap) over each, 0) as ap
    from (select distinct place, code, month from steps where day > 1) x cross join generate_series(1, 31) as g (day)
    left join steps s on s.place = x.place and s.code = x.code and s.month = x.month and s.day = g.day and s.day > 1
    window each as (partition by x.place, x.code, x.month order by g.day)
  ), dated as (
    insert into coverage_days (place, region_code, month, wage_members, own_members, wage_people, all_people)
    select i.place, i.code, i.month,
      array_agg(i.wm + coalesce(d.wage_members[i.day], 0) order by i.day), array_agg(i.om + coalesce(d.own_members[i.day], 0) order by i.day),
      array_agg(i.wp + coalesce(d.wage_people[i.day], 0) order by i.day), array_agg(i.ap + coalesce(d.all_people[i.day], 0) order by i.day)
    from inside i left join coverage_days d on d.place = i.place and d.region_code = i.code and d.month = i.month
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (place, region_code, month) do update set wage_members = excluded.wage_members, own_members = excluded.own_members,
      wage_people = excluded.wage_people, all_people = excluded.all_people
  )
  select count(*) from taken into folded;
  return folded;
end $function$
;
grant execute on function coverage_fold() to payung_app;

CREATE OR REPLACE FUNCTION public.coverage_recount(tolerances jsonb)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  ids bigint[];
  bill_ids uuid[];
  after_id bigint := 0;
  counted bigint := 0;
begin
  perform pg_advisory_xact_lock(7298691), pg_advisory_xact_lock(7298692);
  lock table counted_people in share row exclusive mode;
  delete from counted_people; delete from protection_lapses; delete from coverage_pending; delete from coverage_tolerances;
  delete from coverage_deltas; delete from coverage_counts; delete from coverage_days;
  insert into coverage_tolerances select t.days, t.months from jsonb_to_recordset(tolerances) as t (days daterange, months integer);
  insert into coverage_pending (bill_id, due_on)
  select b.id, b.due_on from bills b, coverage_arrears a where b.kind in ('original', 'amendment') and b.due_on < a.until_on
    and (b.paid + b.credited < b.total or exists (select from paid_lines q where q.bill_id = b.id and q.paid_on > b.due_on));
  loop
    with taken as (delete from coverage_pending where id in (select id from coverage_pending order by id limit 500) returning bill_id)
    select array(select bill_id from taken) into bill_ids;
    exit when cardinality(bill_ids) = 0;
    perform recount_lapses(bill_ids);
  end loop;
  loop
    select array(select distinct person_id from (
      select m.person_id from protections m where m.person_id > after_id order by m.person_id limit 20000) p order by 1) into ids;
    exit when cardinality(ids) = 0;
    perform recount_people(ids);
    after_id := ids[cardinality(ids)];
    counted := counted + cardinality(ids);
    while coverage_fold() > 0 loop null; end loop;
  end loop;
  return counted;
end $function$
;
grant execute on function coverage_recount(jsonb) to payung_app;

CREATE OR REPLACE FUNCTION public.covered_people(wanted bigint[], span daterange, programmes int4range)
 RETURNS SETOF bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT DISTINCT c.person_id
    FROM protections c
   WHERE ((c.person_id = ANY (covered_people.wanted)) AND (c.segment = 'BPU'::text) AND (c.months && covered_people.span) AND (c.programmes && covered_people.programmes));
END
;
grant execute on function covered_people(bigint[],daterange,int4range) to payung_app;

CREATE OR REPLACE FUNCTION public.end_job(job bigint, worker integer, attempt integer)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  delete from jobs j where j.id = job and j.worker = end_job.worker and j.attempts = attempt;
  return found;
end $function$
;
grant execute on function end_job(bigint,integer,integer) to payung_app;

CREATE OR REPLACE FUNCTION public.fail_job(job bigint, worker integer, attempt integer, delay_seconds double precision, most integer, failure text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  perform from jobs j where j.id = job and j.worker = fail_job.worker and j.attempts = attempt for update;
  if not found then return false; end if;
  perform return_job(job, clock_timestamp() + make_interval(secs => delay_seconds), most, failure);
  return true;
end $function$
;
grant execute on function fail_job(bigint,integer,integer,double precision,integer,text) to payung_app;

CREATE OR REPLACE FUNCTION public.fold_hot_accounts()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  account bigint;
  folded integer := 0;
begin
  for account in select a.id from accounts a where a.hot order by a.id for no key update skip locked loop
    perform ledger_fold(account);
    folded := folded + 1;
  end loop;
  return folded;
end $function$
;
grant execute on function fold_hot_accounts() to payung_app;

CREATE OR REPLACE FUNCTION public.forget_second_factor(subject uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
end $function$
;
grant execute on function forget_second_factor(uuid) to public;

CREATE OR REPLACE FUNCTION public.free_jobs_of_dead_workers(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function free_jobs_of_dead_workers(integer) to payung_app;

CREATE OR REPLACE FUNCTION public.grow_roster_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update rosters set version = version + 1 where id in (select distinct c.roster_id from changed c);
  return null;
end $function$
;
grant execute on function grow_roster_version() to public;

CREATE OR REPLACE FUNCTION public.hold_job(job bigint, worker integer, attempt integer)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select exists (
    select from jobs j where j.id = job and j.worker = hold_job.worker and j.attempts = attempt for update)
$function$
;
grant execute on function hold_job(bigint,integer,integer) to payung_app;

CREATE OR REPLACE FUNCTION public.job_worker_lives(worker integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (
    select from pg_catalog.pg_locks l
    where l.locktype = 'advisory' and l.granted and l.classid = 7298642 and l.objid::bigint = worker and l.objsubid = 2
      and l.database = (select oid from pg_catalog.pg_database where datname = current_database()))
$function$
;

CREATE OR REPLACE FUNCTION public.ledger_draw(account bigint, wanted bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  a accounts;
  available bigint;
begin
  select * into strict a from accounts h where h.id = account for no key update;
  available := ledger_fold(account) - a.held;
  if available < wanted then
    perform ledger_refuse_outflow(account, wanted, available);
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_earlier(key text, hash bytea, effective date)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from entries e where e.idempotency_key = key) then
    perform ledger_require_open(effective);
  end if;
  return ledger_first_with_key(key, hash);
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_end_pending(pending bigint, new_phase text, key text, hash bytea, effective date, OUT entry_id bigint, OUT replayed boolean)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  original entries;
  lines record;
begin
  perform ledger_hold_open();
  select * into original from entries e where e.id = pending for no key update;
  if original.id is null then
    perform ledger_refuse('entry-unknown', '{}');
  end if;
  select e.id into entry_id from entries e where e.idempotency_key = key;
  replayed := entry_id is not null;
  if replayed then
    entry_id := ledger_first_with_key(key, hash);
    return;
  end if;
  if original.phase <> 'pending' then
    perform ledger_refuse('entry-not-pending', '{}');
  end if;
  if exists (select from entries e where e.settles = pending) then
    perform ledger_refuse('entry-settled-already', '{}');
  end if;
  perform ledger_require_open(effective);
  insert into entries (kind, effective_on, phase, settles, cause_kind, cause_id, idempotency_key, input_hash, note)
    values (original.kind, effective, new_phase, pending, original.cause_kind, original.cause_id, key, hash, original.note)
    on conflict (idempotency_key) do nothing returning id into entry_id;
  if entry_id is null then
    perform ledger_refuse('idempotency-key-reused', jsonb_build_object('key', key));
  end if;
  select array_agg(p.from_account order by p.line) as froms, array_agg(f.hot order by p.line) as from_hot,
      array_agg(f.hot and f.funded order by p.line) as from_drawn,
      array_agg(p.to_account order by p.line) as tos, array_agg(t.hot order by p.line) as to_hot,
      array_agg(p.amount order by p.line) as amounts
    into lines
    from pending_transfers p join accounts f on f.id = p.from_account join accounts t on t.id = p.to_account
    where p.entry_id = pending;
  perform ledger_lock(lines.froms, lines.tos);
  update accounts a set held = a.held - p.amount
    from (select from_account, sum(amount) as amount from pending_transfers where pending_transfers.entry_id = pending group by 1) p
    where a.id = p.from_account and (a.funded or not a.hot);
  if new_phase = 'settled' then
    perform ledger_move(entry_id, effective, lines.froms, lines.from_hot, lines.from_drawn, lines.tos, lines.to_hot, lines.amounts);
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_find_replays(keys text[], hashes bytea[], INOUT entry_ids bigint[], OUT replays boolean[])
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  bad record;
begin
  select w.n, w.key into bad
    from unnest(keys, hashes) with ordinality as w (key, hash, n) join entries e on e.idempotency_key = w.key
    where e.input_hash <> w.hash order by w.n limit 1;
  if found then
    perform ledger_refuse_at(bad.n, 'idempotency-key-reused', jsonb_build_object('key', bad.key));
  end if;
  select array_agg(e.id order by w.n), array_agg(e.id <> w.id order by w.n) into entry_ids, replays
    from unnest(keys, entry_ids) with ordinality as w (key, id, n) join entries e on e.idempotency_key = w.key;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_first_with_key(key text, hash bytea)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  first entries;
begin
  select * into strict first from entries e where e.idempotency_key = key;
  if first.input_hash <> hash then
    perform ledger_refuse('idempotency-key-reused', jsonb_build_object('key', key));
  end if;
  return first.id;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_fold(account bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare
  horizon bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  ended bigint;
  recent bigint;
  folded bigint;
begin
  select coalesce(sum(m.amount) filter (where m.number < horizon), 0), coalesce(sum(m.amount) filter (where m.number >= horizon), 0)
    into ended, recent
    from accounts a cross join lateral (
      select t.transaction_number as number, t.amount from transfers t
        where t.to_account = account and t.to_version is null and t.transaction_number >= a.folded_before
      union all
      select t.transaction_number, -t.amount from transfers t
        where t.from_account = account and t.from_version is null and t.transaction_number >= a.folded_before) m
    where a.id = account;
  update accounts a set balance = a.balance + ended, folded_before = greatest(a.folded_before, horizon)
    where a.id = account returning a.balance into folded;
  return folded + recent;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_hold(entry bigint, froms bigint[], from_hot boolean[], from_drawn boolean[], tos bigint[], amounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform ledger_lock(froms, '{}');
  for i in 1 .. cardinality(amounts) loop
    if from_drawn[i] then
      perform ledger_draw(froms[i], amounts[i]);
    end if;
    if from_drawn[i] or not from_hot[i] then
      update accounts a set held = a.held + amounts[i]
        where a.id = froms[i] and a.closed_at is null and (a.hot or not a.funded or a.balance - a.held >= amounts[i]);
      if not found then
        perform ledger_refuse_outflow(froms[i], amounts[i], null);
      end if;
    end if;
    insert into pending_transfers (entry_id, line, from_account, to_account, amount)
      values (entry, i, froms[i], tos[i], amounts[i]);
  end loop;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_hold_open()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the ledger is posted to in read committed' using errcode = 'active_sql_transaction';
  end if;
  perform pg_advisory_xact_lock_shared(7298650);
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_lock(froms bigint[], tos bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform from accounts a
    where a.id = any (froms || tos) and (not a.hot or a.funded and a.id = any (froms))
    order by a.id for no key update;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_move(entry bigint, effective date, froms bigint[], from_hot boolean[], from_drawn boolean[], tos bigint[], to_hot boolean[], amounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  gave_balance bigint;
  gave_version bigint;
  took_balance bigint;
  took_version bigint;
begin
  if cardinality(amounts) > 1 then
    perform ledger_lock(froms, tos);
  end if;
  for i in 1 .. cardinality(amounts) loop
    if froms[i] = tos[i] then
      raise exception 'a transfer has two ends' using errcode = 'check_violation';
    end if;
    gave_balance := null; gave_version := null; took_balance := null; took_version := null;
    if not to_hot[i] and tos[i] < froms[i] then
      update accounts a set balance = a.balance + amounts[i], version = a.version + 1
        where a.id = tos[i] and a.closed_at is null returning a.balance, a.version into took_balance, took_version;
    end if;
    if from_drawn[i] then
      perform ledger_draw(froms[i], amounts[i]);
    elsif not from_hot[i] then
      update accounts a set balance = a.balance - amounts[i], version = a.version + 1
        where a.id = froms[i] and a.closed_at is null and (not a.funded or a.balance - a.held >= amounts[i])
        returning a.balance, a.version into gave_balance, gave_version;
      if gave_version is null then
        perform ledger_refuse_outflow(froms[i], amounts[i], null);
      end if;
    end if;
    if not to_hot[i] and tos[i] > froms[i] then
      update accounts a set balance = a.balance + amounts[i], version = a.version + 1
        where a.id = tos[i] and a.closed_at is null returning a.balance, a.version into took_balance, took_version;
    end if;
    if took_version is null and not to_hot[i] then
      perform ledger_refuse_closed(tos[i]);
    end if;
    insert into transfers (entry_id, line, from_account, to_account, amount, effective_on, from_balance, from_version, to_balance, to_version)
      values (entry, i, froms[i], tos[i], amounts[i], effective, gave_balance, gave_version, took_balance, took_version);
  end loop;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_post_lines(entry bigint, effective date, is_pending boolean, from_paths text[], to_paths text[], amounts bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  froms bigint[];
  from_hot boolean[];
  from_drawn boolean[];
  tos bigint[];
  to_hot boolean[];
  account bigint;
  is_hot boolean;
  is_drawn boolean;
begin
  -- One by one: a join with the arrays would be planned anew at each call, which takes longer than all the rest.
  for i in 1 .. cardinality(amounts) loop
    select a.id, a.hot, a.hot and a.funded into account, is_hot, is_drawn from accounts a where a.path = from_paths[i];
    if account is null then
      perform ledger_refuse('account-unknown', jsonb_build_object('path', from_paths[i]));
    end if;
    froms[i] := account; from_hot[i] := is_hot; from_drawn[i] := is_drawn;
    select a.id, a.hot into account, is_hot from accounts a where a.path = to_paths[i];
    if account is null then
      perform ledger_refuse('account-unknown', jsonb_build_object('path', to_paths[i]));
    end if;
    tos[i] := account; to_hot[i] := is_hot;
  end loop;
  if is_pending then
    perform ledger_hold(entry, froms, from_hot, from_drawn, tos, amounts);
  else
    perform ledger_move(entry, effective, froms, from_hot, from_drawn, tos, to_hot, amounts);
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_refuse(code text, facts jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'PLEDG', message = code, detail = facts::text;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_refuse_at(place bigint, code text, facts jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform ledger_refuse(code, facts || jsonb_build_object('position', place));
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_refuse_closed(account bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  perform ledger_refuse('account-closed', jsonb_build_object('path', (select a.path from accounts a where a.id = account)));
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_refuse_first(lacking bigint[], paths text[], places integer[], replays boolean[], froms integer[], tos integer[], left_after bigint[], available bigint[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  n integer;
  a accounts;
  has bigint;
begin
  for i in 1 .. cardinality(places) loop
    continue when replays[places[i]];
    foreach n in array array[froms[i], tos[i]] loop
      continue when n <> all (lacking);
      select * into a from accounts l where l.path = paths[n];
      if a.id is null then
        perform ledger_refuse_at(places[i], 'account-unknown', jsonb_build_object('path', paths[n]));
      elsif a.closed_at is not null then
        perform ledger_refuse_at(places[i], 'account-closed', jsonb_build_object('path', a.path));
      end if;
      has := coalesce(available[n], a.balance - a.held) + left_after[i];
      if n = froms[i] and has < 0 then
        perform ledger_refuse_at(places[i], 'insufficient-funds', jsonb_build_object('path', a.path, 'short', (-has)::text));
      end if;
    end loop;
  end loop;
  raise exception 'nothing is lacking' using errcode = 'internal_error';
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_refuse_outflow(account bigint, wanted bigint, available bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  a accounts;
begin
  select * into strict a from accounts where id = account;
  if a.closed_at is not null then
    perform ledger_refuse('account-closed', jsonb_build_object('path', a.path));
  end if;
  perform ledger_refuse('insufficient-funds', jsonb_build_object(
    'path', a.path, 'short', (wanted - coalesce(available, a.balance - a.held))::text));
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_require_all_open(effectives date[], replays boolean[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  bad record;
begin
  select w.n, w.effective into bad from unnest(effectives, replays) with ordinality as w (effective, replayed, n)
    where not w.replayed and exists (select from ledger_closings c where c.last_day >= w.effective) order by w.n limit 1;
  if found then
    perform ledger_refuse_at(bad.n, 'period-closed', jsonb_build_object('month', to_char(bad.effective, 'YYYY-MM')));
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.ledger_require_open(effective date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from ledger_closings c where c.last_day >= effective) then
    perform ledger_refuse('period-closed', jsonb_build_object('month', to_char(effective, 'YYYY-MM')));
  end if;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_bills_of_late_lines()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
  insert into coverage_pending (bill_id, due_on)
  select distinct b.id, b.due_on from added l join bills b on b.id = l.bill_id, coverage_arrears a
  where b.kind in ('original', 'amendment') and b.due_on < greatest(a.until_on, current_date + 2);
  return null; end $function$
;

CREATE OR REPLACE FUNCTION public.note_late_bills()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ begin
  insert into coverage_pending (bill_id, due_on)
  select b.id, b.due_on from added b, coverage_arrears a
  where b.kind in ('original', 'amendment') and b.due_on < greatest(a.until_on, current_date + 2);
  return null; end $function$
;

CREATE OR REPLACE FUNCTION public.open_accounts(wanted jsonb)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  insert into accounts (path, kind, payer_id, organisation_id, region_code, funded, hot)
    select w.path, w.kind, w.payer_id, p.organisation_id, p.region_code, w.funded, w.hot
    from jsonb_to_recordset(wanted) as w (path text, kind text, payer_id uuid, funded boolean, hot boolean)
    left join payers p on p.id = w.payer_id
    order by w.path
    on conflict (path) do nothing;
end $function$
;
grant execute on function open_accounts(jsonb) to payung_app;

CREATE OR REPLACE FUNCTION public.people_sounding(keys text[], region_first bigint, region_last bigint, organisation uuid, most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  return query execute
    'select case when merged_into is null then id else standing_person(id) end from people where name_keys @> $1
       and (residence_region between $2 and $3 or work_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
  return query execute
    'select person_id from person_statements where name_keys @> $1
       and (residence_region between $2 and $3 or organisation_id = $4) limit $5'
    using keys, region_first, region_last, organisation, most;
end $function$
;
grant execute on function people_sounding(text[],bigint,bigint,uuid,integer) to payung_app;

CREATE OR REPLACE FUNCTION public.person_of_identity(index bytea)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
  found_id bigint;
begin
  perform set_config('app.gate', 'matching', true);
  found_id := (select i.person_id from identities i where i.value_index = person_of_identity.index and i.ended_at is null);
  perform set_config('app.gate', gate_before, true);
  return found_id;
end $function$
;
grant execute on function person_of_identity(bytea) to public;

CREATE OR REPLACE FUNCTION public.post_entries(kinds text[], effectives date[], keys text[], hashes bytea[], causes text[], cause_numbers text[], notes text[], paths text[], places integer[], lines smallint[], froms integer[], tos integer[], amounts bigint[], OUT entry_ids bigint[], OUT replays boolean[])
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  number bigint := pg_current_xact_id()::text::bigint;
  -- Of each account: what all its transfers change, how many they are, and the least it comes to when it gives.
  changes bigint[] := array_fill(0::bigint, array[cardinality(paths)]);
  moves bigint[] := changes;
  least_left bigint[] := array_fill(null::bigint, array[cardinality(paths)]);
  -- Of each transfer: what it leaves on either account, and the how-manieth of it it is.
  left_after bigint[] := array_fill(0::bigint, array[cardinality(amounts)]);
  from_moves bigint[] := left_after;
  had_after bigint[] := left_after;
  to_moves bigint[] := left_after;
  available bigint[] := '{}';
  lacking bigint[];
  made integer;
  giver integer;
  taker integer;
  side record;
begin
  perform ledger_hold_open();
  for n in 1 .. cardinality(keys) loop
    entry_ids[n] := nextval('entries_id_seq');
    replays[n] := false;
  end loop;
  insert into entries (id, kind, effective_on, transaction_number, phase, cause_kind, cause_id, idempotency_key, input_hash, note)
    overriding system value
    select e.id, e.kind, e.effective, number, 'posted', e.cause, e.cause_number, e.key, e.hash, e.note
    from unnest(entry_ids, kinds, effectives, keys, hashes, causes, cause_numbers, notes)
      as e (id, kind, effective, key, hash, cause, cause_number, note)
    -- In the order of keys, so that two that bring the same keys never wait for each other in a circle.
    order by e.key, e.id
    on conflict (idempotency_key) do nothing;
  get diagnostics made = row_count;
  if made < cardinality(keys) then
    select r.entry_ids, r.replays into entry_ids, replays from ledger_find_replays(keys, hashes, entry_ids) r;
  end if;
  if exists (select from ledger_closings c where c.last_day >= any (effectives)) then
    perform ledger_require_all_open(effectives, replays);
  end if;

  for i in 1 .. cardinality(amounts) loop
    continue when replays[places[i]];
    giver := froms[i];
    taker := tos[i];
    if giver = taker then
      raise exception 'a transfer has two ends' using errcode = 'check_violation';
    end if;
    changes[giver] := changes[giver] - amounts[i];
    moves[giver] := moves[giver] + 1;
    left_after[i] := changes[giver];
    from_moves[i] := moves[giver];
    least_left[giver] := least(least_left[giver], changes[giver]);
    changes[taker] := changes[taker] + amounts[i];
    moves[taker] := moves[taker] + 1;
    had_after[i] := changes[taker];
    to_moves[i] := moves[taker];
  end loop;

  -- Every row is written, so that it is locked and looked at as it is now; one that cannot take its transfers is marked by its version and
  -- refused below. Of hot accounts only funded ones that give are locked.
  with wanted as materialized (
    select w.n, a.id, a.hot, w.change, w.moved, w.least_left
    from unnest(paths, changes, moves, least_left) with ordinality as w (path, change, moved, least_left, n)
    left join accounts a on a.path = w.path and w.moved > 0
    -- All are locked in this order.
    order by a.id
  ), written as (
    update accounts a set
        balance = a.balance + case
          when a.hot or a.closed_at is not null or a.funded and a.balance - a.held + w.least_left < 0 then 0 else w.change end,
        version = case when a.hot then a.version
          when a.closed_at is not null or a.funded and a.balance - a.held + w.least_left < 0 then -1 else a.version + w.moved end
      from wanted w
      where a.id = w.id and (not a.hot or a.funded and w.least_left is not null)
      returning w.n, a.id, a.hot, a.balance - w.change as balance, a.version - w.moved as version, a.version < 0 as is_lacking
  ), sides as (
    select n, id, hot, balance, version, is_lacking from written where not hot
    union all
    select n, coalesce(id, 0), true, 0, 0, id is null and moved > 0 from wanted where hot is not false
  )
  select array_agg(s.id order by s.n) as ids, array_agg(s.hot order by s.n) as hot, array_agg(s.balance order by s.n) as balances,
      array_agg(s.version order by s.n) as versions, array_agg(s.n) filter (where s.is_lacking) as lacking,
      (select array_agg(d.n) from written d where d.hot) as drawn
    into side from sides s;
  lacking := side.lacking;
  if side.drawn is not null then
    for place in 1 .. cardinality(side.drawn) loop
      giver := side.drawn[place];
      available[giver] := ledger_fold(side.ids[giver]) - (select a.held from accounts a where a.id = side.ids[giver]);
      if available[giver] + least_left[giver] < 0 then
        lacking := lacking || giver::bigint;
      end if;
    end loop;
  end if;
  if lacking is not null then
    perform ledger_refuse_first(lacking, paths, places, replays, froms, tos, left_after, available);
  end if;

  insert into transfers (entry_id, line, from_account, to_account, amount, effective_on, transaction_number,
      from_balance, from_version, to_balance, to_version)
    select entry_ids[m.place], m.line, side.ids[m.giver], side.ids[m.taker], m.amount, effectives[m.place], number,
      case when not side.hot[m.giver] then side.balances[m.giver] + m.left_after end,
      case when not side.hot[m.giver] then side.versions[m.giver] + m.from_moves end,
      case when not side.hot[m.taker] then side.balances[m.taker] + m.had_after end,
      case when not side.hot[m.taker] then side.versions[m.taker] + m.to_moves end
    from unnest(places, lines, froms, tos, amounts, left_after, from_moves, had_after, to_moves)
      as m (place, line, giver, taker, amount, left_after, from_moves, had_after, to_moves)
    where not replays[m.place];
end $function$
;
grant execute on function post_entries(text[],date[],text[],bytea[],text[],text[],text[],text[],integer[],smallint[],integer[],integer[],bigint[]) to payung_app;

CREATE OR REPLACE FUNCTION public.post_entry(entry_kind text, effective date, key text, hash bytea, cause text, cause_number text, entry_note text, is_pending boolean, from_paths text[], to_paths text[], amounts bigint[], OUT entry_id bigint, OUT replayed boolean)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET enable_seqscan TO 'off'
AS $function$
declare
  moving bigint := amounts[1];
  giver text := from_paths[1];
  taker text := to_paths[1];
  is_moved boolean;
  half bigint;
begin
  perform ledger_hold_open();
  with entry as (
    insert into entries (kind, effective_on, phase, cause_kind, cause_id, idempotency_key, input_hash, note)
      select entry_kind, effective, case when is_pending then 'pending' else 'posted' end, cause, cause_number, key, hash, entry_note
      where not exists (select from ledger_closings c where c.last_day >= effective)
      on conflict (idempotency_key) do nothing returning id
  ), sides as materialized (
    select a.id, a.hot, a.hot and a.funded as is_drawn, a.path = giver as gives, a.closed_at is null as is_open
    from accounts a where a.path in (giver, taker) and cardinality(amounts) = 1 and not is_pending
    -- Both rows are written in this order.
    order by a.id
  ), kept as (
    update accounts a set balance = a.balance + case when s.gives then -moving else moving end, version = a.version + 1
      from sides s
      where a.id = s.id and not s.hot and (not s.gives or not a.funded or a.balance - a.held >= moving)
        and exists (select from entry)
        and (select count(*) = 2 and bool_and(w.is_open and not (w.gives and w.is_drawn)) from sides w)
      returning a.id, a.balance, a.version
  ), moved as (
    insert into transfers (entry_id, line, from_account, to_account, amount, effective_on,
        from_balance, from_version, to_balance, to_version)
      select e.id, 1, f.id, t.id, moving, effective, g.balance, g.version, k.balance, k.version
      from entry e join sides f on f.gives join sides t on not t.gives
      left join kept g on g.id = f.id left join kept k on k.id = t.id
      where (f.hot and not f.is_drawn or g.id is not null) and (t.hot or k.id is not null) and f.is_open and t.is_open
      returning line
  )
  select (select e.id from entry e), exists (select from moved), (select min(k.id) from kept k) into entry_id, is_moved, half;
  if is_moved then
    replayed := false;
  elsif entry_id is null then
    replayed := true;
    entry_id := ledger_earlier(key, hash, effective);
  else
    replayed := false;
    -- The taker's row was written and the giver had too little: taken back, since the longer way looks anew and may find enough.
    update accounts a set balance = a.balance - moving, version = a.version - 1 where a.id = half;
    perform ledger_post_lines(entry_id, effective, is_pending, from_paths, to_paths, amounts);
  end if;
end $function$
;
grant execute on function post_entry(text,date,text,bytea,text,text,text,boolean,text[],text[],bigint[]) to payung_app;

CREATE OR REPLACE FUNCTION public.prepare_bill_month(first_day date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  part text := 'bill_lines_' || to_char(first_day, 'YYYY_MM');
begin
  if first_day <> date_trunc('month', first_day)::date then raise exception 'not the first day of a month: %', first_day; end if;
  perform pg_advisory_xact_lock(7298661, extract(year from first_day)::integer * 12 + extract(month from first_day)::integer);
  if exists (select from pg_inherits where inhparent = 'bill_lines'::regclass and inhrelid = to_regclass(part)) then return false; end if;
  if to_regclass(part) is null then
    execute format('create table public.%I (like bill_lines including constraints)', part);
    execute format('alter table public.%I add check (month = %L)', part, first_day);
    execute format('alter table public.%I enable row level security', part);
    execute format('alter table public.%I force row level security', part);
    execute format('create policy %I on public.%I to current_user using (true) with check (true)', part || '_are_kept_by_their_owner', part);
    execute format('create policy %I on public.%I to payung_app using ((select scope_gate()) = ''system'')', part || '_are_filled_by_a_run', part);
    execute format('grant select, insert, delete on public.%I to payung_app', part);
  end if;
  return true;
end $function$
;
grant execute on function prepare_bill_month(date) to payung_app;

CREATE OR REPLACE FUNCTION public.price_of_month(prices bigint[], first_month date, month date)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN (prices)[(((((EXTRACT(year FROM month) - EXTRACT(year FROM first_month)))::integer * 12) + ((EXTRACT(month FROM month) - EXTRACT(month FROM first_month)))::integer) + 1)]
;
grant execute on function price_of_month(bigint[],date,date) to public;

CREATE OR REPLACE FUNCTION public.protections_billed(wanted bigint[], roster uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM (bills b
              JOIN bill_lines l ON ((l.bill_id = b.id)))
           WHERE ((b.roster_id = protections_billed.roster) AND (l.protection_id = ANY (protections_billed.wanted))))) AS "exists";
END
;
grant execute on function protections_billed(bigint[],uuid) to payung_app;

CREATE OR REPLACE FUNCTION public.recount_lapses(bill_ids uuid[])
 RETURNS bigint[]
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare affected bigint[];
begin
  with billed as materialized (
    select distinct l.protection_id, l.person_id from bill_lines l where l.bill_id = any (bill_ids)
  ), late as (
    select t.protection_id, t.person_id, b.due_on + 1 as begun_on, q.paid_on as ended_on
    from billed t
    join bill_lines l on l.person_id = t.person_id and l.protection_id = t.protection_id
    join bills b on b.id = l.bill_id and b.kind in ('original', 'amendment') and b.due_on < (select until_on from coverage_arrears)
    left join paid_lines q on q.bill_id = l.bill_id and q.lines @> l.line_number
    where (q.paid_on is null or q.paid_on > b.due_on + 1)
      and l.amount > coalesce((select sum(k.amount) from credited_lines k
        where k.bill_id = l.bill_id and k.line_number = l.line_number), 0)
  ), depths as (
    select protection_id, person_id, on_day, sum(sum(step)) over each as depth, lead(on_day) over each as next_day
    from late cross join lateral (values (begun_on, 1), (ended_on, -1)) as s (on_day, step)
    where on_day is not null group by 1, 2, 3 window each as (partition by protection_id order by on_day)
  ), lapsed as (
    select d.protection_id, d.person_id, range_agg(daterange(d.on_day, d.next_day) * t.days) as days
    from depths d join coverage_tolerances t on d.depth > t.months and daterange(d.on_day, d.next_day) && t.days group by 1, 2
  ), told as (
    insert into protection_lapses as p select * from lapsed
    on conflict (protection_id) do update set days = excluded.days where p.days <> excluded.days returning person_id
  ), ended as (
    delete from protection_lapses p using billed t
    where p.protection_id = t.protection_id and not exists (select from lapsed d where d.protection_id = p.protection_id)
    returning p.person_id
  )
  select array(select person_id from told union select person_id from ended order by 1) into affected;
  return affected;
end $function$
;

CREATE OR REPLACE FUNCTION public.recount_people(ids bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET enable_seqscan TO 'off'
 SET jit TO 'off'
AS $function$ begin
  insert into counted_people
  select p.id, coalesce(p.work_region, p.residence_region), p.residence_region, '{}', '{}' from people p
  where p.id = any (ids) and not exists (select from counted_people c where c.person_id = p.id) order by p.id on conflict do nothing;
  perform from counted_people c where c.person_id = any (ids) order by c.person_id for no key update;
  with now as (
    select p.id as person_id, coalesce(p.work_region, p.residence_region) as work_region, p.residence_region,
      coalesce(d.wage_days, '{}') as wage_days, coalesce(d.own_days, '{}') as own_days, c as before
    from counted_people c join people p on p.id = c.person_id
    left join lateral (
      select array_agg(r.days order by r.days) filter (where m.segment = 'PU') as wage_days,
        array_agg(r.days order by r.days) filter (where m.segment = 'BPU') as own_days
      from protections m left join protection_lapses l on l.protection_id = m.id
      cross join lateral unnest(case when l.days is null then datemultirange(m.months)
        else datemultirange(m.months) - l.days end) as r (days)
      where m.person_id = p.id and p.merged_into is null and m.programmes @> 0) d on true
    where c.person_id = any (ids)
  ), moved as materialized (
    select * from now where (work_region, residence_region, wage_days, own_days)
      is distinct from ((before).work_region, (before).residence_region, (before).wage_days, (before).own_days)
  ), changed as (
    update counted_people c set (work_region, residence_region, wage_days, own_days) =
      (n.work_region, n.residence_region, n.wage_days, n.own_days) from moved n where c.person_id = n.person_id
  ), alike as (
    -- Many people of a village begin and end alike: their stretches are made once.
    select s.work_region, s.residence_region, s.wage_days, s.own_days, sum(s.sign)::integer as people
    from (select work_region, residence_region, wage_days, own_days, 1 as sign from moved union all
      select (before).work_region, (before).residence_region, (before).wage_days, (before).own_days, -1 from moved) s
    group by 1, 2, 3, 4 having sum(s.sign) <> 0
  )
  insert into coverage_deltas (work_region, residence_region, days, wage_members, own_members, wage_people, all_people)
  select * from (
    select g.work_region, g.residence_region, s.days, sum(s.wage_members * g.people) as wm, sum(s.own_members * g.people) as om,
      sum(s.wage_people * g.people) as wp, sum(s.all_people * g.people) as ap
    from alike g cross join lateral stretches_of(g.wage_days, g.own_days) s group by 1, 2, 3) s
  where (wm, om, wp, ap) <> (0, 0, 0, 0);
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_change_of_merged_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'this row was merged into another' using errcode = 'check_violation',
    constraint = 'a_merged_person_is_not_changed', table = 'people';
end $function$
;
grant execute on function refuse_change_of_merged_person() to public;

CREATE OR REPLACE FUNCTION public.refuse_joining_a_sent_month()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from added p join agency_months m on m.roster_id = p.roster_id and m.state = 'sent' and p.months @> m.month) then
    raise exception 'a month of this roster is sent' using errcode = '23514', constraint = 'a_sent_month_takes_nobody_in';
  end if;
  return null;
end $function$
;
grant execute on function refuse_joining_a_sent_month() to public;

CREATE OR REPLACE FUNCTION public.region_above(code bigint)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (code = 0) THEN NULL::bigint WHEN ((code % (10000)::bigint) <> 0) THEN (code - (code % (10000)::bigint)) WHEN ((code % (1000000)::bigint) <> 0) THEN (code - (code % (1000000)::bigint)) WHEN ((code % (100000000)::bigint) <> 0) THEN (code - (code % (100000000)::bigint)) ELSE (0)::bigint END
;
grant execute on function region_above(bigint) to public;

CREATE OR REPLACE FUNCTION public.region_covers(region bigint, range_first bigint, range_last bigint)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((range_first >= region) AND (range_first <= range_last) AND (range_last <= (region + CASE WHEN ((region % (100000000)::bigint) = 0) THEN 99999999 WHEN ((region % (1000000)::bigint) = 0) THEN 999999 WHEN ((region % (10000)::bigint) = 0) THEN 9999 ELSE 0 END)))
;
grant execute on function region_covers(bigint,bigint,bigint) to public;

CREATE OR REPLACE FUNCTION public.retry_given_up_jobs()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.return_job(job bigint, at timestamp with time zone, most integer, failure text)
 RETURNS void
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update jobs set state = case when attempts >= most then 'given-up' else 'waiting' end, worker = null, run_at = at,
    last_failure = failure
  where id = job;
exception when unique_violation then
  delete from jobs where id = job;
end $function$
;

CREATE OR REPLACE FUNCTION public.reverse_entry(original bigint, key text, hash bytea, effective date, entry_note text, OUT entry_id bigint, OUT replayed boolean)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  reversed entries;
  lines record;
begin
  perform ledger_hold_open();
  select * into reversed from entries e where e.id = original for no key update;
  if reversed.id is null then
    perform ledger_refuse('entry-unknown', '{}');
  end if;
  select e.id into entry_id from entries e where e.idempotency_key = key;
  replayed := entry_id is not null;
  if replayed then
    entry_id := ledger_first_with_key(key, hash);
    return;
  end if;
  if reversed.kind = 'reversal' or reversed.phase not in ('posted', 'settled') then
    perform ledger_refuse('entry-not-reversible', '{}');
  end if;
  if exists (select from entries e where e.reverses = original) then
    perform ledger_refuse('entry-reversed-already', '{}');
  end if;
  perform ledger_require_open(effective);
  insert into entries (kind, effective_on, phase, reverses, cause_kind, cause_id, idempotency_key, input_hash, note)
    values ('reversal', effective, 'posted', original, 'entry', original::text, key, hash, entry_note)
    on conflict (idempotency_key) do nothing returning id into entry_id;
  if entry_id is null then
    perform ledger_refuse('idempotency-key-reused', jsonb_build_object('key', key));
  end if;
  select array_agg(m.to_account order by m.line desc) as froms, array_agg(t.hot order by m.line desc) as from_hot,
      array_agg(t.hot and t.funded order by m.line desc) as from_drawn,
      array_agg(m.from_account order by m.line desc) as tos, array_agg(f.hot order by m.line desc) as to_hot,
      array_agg(m.amount order by m.line desc) as amounts
    into lines
    from transfers m join accounts f on f.id = m.from_account join accounts t on t.id = m.to_account
    where m.entry_id = original;
  perform ledger_move(entry_id, effective, lines.froms, lines.from_hot, lines.from_drawn, lines.tos, lines.to_hot, lines.amounts);
end $function$
;
grant execute on function reverse_entry(bigint,text,bytea,date,text) to payung_app;

CREATE OR REPLACE FUNCTION public.scope_first()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.region_first'::text, true), ''::text))::bigint
;
grant execute on function scope_first() to public;

CREATE OR REPLACE FUNCTION public.scope_gate()
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN NULLIF(current_setting('app.gate'::text, true), ''::text)
;
grant execute on function scope_gate() to public;

CREATE OR REPLACE FUNCTION public.scope_is_self(subject uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN COALESCE((subject = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid), false)
;
grant execute on function scope_is_self(uuid) to public;

CREATE OR REPLACE FUNCTION public.scope_last()
 RETURNS bigint
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.region_last'::text, true), ''::text))::bigint
;
grant execute on function scope_last() to public;

CREATE OR REPLACE FUNCTION public.scope_organisation()
 RETURNS uuid
 LANGUAGE sql
 STABLE
RETURN (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid
;
grant execute on function scope_organisation() to public;

CREATE OR REPLACE FUNCTION public.scope_reaches(region bigint, organisation uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE((NULLIF(current_setting('app.gate'::text, true), ''::text) = 'system'::text), false) OR COALESCE(((region >= (NULLIF(current_setting('app.region_first'::text, true), ''::text))::bigint) AND (region <= (NULLIF(current_setting('app.region_last'::text, true), ''::text))::bigint)), false) OR COALESCE((organisation = (NULLIF(current_setting('app.organisation_id'::text, true), ''::text))::uuid), false))
;
grant execute on function scope_reaches(bigint,uuid) to public;

CREATE OR REPLACE FUNCTION public.scope_reaches_a_province()
 RETURNS boolean
 LANGUAGE sql
 STABLE
RETURN (COALESCE((scope_gate() = 'system'::text), false) OR COALESCE(((scope_last() - scope_first()) >= 99999999), false))
;
grant execute on function scope_reaches_a_province() to public;

CREATE OR REPLACE FUNCTION public.seal_audit_entries(most integer, since_transaction bigint, OUT sealed_count integer, OUT head_position bigint, OUT next_since_transaction bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare
  horizon bigint;
  head bytea;
  entry record;
  ids bigint[] := '{}';
  row_hashes bytea[] := '{}';
  hashes bytea[] := '{}';
begin
  perform pg_advisory_xact_lock(7298641);
  -- Before the entries are read: whatever transaction is older has ended, and its entries are seen below.
  horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  select l.position, l.hash into head_position, head from audit_links l order by l.position desc limit 1;
  head_position := coalesce(head_position, 0);
  head := coalesce(head, decode(repeat('00', 32), 'hex'));
  for entry in
    select e.id, audit_row_hash(e) as row_hash from audit_entries e
    where e.transaction_number >= since_transaction and not exists (select from audit_links l where l.entry_id = e.id)
    order by e.id limit most
  loop
    head := sha256(head || entry.row_hash);
    ids := ids || entry.id;
    row_hashes := row_hashes || entry.row_hash;
    hashes := hashes || head;
  end loop;
  sealed_count := cardinality(ids);
  insert into audit_links (position, entry_id, row_hash, hash)
    select head_position + n, id, row_hash, hash
    from unnest(ids, row_hashes, hashes) with ordinality as link (id, row_hash, hash, n);
  head_position := head_position + sealed_count;
  next_since_transaction := case when sealed_count < most then greatest(horizon, since_transaction) else since_transaction end;
end $function$
;
grant execute on function seal_audit_entries(integer,bigint) to payung_app;

CREATE OR REPLACE FUNCTION public.session_of_token(hashes bytea[])
 RETURNS TABLE(id uuid, user_id uuid, organisation_id uuid, organisation_name text, name text, email text, training boolean, created_at timestamp with time zone, last_seen_at timestamp with time zone, second_factor_at timestamp with time zone, ended_at timestamp with time zone, ended_because text, disabled_at timestamp with time zone, closed_on date, has_code boolean, grant_id uuid, role text, region_code bigint, valid_from date, valid_to date, ended_early boolean, on_behalf_of uuid)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
end $function$
;
grant execute on function session_of_token(bytea[]) to public;

CREATE OR REPLACE FUNCTION public.settle_entry(pending bigint, key text, hash bytea, effective date, OUT entry_id bigint, OUT replayed boolean)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  select e.entry_id, e.replayed into entry_id, replayed from ledger_end_pending(pending, 'settled', key, hash, effective) e;
end $function$
;
grant execute on function settle_entry(bigint,text,bytea,date) to payung_app;

CREATE OR REPLACE FUNCTION public.shown_path(account bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
BEGIN ATOMIC
 SELECT a.path
    FROM accounts a
   WHERE ((a.id = shown_path.account) AND (a.payer_id IS NULL));
END
;
grant execute on function shown_path(bigint) to payung_app;

CREATE OR REPLACE FUNCTION public.standing_person(person bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 STABLE
AS $function$
declare
  gate_before text := coalesce(current_setting('app.gate', true), '');
  standing_id bigint := person;
  next_id bigint;
begin
  perform set_config('app.gate', 'matching', true);
  loop
    next_id := (select p.merged_into from people p where p.id = standing_id);
    exit when next_id is null;
    standing_id := next_id;
  end loop;
  perform set_config('app.gate', gate_before, true);
  return standing_id;
end $function$
;
grant execute on function standing_person(bigint) to public;

CREATE OR REPLACE FUNCTION public.stretches_of(wage_days daterange[], own_days daterange[])
 RETURNS TABLE(days daterange, wage_members integer, own_members integer, wage_people integer, all_people integer)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select r, 1, 0, 0, 0 from unnest(wage_days) r
  union all select r, 0, 1, 0, 0 from unnest(own_days) r
  union all select unnest(range_agg(r)), 0, 0, 1, 0 from unnest(wage_days) r
  union all select unnest(range_agg(r)), 0, 0, 0, 1 from unnest(wage_days || own_days) r
$function$
;
grant execute on function stretches_of(daterange[],daterange[]) to public;

CREATE OR REPLACE FUNCTION public.void_entry(pending bigint, key text, hash bytea, effective date, OUT entry_id bigint, OUT replayed boolean)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  select e.entry_id, e.replayed into entry_id, replayed from ledger_end_pending(pending, 'voided', key, hash, effective) e;
end $function$
;
grant execute on function void_entry(bigint,text,bytea,date) to payung_app;

create table accounts (
  id bigint generated always as identity not null,
  path account_path not null,
  kind account_kind not null,
  payer_id uuid,
  organisation_id uuid,
  region_code bigint,
  funded boolean not null,
  hot boolean not null,
  balance bigint default 0 not null,
  held bigint default 0 not null,
  version bigint default 0 not null,
  folded_before bigint default 0 not null,
  opened_at timestamp with time zone default clock_timestamp() not null,
  closed_at timestamp with time zone,
  constraint a_funded_account_never_goes_below_zero CHECK (((held >= 0) AND ((NOT funded) OR hot OR ((balance - held) >= 0)))),
  constraint accounts_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint accounts_pkey PRIMARY KEY (id),
  constraint one_account_per_path UNIQUE (path)
);
CREATE INDEX accounts_by_payer ON public.accounts USING btree (payer_id) WHERE (payer_id IS NOT NULL);
CREATE INDEX accounts_by_region ON public.accounts USING btree (region_code) WHERE (region_code IS NOT NULL);
alter table accounts enable row level security;
alter table accounts force row level security;
create policy accounts_are_kept_by_their_owner on accounts as permissive for all to payung_owner using (true) with check (true);
create policy accounts_in_scope on accounts as permissive for select to payung_app using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation)) OR ((payer_id IS NULL) AND ( SELECT scope_reaches_a_province() AS scope_reaches_a_province))));
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
grant select on accounts to payung_app;

create table agency_month_changes (
  roster_id uuid not null,
  month date not null,
  round integer not null,
  person_id bigint not null,
  kind text not null,
  pay bigint,
  cause text,
  noted_by text not null,
  constraint a_leaver_has_a_cause CHECK (((kind = 'left'::text) = (cause IS NOT NULL))),
  constraint agency_month_changes_cause_check CHECK ((cause ~ '^[a-z][a-z-]*$'::text)),
  constraint agency_month_changes_kind_check CHECK ((kind = ANY (ARRAY['joined'::text, 'left'::text, 'pay-changed'::text]))),
  constraint agency_month_changes_pay_check CHECK ((pay >= 0)),
  constraint agency_month_changes_round_check CHECK ((round > 0)),
  constraint whoever_stays_has_a_pay CHECK (((kind = 'left'::text) = (pay IS NULL))),
  constraint agency_month_changes_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint agency_month_changes_roster_id_month_fkey FOREIGN KEY (roster_id, month) REFERENCES agency_months(roster_id, month),
  constraint agency_month_changes_pkey PRIMARY KEY (roster_id, month, round, person_id)
);
CREATE INDEX agency_month_changes_by_person ON public.agency_month_changes USING btree (person_id);
alter table agency_month_changes enable row level security;
alter table agency_month_changes force row level security;
create policy agency_month_changes_of_rosters_in_scope on agency_month_changes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (roster_id IN ( SELECT r.id
   FROM rosters r))));
comment on table agency_month_changes is 'by payer: what a month differs in from the one before; a draft until the month is sent.';
grant delete, insert, select on agency_month_changes to payung_app;
grant update (kind) on agency_month_changes to payung_app;
grant update (pay) on agency_month_changes to payung_app;
grant update (cause) on agency_month_changes to payung_app;
grant update (noted_by) on agency_month_changes to payung_app;

create table agency_month_events (
  id bigint generated always as identity not null,
  roster_id uuid not null,
  month date not null,
  kind text not null,
  person_count integer not null,
  contribution bigint not null,
  is_late boolean not null,
  reason text,
  done_by text not null,
  done_at timestamp with time zone default clock_timestamp() not null,
  constraint agency_month_events_kind_check CHECK ((kind = ANY (ARRAY['sent'::text, 'reopened'::text]))),
  constraint agency_month_events_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint whoever_opens_a_month_says_why CHECK (((kind = 'reopened'::text) = (reason IS NOT NULL))),
  constraint agency_month_events_roster_id_month_fkey FOREIGN KEY (roster_id, month) REFERENCES agency_months(roster_id, month),
  constraint agency_month_events_pkey PRIMARY KEY (id)
);
CREATE INDEX agency_month_events_by_month ON public.agency_month_events USING btree (roster_id, month);
alter table agency_month_events enable row level security;
alter table agency_month_events force row level security;
create policy agency_month_events_of_rosters_in_scope on agency_month_events as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (roster_id IN ( SELECT r.id
   FROM rosters r))));
comment on table agency_month_events is 'history: each time a month was sent or opened again. Rows are added, never changed.';
grant insert, select on agency_month_events to payung_app;

create table agency_months (
  roster_id uuid not null,
  month date not null,
  state text default 'draft'::text not null,
  round integer default 1 not null,
  person_count integer,
  pay_total bigint,
  contribution bigint,
  due_on date,
  sent_at timestamp with time zone,
  sent_by text,
  constraint a_sent_month_has_its_sums CHECK (((state = 'sent'::text) = (num_nulls(person_count, pay_total, contribution, due_on, sent_at, sent_by) = 0))),
  constraint agency_months_contribution_check CHECK ((contribution >= 0)),
  constraint agency_months_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint agency_months_pay_total_check CHECK ((pay_total >= 0)),
  constraint agency_months_person_count_check CHECK ((person_count >= 0)),
  constraint agency_months_round_check CHECK ((round > 0)),
  constraint agency_months_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text]))),
  constraint agency_months_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint agency_months_pkey PRIMARY KEY (roster_id, month)
);
alter table agency_months enable row level security;
alter table agency_months force row level security;
create policy agency_months_of_rosters_in_scope on agency_months as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (roster_id IN ( SELECT r.id
   FROM rosters r))));
comment on table agency_months is 'by payer: the report of one month about a roster. While it is sent, nobody joins the roster in that month.';
comment on column agency_months.round is 'Grows each time a sent month is opened again.';
comment on column agency_months.due_on is 'Until when it was in time: the day the bill of the month falls due.';
grant insert, select on agency_months to payung_app;
grant update (state) on agency_months to payung_app;
grant update (round) on agency_months to payung_app;
grant update (person_count) on agency_months to payung_app;
grant update (pay_total) on agency_months to payung_app;
grant update (contribution) on agency_months to payung_app;
grant update (due_on) on agency_months to payung_app;
grant update (sent_at) on agency_months to payung_app;
grant update (sent_by) on agency_months to payung_app;

create table api_key_persons (
  api_key_id uuid not null,
  on_day date not null,
  person bytea not null,
  first_asked_at timestamp with time zone not null,
  constraint api_key_persons_person_check CHECK ((length(person) = 32)),
  constraint api_key_persons_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES api_keys(id),
  constraint api_key_persons_pkey PRIMARY KEY (api_key_id, on_day, person)
);
alter table api_key_persons enable row level security;
alter table api_key_persons force row level security;
create policy api_key_persons_in_scope on api_key_persons as permissive for all to public using ((EXISTS ( SELECT
   FROM api_keys k
  WHERE (k.id = api_key_persons.api_key_id))));
comment on table api_key_persons is 'Which persons (by keyed hash) a key asked about on a day: the quota counts persons, not requests.';
grant insert, select on api_key_persons to payung_app;

create table api_keys (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  key_hash bytea not null,
  hint text not null,
  actions text[] not null,
  reach text not null,
  region_code bigint not null,
  persons_per_day integer not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  expires_on date not null,
  revoked_at timestamp with time zone,
  revoked_by uuid,
  constraint api_keys_actions_check CHECK ((cardinality(actions) > 0)),
  constraint api_keys_hint_check CHECK ((length(hint) = 4)),
  constraint api_keys_key_hash_check CHECK ((length(key_hash) = 32)),
  constraint api_keys_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 100)))),
  constraint api_keys_persons_per_day_check CHECK ((persons_per_day > 0)),
  constraint api_keys_reach_check CHECK ((reach = ANY (ARRAY['region'::text, 'organisation'::text]))),
  constraint api_keys_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint api_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users(id),
  constraint api_keys_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint api_keys_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES users(id),
  constraint api_keys_pkey PRIMARY KEY (id),
  constraint api_keys_key_hash_key UNIQUE (key_hash)
);
CREATE INDEX api_keys_by_organisation ON public.api_keys USING btree (organisation_id);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy api_keys_in_scope on api_keys as permissive for all to public using (((scope_gate() = 'sign-in'::text) OR (EXISTS ( SELECT
   FROM organisations o
  WHERE ((o.id = api_keys.organisation_id) AND scope_reaches(o.region_code, o.id))))));
comment on table api_keys is 'Keys of programs. Shown once; the row has their HMAC and their last four characters.';
comment on column api_keys.reach is 'Whether the key sees the subtree of its region, or its organisation only.';
comment on column api_keys.created_by is 'Null when made on the command line; the audit says by whom.';
grant insert, select on api_keys to payung_app;
grant update (revoked_at) on api_keys to payung_app;
grant update (revoked_by) on api_keys to payung_app;

create table attempt_counts (
  bucket bytea not null,
  failures integer not null,
  blocked_until timestamp with time zone,
  last_failed_at timestamp with time zone not null,
  constraint attempt_counts_bucket_check CHECK ((length(bucket) = 32)),
  constraint attempt_counts_failures_check CHECK ((failures >= 0)),
  constraint attempt_counts_pkey PRIMARY KEY (bucket)
);
alter table attempt_counts enable row level security;
alter table attempt_counts force row level security;
create policy attempts_at_the_gate on attempt_counts as permissive for all to public using ((scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text])));
comment on table attempt_counts is 'Failed sign-ins by HMAC of account, of address and of both; forgotten after a quiet day.';
grant delete, insert, select, update on attempt_counts to payung_app;

create table audit_entries (
  id bigint generated always as identity not null,
  occurred_at timestamp with time zone default clock_timestamp() not null,
  transaction_number bigint default ((pg_current_xact_id())::text)::bigint not null,
  actor_kind text not null,
  actor_id text,
  role text,
  organisation_id text,
  region_code bigint,
  action text not null,
  subject_kind text,
  subject_id text,
  reason text,
  purpose text,
  affected_count bigint,
  details jsonb default '{}'::jsonb not null,
  address inet,
  request_id text,
  constraint audit_action_is_a_word_with_dots CHECK (((action ~ '^[a-z][a-z0-9]*([.-][a-z0-9]+)*$'::text) AND (length(action) <= 64))),
  constraint audit_details_are_a_small_object CHECK (((jsonb_typeof(details) = 'object'::text) AND (octet_length((details)::text) <= 16384))),
  constraint audit_entries_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['user'::text, 'api-key'::text, 'system'::text, 'public'::text]))),
  constraint audit_entries_affected_count_check CHECK ((affected_count >= 0)),
  constraint audit_holds_no_identity_number CHECK (((concat_ws(' '::text, actor_id, role, organisation_id, subject_kind, subject_id, request_id, (details)::text) !~ '(^|[^0-9])[0-9]{16}([^0-9]|$)'::text) AND (concat_ws(' ; '::text, reason, purpose) !~ '(^|[^0-9])([0-9][ .-]?){15}[0-9]([^0-9]|$)'::text))),
  constraint audit_names_a_user_or_a_key CHECK (((actor_kind = ANY (ARRAY['user'::text, 'api-key'::text])) = (actor_id IS NOT NULL))),
  constraint audit_subject_has_kind_and_id CHECK (((subject_kind IS NULL) = (subject_id IS NULL))),
  constraint audit_texts_are_short CHECK (((GREATEST(length(reason), length(purpose), 0) <= 1000) AND (GREATEST(length(actor_id), length(role), length(organisation_id), length(subject_kind), length(subject_id), length(request_id), 0) <= 128))),
  constraint audit_entries_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_entries_by_region ON public.audit_entries USING btree (region_code, id);
CREATE INDEX audit_entries_by_subject ON public.audit_entries USING btree (subject_kind, subject_id, id) WHERE (subject_id IS NOT NULL);
CREATE INDEX audit_entries_by_transaction ON public.audit_entries USING btree (transaction_number);
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy audit_is_kept_by_its_owner on audit_entries as permissive for all to payung_owner using (true) with check (true);
create policy audit_is_read_by_auditors_of_its_region on audit_entries as permissive for select to payung_app using ((( SELECT (NULLIF(current_setting('app.role'::text, true), ''::text) = ANY (ARRAY['system-administrator'::text, 'data-protection-officer'::text, 'auditor'::text]))) AND ((COALESCE(region_code, (0)::bigint) >= ( SELECT (NULLIF(current_setting('app.region_first'::text, true), ''::text))::bigint AS "nullif")) AND (COALESCE(region_code, (0)::bigint) <= ( SELECT (NULLIF(current_setting('app.region_last'::text, true), ''::text))::bigint AS "nullif")))));
create policy audit_is_written_in_ones_own_name on audit_entries as permissive for insert to payung_app with check (((actor_kind <> 'user'::text) OR (actor_id = ( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif"))));
create policy audit_of_a_subject_is_read_for_that_subject on audit_entries as permissive for select to payung_app using (((subject_kind = ( SELECT NULLIF(current_setting('app.subject_kind'::text, true), ''::text) AS "nullif")) AND (subject_id = ( SELECT NULLIF(current_setting('app.subject_id'::text, true), ''::text) AS "nullif"))));
comment on table audit_entries is 'Every audited act, insert-only. No NIK, phone number or name of a person; subjects by their id.';
comment on column audit_entries.occurred_at is 'By the clock of the database, which the application cannot set.';
comment on column audit_entries.transaction_number is 'Entries of one act share it; the sealer finds late commits by it.';
comment on column audit_entries.region_code is 'Whose auditors may read it; null is no region, read with the whole country.';
comment on column audit_entries.affected_count is 'How many rows or persons a bulk act concerned.';
grant select on audit_entries to payung_app;
grant insert (actor_kind) on audit_entries to payung_app;
grant insert (actor_id) on audit_entries to payung_app;
grant insert (role) on audit_entries to payung_app;
grant insert (organisation_id) on audit_entries to payung_app;
grant insert (region_code) on audit_entries to payung_app;
grant insert (action) on audit_entries to payung_app;
grant insert (subject_kind) on audit_entries to payung_app;
grant insert (subject_id) on audit_entries to payung_app;
grant insert (reason) on audit_entries to payung_app;
grant insert (purpose) on audit_entries to payung_app;
grant insert (affected_count) on audit_entries to payung_app;
grant insert (details) on audit_entries to payung_app;
grant insert (address) on audit_entries to payung_app;
grant insert (request_id) on audit_entries to payung_app;

create table audit_links (
  "position" bigint not null,
  entry_id bigint not null,
  row_hash bytea not null,
  hash bytea not null,
  constraint audit_links_hash_check CHECK ((octet_length(hash) = 32)),
  constraint audit_links_position_check CHECK (("position" > 0)),
  constraint audit_links_row_hash_check CHECK ((octet_length(row_hash) = 32)),
  constraint audit_links_pkey PRIMARY KEY ("position"),
  constraint an_entry_is_linked_once UNIQUE (entry_id)
);
comment on table audit_links is 'The chain over audit_entries: hash = SHA-256(hash of the position before, or 32 zero bytes, then row_hash). Written by seal_audit_entries only.';
comment on column audit_links.row_hash is 'audit_row_hash of the entry when it was sealed.';
grant select on audit_links to payung_app;

create table bill_differences (
  bill_id uuid not null,
  line_number integer not null,
  person_id bigint not null,
  before_amount bigint not null,
  after_amount bigint not null,
  why text not null,
  constraint a_difference_differs CHECK ((before_amount <> after_amount)),
  constraint bill_differences_line_number_check CHECK ((line_number > 0)),
  constraint bill_differences_why_check CHECK ((why = ANY (ARRAY['law'::text, 'list'::text, 'death'::text, 'duplicate'::text, 'paid-by-another'::text, 'unmerged'::text]))),
  constraint bill_differences_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id),
  constraint bill_differences_pkey PRIMARY KEY (bill_id, line_number)
);
alter table bill_differences enable row level security;
alter table bill_differences force row level security;
create policy bill_differences_of_bills_in_scope on bill_differences as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM bills b
  WHERE (b.id = bill_differences.bill_id)))));
comment on table bill_differences is 'history: what an amendment or credit note changed for each person, and why.';
grant insert, select on bill_differences to payung_app;

create table bill_drafts (
  run_id uuid not null,
  roster_id uuid not null,
  bill_id uuid not null,
  total bigint not null,
  line_count integer not null,
  person_count integer not null,
  roster_version bigint not null,
  constraint bill_drafts_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint bill_drafts_run_id_fkey FOREIGN KEY (run_id) REFERENCES bill_runs(id),
  constraint bill_drafts_pkey PRIMARY KEY (run_id, roster_id)
);
alter table bill_drafts enable row level security;
alter table bill_drafts force row level security;
create policy bill_drafts_of_the_run on bill_drafts as permissive for all to public using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table bill_drafts is 'local: bills of a fresh month whose lines are loaded and which come into being together, when the month is attached.';
grant delete, insert, select on bill_drafts to payung_app;

create table bill_fines (
  bill_id uuid not null,
  on_bill uuid not null,
  contribution bigint not null,
  month_count integer not null,
  rate integer not null,
  parameter text not null,
  law text not null,
  article text not null,
  confidence text not null,
  assessed_on date not null,
  constraint bill_fines_confidence_check CHECK ((confidence = ANY (ARRAY['H'::text, 'M'::text, 'L'::text]))),
  constraint bill_fines_contribution_check CHECK ((contribution > 0)),
  constraint bill_fines_month_count_check CHECK ((month_count > 0)),
  constraint bill_fines_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id),
  constraint bill_fines_on_bill_fkey FOREIGN KEY (on_bill) REFERENCES bills(id),
  constraint bill_fines_pkey PRIMARY KEY (bill_id)
);
CREATE INDEX bill_fines_by_bill ON public.bill_fines USING btree (on_bill);
alter table bill_fines enable row level security;
alter table bill_fines force row level security;
create policy bill_fines_of_bills_in_scope on bill_fines as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM bills b
  WHERE (b.id = bill_fines.bill_id)))));
comment on table bill_fines is 'history: why a fine is what it is.';
grant insert, select on bill_fines to payung_app;

create table bill_lines (
  bill_id uuid not null,
  line_number integer not null,
  person_id bigint not null,
  protection_id bigint not null,
  month date not null,
  card_id bigint not null,
  amount bigint not null,
  constraint bill_lines_amount_check CHECK ((amount <> 0)),
  constraint bill_lines_line_number_check CHECK ((line_number > 0)),
  constraint bill_lines_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id),
  constraint bill_lines_card_id_fkey FOREIGN KEY (card_id) REFERENCES rate_cards(id),
  constraint bill_lines_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint bill_lines_protection_id_fkey FOREIGN KEY (protection_id) REFERENCES protections(id),
  constraint bill_lines_pkey PRIMARY KEY (bill_id, line_number, month)
) partition by LIST (month);
CREATE INDEX bill_lines_by_person ON ONLY public.bill_lines USING btree (person_id);
alter table bill_lines enable row level security;
alter table bill_lines force row level security;
create policy bill_lines_are_read_by_their_owner on bill_lines as permissive for select to payung_owner using (true);
create policy bill_lines_of_bills_in_scope on bill_lines as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM bills b
  WHERE (b.id = bill_lines.bill_id)))));
comment on table bill_lines is 'by payer: one person, one month, one protection. Sums to the total of its bill. A partition for each month.';
grant insert, select on bill_lines to payung_app;

create table bill_runs (
  id uuid default gen_random_uuid() not null,
  month date not null,
  roster_id uuid,
  payer_id uuid,
  region_first bigint not null,
  region_last bigint not null,
  organisation_id uuid,
  region_code bigint not null,
  law_version text not null,
  state text default 'running'::text not null,
  is_fresh boolean default false not null,
  roster_count integer default 0 not null,
  rosters_done integer default 0 not null,
  after_roster uuid,
  bill_count integer default 0 not null,
  line_count bigint default 0 not null,
  total bigint default 0 not null,
  unchanged_count integer default 0 not null,
  adjustment_count integer default 0 not null,
  seconds numeric(12,3) default 0 not null,
  failure text,
  started_at timestamp with time zone default clock_timestamp() not null,
  alive_at timestamp with time zone default clock_timestamp() not null,
  ended_at timestamp with time zone,
  constraint bill_runs_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint bill_runs_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))),
  constraint bill_runs_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint bill_runs_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint bill_runs_pkey PRIMARY KEY (id)
);
CREATE INDEX bill_runs_by_month ON public.bill_runs USING btree (month, started_at);
alter table bill_runs enable row level security;
alter table bill_runs force row level security;
create policy bill_runs_in_scope on bill_runs as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table bill_runs is 'local: one resumable run over the rosters of a month, in the order of their ids.';
comment on column bill_runs.is_fresh is 'The month had no line yet: lines go into a partition beside the table, bills come at the end.';
comment on column bill_runs.after_roster is 'Rosters up to this id are done and committed; a run that was cut off goes on behind it.';
grant insert, select on bill_runs to payung_app;
grant update (state) on bill_runs to payung_app;
grant update (is_fresh) on bill_runs to payung_app;
grant update (roster_count) on bill_runs to payung_app;
grant update (rosters_done) on bill_runs to payung_app;
grant update (after_roster) on bill_runs to payung_app;
grant update (bill_count) on bill_runs to payung_app;
grant update (line_count) on bill_runs to payung_app;
grant update (total) on bill_runs to payung_app;
grant update (unchanged_count) on bill_runs to payung_app;
grant update (adjustment_count) on bill_runs to payung_app;
grant update (seconds) on bill_runs to payung_app;
grant update (failure) on bill_runs to payung_app;
grant update (alive_at) on bill_runs to payung_app;
grant update (ended_at) on bill_runs to payung_app;

create table billed_rosters (
  roster_id uuid not null,
  month date not null,
  roster_version bigint not null,
  law_version text not null,
  run_id uuid not null,
  constraint billed_rosters_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint billed_rosters_run_id_fkey FOREIGN KEY (run_id) REFERENCES bill_runs(id),
  constraint billed_rosters_pkey PRIMARY KEY (roster_id, month)
);
alter table billed_rosters enable row level security;
alter table billed_rosters force row level security;
create policy billed_rosters_of_the_run on billed_rosters as permissive for all to public using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table billed_rosters is 'by payer: at which version of roster and law a month was last compared. The same again: nothing to do.';
grant insert, select on billed_rosters to payung_app;
grant update (roster_version) on billed_rosters to payung_app;
grant update (law_version) on billed_rosters to payung_app;
grant update (run_id) on billed_rosters to payung_app;

create table bills (
  id uuid default gen_random_uuid() not null,
  number text not null,
  payer_id uuid not null,
  roster_id uuid not null,
  organisation_id uuid,
  region_code bigint not null,
  month date not null,
  kind text not null,
  amends uuid,
  total bigint not null,
  line_count integer not null,
  person_count integer not null,
  due_on date not null,
  law_version text not null,
  run_id uuid,
  issued_at timestamp with time zone default clock_timestamp() not null,
  entry_id bigint,
  paid bigint default 0 not null,
  credited bigint default 0 not null,
  constraint a_credit_note_is_below_zero CHECK ((((kind = 'credit-note'::text) = (total < 0)) AND (total <> 0))),
  constraint bills_credited_check CHECK ((credited >= 0)),
  constraint bills_kind_check CHECK ((kind = ANY (ARRAY['original'::text, 'amendment'::text, 'credit-note'::text, 'fine'::text]))),
  constraint bills_line_count_check CHECK ((line_count > 0)),
  constraint bills_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint bills_paid_check CHECK ((paid >= 0)),
  constraint bills_person_count_check CHECK ((person_count >= 0)),
  constraint nothing_is_paid_beyond_the_bill CHECK (((kind = 'credit-note'::text) OR ((paid + credited) <= total))),
  constraint only_an_original_amends_nothing CHECK (((kind = 'original'::text) = (amends IS NULL))),
  constraint bills_amends_fkey FOREIGN KEY (amends) REFERENCES bills(id),
  constraint bills_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id),
  constraint bills_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint bills_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint bills_run_id_fkey FOREIGN KEY (run_id) REFERENCES bill_runs(id),
  constraint bills_pkey PRIMARY KEY (id),
  constraint bills_number_key UNIQUE (number)
);
CREATE INDEX bills_by_amended ON public.bills USING btree (amends) WHERE (amends IS NOT NULL);
CREATE INDEX bills_by_due ON public.bills USING btree (due_on);
CREATE INDEX bills_by_month ON public.bills USING btree (month, region_code);
CREATE INDEX bills_by_payer ON public.bills USING btree (payer_id, month);
CREATE INDEX bills_by_roster ON public.bills USING btree (roster_id, month);
CREATE INDEX bills_open_by_due ON public.bills USING btree (due_on) WHERE ((kind <> 'credit-note'::text) AND ((paid + credited) < total));
CREATE UNIQUE INDEX one_original_bill_per_roster_month ON public.bills USING btree (roster_id, month) WHERE (kind = 'original'::text);
CREATE TRIGGER arrears_begin_with_late_bills AFTER INSERT ON public.bills REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_late_bills();
alter table bills enable row level security;
alter table bills force row level security;
create policy bills_are_read_by_their_owner on bills as permissive for select to payung_owner using (true);
create policy bills_in_scope on bills as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table bills is 'by payer: what is asked for one roster and month. Never changed but for what is paid and credited of it.';
comment on column bills.paid is 'rupiah; the sum of its paid_lines less what went back (credited_lines.money_back).';
comment on column bills.credited is 'rupiah; the sum of its credited_lines.';
grant insert, select on bills to payung_app;
grant update (paid) on bills to payung_app;
grant update (credited) on bills to payung_app;

create table bpjs_recoveries (
  id uuid default gen_random_uuid() not null,
  credit_bill_id uuid not null,
  amount bigint not null,
  account_path text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  settled_entry_id bigint,
  returned bigint default 0 not null,
  constraint bpjs_recoveries_amount_check CHECK ((amount > 0)),
  constraint nothing_comes_back_twice CHECK (((returned >= 0) AND (returned <= amount))),
  constraint what_is_back_names_its_entry CHECK (((returned = amount) = (settled_entry_id IS NOT NULL))),
  constraint bpjs_recoveries_credit_bill_id_fkey FOREIGN KEY (credit_bill_id) REFERENCES bills(id),
  constraint bpjs_recoveries_settled_entry_id_fkey FOREIGN KEY (settled_entry_id) REFERENCES entries(id),
  constraint bpjs_recoveries_pkey PRIMARY KEY (id)
);
CREATE INDEX bpjs_recoveries_open ON public.bpjs_recoveries USING btree (recorded_at) WHERE (settled_entry_id IS NULL);
alter table bpjs_recoveries enable row level security;
alter table bpjs_recoveries force row level security;
create policy bpjs_recoveries_of_bills_in_scope on bpjs_recoveries as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM bills b
  WHERE (b.id = bpjs_recoveries.credit_bill_id)))));
comment on table bpjs_recoveries is 'local: credited money that BPJS Ketenagakerjaan has been paid already and must give back; a person follows it up.';
grant insert, select on bpjs_recoveries to payung_app;
grant update (settled_entry_id) on bpjs_recoveries to payung_app;
grant update (returned) on bpjs_recoveries to payung_app;

create table budget_changes (
  id uuid default gen_random_uuid() not null,
  line_id uuid not null,
  kind text not null,
  amount_before bigint not null,
  amount_after bigint not null,
  legal_basis text not null,
  document_number text not null,
  document_on date not null,
  reason text not null,
  entry_id bigint not null,
  changed_by text not null,
  changed_at timestamp with time zone not null,
  constraint a_budget_change_changes_something CHECK ((amount_before <> amount_after)),
  constraint budget_changes_amount_after_check CHECK (((amount_after >= 1) AND (amount_after <= '1000000000000000'::bigint))),
  constraint budget_changes_document_number_check CHECK (((length(document_number) >= 1) AND (length(document_number) <= 100))),
  constraint budget_changes_kind_check CHECK ((kind = ANY (ARRAY['amendment'::text, 'shift'::text]))),
  constraint budget_changes_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 300))),
  constraint budget_changes_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint budget_changes_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id),
  constraint budget_changes_line_id_fkey FOREIGN KEY (line_id) REFERENCES budget_lines(id),
  constraint budget_changes_pkey PRIMARY KEY (id),
  constraint a_budget_change_is_recorded_once UNIQUE (line_id, document_number, document_on)
);
alter table budget_changes enable row level security;
alter table budget_changes force row level security;
create policy budget_changes_of_lines_in_scope on budget_changes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (line_id IN ( SELECT l.id
   FROM budget_lines l))));
comment on table budget_changes is 'history, by payer: a budget line that was raised or lowered within its year, by which document.';
comment on column budget_changes.kind is 'amendment: perubahan APBD; shift: pergeseran anggaran.';
grant insert, select on budget_changes to payung_app;

create table budget_commitments (
  protection_id bigint not null,
  line_id uuid not null,
  roster_id uuid not null,
  first_month date not null,
  prices bigint[] not null,
  constraint budget_commitments_first_month_check CHECK ((EXTRACT(day FROM first_month) = (1)::numeric)),
  constraint budget_commitments_prices_check CHECK (((cardinality(prices) >= 1) AND (cardinality(prices) <= 60))),
  constraint budget_commitments_line_id_fkey FOREIGN KEY (line_id) REFERENCES budget_lines(id),
  constraint budget_commitments_protection_id_fkey FOREIGN KEY (protection_id) REFERENCES protections(id),
  constraint budget_commitments_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint budget_commitments_pkey PRIMARY KEY (protection_id)
);
CREATE INDEX budget_commitments_by_line ON public.budget_commitments USING btree (line_id);
CREATE INDEX budget_commitments_by_roster ON public.budget_commitments USING btree (roster_id);
alter table budget_commitments enable row level security;
alter table budget_commitments force row level security;
create policy budget_commitments_of_rosters_in_scope on budget_commitments as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (roster_id IN ( SELECT r.id
   FROM rosters r))));
comment on table budget_commitments is 'history, by person: what was promised of a budget for one protection, month by month, at the price of the day of the promise.';
comment on column budget_commitments.prices is 'rupiah of each month from the first on. Promised still are the months of the protection that nobody has paid.';
grant insert, select on budget_commitments to payung_app;

create table budget_lines (
  id uuid default gen_random_uuid() not null,
  payer_id uuid not null,
  fiscal_year integer not null,
  name text not null,
  amount bigint not null,
  fund_source text not null,
  legal_basis text not null,
  document_number text not null,
  document_on date not null,
  organisation_id uuid,
  region_code bigint not null,
  recorded_at timestamp with time zone not null,
  lapsed_at timestamp with time zone,
  constraint budget_lines_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint))),
  constraint budget_lines_document_number_check CHECK (((length(document_number) >= 1) AND (length(document_number) <= 100))),
  constraint budget_lines_fiscal_year_check CHECK (((fiscal_year >= 2015) AND (fiscal_year <= 2100))),
  constraint budget_lines_fund_source_check CHECK ((fund_source = ANY (ARRAY['own-revenue'::text, 'general-allocation'::text, 'special-allocation'::text, 'revenue-sharing'::text, 'dbh-sawit'::text, 'village-allocation'::text, 'village-fund'::text, 'state-budget'::text, 'company'::text, 'zakat'::text, 'donation'::text, 'other'::text]))),
  constraint budget_lines_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 300))),
  constraint budget_lines_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 200)))),
  constraint budget_lines_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint budget_lines_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint budget_lines_pkey PRIMARY KEY (id),
  constraint a_budget_line_is_recorded_once UNIQUE (payer_id, fiscal_year, name, document_number)
);
CREATE INDEX budget_lines_by_organisation ON public.budget_lines USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX budget_lines_by_region ON public.budget_lines USING btree (region_code, fiscal_year);
alter table budget_lines enable row level security;
alter table budget_lines force row level security;
create policy budget_lines_in_scope on budget_lines as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table budget_lines is 'by payer: what a fiscal year gives for protecting people, by which document. What became of it stands in the ledger.';
comment on column budget_lines.amount is 'rupiah as of the last change; the entries of its appropriation and changes add up to it.';
comment on column budget_lines.fund_source is 'Where the money of the payer comes from: own revenue (PAD), DAU, DAK, DBH, DBH Sawit, ADD, Dana Desa …';
comment on column budget_lines.lapsed_at is 'Since then what comes back lapses at once.';
grant insert, select on budget_lines to payung_app;
grant update (amount) on budget_lines to payung_app;
grant update (lapsed_at) on budget_lines to payung_app;

create table budget_realisations (
  id bigint generated always as identity not null,
  line_id uuid not null,
  roster_id uuid not null,
  month date not null,
  bill_id uuid not null,
  kind text not null,
  lines int4range,
  amount bigint not null,
  beyond bigint default 0 not null,
  entry_id bigint,
  constraint budget_realisations_amount_check CHECK ((amount >= 0)),
  constraint budget_realisations_beyond_check CHECK ((beyond >= 0)),
  constraint budget_realisations_kind_check CHECK ((kind = ANY (ARRAY['realised'::text, 'released'::text]))),
  constraint what_is_realised_names_its_lines CHECK (((kind = 'realised'::text) = (lines IS NOT NULL))),
  constraint what_moves_has_its_entry CHECK (((amount = 0) OR (entry_id IS NOT NULL))),
  constraint budget_realisations_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id),
  constraint budget_realisations_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id),
  constraint budget_realisations_line_id_fkey FOREIGN KEY (line_id) REFERENCES budget_lines(id),
  constraint budget_realisations_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint budget_realisations_pkey PRIMARY KEY (id),
  constraint a_line_is_realised_once EXCLUDE USING gist (bill_id WITH =, lines WITH &&)
);
CREATE INDEX budget_realisations_by_line ON public.budget_realisations USING btree (line_id);
CREATE INDEX budget_realisations_by_roster ON public.budget_realisations USING btree (roster_id, month);
alter table budget_realisations enable row level security;
alter table budget_realisations force row level security;
create policy budget_realisations_of_rosters_in_scope on budget_realisations as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (roster_id IN ( SELECT r.id
   FROM rosters r))));
comment on table budget_realisations is 'history, by payer: which payment of a bill a budget has borne, and what came back when a paid bill was credited.';
comment on column budget_realisations.lines is 'Of the bill; what was promised for their months is promised no more.';
comment on column budget_realisations.beyond is 'rupiah that were paid and that the budget no longer had: a price that rose after the promise.';
grant insert, select on budget_realisations to payung_app;

create table challenges (
  id uuid default gen_random_uuid() not null,
  purpose text not null,
  user_id uuid,
  secret_hash bytea not null,
  payload jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint challenge_expires_after_it_begins CHECK ((expires_at > created_at)),
  constraint challenges_secret_hash_check CHECK ((length(secret_hash) = 32)),
  constraint challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint challenges_pkey PRIMARY KEY (id),
  constraint challenges_secret_hash_key UNIQUE (secret_hash)
);
CREATE INDEX challenges_by_user ON public.challenges USING btree (user_id, purpose);
alter table challenges enable row level security;
alter table challenges force row level security;
create policy challenges_at_the_gate on challenges as permissive for all to public using (((scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text])) OR scope_is_self(user_id) OR (EXISTS ( SELECT
   FROM users u
  WHERE (u.id = challenges.user_id)))));
comment on table challenges is 'Things good for one use: set-up, invitation and recovery links, passkey challenges, states of government sign-in.';
grant insert, select on challenges to payung_app;
grant update (used_at) on challenges to payung_app;

create table check_results (
  id bigint generated always as identity not null,
  name text not null,
  cause text not null,
  broken_count bigint,
  looked_count bigint,
  milliseconds integer not null,
  checked_at timestamp with time zone not null,
  constraint a_check_that_failed_to_run_counts_nothing CHECK (((broken_count IS NULL) = (looked_count IS NULL))),
  constraint check_results_broken_count_check CHECK ((broken_count >= 0)),
  constraint check_results_cause_check CHECK ((cause = ANY (ARRAY['nightly'::text, 'command'::text]))),
  constraint check_results_looked_count_check CHECK ((looked_count >= 0)),
  constraint check_results_milliseconds_check CHECK ((milliseconds >= 0)),
  constraint check_results_name_check CHECK ((name ~ '^[a-z0-9-]+$'::text)),
  constraint check_results_pkey PRIMARY KEY (id)
);
CREATE INDEX check_results_by_name ON public.check_results USING btree (name, id);
alter table check_results enable row level security;
alter table check_results force row level security;
create policy check_results_are_read_by_users on check_results as permissive for select to payung_app using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (( SELECT NULLIF(current_setting('app.user_id'::text, true), ''::text) AS "nullif") IS NOT NULL)));
create policy check_results_are_written_by_the_owner on check_results as permissive for all to payung_owner using (true) with check (true);
comment on table check_results is 'local: what came of each check of db/checks, each time. Numbers only.';
comment on column check_results.broken_count is 'Rows that break it: 0 means that it holds. Null when it could not be run.';
comment on column check_results.looked_count is 'Rows of the tables that the check reads.';
grant select on check_results to payung_app;

create table contribution_codes (
  id uuid default gen_random_uuid() not null,
  code text not null,
  month date not null,
  payer_id uuid,
  amount bigint not null,
  jkk bigint not null,
  jkm bigint not null,
  jht bigint not null,
  jp bigint not null,
  jkp bigint not null,
  fine bigint not null,
  source text not null,
  due_on date not null,
  state text not null,
  billed_entry_id bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  partner text,
  paid_on date,
  paid_entry_id bigint,
  proof_reference text,
  proof_sha256 bytea,
  paid_by text,
  cancelled_at timestamp with time zone,
  cancelled_by text,
  cancelled_because text,
  cancelled_entry_id bigint,
  organisation_id uuid,
  region_code bigint,
  set_off bigint default 0 not null,
  constraint contribution_codes_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint))),
  constraint contribution_codes_code_check CHECK ((code ~ '^[0-9]{11}$'::text)),
  constraint contribution_codes_fine_check CHECK ((fine >= 0)),
  constraint contribution_codes_jht_check CHECK ((jht >= 0)),
  constraint contribution_codes_jkk_check CHECK ((jkk >= 0)),
  constraint contribution_codes_jkm_check CHECK ((jkm >= 0)),
  constraint contribution_codes_jkp_check CHECK ((jkp >= 0)),
  constraint contribution_codes_jp_check CHECK ((jp >= 0)),
  constraint contribution_codes_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint contribution_codes_paid_by_check CHECK ((paid_by ~ '^(user|api-key|system):.'::text)),
  constraint contribution_codes_proof_reference_check CHECK (((length(proof_reference) >= 1) AND (length(proof_reference) <= 64))),
  constraint contribution_codes_proof_sha256_check CHECK ((octet_length(proof_sha256) = 32)),
  constraint contribution_codes_recorded_by_check CHECK ((recorded_by ~ '^(user|api-key|system):.'::text)),
  constraint contribution_codes_source_check CHECK ((source = ANY (ARRAY['typed'::text, 'file'::text, 'api'::text]))),
  constraint contribution_codes_state_check CHECK ((state = ANY (ARRAY['billed'::text, 'paid'::text, 'cancelled'::text]))),
  constraint programmes_add_up CHECK (((((((jkk + jkm) + jht) + jp) + jkp) + fine) = amount)),
  constraint something_of_a_code_is_paid CHECK (((set_off >= 0) AND (set_off < amount))),
  constraint what_is_cancelled_says_why CHECK ((((state = 'cancelled'::text) = (cancelled_entry_id IS NOT NULL)) AND ((state = 'cancelled'::text) = (cancelled_because IS NOT NULL)))),
  constraint what_is_paid_has_its_proof CHECK ((((state = 'paid'::text) = (paid_entry_id IS NOT NULL)) AND ((state = 'paid'::text) = (paid_on IS NOT NULL)) AND ((state = 'paid'::text) = (proof_reference IS NOT NULL)) AND ((state = 'paid'::text) = (partner IS NOT NULL)))),
  constraint contribution_codes_billed_entry_id_fkey FOREIGN KEY (billed_entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint contribution_codes_cancelled_entry_id_fkey FOREIGN KEY (cancelled_entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint contribution_codes_paid_entry_id_fkey FOREIGN KEY (paid_entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint contribution_codes_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id) ON DELETE RESTRICT,
  constraint contribution_codes_pkey PRIMARY KEY (id),
  constraint a_contribution_code_is_recorded_once UNIQUE (code)
);
CREATE INDEX contribution_codes_by_month ON public.contribution_codes USING btree (month, code);
CREATE INDEX contribution_codes_by_payer ON public.contribution_codes USING btree (payer_id, month) WHERE (payer_id IS NOT NULL);
alter table contribution_codes enable row level security;
alter table contribution_codes force row level security;
create policy contribution_codes_in_scope on contribution_codes as permissive for all to public using (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id)) with check (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id));
comment on table contribution_codes is 'by payer: kode iuran of BPJS Ketenagakerjaan, from billed to paid. Its money lies on the account bpjs/code/<code> between the two.';
comment on column contribution_codes.payer_id is 'Whose contributions; null for a code of several payers.';
comment on column contribution_codes.proof_sha256 is 'Of the receipt, which stays where it is kept; null when there is only a reference.';
comment on column contribution_codes.set_off is 'rupiah of the amount that BPJS Ketenagakerjaan took as paid by what it had to give back.';
grant insert, select on contribution_codes to payung_app;
grant update (state) on contribution_codes to payung_app;
grant update (partner) on contribution_codes to payung_app;
grant update (paid_on) on contribution_codes to payung_app;
grant update (paid_entry_id) on contribution_codes to payung_app;
grant update (proof_reference) on contribution_codes to payung_app;
grant update (proof_sha256) on contribution_codes to payung_app;
grant update (paid_by) on contribution_codes to payung_app;
grant update (cancelled_at) on contribution_codes to payung_app;
grant update (cancelled_by) on contribution_codes to payung_app;
grant update (cancelled_because) on contribution_codes to payung_app;
grant update (cancelled_entry_id) on contribution_codes to payung_app;
grant update (set_off) on contribution_codes to payung_app;

create table counted_people (
  person_id bigint not null,
  work_region bigint not null,
  residence_region bigint not null,
  wage_days daterange[] not null,
  own_days daterange[] not null,
  constraint counted_people_pkey PRIMARY KEY (person_id)
);
alter table counted_people enable row level security;
alter table counted_people force row level security;
create policy counted_people_are_kept_by_their_owner on counted_people as permissive for all to payung_owner using (true) with check (true);
create policy counted_people_are_read_by_the_system on counted_people as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table counted_people is 'by person: how somebody is counted at present. Its row is what two who count the same person wait for.';
comment on column counted_people.wage_days is 'Days of each membership PU with JKK, arrears taken out: two employers, two entries. Empty for a merged row.';
grant select on counted_people to payung_app;

create table coverage_arrears (
  is_only boolean default true not null,
  until_on date not null,
  constraint coverage_arrears_is_only_check CHECK (is_only),
  constraint coverage_arrears_pkey PRIMARY KEY (is_only)
);
alter table coverage_arrears enable row level security;
alter table coverage_arrears force row level security;
create policy coverage_arrears_are_kept_by_their_owner on coverage_arrears as permissive for all to payung_owner using (true) with check (true);
create policy coverage_arrears_are_read_by_the_system on coverage_arrears as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table coverage_arrears is 'local: bills that fell due before this day have been looked at for arrears.';
grant select on coverage_arrears to payung_app;

create table coverage_counts (
  place text not null,
  region_code bigint not null,
  above_code bigint,
  first_month integer not null,
  wage_members integer[] not null,
  own_members integer[] not null,
  wage_people integer[] not null,
  all_people integer[] not null,
  constraint coverage_counts_place_check CHECK ((place = ANY (ARRAY['work'::text, 'residence'::text]))),
  constraint coverage_counts_pkey PRIMARY KEY (place, region_code)
);
CREATE INDEX coverage_counts_by_above ON public.coverage_counts USING btree (place, above_code);
alter table coverage_counts enable row level security;
alter table coverage_counts force row level security;
create policy coverage_counts_are_kept_by_their_owner on coverage_counts as permissive for all to payung_owner using (true) with check (true);
create policy coverage_counts_are_read_by_the_system on coverage_counts as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table coverage_counts is 'reference: people and memberships of a region on the first day of each month; the last entry holds for all later ones.';
comment on column coverage_counts.above_code is 'The region of the next level; 0 the country, null above it.';
comment on column coverage_counts.first_month is 'Year times twelve and month less one, of the first entry of the four lists.';
grant select on coverage_counts to payung_app;

create table coverage_days (
  place text not null,
  region_code bigint not null,
  month integer not null,
  wage_members integer[] not null,
  own_members integer[] not null,
  wage_people integer[] not null,
  all_people integer[] not null,
  constraint coverage_days_place_check CHECK ((place = ANY (ARRAY['work'::text, 'residence'::text]))),
  constraint coverage_days_pkey PRIMARY KEY (place, region_code, month)
);
alter table coverage_days enable row level security;
alter table coverage_days force row level security;
create policy coverage_days_are_kept_by_their_owner on coverage_days as permissive for all to payung_owner using (true) with check (true);
create policy coverage_days_are_read_by_the_system on coverage_days as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table coverage_days is 'reference: by how much each of 31 days differs from the first of its month. A row only where arrears began or ended.';
grant select on coverage_days to payung_app;

create table coverage_deltas (
  id bigint generated always as identity not null,
  work_region bigint not null,
  residence_region bigint not null,
  days daterange not null,
  wage_members integer not null,
  own_members integer not null,
  wage_people integer not null,
  all_people integer not null,
  constraint coverage_deltas_pkey PRIMARY KEY (id)
);
CREATE INDEX coverage_deltas_by_residence ON public.coverage_deltas USING btree (residence_region);
CREATE INDEX coverage_deltas_by_work ON public.coverage_deltas USING btree (work_region);
alter table coverage_deltas enable row level security;
alter table coverage_deltas force row level security;
create policy coverage_deltas_are_kept_by_their_owner on coverage_deltas as permissive for all to payung_owner using (true) with check (true);
create policy coverage_deltas_are_read_by_the_system on coverage_deltas as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table coverage_deltas is 'local: on these days so many more than the counters say. Appended with what they count, taken away by the fold.';
grant select on coverage_deltas to payung_app;

create table coverage_denominators (
  id bigint generated always as identity not null,
  region_code bigint not null,
  indicator text not null,
  segment text not null,
  persons bigint not null,
  counted_on date not null,
  vintage text not null,
  source text not null,
  confidence text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  replaced_at timestamp with time zone,
  replaced_because text,
  constraint a_replacing_has_its_reason CHECK (((replaced_at IS NULL) = (replaced_because IS NULL))),
  constraint coverage_denominators_confidence_check CHECK ((confidence = ANY (ARRAY['H'::text, 'M'::text, 'L'::text]))),
  constraint coverage_denominators_indicator_check CHECK ((indicator = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))),
  constraint coverage_denominators_persons_check CHECK ((persons > 0)),
  constraint coverage_denominators_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint coverage_denominators_segment_check CHECK ((segment = ANY (ARRAY['all'::text, 'PU'::text, 'BPU'::text, 'JAKON'::text, 'informal'::text, 'vulnerable'::text]))),
  constraint coverage_denominators_source_check CHECK (((source <> ''::text) AND (length(source) <= 300))),
  constraint coverage_denominators_vintage_check CHECK (((vintage <> ''::text) AND (length(vintage) <= 100))),
  constraint coverage_denominators_pkey PRIMARY KEY (id)
);
CREATE INDEX coverage_denominators_by_region ON public.coverage_denominators USING btree (region_code, indicator, segment, counted_on);
CREATE UNIQUE INDEX one_denominator_per_count ON public.coverage_denominators USING btree (region_code, indicator, segment, counted_on, vintage) WHERE (replaced_at IS NULL);
alter table coverage_denominators enable row level security;
alter table coverage_denominators force row level security;
create policy denominators_are_public on coverage_denominators as permissive for select to public using (true);
create policy denominators_are_replaced_within_reach on coverage_denominators as permissive for update to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last)))));
create policy denominators_are_written_within_reach on coverage_denominators as permissive for insert to public with check (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last)))));
comment on table coverage_denominators is 'reference: how many persons a coverage figure is of, as its source counted them. Replaced rows stay.';
comment on column coverage_denominators.vintage is 'Which edition of the source: Sakernas Agustus 2024, pemutakhiran DTSEN triwulan 2 2026.';
grant select on coverage_denominators to payung_app;
grant insert (region_code) on coverage_denominators to payung_app;
grant insert (indicator) on coverage_denominators to payung_app;
grant insert (segment) on coverage_denominators to payung_app;
grant insert (persons) on coverage_denominators to payung_app;
grant insert (counted_on) on coverage_denominators to payung_app;
grant insert (vintage) on coverage_denominators to payung_app;
grant insert (source) on coverage_denominators to payung_app;
grant insert (confidence) on coverage_denominators to payung_app;
grant update (replaced_at) on coverage_denominators to payung_app;
grant update (replaced_because) on coverage_denominators to payung_app;

create table coverage_pending (
  id bigint generated always as identity not null,
  bill_id uuid not null,
  due_on date not null,
  constraint coverage_pending_pkey PRIMARY KEY (id)
);
alter table coverage_pending enable row level security;
alter table coverage_pending force row level security;
create policy coverage_pending_are_kept_by_their_owner on coverage_pending as permissive for all to payung_owner using (true) with check (true);
create policy coverage_pending_are_read_by_the_system on coverage_pending as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table coverage_pending is 'local: bills whose arrears are to be looked at again, since they came late, or were paid or credited after their day.';
grant select on coverage_pending to payung_app;

create table coverage_targets (
  id bigint generated always as identity not null,
  region_code bigint not null,
  indicator text not null,
  segment text not null,
  year smallint not null,
  basis_points integer not null,
  source text not null,
  confidence text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  replaced_at timestamp with time zone,
  replaced_because text,
  constraint a_replacing_has_its_reason CHECK (((replaced_at IS NULL) = (replaced_because IS NULL))),
  constraint coverage_targets_basis_points_check CHECK (((basis_points >= 1) AND (basis_points <= 10000))),
  constraint coverage_targets_confidence_check CHECK ((confidence = ANY (ARRAY['H'::text, 'M'::text, 'L'::text]))),
  constraint coverage_targets_indicator_check CHECK ((indicator = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))),
  constraint coverage_targets_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint coverage_targets_segment_check CHECK ((segment = ANY (ARRAY['all'::text, 'PU'::text, 'BPU'::text, 'JAKON'::text, 'informal'::text, 'vulnerable'::text]))),
  constraint coverage_targets_source_check CHECK (((source <> ''::text) AND (length(source) <= 300))),
  constraint coverage_targets_year_check CHECK (((year >= 2015) AND (year <= 2100))),
  constraint coverage_targets_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX one_target_per_year ON public.coverage_targets USING btree (region_code, indicator, segment, year) WHERE (replaced_at IS NULL);
alter table coverage_targets enable row level security;
alter table coverage_targets force row level security;
create policy targets_are_public on coverage_targets as permissive for select to public using (true);
create policy targets_are_replaced_within_reach on coverage_targets as permissive for update to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last)))));
create policy targets_are_written_within_reach on coverage_targets as permissive for insert to public with check (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last)))));
comment on table coverage_targets is 'reference: the coverage a region means to reach in a year. Replaced rows stay.';
comment on column coverage_targets.basis_points is 'Hundredths of a percent: 4946 is 49,46 %.';
grant select on coverage_targets to payung_app;
grant insert (region_code) on coverage_targets to payung_app;
grant insert (indicator) on coverage_targets to payung_app;
grant insert (segment) on coverage_targets to payung_app;
grant insert (year) on coverage_targets to payung_app;
grant insert (basis_points) on coverage_targets to payung_app;
grant insert (source) on coverage_targets to payung_app;
grant insert (confidence) on coverage_targets to payung_app;
grant update (replaced_at) on coverage_targets to payung_app;
grant update (replaced_because) on coverage_targets to payung_app;

create table coverage_tolerances (
  days daterange not null,
  months integer not null,
  constraint coverage_tolerances_months_check CHECK ((months >= 0)),
  constraint coverage_tolerances_pkey PRIMARY KEY (days),
  constraint one_tolerance_a_day EXCLUDE USING gist (days WITH &&)
);
alter table coverage_tolerances enable row level security;
alter table coverage_tolerances force row level security;
create policy coverage_tolerances_are_kept_by_their_owner on coverage_tolerances as permissive for all to payung_owner using (true) with check (true);
create policy coverage_tolerances_are_read_by_the_system on coverage_tolerances as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table coverage_tolerances is 'reference: overdue months that do not end protection (parameter bpu.arrears-months); another law book makes ./payung coverage recount necessary.';
grant select on coverage_tolerances to payung_app;

create table credited_lines (
  credit_bill_id uuid not null,
  credit_line integer not null,
  bill_id uuid not null,
  line_number integer not null,
  amount bigint not null,
  money_back bigint not null,
  constraint credited_lines_amount_check CHECK ((amount > 0)),
  constraint credited_lines_check CHECK (((money_back >= 0) AND (money_back <= amount))),
  constraint credited_lines_credit_line_check CHECK ((credit_line > 0)),
  constraint credited_lines_line_number_check CHECK ((line_number > 0)),
  constraint credited_lines_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id),
  constraint credited_lines_credit_bill_id_fkey FOREIGN KEY (credit_bill_id) REFERENCES bills(id),
  constraint credited_lines_pkey PRIMARY KEY (credit_bill_id, credit_line, bill_id, line_number)
);
CREATE INDEX credited_lines_by_bill ON public.credited_lines USING btree (bill_id, line_number);
CREATE TRIGGER arrears_end_with_credit AFTER INSERT ON public.credited_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_bills_of_late_lines();
alter table credited_lines enable row level security;
alter table credited_lines force row level security;
create policy credited_lines_are_read_by_their_owner on credited_lines as permissive for select to payung_owner using (true);
create policy credited_lines_of_bills_in_scope on credited_lines as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM bills b
  WHERE (b.id = credited_lines.bill_id)))));
comment on table credited_lines is 'history: which line of which bill a line of a credit note makes smaller, and how much of it had been paid.';
grant insert, select on credited_lines to payung_app;

create table duplicate_pairs (
  person_a bigint not null,
  person_b bigint not null,
  band text not null,
  score real not null,
  reasons jsonb not null,
  found_at timestamp with time zone not null,
  decided text,
  decided_at timestamp with time zone,
  decided_by uuid,
  decided_because text,
  constraint a_decision_has_its_day CHECK (((decided IS NULL) = (decided_at IS NULL))),
  constraint a_decision_has_its_reason CHECK (((decided IS NULL) = (decided_because IS NULL))),
  constraint a_pair_names_the_lower_number_first CHECK ((person_a < person_b)),
  constraint duplicate_pairs_band_check CHECK ((band = ANY (ARRAY['same'::text, 'perhaps'::text]))),
  constraint duplicate_pairs_decided_check CHECK ((decided = ANY (ARRAY['same'::text, 'different'::text]))),
  constraint duplicate_pairs_pkey PRIMARY KEY (person_a, person_b)
);
CREATE INDEX duplicate_pairs_by_score ON public.duplicate_pairs USING btree (score DESC, person_a, person_b);
CREATE INDEX duplicate_pairs_by_second_person ON public.duplicate_pairs USING btree (person_b);
alter table duplicate_pairs enable row level security;
alter table duplicate_pairs force row level security;
create policy duplicate_pairs_are_decided_by_matching on duplicate_pairs as restrictive for update to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy duplicate_pairs_are_dropped_by_matching on duplicate_pairs as restrictive for delete to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy duplicate_pairs_are_found_by_matching on duplicate_pairs as restrictive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy duplicate_pairs_of_people_in_sight on duplicate_pairs as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((EXISTS ( SELECT
   FROM people p
  WHERE (p.id = duplicate_pairs.person_a))) AND (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = duplicate_pairs.person_b))))));
comment on table duplicate_pairs is 'by person (the lower number): two rows that may be one human being, with the reasons.';
comment on column duplicate_pairs.score is 'Bits for one person, the sum of the reasons (src/modules/people/matching/weights.ts).';
comment on column duplicate_pairs.reasons is '[{field, level, bits}], heaviest first: no value of either row.';
comment on column duplicate_pairs.decided_by is 'A user; null when the command line of the installation decided.';
grant delete, insert, select, update on duplicate_pairs to payung_app;

create table election_officers (
  id bigint generated always as identity not null,
  post_id bigint not null,
  election_id uuid not null,
  region_code bigint not null,
  person_id bigint not null,
  days daterange not null,
  ended_because text,
  recorded_by text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  constraint election_officers_days_check CHECK (((NOT lower_inf(days)) AND (NOT upper_inf(days)))),
  constraint election_officers_ended_because_check CHECK (((length(ended_because) >= 1) AND (length(ended_because) <= 500))),
  constraint election_officers_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint election_officers_election_id_fkey FOREIGN KEY (election_id) REFERENCES elections(id),
  constraint election_officers_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint election_officers_post_id_fkey FOREIGN KEY (post_id) REFERENCES election_posts(id),
  constraint election_officers_pkey PRIMARY KEY (id),
  constraint one_officer_per_post_and_day EXCLUDE USING gist (post_id WITH =, days WITH &&),
  constraint one_post_per_officer_and_day EXCLUDE USING gist (person_id WITH =, election_id WITH =, days WITH &&)
);
CREATE INDEX election_officers_by_election ON public.election_officers USING btree (election_id, region_code);
alter table election_officers enable row level security;
alter table election_officers force row level security;
create policy election_officers_in_scope on election_officers as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (election_id IN ( SELECT e.id
   FROM elections e
  WHERE (e.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))));
comment on table election_officers is 'by region: who holds a post, from his first day to before the day after his last. Empty: never served.';
grant insert, select on election_officers to payung_app;
grant update (days) on election_officers to payung_app;
grant update (ended_because) on election_officers to payung_app;

create table election_posts (
  id bigint generated always as identity not null,
  election_id uuid not null,
  role text not null,
  region_code bigint not null,
  station integer,
  seat integer not null,
  begins_on date not null,
  last_on date not null,
  constraint a_service_ends_after_it_begins CHECK ((last_on >= begins_on)),
  constraint election_posts_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint election_posts_role_check CHECK ((role ~ '^[a-z][a-z-]*$'::text)),
  constraint election_posts_seat_check CHECK ((seat > 0)),
  constraint election_posts_station_check CHECK ((station > 0)),
  constraint election_posts_election_id_fkey FOREIGN KEY (election_id) REFERENCES elections(id),
  constraint election_posts_pkey PRIMARY KEY (id),
  constraint one_post_per_seat UNIQUE NULLS NOT DISTINCT (election_id, region_code, station, role, seat)
);
alter table election_posts enable row level security;
alter table election_posts force row level security;
create policy election_posts_in_scope on election_posts as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (election_id IN ( SELECT e.id
   FROM elections e
  WHERE (e.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))));
comment on table election_posts is 'by region: one place for one officer, with the days he serves.';
grant delete, insert, select on election_posts to payung_app;

create table elections (
  id uuid not null,
  payer_id uuid not null,
  name text not null,
  region_code bigint not null,
  organisation_id uuid,
  voted_on date not null,
  rule text not null,
  roles jsonb not null,
  programmes int4range not null,
  income bigint not null,
  legal_basis text not null,
  recorded_at timestamp with time zone not null,
  constraint elections_income_check CHECK ((income > 0)),
  constraint elections_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 200))),
  constraint elections_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint elections_programmes_check CHECK (((programmes <@ int4range(0, 5)) AND (NOT isempty(programmes)))),
  constraint elections_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint elections_roles_check CHECK ((jsonb_typeof(roles) = 'array'::text)),
  constraint elections_rule_check CHECK ((rule ~ '^[a-z0-9-]+$'::text)),
  constraint elections_id_fkey FOREIGN KEY (id) REFERENCES rosters(id),
  constraint elections_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint elections_pkey PRIMARY KEY (id),
  constraint an_election_is_named_once_per_payer UNIQUE (payer_id, name)
);
CREATE INDEX elections_by_organisation ON public.elections USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX elections_by_region ON public.elections USING btree (region_code);
alter table elections enable row level security;
alter table elections force row level security;
create policy elections_above_are_seen on elections as permissive for select to public using (region_covers(region_code, ( SELECT scope_first() AS scope_first), ( SELECT scope_last() AS scope_last)));
create policy elections_in_scope on elections as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table elections is 'reference, by payer: an election with the rule that its posts follow from. Its roster has the same number.';
comment on column elections.roles is '[{role, per, seats, beginsOn, lastOn, law, article, confidence, checkedOn}]: the rule as it was when the election was recorded.';
comment on column elections.income is 'rupiah a month that every officer is insured on.';
grant insert, select on elections to payung_app;

create table employer_changes (
  id bigint generated always as identity not null,
  employer_id uuid not null,
  organisation_id uuid,
  import_id uuid,
  cause text not null,
  changes jsonb not null,
  row_before jsonb not null,
  reason text,
  changed_at timestamp with time zone not null,
  constraint employer_changes_cause_check CHECK ((cause = ANY (ARRAY['import'::text, 'form'::text, 'undo'::text]))),
  constraint employer_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX employer_changes_by_employer ON public.employer_changes USING btree (employer_id, id);
CREATE INDEX employer_changes_by_import ON public.employer_changes USING btree (import_id) WHERE (import_id IS NOT NULL);
alter table employer_changes enable row level security;
alter table employer_changes force row level security;
create policy employer_changes_are_written_by_their_maker on employer_changes as permissive for insert to public with check (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employer_changes_in_scope on employer_changes as permissive for select to public using ((EXISTS ( SELECT
   FROM employers e
  WHERE (e.id = employer_changes.employer_id))));
comment on table employer_changes is 'history: each change of an employer with what stood there before. Rows are added, never changed.';
comment on column employer_changes.changes is 'field → [before, after].';
comment on column employer_changes.row_before is 'The columns as they were, to put them back when a list is taken back.';
grant insert, select on employer_changes to payung_app;

create table employers (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid,
  import_id uuid,
  import_row integer,
  name text not null,
  name_key text not null,
  npp text,
  nib text,
  npwp text,
  region_code bigint not null,
  address text,
  kbli text,
  size text,
  men_count integer,
  women_count integer,
  foreign_count integer,
  registered_count integer,
  wages bigint,
  reported_on date,
  recorded_at timestamp with time zone not null,
  constraint employers_foreign_count_check CHECK ((foreign_count >= 0)),
  constraint employers_import_row_check CHECK ((import_row > 0)),
  constraint employers_kbli_check CHECK ((kbli ~ '^[0-9]{2,5}$'::text)),
  constraint employers_men_count_check CHECK ((men_count >= 0)),
  constraint employers_name_check CHECK (((name <> ''::text) AND (length(name) <= 255))),
  constraint employers_name_key_check CHECK ((name_key <> ''::text)),
  constraint employers_nib_check CHECK ((nib ~ '^[0-9]{13}$'::text)),
  constraint employers_npp_check CHECK ((npp ~ '^[0-9A-Z]{6,13}$'::text)),
  constraint employers_npwp_check CHECK ((npwp ~ '^([0-9]{15,16}|[0-9]{22})$'::text)),
  constraint employers_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint employers_registered_count_check CHECK ((registered_count >= 0)),
  constraint employers_size_check CHECK ((size = ANY (ARRAY['micro'::text, 'small'::text, 'medium'::text, 'large'::text]))),
  constraint employers_wages_check CHECK ((wages >= 0)),
  constraint employers_women_count_check CHECK ((women_count >= 0)),
  constraint employers_pkey PRIMARY KEY (id)
);
CREATE INDEX employers_by_import ON public.employers USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX employers_by_name ON public.employers USING btree (name_key text_pattern_ops);
CREATE INDEX employers_by_nib ON public.employers USING btree (nib) WHERE (nib IS NOT NULL);
CREATE INDEX employers_by_npp ON public.employers USING btree (npp) WHERE (npp IS NOT NULL);
CREATE INDEX employers_by_npwp ON public.employers USING btree (npwp) WHERE (npwp IS NOT NULL);
CREATE INDEX employers_by_region ON public.employers USING btree (region_code);
CREATE UNIQUE INDEX one_name_per_keeper_and_region ON public.employers USING btree (organisation_id, name_key, region_code) NULLS NOT DISTINCT WHERE ((npwp IS NULL) AND (nib IS NULL) AND (npp IS NULL));
CREATE UNIQUE INDEX one_nib_per_keeper_and_regency ON public.employers USING btree (organisation_id, nib, ((region_code / 1000000))) NULLS NOT DISTINCT WHERE ((nib IS NOT NULL) AND (npp IS NULL));
CREATE UNIQUE INDEX one_npp_per_keeper ON public.employers USING btree (organisation_id, npp) NULLS NOT DISTINCT WHERE (npp IS NOT NULL);
CREATE UNIQUE INDEX one_npwp_per_keeper_and_regency ON public.employers USING btree (organisation_id, npwp, ((region_code / 1000000))) NULLS NOT DISTINCT WHERE ((npwp IS NOT NULL) AND (nib IS NULL) AND (npp IS NULL));
alter table employers enable row level security;
alter table employers force row level security;
create policy employers_are_changed_by_their_keeper on employers as permissive for update to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employers_are_taken_back_by_their_keeper on employers as permissive for delete to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employers_are_written_by_their_keeper on employers as permissive for insert to public with check (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy employers_in_scope on employers as permissive for select to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table employers is 'reference: one place of work as one organisation knows it.';
comment on column employers.organisation_id is 'Who keeps the row; null when it came by the command line of the installation itself.';
comment on column employers.name_key is 'The name without its legal form, marks and blanks: PT. Maju Jaya and MAJU JAYA, PT are one.';
comment on column employers.kbli is 'KBLI code of 2 to 5 digits; its first two are in src/modules/employers/kbli.ts.';
comment on column employers.men_count is 'Workers, men; with women_count all there are, foreigners among them.';
comment on column employers.registered_count is 'How many of them the source says are registered with BPJS Ketenagakerjaan.';
comment on column employers.wages is 'rupiah a month, all workers together.';
comment on column employers.reported_on is 'Day of the labour report (WLKP) these figures come from.';
grant delete, insert, select, update on employers to payung_app;

create table entries (
  id bigint generated always as identity not null,
  kind entry_kind not null,
  effective_on entry_day not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  transaction_number bigint default ((pg_current_xact_id())::text)::bigint not null,
  phase entry_phase not null,
  settles bigint,
  reverses bigint,
  cause_kind entry_reference not null,
  cause_id entry_reference not null,
  idempotency_key entry_reference not null,
  input_hash entry_hash not null,
  note entry_note,
  constraint an_entry_names_what_it_ends_or_reverses CHECK (((((phase)::text = ANY (ARRAY['settled'::text, 'voided'::text])) = (settles IS NOT NULL)) AND (((kind)::text = 'reversal'::text) = (reverses IS NOT NULL)))),
  constraint entries_reverses_fkey FOREIGN KEY (reverses) REFERENCES entries(id),
  constraint entries_settles_fkey FOREIGN KEY (settles) REFERENCES entries(id),
  constraint entries_pkey PRIMARY KEY (id),
  constraint an_entry_is_posted_once UNIQUE (idempotency_key)
);
CREATE UNIQUE INDEX a_pending_entry_is_settled_once ON public.entries USING btree (settles) WHERE (settles IS NOT NULL);
CREATE UNIQUE INDEX an_entry_is_reversed_once ON public.entries USING btree (reverses) WHERE (reverses IS NOT NULL);
alter table entries enable row level security;
alter table entries force row level security;
create policy entries_are_kept_by_their_owner on entries as permissive for all to payung_owner using (true) with check (true);
create policy entries_in_scope on entries as permissive for select to payung_app using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM transfers t
  WHERE (t.entry_id = entries.id))) OR (EXISTS ( SELECT
   FROM pending_transfers p
  WHERE (p.entry_id = entries.id)))));
comment on table entries is 'history, by payer: one event of money with all its transfers. Added only; a mistake is reversed by another entry.';
comment on column entries.effective_on is 'The day it counts for; recorded_at is when the database wrote it down.';
comment on column entries.transaction_number is 'Entries posted together share it; by it transfers are folded, also those that commit late.';
comment on column entries.phase is 'posted moves money at once; pending holds it, and one later entry either moves it (settled) or lets it go (voided).';
comment on column entries.idempotency_key is 'Names the wish: the same key with the same content is answered with the first entry.';
comment on column entries.input_hash is 'SHA-256 of the content, see entryHash.';
grant select on entries to payung_app;

create table finance_tasks (
  id uuid default gen_random_uuid() not null,
  kind text not null,
  partner text not null,
  amount bigint,
  because text not null,
  payment_service text,
  payment_key text,
  virtual_account_id uuid,
  qr_code_id uuid,
  bill_id uuid,
  state text not null,
  opened_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  decided_because text,
  entry_id bigint,
  organisation_id uuid,
  region_code bigint,
  constraint a_decision_has_maker_and_time CHECK ((((state = 'open'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
  constraint finance_tasks_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint))),
  constraint finance_tasks_because_check CHECK ((because ~ '^[a-z][a-z-]*$'::text)),
  constraint finance_tasks_decided_by_check CHECK ((decided_by ~ '^(user|api-key|system):.'::text)),
  constraint finance_tasks_kind_check CHECK ((kind = ANY (ARRAY['misplaced'::text, 'inconsistent'::text, 'unknown-outcome'::text, 'period-closed'::text]))),
  constraint finance_tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'placed'::text, 'refunded'::text, 'noted'::text]))),
  constraint misplaced_money_has_an_amount CHECK (((kind <> 'misplaced'::text) OR (amount IS NOT NULL))),
  constraint moved_money_has_its_entry CHECK (((state = ANY (ARRAY['placed'::text, 'refunded'::text])) = (entry_id IS NOT NULL))),
  constraint finance_tasks_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint finance_tasks_pkey PRIMARY KEY (id),
  constraint one_task_per_reason UNIQUE NULLS NOT DISTINCT (kind, partner, payment_service, payment_key, because, virtual_account_id, qr_code_id)
);
CREATE INDEX finance_tasks_open ON public.finance_tasks USING btree (opened_at) WHERE (state = 'open'::text);
alter table finance_tasks enable row level security;
alter table finance_tasks force row level security;
create policy finance_tasks_in_scope on finance_tasks as permissive for all to public using (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id)) with check (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id));
comment on table finance_tasks is 'by payer: money in suspense and contradictions of banks, each until a person has decided.';
comment on column finance_tasks.region_code is 'Whose offices may see it; null is seen with the whole country.';
grant insert, select on finance_tasks to payung_app;
grant update (state) on finance_tasks to payung_app;
grant update (decided_at) on finance_tasks to payung_app;
grant update (decided_by) on finance_tasks to payung_app;
grant update (decided_because) on finance_tasks to payung_app;
grant update (entry_id) on finance_tasks to payung_app;

create table gift_draws (
  gift_id uuid not null,
  round integer not null,
  region_code bigint not null,
  months daterange not null,
  wanted integer not null,
  taken integer not null,
  drawn_at timestamp with time zone default clock_timestamp() not null,
  constraint gift_draws_check CHECK (((taken >= 0) AND (taken <= wanted))),
  constraint gift_draws_round_check CHECK ((round > 0)),
  constraint gift_draws_wanted_check CHECK ((wanted > 0)),
  constraint gift_draws_gift_id_fkey FOREIGN KEY (gift_id) REFERENCES gifts(id),
  constraint gift_draws_pkey PRIMARY KEY (gift_id, round)
);
alter table gift_draws enable row level security;
alter table gift_draws force row level security;
create policy gift_draws_of_gifts_in_scope on gift_draws as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (gift_id IN ( SELECT g.id
   FROM gifts g))));
comment on table gift_draws is 'history: each draw of a gift, in which region, for which months, and how many it found.';
grant insert, select on gift_draws to payung_app;

create table gift_neighbours (
  gift_id uuid not null,
  sealed bytea not null,
  nik_index bytea not null,
  region_code bigint not null,
  consent_version text not null,
  consent_hash bytea not null,
  consented_at timestamp with time zone not null,
  remind_on date not null,
  state text default 'waiting'::text not null,
  because text,
  person_id bigint,
  handed_over_at timestamp with time zone,
  constraint a_check_has_its_reason CHECK (((state = 'checking'::text) = (because IS NOT NULL))),
  constraint gift_neighbours_consent_hash_check CHECK ((octet_length(consent_hash) = 32)),
  constraint gift_neighbours_consent_version_check CHECK ((consent_version ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text)),
  constraint gift_neighbours_nik_index_check CHECK ((octet_length(nik_index) = 32)),
  constraint gift_neighbours_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint gift_neighbours_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'placed'::text, 'checking'::text]))),
  constraint who_is_placed_is_somebody CHECK (((state <> 'placed'::text) OR (person_id IS NOT NULL))),
  constraint gift_neighbours_gift_id_fkey FOREIGN KEY (gift_id) REFERENCES gifts(id),
  constraint gift_neighbours_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint gift_neighbours_pkey PRIMARY KEY (gift_id)
);
alter table gift_neighbours enable row level security;
alter table gift_neighbours force row level security;
create policy gift_neighbours_are_read_for_new_keys on gift_neighbours as permissive for select to payung_owner using (true);
create policy gift_neighbours_are_written_for_new_keys on gift_neighbours as permissive for update to payung_owner using (true);
create policy gift_neighbours_of_gifts_in_scope on gift_neighbours as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (gift_id IN ( SELECT g.id
   FROM gifts g))));
comment on table gift_neighbours is 'by payer: somebody whom an employee pays for (SERTAKAN), as he wrote him down, with the consent.';
comment on column gift_neighbours.sealed is 'encrypted: name, NIK, birth date and job as they were written, as one JSON object.';
comment on column gift_neighbours.nik_index is 'Blind index of the NIK; read only when the gift is paid.';
comment on column gift_neighbours.consent_hash is 'SHA-256 of the text that was read to the neighbour.';
comment on column gift_neighbours.handed_over_at is 'From here on the worker pays for himself.';
grant insert, select on gift_neighbours to payung_app;
grant update (state) on gift_neighbours to payung_app;
grant update (because) on gift_neighbours to payung_app;
grant update (person_id) on gift_neighbours to payung_app;
grant update (handed_over_at) on gift_neighbours to payung_app;

create table gift_people (
  gift_id uuid not null,
  person_id bigint not null,
  constraint gift_people_gift_id_fkey FOREIGN KEY (gift_id) REFERENCES gifts(id),
  constraint gift_people_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint gift_people_pkey PRIMARY KEY (gift_id, person_id)
);
alter table gift_people enable row level security;
alter table gift_people force row level security;
create policy gift_people_of_gifts_in_scope on gift_people as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (gift_id IN ( SELECT g.id
   FROM gifts g))));
comment on table gift_people is 'by payer: whom a gift names, when it names people.';
grant insert, select on gift_people to payung_app;

create table gift_shares (
  gift_id uuid not null,
  number integer not null,
  worker integer not null,
  person_id bigint not null,
  region_code bigint not null,
  initials text not null,
  month date not null,
  amount bigint not null,
  salt bytea not null,
  leaf bytea not null,
  constraint gift_shares_amount_check CHECK ((amount > 0)),
  constraint gift_shares_initials_check CHECK ((initials ~ '^[[:alpha:]?]{1,5}$'::text)),
  constraint gift_shares_leaf_check CHECK ((octet_length(leaf) = 32)),
  constraint gift_shares_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint gift_shares_number_check CHECK ((number > 0)),
  constraint gift_shares_salt_check CHECK ((octet_length(salt) = 16)),
  constraint gift_shares_worker_check CHECK ((worker > 0)),
  constraint gift_shares_gift_id_fkey FOREIGN KEY (gift_id) REFERENCES gifts(id),
  constraint gift_shares_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint gift_shares_pkey PRIMARY KEY (gift_id, number),
  constraint a_worker_month_is_given_once UNIQUE (gift_id, person_id, month)
);
CREATE INDEX gift_shares_by_person ON public.gift_shares USING btree (person_id);
alter table gift_shares enable row level security;
alter table gift_shares force row level security;
create policy gift_shares_of_gifts_in_scope on gift_shares as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (gift_id IN ( SELECT g.id
   FROM gifts g))));
comment on table gift_shares is 'history: what each rupiah of a gift became, one row for each month of a worker. Rows are added, never changed.';
comment on column gift_shares.leaf is 'SHA-256 of 00, the salt and the row as the statement writes it.';
grant insert, select on gift_shares to payung_app;

create table gifts (
  id uuid not null,
  code text not null,
  kind text not null,
  payer_id uuid not null,
  is_anonymous boolean not null,
  region_code bigint not null,
  organisation_id uuid,
  occupation_group text,
  people_count integer not null,
  months daterange not null,
  prices jsonb not null,
  total bigint not null,
  rest text not null,
  state text default 'promised'::text not null,
  request_key text not null,
  request_hash bytea not null,
  promised_at timestamp with time zone not null,
  last_day date not null,
  chain_position bigint,
  chain_hash bytea,
  seed bytea,
  seed_at timestamp with time zone,
  received bigint default 0 not null,
  shared bigint default 0 not null,
  returned bigint default 0 not null,
  share_count integer default 0 not null,
  root bytea,
  ended_at timestamp with time zone,
  ended_because text,
  constraint a_gift_that_has_ended_says_when CHECK (((state = ANY (ARRAY['allocated'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint a_seed_is_published_before_the_draw CHECK ((((state = ANY (ARRAY['promised'::text, 'cancelled'::text])) OR (seed IS NOT NULL)) AND (num_nonnulls(chain_position, chain_hash, seed, seed_at) = ANY (ARRAY[0, 4])))),
  constraint every_rupiah_of_a_gift_has_its_place CHECK (((state <> 'allocated'::text) OR (((shared + returned) = received) AND (root IS NOT NULL)))),
  constraint gift_months_are_whole CHECK (((NOT lower_inf(months)) AND (NOT upper_inf(months)) AND (NOT isempty(months)) AND (EXTRACT(day FROM lower(months)) = (1)::numeric) AND (EXTRACT(day FROM upper(months)) = (1)::numeric))),
  constraint gifts_chain_hash_check CHECK ((octet_length(chain_hash) = 32)),
  constraint gifts_chain_position_check CHECK ((chain_position >= 0)),
  constraint gifts_code_check CHECK ((code ~ '^[A-HJ-NP-Z2-9]{12}$'::text)),
  constraint gifts_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'named'::text, 'neighbour'::text]))),
  constraint gifts_people_count_check CHECK (((people_count >= 1) AND (people_count <= 1000000))),
  constraint gifts_prices_check CHECK ((jsonb_typeof(prices) = 'array'::text)),
  constraint gifts_received_check CHECK ((received >= 0)),
  constraint gifts_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint gifts_request_hash_check CHECK ((octet_length(request_hash) = 32)),
  constraint gifts_request_key_check CHECK (((length(request_key) >= 1) AND (length(request_key) <= 100))),
  constraint gifts_rest_check CHECK ((rest = ANY (ARRAY['next-months'::text, 'wider-region'::text, 'return'::text]))),
  constraint gifts_returned_check CHECK ((returned >= 0)),
  constraint gifts_root_check CHECK ((octet_length(root) = 32)),
  constraint gifts_seed_check CHECK ((octet_length(seed) = 32)),
  constraint gifts_share_count_check CHECK ((share_count >= 0)),
  constraint gifts_shared_check CHECK ((shared >= 0)),
  constraint gifts_state_check CHECK ((state = ANY (ARRAY['promised'::text, 'paid'::text, 'allocated'::text, 'cancelled'::text]))),
  constraint gifts_total_check CHECK (((total >= 1) AND (total <= '1000000000000000'::bigint))),
  constraint gifts_id_fkey FOREIGN KEY (id) REFERENCES rosters(id),
  constraint gifts_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint gifts_pkey PRIMARY KEY (id),
  constraint a_code_names_one_gift UNIQUE (code),
  constraint a_gift_is_asked_for_once_per_key UNIQUE NULLS NOT DISTINCT (organisation_id, request_key)
);
CREATE INDEX gifts_by_organisation ON public.gifts USING btree (organisation_id, promised_at) WHERE (organisation_id IS NOT NULL);
CREATE INDEX gifts_by_region ON public.gifts USING btree (region_code, promised_at);
CREATE INDEX gifts_to_work_on ON public.gifts USING btree (promised_at) WHERE (state = ANY (ARRAY['promised'::text, 'paid'::text]));
alter table gifts enable row level security;
alter table gifts force row level security;
create policy gifts_in_scope on gifts as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table gifts is 'by payer: months of protection that a donor gives; its number is that of its roster.';
comment on column gifts.code is 'Whoever has it sees the gift without signing in: 12 signs, 60 bits of chance.';
comment on column gifts.prices is '[{month, perPerson}] as the donor was told.';
comment on column gifts.rest is 'What becomes of money that finds nobody.';
comment on column gifts.request_key is 'Names the wish: asked for again with the same content it is answered with this gift.';
comment on column gifts.seed is 'SHA-256 of gift and end of the audit chain (src/modules/gifts/proof.ts); in force from seed_at.';
comment on column gifts.root is 'Merkle root over the leaves of its shares, RFC 6962.';
grant insert, select on gifts to payung_app;
grant update (state) on gifts to payung_app;
grant update (chain_position) on gifts to payung_app;
grant update (chain_hash) on gifts to payung_app;
grant update (seed) on gifts to payung_app;
grant update (seed_at) on gifts to payung_app;
grant update (received) on gifts to payung_app;
grant update (shared) on gifts to payung_app;
grant update (returned) on gifts to payung_app;
grant update (share_count) on gifts to payung_app;
grant update (root) on gifts to payung_app;
grant update (ended_at) on gifts to payung_app;
grant update (ended_because) on gifts to payung_app;

create table grant_ends (
  id uuid default gen_random_uuid() not null,
  grant_id uuid not null,
  ends_on date,
  ended_at timestamp with time zone not null,
  ended_by uuid,
  reason text not null,
  constraint grant_ends_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint grant_ends_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES users(id),
  constraint grant_ends_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants(id),
  constraint grant_ends_pkey PRIMARY KEY (id)
);
CREATE INDEX grant_ends_by_grant ON public.grant_ends USING btree (grant_id);
alter table grant_ends enable row level security;
alter table grant_ends force row level security;
create policy grant_ends_in_scope on grant_ends as permissive for all to public using ((EXISTS ( SELECT
   FROM grants g
  WHERE (g.id = grant_ends.grant_id))));
comment on table grant_ends is 'Grants ended before their day, and why. Rows are added, never changed.';
comment on column grant_ends.ends_on is 'First day on which the grant no longer holds; null when it ended at once.';
grant insert, select on grant_ends to payung_app;

create table grants (
  id uuid default gen_random_uuid() not null,
  user_id uuid not null,
  role text not null,
  region_code bigint not null,
  valid_from date not null,
  valid_to date,
  reason text not null,
  granted_by uuid,
  granted_at timestamp with time zone not null,
  delegated_from uuid,
  constraint delegation_has_an_end CHECK (((delegated_from IS NULL) OR (valid_to IS NOT NULL))),
  constraint grant_ends_after_it_begins CHECK ((valid_to > valid_from)),
  constraint grants_reason_check CHECK ((btrim(reason) <> ''::text)),
  constraint grants_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint grants_delegated_from_fkey FOREIGN KEY (delegated_from) REFERENCES grants(id),
  constraint grants_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES users(id),
  constraint grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint grants_pkey PRIMARY KEY (id)
);
CREATE INDEX grants_by_user ON public.grants USING btree (user_id, valid_from);
alter table grants enable row level security;
alter table grants force row level security;
create policy grants_in_scope on grants as permissive for all to public using ((EXISTS ( SELECT
   FROM users u
  WHERE (u.id = grants.user_id)))) with check ((EXISTS ( SELECT
   FROM users u
  WHERE ((u.id = grants.user_id) AND scope_reaches(grants.region_code, u.organisation_id)))));
comment on table grants is 'Which role a user holds, where, and from which to which day. Rows are added, never changed; an earlier end is a row in grant_ends.';
comment on column grants.valid_to is 'First day on which it no longer holds; null without an end.';
grant insert, select on grants to payung_app;

create table identities (
  value_index bytea not null,
  kind text not null,
  person_id bigint not null,
  import_id uuid,
  recorded_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  constraint an_end_has_its_reason CHECK (((ended_at IS NULL) = (ended_because IS NULL))),
  constraint identities_kind_check CHECK ((kind = ANY (ARRAY['NIK'::text, 'PASSPORT'::text]))),
  constraint identities_value_index_check CHECK ((length(value_index) = 32))
);
CREATE INDEX identities_by_person ON public.identities USING btree (person_id);
CREATE INDEX identities_corrected ON public.identities USING btree (value_index) WHERE (ended_because = 'corrected'::text);
CREATE UNIQUE INDEX one_person_per_identity ON public.identities USING btree (value_index) WHERE (ended_at IS NULL);
alter table identities enable row level security;
alter table identities force row level security;
create policy identities_at_the_gate on identities as permissive for all to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
comment on table identities is 'by identity: who a NIK or passport belongs to, by blind index. A corrected number ends its row and begins another.';
grant delete, insert, select, update on identities to payung_app;

create table identity_conflicts (
  person_id bigint not null,
  other_person_id bigint not null,
  request_id uuid not null,
  found_at timestamp with time zone not null,
  constraint nobody_conflicts_with_himself CHECK ((person_id <> other_person_id)),
  constraint identity_conflicts_pkey PRIMARY KEY (person_id, other_person_id)
);
alter table identity_conflicts enable row level security;
alter table identity_conflicts force row level security;
create policy identity_conflicts_are_written_by_matching on identity_conflicts as permissive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy identity_conflicts_for_who_sees_both on identity_conflicts as permissive for select to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((EXISTS ( SELECT
   FROM people p
  WHERE (p.id = identity_conflicts.person_id))) AND (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = identity_conflicts.other_person_id))))));
comment on table identity_conflicts is 'by person: a number asked for one person that is another''s already. Perhaps the two are one: a task for whoever sees both.';
grant insert, select on identity_conflicts to payung_app;

create table import_chunks (
  import_id uuid not null,
  first_row integer not null,
  last_row integer not null,
  row_count integer not null,
  known_rows int4multirange not null,
  committed_at timestamp with time zone default clock_timestamp() not null,
  constraint a_chunk_ends_after_it_begins CHECK ((last_row >= first_row)),
  constraint import_chunks_first_row_check CHECK ((first_row > 0)),
  constraint import_chunks_row_count_check CHECK ((row_count > 0)),
  constraint import_chunks_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_chunks_pkey PRIMARY KEY (import_id, first_row)
);
alter table import_chunks enable row level security;
alter table import_chunks force row level security;
create policy import_chunks_in_scope on import_chunks as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_chunks.import_id))));
comment on table import_chunks is 'by import: how far a run came, one row for each commit.';
comment on column import_chunks.known_rows is 'Rows that told nothing new. They are not in import_rows: a list handed in again would fill it.';
grant insert, select on import_chunks to payung_app;

create table import_mappings (
  organisation_id uuid not null,
  header_key bytea not null,
  mapping jsonb not null,
  used_at timestamp with time zone not null,
  constraint import_mappings_header_key_check CHECK ((length(header_key) = 32)),
  constraint import_mappings_pkey PRIMARY KEY (organisation_id, header_key)
);
alter table import_mappings enable row level security;
alter table import_mappings force row level security;
create policy import_mappings_of_ones_organisation on import_mappings as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table import_mappings is 'by organisation: which column meant what in a file with these headings, to be proposed the next time.';
grant insert, select, update on import_mappings to payung_app;

create table import_preparations (
  import_id uuid not null,
  stage text not null,
  sheet text,
  choices jsonb default '{}'::jsonb not null,
  pieces jsonb default '[]'::jsonb not null,
  tally jsonb,
  left_out integer default 0 not null,
  previewed_at timestamp with time zone,
  doer jsonb,
  trouble jsonb,
  changed_at timestamp with time zone not null,
  constraint import_preparations_stage_check CHECK ((stage = ANY (ARRAY['arriving'::text, 'received'::text, 'previewing'::text, 'previewed'::text, 'confirmed'::text]))),
  constraint import_preparations_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_preparations_pkey PRIMARY KEY (import_id)
);
alter table import_preparations enable row level security;
alter table import_preparations force row level security;
create policy import_preparations_in_scope on import_preparations as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_preparations.import_id))));
comment on table import_preparations is 'by import: how far a list is that somebody handed in and has not yet confirmed, and as whom it runs then.';
comment on column import_preparations.choices is 'column, counted from 0 → field or set-aside: what a person answered.';
comment on column import_preparations.pieces is 'Pieces of a file that is still on its way: [{first, count, name}].';
comment on column import_preparations.tally is 'What the preview came to; null while there is none, or since a repair changed it.';
comment on column import_preparations.left_out is 'Rows that the user took out of the list.';
comment on column import_preparations.doer is 'Who confirmed it, with the role held then: a run that was cut off goes on in his scope.';
comment on column import_preparations.trouble is 'The refusal that ended it: {code, details}.';
grant insert, select, update on import_preparations to payung_app;

create table import_preview_rows (
  import_id uuid not null,
  row_number integer not null,
  gravity smallint not null,
  fate text not null,
  outcomes jsonb not null,
  sealed bytea,
  preview_key text generated always as (((import_id || '.'::text) || row_number)) stored not null,
  constraint import_preview_rows_fate_check CHECK ((fate = ANY (ARRAY['accepted'::text, 'refused'::text, 'held'::text, 'duplicate'::text]))),
  constraint import_preview_rows_gravity_check CHECK (((gravity >= 0) AND (gravity <= 3))),
  constraint import_preview_rows_row_number_check CHECK ((row_number > 0)),
  constraint import_preview_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_preview_rows_pkey PRIMARY KEY (import_id, row_number)
);
CREATE UNIQUE INDEX import_preview_rows_by_key ON public.import_preview_rows USING btree (preview_key, import_id);
CREATE INDEX import_preview_rows_gravest_first ON public.import_preview_rows USING btree (import_id, gravity, row_number);
alter table import_preview_rows enable row level security;
alter table import_preview_rows force row level security;
create policy import_preview_rows_are_read_for_new_keys on import_preview_rows as permissive for select to payung_owner using (true);
create policy import_preview_rows_are_written_for_new_keys on import_preview_rows as permissive for update to payung_owner using (true);
create policy import_preview_rows_in_scope on import_preview_rows as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_preview_rows.import_id))));
comment on table import_preview_rows is 'by import: rows a preview has something to say about, until the list is confirmed or given up.';
comment on column import_preview_rows.outcomes is '[{code, field, …}]: no value of the row itself, which stands in the sealed file only.';
comment on column import_preview_rows.sealed is 'encrypted: name and cells of the row as a page may show them; null: they stand in the file only.';
grant delete, insert, select, update on import_preview_rows to payung_app;

create table import_repairs (
  import_id uuid not null,
  row_number integer not null,
  field text not null,
  sealed bytea,
  repair_key text generated always as (((((import_id || '.'::text) || row_number) || '.'::text) || field)) stored not null,
  recorded_at timestamp with time zone not null,
  constraint import_repairs_field_check CHECK ((length(field) <= 40)),
  constraint import_repairs_row_number_check CHECK ((row_number >= 0)),
  constraint only_a_row_is_left_out CHECK (((sealed IS NULL) = (field = ''::text))),
  constraint import_repairs_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_repairs_pkey PRIMARY KEY (import_id, row_number, field)
);
CREATE UNIQUE INDEX import_repairs_by_key ON public.import_repairs USING btree (repair_key, import_id);
alter table import_repairs enable row level security;
alter table import_repairs force row level security;
create policy import_repairs_are_read_for_new_keys on import_repairs as permissive for select to payung_owner using (true);
create policy import_repairs_are_written_for_new_keys on import_repairs as permissive for update to payung_owner using (true);
create policy import_repairs_in_scope on import_repairs as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_repairs.import_id))));
comment on table import_repairs is 'by import: what was mended in place. The user''s own file stays as it was.';
comment on column import_repairs.row_number is '0: every row of the list.';
comment on column import_repairs.field is 'Empty: the row is left out.';
comment on column import_repairs.sealed is 'encrypted: what stands in the field instead.';
grant delete, insert, select, update on import_repairs to payung_app;

create table import_rows (
  import_id uuid not null,
  row_number integer not null,
  fate text not null,
  outcomes jsonb not null,
  person_id bigint,
  value_index bytea,
  constraint import_rows_fate_check CHECK ((fate = ANY (ARRAY['accepted'::text, 'refused'::text, 'held'::text, 'duplicate'::text]))),
  constraint import_rows_row_number_check CHECK ((row_number > 0)),
  constraint import_rows_import_id_fkey FOREIGN KEY (import_id) REFERENCES imports(id),
  constraint import_rows_pkey PRIMARY KEY (import_id, row_number)
);
CREATE INDEX import_rows_held_by_identity ON public.import_rows USING btree (import_id, value_index) WHERE (value_index IS NOT NULL);
alter table import_rows enable row level security;
alter table import_rows force row level security;
create policy import_rows_in_scope on import_rows as permissive for all to public using ((EXISTS ( SELECT
   FROM imports i
  WHERE (i.id = import_rows.import_id))));
comment on table import_rows is 'by import: rows there is something to say about. A row that is neither here nor among the known rows of its chunk was accepted without a word.';
comment on column import_rows.outcomes is '[{code, field, …}]: no value of the row itself, which stands in the sealed file only.';
comment on column import_rows.value_index is 'Of a NIK that this list gives to two people: no later row of it may have it either.';
grant insert, select, update on import_rows to payung_app;

create table imports (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid,
  user_id uuid,
  purpose text not null,
  region_code bigint not null,
  file_name text not null,
  file_sha256 bytea not null,
  byte_count bigint not null,
  sealed_key bytea,
  mapping jsonb default '{}'::jsonb not null,
  reading jsonb default '{}'::jsonb not null,
  state text not null,
  rows_read integer default 0 not null,
  accepted integer default 0 not null,
  refused integer default 0 not null,
  held integer default 0 not null,
  duplicates integer default 0 not null,
  outcomes jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  alive_at timestamp with time zone,
  finished_at timestamp with time zone,
  seconds double precision,
  undone_at timestamp with time zone,
  undone_because text,
  compared_at timestamp with time zone,
  file_removed_at timestamp with time zone,
  compared_to bigint default 0 not null,
  constraint a_file_that_is_gone_has_no_key CHECK (((file_removed_at IS NULL) OR (sealed_key IS NULL))),
  constraint an_undoing_has_its_reason CHECK (((undone_at IS NULL) = (undone_because IS NULL))),
  constraint every_row_is_accounted_for CHECK ((rows_read = (((accepted + refused) + held) + duplicates))),
  constraint imports_byte_count_check CHECK ((byte_count >= 0)),
  constraint imports_file_name_check CHECK ((length(file_name) <= 200)),
  constraint imports_file_sha256_check CHECK ((length(file_sha256) = 32)),
  constraint imports_purpose_check CHECK (((purpose <> ''::text) AND (length(purpose) <= 64))),
  constraint imports_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['stored'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'undone'::text, 'refused'::text]))),
  constraint imports_pkey PRIMARY KEY (id)
);
CREATE INDEX imports_by_file ON public.imports USING btree (file_sha256);
CREATE INDEX imports_by_organisation ON public.imports USING btree (organisation_id, created_at);
CREATE INDEX imports_not_compared ON public.imports USING btree (finished_at) WHERE ((state = 'done'::text) AND (compared_at IS NULL));
CREATE INDEX imports_with_file ON public.imports USING btree (created_at) WHERE (file_removed_at IS NULL);
alter table imports enable row level security;
alter table imports force row level security;
create policy imports_are_read_for_new_keys on imports as permissive for select to payung_owner using (true);
create policy imports_are_written_for_new_keys on imports as permissive for update to payung_owner using (true);
create policy imports_in_scope on imports as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation)) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last)))));
comment on table imports is 'by organisation: every list that was handed in, what became of its rows, and how far it is.';
comment on column imports.sealed_key is 'encrypted: key of the stored file; without it the file is noise.';
comment on column imports.rows_read is 'Rows whose fate is decided and committed; a run that was cut off goes on after them.';
comment on column imports.outcomes is 'code → rows it was said of.';
comment on column imports.alive_at is 'When the run last said that it is alive.';
comment on column imports.compared_at is 'When the people it brought were compared with the registry; a server does so for lists that have ended.';
comment on column imports.file_removed_at is 'When the stored file was deleted, long after the list had ended.';
comment on column imports.compared_to is 'The number of the last of its people that was compared with the registry; a search that was cut off goes on behind it.';
grant insert, select, update on imports to payung_app;

create table inbound_calls (
  id bigint generated always as identity not null,
  partner text not null,
  service text not null,
  received_at timestamp with time zone default clock_timestamp() not null,
  on_day date not null,
  external_id text not null,
  is_claimed boolean not null,
  response_code text not null,
  answer text not null,
  outcome text not null,
  payment_key text,
  is_retry boolean default false not null,
  amount bigint,
  body_hash bytea not null,
  virtual_account_id uuid,
  qr_code_id uuid,
  organisation_id uuid,
  region_code bigint,
  constraint inbound_calls_body_hash_check CHECK ((octet_length(body_hash) = 32)),
  constraint inbound_calls_external_id_check CHECK ((length(external_id) <= 36)),
  constraint inbound_calls_response_code_check CHECK ((response_code ~ '^[0-9]{7}$'::text)),
  constraint inbound_calls_service_check CHECK ((service = ANY (ARRAY['va-inquiry'::text, 'va-payment'::text, 'qr-notify'::text]))),
  constraint inbound_calls_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX a_partner_uses_an_external_id_once_a_day ON public.inbound_calls USING btree (partner, on_day, external_id) WHERE is_claimed;
CREATE INDEX inbound_calls_by_account ON public.inbound_calls USING btree (virtual_account_id, id) WHERE (virtual_account_id IS NOT NULL);
CREATE INDEX inbound_calls_by_time ON public.inbound_calls USING btree (received_at, id);
alter table inbound_calls enable row level security;
alter table inbound_calls force row level security;
create policy inbound_calls_are_written_by_the_program on inbound_calls as permissive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
create policy inbound_calls_in_scope on inbound_calls as permissive for select to public using (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id));
comment on table inbound_calls is 'history: every call a bank made and what it was answered. No name of a person; kept ten years (SNAP).';
comment on column inbound_calls.on_day is 'The civil day in Jakarta in which the X-EXTERNAL-ID counts.';
comment on column inbound_calls.is_claimed is 'False for a call that was not proven to be the partner''s: it uses up no X-EXTERNAL-ID.';
comment on column inbound_calls.outcome is 'Why it got that answer, in our own words; which part of a signature was wrong stands in no answer.';
comment on column inbound_calls.region_code is 'Whose offices may see it; null when it names nobody we know.';
grant insert, select on inbound_calls to payung_app;

create table inbound_payments (
  partner text not null,
  service text not null,
  payment_key text not null,
  business_hash bytea not null,
  amount bigint not null,
  paid_at timestamp with time zone not null,
  booked_at timestamp with time zone default clock_timestamp() not null,
  effective_on date not null,
  entry_id bigint not null,
  outcome text not null,
  response_code text not null,
  answer text not null,
  learnt_by text not null,
  reference_no text,
  virtual_account_id uuid,
  qr_code_id uuid,
  organisation_id uuid,
  region_code bigint,
  constraint inbound_payments_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint))),
  constraint inbound_payments_business_hash_check CHECK ((octet_length(business_hash) = 32)),
  constraint inbound_payments_learnt_by_check CHECK ((learnt_by = ANY (ARRAY['notice'::text, 'query'::text]))),
  constraint inbound_payments_outcome_check CHECK ((outcome = ANY (ARRAY['bill'::text, 'purse'::text, 'suspense'::text]))),
  constraint inbound_payments_payment_key_check CHECK (((length(payment_key) >= 1) AND (length(payment_key) <= 128))),
  constraint inbound_payments_reference_no_check CHECK ((length(reference_no) <= 64)),
  constraint inbound_payments_service_check CHECK ((service = ANY (ARRAY['va-payment'::text, 'qr-notify'::text]))),
  constraint inbound_payments_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint inbound_payments_qr_code_id_fkey FOREIGN KEY (qr_code_id) REFERENCES qr_codes(id) ON DELETE RESTRICT,
  constraint inbound_payments_virtual_account_id_fkey FOREIGN KEY (virtual_account_id) REFERENCES virtual_accounts(id) ON DELETE RESTRICT,
  constraint a_payment_is_booked_once PRIMARY KEY (partner, service, payment_key)
);
CREATE INDEX inbound_payments_by_account ON public.inbound_payments USING btree (virtual_account_id) WHERE (virtual_account_id IS NOT NULL);
CREATE INDEX inbound_payments_by_code ON public.inbound_payments USING btree (qr_code_id) WHERE (qr_code_id IS NOT NULL);
CREATE INDEX inbound_payments_by_time ON public.inbound_payments USING btree (booked_at);
alter table inbound_payments enable row level security;
alter table inbound_payments force row level security;
create policy inbound_payments_are_written_by_the_program on inbound_payments as permissive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
create policy inbound_payments_in_scope on inbound_payments as permissive for select to public using (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id));
comment on table inbound_payments is 'history: payments that were booked, each with the answer that every retry of it gets, byte for byte.';
comment on column inbound_payments.payment_key is 'paymentRequestId of a virtual account, originalReferenceNo of a QR code.';
comment on column inbound_payments.business_hash is 'SHA-256 of who was paid and how much: the same payment told again has the same.';
comment on column inbound_payments.learnt_by is 'query: the bank did not tell us, we asked after a doubt.';
grant insert, select on inbound_payments to payung_app;

create table job_schedules (
  name text not null,
  slot timestamp with time zone not null,
  constraint job_schedules_pkey PRIMARY KEY (name)
);
alter table job_schedules enable row level security;
alter table job_schedules force row level security;
create policy job_schedules_are_kept_by_their_owner on job_schedules as permissive for all to payung_owner using (true) with check (true);
comment on table job_schedules is 'local: the last turn of each recurring job that was begun.';
grant select on job_schedules to payung_app;

create table jobs (
  id bigint generated always as identity not null,
  name text not null,
  key text,
  payload jsonb not null,
  state text default 'waiting'::text not null,
  run_at timestamp with time zone not null,
  attempts integer default 0 not null,
  worker integer,
  started_at timestamp with time zone,
  last_failure text,
  added_at timestamp with time zone default clock_timestamp() not null,
  constraint a_job_holds_no_identity_number CHECK ((concat_ws(' '::text, key, (payload)::text, last_failure) !~ '(^|[^0-9])[0-9]{16}([^0-9]|$)'::text)),
  constraint a_job_is_told_little CHECK (((jsonb_typeof(payload) = 'object'::text) AND (octet_length((payload)::text) <= 8192))),
  constraint a_running_job_has_its_worker CHECK (((state = 'running'::text) = (worker IS NOT NULL))),
  constraint jobs_attempts_check CHECK ((attempts >= 0)),
  constraint jobs_key_check CHECK (((length(key) >= 1) AND (length(key) <= 200))),
  constraint jobs_last_failure_check CHECK ((length(last_failure) <= 200)),
  constraint jobs_name_check CHECK (((name ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'::text) AND (length(name) <= 64))),
  constraint jobs_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'given-up'::text]))),
  constraint jobs_pkey PRIMARY KEY (id)
);
CREATE INDEX jobs_due ON public.jobs USING btree (run_at, id) WHERE (state = 'waiting'::text);
CREATE INDEX jobs_running ON public.jobs USING btree (id) WHERE (state = 'running'::text);
CREATE UNIQUE INDEX one_waiting_job_per_key ON public.jobs USING btree (name, key) WHERE (state = 'waiting'::text);
alter table jobs enable row level security;
alter table jobs force row level security;
create policy jobs_are_counted_by_the_system on jobs as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
create policy jobs_are_kept_by_their_owner on jobs as permissive for all to payung_owner using (true) with check (true);
comment on table jobs is 'local: work that waits, runs or was given up; what is done is gone. Written by the functions beside it only.';
comment on column jobs.key is 'Of jobs with one name and key at most one waits.';
comment on column jobs.worker is 'The number of the worker that has it; it holds the advisory lock (7298642, number) for as long as it lives.';
comment on column jobs.last_failure is 'The kind of the last error, never its text, which could hold a value of a person.';
grant select (id) on jobs to payung_app;
grant select (name) on jobs to payung_app;
grant select (state) on jobs to payung_app;
grant select (run_at) on jobs to payung_app;
grant select (attempts) on jobs to payung_app;
grant select (started_at) on jobs to payung_app;
grant select (last_failure) on jobs to payung_app;
grant select (added_at) on jobs to payung_app;

create table key_marks (
  name text not null,
  version integer not null,
  mark bytea not null,
  added_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone,
  constraint key_marks_mark_check CHECK ((octet_length(mark) = 32)),
  constraint key_marks_name_check CHECK ((name = ANY (ARRAY['field'::text, 'index'::text, 'token'::text]))),
  constraint key_marks_version_check CHECK (((version >= 1) AND (version <= 65535))),
  constraint key_marks_pkey PRIMARY KEY (name, version)
);
comment on table key_marks is 'Which versions of the keys this database uses. The keys themselves are outside the database.';
comment on column key_marks.mark is 'HMAC-SHA-256 of a fixed text with that key: tells whether it is the same key and nothing about it.';

create table ledger_closings (
  month date not null,
  last_day date generated always as ((((month + '1 mon'::interval))::date - 1)) stored not null,
  closed_by uuid,
  closed_at timestamp with time zone default clock_timestamp() not null,
  constraint ledger_closings_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint ledger_closings_pkey PRIMARY KEY (month),
  constraint ledger_closings_last_day_key UNIQUE (last_day)
);
alter table ledger_closings enable row level security;
alter table ledger_closings force row level security;
create policy ledger_closings_are_kept_by_their_owner on ledger_closings as permissive for all to payung_owner using (true) with check (true);
create policy ledger_closings_are_seen_by_whoever_has_a_scope on ledger_closings as permissive for select to payung_app using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (( SELECT scope_organisation() AS scope_organisation) IS NOT NULL)));
comment on table ledger_closings is 'history, reference: a closed month and all before it take no more entries.';
comment on column ledger_closings.closed_by is 'The user; null when the command line of the installation did it.';
grant select on ledger_closings to payung_app;

create table migrations (
  number integer not null,
  name text not null,
  checksum text not null,
  status text not null,
  started_at timestamp with time zone default now() not null,
  applied_at timestamp with time zone,
  failure text,
  constraint applied_has_its_instant CHECK (((status = 'applied'::text) = (applied_at IS NOT NULL))),
  constraint migrations_status_check CHECK ((status = ANY (ARRAY['running'::text, 'failed'::text, 'applied'::text]))),
  constraint migrations_pkey PRIMARY KEY (number)
);
comment on table migrations is 'Which files of db/migrations this database has; written by src/platform/migrate.ts.';
grant select on migrations to payung_app;

create table organisations (
  id uuid default gen_random_uuid() not null,
  kind text not null,
  name text not null,
  region_code bigint not null,
  created_at timestamp with time zone not null,
  closed_on date,
  constraint organisations_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 200)))),
  constraint organisations_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint organisations_pkey PRIMARY KEY (id),
  constraint one_organisation_per_name_and_place UNIQUE (kind, region_code, name)
);
CREATE INDEX organisations_by_region ON public.organisations USING btree (region_code);
alter table organisations enable row level security;
alter table organisations force row level security;
create policy organisations_in_scope on organisations as permissive for all to public using ((scope_reaches(region_code, id) OR (scope_gate() = 'sign-in'::text))) with check (scope_reaches(region_code, NULL::uuid));
comment on table organisations is 'Every office, company or donor that has users. Closed, never deleted.';
comment on column organisations.region_code is 'Where it works; 0 for the whole country.';
grant insert, select on organisations to payung_app;
grant update (name) on organisations to payung_app;
grant update (closed_on) on organisations to payung_app;

create table outbound_calls (
  id uuid default gen_random_uuid() not null,
  partner text not null,
  service text not null,
  virtual_account_id uuid,
  qr_code_id uuid,
  state text not null,
  attempt_count integer not null,
  response_code text,
  trouble text,
  sent_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  next_try_at timestamp with time zone,
  organisation_id uuid,
  region_code bigint not null,
  constraint a_call_is_about_one_thing CHECK ((num_nonnulls(virtual_account_id, qr_code_id) = 1)),
  constraint outbound_calls_attempt_count_check CHECK ((attempt_count >= 1)),
  constraint outbound_calls_service_check CHECK ((service = ANY (ARRAY['va-create'::text, 'va-delete'::text, 'qr-generate'::text]))),
  constraint outbound_calls_state_check CHECK ((state = ANY (ARRAY['sent'::text, 'unknown'::text, 'answered'::text, 'refused'::text, 'gave-up'::text]))),
  constraint what_is_undecided_is_tried_again CHECK (((state = ANY (ARRAY['sent'::text, 'unknown'::text])) = (next_try_at IS NOT NULL))),
  constraint outbound_calls_qr_code_id_fkey FOREIGN KEY (qr_code_id) REFERENCES qr_codes(id) ON DELETE RESTRICT,
  constraint outbound_calls_virtual_account_id_fkey FOREIGN KEY (virtual_account_id) REFERENCES virtual_accounts(id) ON DELETE RESTRICT,
  constraint outbound_calls_pkey PRIMARY KEY (id)
);
CREATE INDEX outbound_calls_by_account ON public.outbound_calls USING btree (virtual_account_id) WHERE (virtual_account_id IS NOT NULL);
CREATE INDEX outbound_calls_by_code ON public.outbound_calls USING btree (qr_code_id) WHERE (qr_code_id IS NOT NULL);
CREATE INDEX outbound_calls_to_try ON public.outbound_calls USING btree (next_try_at) WHERE (next_try_at IS NOT NULL);
alter table outbound_calls enable row level security;
alter table outbound_calls force row level security;
create policy outbound_calls_in_scope on outbound_calls as permissive for all to public using (scope_reaches(region_code, organisation_id)) with check (scope_reaches(region_code, organisation_id));
comment on table outbound_calls is 'by payer: what we asked a bank to do. Without a clear answer it is unknown until a query decides.';
comment on column outbound_calls.trouble is 'Why there is no clear answer: timeout, connection, certificate, not-json…';
grant insert, select on outbound_calls to payung_app;
grant update (state) on outbound_calls to payung_app;
grant update (attempt_count) on outbound_calls to payung_app;
grant update (response_code) on outbound_calls to payung_app;
grant update (trouble) on outbound_calls to payung_app;
grant update (settled_at) on outbound_calls to payung_app;
grant update (next_try_at) on outbound_calls to payung_app;

create table outbox (
  id bigint generated always as identity not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamp with time zone default clock_timestamp() not null,
  attempt_count integer default 0 not null,
  next_try_at timestamp with time zone default clock_timestamp() not null,
  sent_at timestamp with time zone,
  constraint outbox_payload_check CHECK (((jsonb_typeof(payload) = 'object'::text) AND (octet_length((payload)::text) <= 2000))),
  constraint outbox_topic_check CHECK ((topic ~ '^[a-z][a-z-]*$'::text)),
  constraint outbox_pkey PRIMARY KEY (id)
);
CREATE INDEX outbox_to_send ON public.outbox USING btree (next_try_at, id) WHERE (sent_at IS NULL);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy outbox_is_marked_by_the_program on outbox as permissive for update to public using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
create policy outbox_is_sent_by_the_program on outbox as permissive for select to public using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
create policy outbox_is_written_by_whoever_acts on outbox as permissive for insert to public with check (true);
comment on table outbox is 'local: effects written in the transaction that causes them and sent at least once afterwards; ids only.';
grant insert, select on outbox to payung_app;
grant update (attempt_count) on outbox to payung_app;
grant update (next_try_at) on outbox to payung_app;
grant update (sent_at) on outbox to payung_app;

create table paid_lines (
  bill_id uuid not null,
  lines int4range not null,
  amount bigint not null,
  entry_id bigint not null,
  account_path text not null,
  paid_on date not null,
  constraint paid_lines_amount_check CHECK ((amount > 0)),
  constraint paid_lines_are_some CHECK (((NOT isempty(lines)) AND (lower(lines) > 0) AND (NOT upper_inf(lines)))),
  constraint paid_lines_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id),
  constraint paid_lines_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id),
  constraint a_line_is_paid_once EXCLUDE USING gist (bill_id WITH =, lines WITH &&)
);
CREATE INDEX paid_lines_by_entry ON public.paid_lines USING btree (entry_id);
CREATE TRIGGER arrears_end_with_payment AFTER INSERT ON public.paid_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_bills_of_late_lines();
alter table paid_lines enable row level security;
alter table paid_lines force row level security;
create policy paid_lines_are_read_by_their_owner on paid_lines as permissive for select to payung_owner using (true);
create policy paid_lines_of_bills_in_scope on paid_lines as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM bills b
  WHERE (b.id = paid_lines.bill_id)))));
comment on table paid_lines is 'history: which lines of a bill an entry paid, and from which purse.';
grant insert, select on paid_lines to payung_app;

create table passkeys (
  credential_id bytea not null,
  user_id uuid not null,
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  constraint passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint passkeys_pkey PRIMARY KEY (credential_id)
);
CREATE INDEX passkeys_by_user ON public.passkeys USING btree (user_id);
alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy passkeys_of_oneself on passkeys as permissive for all to public using ((scope_is_self(user_id) OR (scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text]))));
comment on table passkeys is 'Passkeys of users. Public keys only.';
grant delete, insert, select on passkeys to payung_app;
grant update (sign_count) on passkeys to payung_app;
grant update (name) on passkeys to payung_app;
grant update (last_used_at) on passkeys to payung_app;

create table payers (
  id uuid default gen_random_uuid() not null,
  kind text not null,
  name text not null,
  organisation_id uuid,
  employer_id uuid,
  person_id bigint,
  region_code bigint not null,
  recorded_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint payers_kind_check CHECK ((kind = ANY (ARRAY['self'::text, 'csr'::text, 'donor'::text, 'employee'::text, 'zakat'::text, 'apbd-province'::text, 'apbd-regency'::text, 'apbdes'::text, 'dbh-sawit'::text, 'apbn'::text, 'employer'::text, 'agency'::text]))),
  constraint payers_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 255)))),
  constraint payers_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint payers_employer_id_fkey FOREIGN KEY (employer_id) REFERENCES employers(id),
  constraint payers_pkey PRIMARY KEY (id)
);
CREATE INDEX payers_by_employer ON public.payers USING btree (employer_id) WHERE (employer_id IS NOT NULL);
CREATE INDEX payers_by_organisation ON public.payers USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX payers_by_person ON public.payers USING btree (person_id) WHERE (person_id IS NOT NULL);
CREATE INDEX payers_by_region ON public.payers USING btree (region_code);
alter table payers enable row level security;
alter table payers force row level security;
create policy payers_are_read_for_their_accounts on payers as permissive for select to payung_owner using (true);
create policy payers_in_scope on payers as permissive for all to payung_app using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy public_payers_above_are_seen on payers as permissive for select to payung_app using (((kind = ANY (ARRAY['apbd-province'::text, 'apbd-regency'::text, 'apbdes'::text, 'dbh-sawit'::text, 'apbn'::text])) AND region_covers(region_code, ( SELECT scope_first() AS scope_first), ( SELECT scope_last() AS scope_last))));
comment on table payers is 'by payer: who pays contributions, for oneself or for others.';
comment on column payers.kind is 'The payer of src/rules/payers.ts, an employer, or an agency for its own workers.';
comment on column payers.organisation_id is 'Whose users see the payer wherever their region is; null for one without users.';
grant insert, select on payers to payung_app;
grant update (name) on payers to payung_app;
grant update (organisation_id) on payers to payung_app;
grant update (employer_id) on payers to payung_app;
grant update (person_id) on payers to payung_app;
grant update (closed_at) on payers to payung_app;

create table pending_transfers (
  entry_id bigint not null,
  line smallint not null,
  from_account bigint not null,
  to_account bigint not null,
  amount moved_rupiah not null,
  constraint pending_transfers_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id),
  constraint pending_transfers_from_account_fkey FOREIGN KEY (from_account) REFERENCES accounts(id),
  constraint pending_transfers_to_account_fkey FOREIGN KEY (to_account) REFERENCES accounts(id),
  constraint pending_transfers_pkey PRIMARY KEY (entry_id, line)
);
alter table pending_transfers enable row level security;
alter table pending_transfers force row level security;
create policy pending_transfers_are_kept_by_their_owner on pending_transfers as permissive for all to payung_owner using (true) with check (true);
create policy pending_transfers_in_scope on pending_transfers as permissive for select to payung_app using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM accounts a
  WHERE (a.id = ANY (ARRAY[pending_transfers.from_account, pending_transfers.to_account]))))));
comment on table pending_transfers is 'history, by payer: what a pending entry will move when it is settled.';
grant select on pending_transfers to payung_app;

create table people (
  id bigint not null,
  organisation_id uuid,
  import_id uuid,
  import_row integer,
  name text not null,
  name_keys text[] not null,
  sex text,
  born_on date,
  birth_place text,
  residence_region bigint not null,
  work_region bigint,
  address text,
  rt text,
  rw text,
  hamlet text,
  occupation text,
  occupation_second text,
  occupation_code text,
  work_location text,
  work_start text,
  work_end text,
  marital_status text,
  segment text not null,
  income bigint,
  groups text[] default '{}'::text[] not null,
  decile smallint,
  decile_source text,
  decile_on date,
  heir_relation text,
  living_status text,
  living_status_on date,
  phone_index bytea,
  kpj_index bytea,
  family_index bytea,
  sealed bytea not null,
  stated_mark bytea not null,
  recorded_at timestamp with time zone not null,
  merged_into bigint,
  constraint a_decile_has_its_source CHECK (((decile IS NULL) OR (decile_source IS NOT NULL))),
  constraint nobody_is_merged_into_himself CHECK ((merged_into <> id)),
  constraint people_decile_check CHECK (((decile >= 1) AND (decile <= 10))),
  constraint people_family_index_check CHECK ((length(family_index) = 32)),
  constraint people_import_row_check CHECK ((import_row > 0)),
  constraint people_income_check CHECK ((income >= 0)),
  constraint people_kpj_index_check CHECK ((length(kpj_index) = 32)),
  constraint people_living_status_check CHECK ((living_status = ANY (ARRAY['living'::text, 'deceased'::text, 'moved'::text, 'missing'::text]))),
  constraint people_marital_status_check CHECK ((marital_status = ANY (ARRAY['not-married'::text, 'married'::text, 'divorced'::text, 'widowed'::text]))),
  constraint people_name_check CHECK (((name <> ''::text) AND (length(name) <= 300))),
  constraint people_phone_index_check CHECK ((length(phone_index) = 32)),
  constraint people_residence_region_check CHECK (((residence_region >= 1100000000) AND (residence_region <= '9999999999'::bigint))),
  constraint people_segment_check CHECK ((segment = ANY (ARRAY['PU'::text, 'BPU'::text, 'JAKON'::text, 'PMI'::text]))),
  constraint people_sex_check CHECK ((sex = ANY (ARRAY['male'::text, 'female'::text]))),
  constraint people_stated_mark_check CHECK ((length(stated_mark) = 16)),
  constraint people_work_region_check CHECK (((work_region >= 1100000000) AND (work_region <= '9999999999'::bigint))),
  constraint people_pkey PRIMARY KEY (id)
);
CREATE INDEX people_by_birth_date ON public.people USING btree (born_on) WHERE (merged_into IS NULL);
CREATE INDEX people_by_family ON public.people USING btree (family_index) WHERE (family_index IS NOT NULL);
CREATE INDEX people_by_import ON public.people USING btree (import_id);
CREATE INDEX people_by_kpj ON public.people USING btree (kpj_index) WHERE (kpj_index IS NOT NULL);
CREATE INDEX people_by_name ON public.people USING gin (name_keys);
CREATE INDEX people_by_organisation ON public.people USING btree (organisation_id, id);
CREATE INDEX people_by_phone ON public.people USING btree (phone_index) WHERE (phone_index IS NOT NULL);
CREATE INDEX people_by_residence_and_second_sound ON public.people USING btree (residence_region, (name_keys[2])) WHERE (name_keys[2] IS NOT NULL);
CREATE INDEX people_by_residence_and_sound ON public.people USING btree (residence_region, (name_keys[1]));
CREATE INDEX people_by_sound_and_birth ON public.people USING btree ((name_keys[1]), (name_keys[2]), born_on) WHERE (merged_into IS NULL);
CREATE INDEX people_by_work_region ON public.people USING btree (work_region) WHERE (work_region IS NOT NULL);
CREATE INDEX people_merged ON public.people USING btree (merged_into) WHERE (merged_into IS NOT NULL);
CREATE TRIGGER a_merged_person_is_not_changed BEFORE UPDATE ON public.people FOR EACH ROW WHEN (((old.merged_into IS NOT NULL) AND (new.merged_into IS NOT NULL) AND (old.stated_mark <> new.stated_mark))) EXECUTE FUNCTION refuse_change_of_merged_person();
CREATE TRIGGER people_are_counted_where_they_are AFTER UPDATE ON public.people REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_moved_people();
alter table people enable row level security;
alter table people force row level security;
create policy people_are_changed_by_matching on people as permissive for update to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy people_are_read_for_new_keys on people as permissive for select to payung_owner using (true);
create policy people_are_taken_back_by_matching on people as permissive for delete to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy people_are_written_by_matching on people as permissive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy people_are_written_for_new_keys on people as permissive for update to payung_owner using (true);
create policy people_in_scope on people as permissive for select to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((residence_region >= ( SELECT scope_first() AS scope_first)) AND (residence_region <= ( SELECT scope_last() AS scope_last))) OR ((work_region >= ( SELECT scope_first() AS scope_first)) AND (work_region <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table people is 'by person: one row for each human being, as the organisation that keeps the row told of him.';
comment on column people.organisation_id is 'Who keeps the row; null when it came by the command line of the installation itself.';
comment on column people.import_row is 'The row of that list, as the user''s own program numbers it.';
comment on column people.name_keys is 'How the words of the name sound, for search and for finding duplicates (src/modules/people/matching).';
comment on column people.income is 'rupiah a month.';
comment on column people.living_status is 'Null: nobody has said.';
comment on column people.sealed is 'encrypted: NIK, phone, e-mail, KPJ, family card, mother, heir with phone, as one JSON object.';
comment on column people.stated_mark is 'keyed mark of the row as it was told: the same row again is known without opening it.';
comment on column people.merged_into is 'The row that stands for this one since a duplicate was found; null for everybody else.';
grant delete, insert, select, update on people to payung_app;

create table person_change_requests (
  id uuid default gen_random_uuid() not null,
  person_id bigint not null,
  organisation_id uuid,
  asked_by text not null,
  kind text not null,
  changes jsonb not null,
  sealed bytea,
  reason text not null,
  needs_approval boolean not null,
  state text not null,
  asked_at timestamp with time zone not null,
  decided_by text,
  decided_at timestamp with time zone,
  decided_because text,
  change_id bigint,
  constraint a_decision_has_its_maker_and_time CHECK ((((state = 'pending'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
  constraint nobody_decides_about_his_own_request CHECK (((NOT needs_approval) OR (state = ANY (ARRAY['pending'::text, 'withdrawn'::text])) OR (decided_by <> asked_by))),
  constraint only_what_is_applied_is_in_history CHECK (((state = 'applied'::text) = (change_id IS NOT NULL))),
  constraint person_change_requests_asked_by_check CHECK ((asked_by ~ '^(user|api-key|system):.'::text)),
  constraint person_change_requests_decided_by_check CHECK ((decided_by ~ '^(user|api-key|system):.'::text)),
  constraint person_change_requests_kind_check CHECK ((kind = ANY (ARRAY['details'::text, 'identity'::text, 'number'::text, 'life'::text, 'move'::text]))),
  constraint person_change_requests_reason_check CHECK ((reason <> ''::text)),
  constraint person_change_requests_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'applied'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint person_change_requests_pkey PRIMARY KEY (id)
);
CREATE INDEX person_change_requests_by_person ON public.person_change_requests USING btree (person_id, asked_at);
CREATE INDEX person_change_requests_pending ON public.person_change_requests USING btree (asked_at) WHERE (state = 'pending'::text);
alter table person_change_requests enable row level security;
alter table person_change_requests force row level security;
create policy person_change_requests_are_read_for_new_keys on person_change_requests as permissive for select to payung_owner using (true);
create policy person_change_requests_are_written_for_new_keys on person_change_requests as permissive for update to payung_owner using (true);
create policy person_change_requests_in_scope on person_change_requests as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation)) OR (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_change_requests.person_id)))));
comment on table person_change_requests is 'by person: changes asked for by hand, who asked, who decided, and why.';
comment on column person_change_requests.asked_by is 'user:id, api-key:id, or system: with the user of the operating system.';
comment on column person_change_requests.kind is 'The gravest thing it changes: number over identity over life over move over details.';
comment on column person_change_requests.changes is 'field → [before, after] as it may be shown: what is kept encrypted is masked.';
comment on column person_change_requests.sealed is 'encrypted: the encrypted fields before and after, as one JSON object; null when it changes none.';
comment on column person_change_requests.change_id is 'The entry of person_changes it became.';
grant insert, select, update on person_change_requests to payung_app;

create table person_changes (
  id bigint not null,
  person_id bigint not null,
  organisation_id uuid,
  import_id uuid,
  cause text not null,
  changes jsonb not null,
  row_before jsonb,
  sealed_before bytea,
  stated_mark_before bytea,
  changed_at timestamp with time zone not null,
  constraint person_changes_cause_check CHECK ((cause = ANY (ARRAY['import'::text, 'statement'::text, 'form'::text, 'request'::text, 'identity'::text, 'merge'::text, 'unmerge'::text, 'undo'::text, 'submission'::text]))),
  constraint person_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX person_changes_by_import ON public.person_changes USING btree (import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX person_changes_by_person ON public.person_changes USING btree (person_id, id);
alter table person_changes enable row level security;
alter table person_changes force row level security;
create policy person_changes_are_read_for_new_keys on person_changes as permissive for select to payung_owner using (true);
create policy person_changes_are_written_for_new_keys on person_changes as permissive for update to payung_owner using (true);
create policy person_changes_in_scope on person_changes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_changes.person_id)))));
comment on table person_changes is 'history by person: each change with what stood there before. Rows are added, never changed.';
comment on column person_changes.changes is 'field → [before, after]; an encrypted field only says that it changed.';
comment on column person_changes.row_before is 'The open columns as they were, to put them back when a list is taken back.';
comment on column person_changes.sealed_before is 'encrypted: what stood in `sealed` before.';
grant insert, select on person_changes to payung_app;

create table person_merges (
  id uuid default gen_random_uuid() not null,
  kept_id bigint not null,
  lost_id bigint not null,
  organisation_id uuid,
  user_id uuid,
  reason text not null,
  merged_at timestamp with time zone not null,
  change_ids bigint[] not null,
  moved_identities bytea[] not null,
  moved_statements uuid[] not null,
  made_statements uuid[] not null,
  statement_count integer not null,
  unmerged_at timestamp with time zone,
  unmerged_by uuid,
  unmerged_because text,
  unmerge_change_ids bigint[],
  constraint an_unmerging_has_its_reason CHECK (((unmerged_at IS NULL) = (unmerged_because IS NULL))),
  constraint person_merges_change_ids_check CHECK ((cardinality(change_ids) = 2)),
  constraint person_merges_reason_check CHECK ((reason <> ''::text)),
  constraint person_merges_statement_count_check CHECK ((statement_count >= 0)),
  constraint two_rows_are_merged CHECK ((kept_id <> lost_id)),
  constraint person_merges_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX one_merge_per_lost_person ON public.person_merges USING btree (lost_id) WHERE (unmerged_at IS NULL);
CREATE INDEX person_merges_by_kept_person ON public.person_merges USING btree (kept_id);
alter table person_merges enable row level security;
alter table person_merges force row level security;
create policy person_merges_are_ended_by_matching on person_merges as restrictive for update to public using ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy person_merges_are_written_by_matching on person_merges as restrictive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy person_merges_of_people_in_sight on person_merges as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_merges.kept_id))) AND (EXISTS ( SELECT
   FROM people p
  WHERE (p.id = person_merges.lost_id))))));
comment on table person_merges is 'by person (kept_id): which row stands for which, who said so, and what moved, so that it can be put back.';
comment on column person_merges.change_ids is 'The entries of person_changes that this merging made: of the kept row, then of the lost one.';
comment on column person_merges.moved_identities is 'Blind indexes that named the lost row and name the kept one since.';
comment on column person_merges.moved_statements is 'Organisations whose words about the lost row stand beside the kept one since.';
comment on column person_merges.made_statements is 'Organisations that kept the lost row themselves and read their own words beside the kept one since.';
comment on column person_merges.statement_count is 'Statements beside the kept row when the merging was done: one more since means that somebody built on it.';
grant insert, select on person_merges to payung_app;
grant update (unmerged_at) on person_merges to payung_app;
grant update (unmerged_by) on person_merges to payung_app;
grant update (unmerged_because) on person_merges to payung_app;
grant update (unmerge_change_ids) on person_merges to payung_app;

create table person_statements (
  person_id bigint not null,
  organisation_id uuid not null,
  import_id uuid,
  name text not null,
  name_keys text[] not null,
  residence_region bigint not null,
  stated jsonb not null,
  sealed bytea not null,
  stated_mark bytea not null,
  statement_key text generated always as (((person_id || '.'::text) || organisation_id)) stored not null,
  recorded_at timestamp with time zone not null,
  constraint person_statements_name_check CHECK (((name <> ''::text) AND (length(name) <= 300))),
  constraint person_statements_residence_region_check CHECK (((residence_region >= 1100000000) AND (residence_region <= '9999999999'::bigint))),
  constraint person_statements_stated_mark_check CHECK ((length(stated_mark) = 16)),
  constraint person_statements_pkey PRIMARY KEY (person_id, organisation_id)
);
CREATE INDEX person_statements_by_import ON public.person_statements USING btree (import_id);
CREATE UNIQUE INDEX person_statements_by_key ON public.person_statements USING btree (statement_key);
CREATE INDEX person_statements_by_name ON public.person_statements USING gin (name_keys);
CREATE INDEX person_statements_by_residence ON public.person_statements USING btree (residence_region);
alter table person_statements enable row level security;
alter table person_statements force row level security;
create policy person_statements_are_read_for_new_keys on person_statements as permissive for select to payung_owner using (true);
create policy person_statements_are_written_by_matching on person_statements as restrictive for insert to public with check ((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])));
create policy person_statements_are_written_for_new_keys on person_statements as permissive for update to payung_owner using (true);
create policy person_statements_in_scope on person_statements as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((residence_region >= ( SELECT scope_first() AS scope_first)) AND (residence_region <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table person_statements is 'by person: what an organisation says of somebody whose row another keeps. It reads this, not that.';
comment on column person_statements.stated is 'The columns of people that are not encrypted, as told.';
comment on column person_statements.sealed is 'encrypted: the same object as people.sealed, as told.';
grant delete, insert, select, update on person_statements to payung_app;

create table place_escalations (
  id bigint generated always as identity not null,
  programme_id uuid not null,
  region_code bigint not null,
  to_region bigint not null,
  unfilled integer not null,
  beyond integer not null,
  reason text not null,
  escalated_by text not null,
  escalated_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint place_escalations_beyond_check CHECK ((beyond >= 0)),
  constraint place_escalations_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint place_escalations_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint place_escalations_to_region_check CHECK (((to_region >= 1100000000) AND (to_region <= '9999999999'::bigint))),
  constraint place_escalations_unfilled_check CHECK ((unfilled >= 0)),
  constraint something_is_escalated CHECK (((unfilled + beyond) > 0)),
  constraint place_escalations_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint place_escalations_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX a_region_is_escalated_once ON public.place_escalations USING btree (programme_id, region_code) WHERE (ended_at IS NULL);
alter table place_escalations enable row level security;
alter table place_escalations force row level security;
create policy place_escalations_in_scope on place_escalations as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (programme_id IN ( SELECT g.id
   FROM programmes g
  WHERE (g.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))));
comment on table place_escalations is 'by region: places of a village that nobody fills, or people it has no place for, laid before the level above.';
comment on column place_escalations.ended_at is 'Since then another marking counts instead.';
grant insert, select on place_escalations to payung_app;
grant update (ended_at) on place_escalations to payung_app;

create table polling_stations (
  election_id uuid not null,
  region_code bigint not null,
  station_count integer not null,
  source text not null,
  set_at timestamp with time zone default clock_timestamp() not null,
  constraint polling_stations_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint polling_stations_source_check CHECK (((length(source) >= 1) AND (length(source) <= 300))),
  constraint polling_stations_station_count_check CHECK (((station_count >= 0) AND (station_count <= 2000))),
  constraint polling_stations_election_id_fkey FOREIGN KEY (election_id) REFERENCES elections(id),
  constraint polling_stations_pkey PRIMARY KEY (election_id, region_code)
);
CREATE INDEX polling_stations_by_region ON public.polling_stations USING btree (region_code);
alter table polling_stations enable row level security;
alter table polling_stations force row level security;
create policy polling_stations_in_scope on polling_stations as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (election_id IN ( SELECT e.id
   FROM elections e
  WHERE (e.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))));
comment on table polling_stations is 'by region: how many polling stations (TPS) a village has in an election.';
grant insert, select on polling_stations to payung_app;
grant update (station_count) on polling_stations to payung_app;
grant update (source) on polling_stations to payung_app;
grant update (set_at) on polling_stations to payung_app;

create table programme_quotas (
  programme_id uuid not null,
  region_code bigint not null,
  places integer not null,
  filled integer default 0 not null,
  set_at timestamp with time zone default clock_timestamp() not null,
  constraint places_are_never_overfilled CHECK (((filled >= 0) AND (filled <= places))),
  constraint programme_quotas_places_check CHECK ((places >= 0)),
  constraint programme_quotas_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint programme_quotas_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint programme_quotas_pkey PRIMARY KEY (programme_id, region_code)
);
CREATE INDEX programme_quotas_by_region ON public.programme_quotas USING btree (region_code);
alter table programme_quotas enable row level security;
alter table programme_quotas force row level security;
create policy programme_quotas_in_scope on programme_quotas as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (programme_id IN ( SELECT g.id
   FROM programmes g
  WHERE (g.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))));
comment on table programme_quotas is 'by region: how many places of a programme a village or other region has, and how many are filled.';
grant insert, select on programme_quotas to payung_app;
grant update (places) on programme_quotas to payung_app;
grant update (filled) on programme_quotas to payung_app;
grant update (set_at) on programme_quotas to payung_app;

create table programmes (
  id uuid default gen_random_uuid() not null,
  payer_id uuid not null,
  name text not null,
  months daterange not null,
  programmes int4range not null,
  rules jsonb not null,
  income bigint not null,
  bpjs_group_code text,
  legal_basis text not null,
  organisation_id uuid,
  region_code bigint not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  closed_at timestamp with time zone,
  closed_because text,
  constraint a_closing_has_its_reason CHECK (((closed_at IS NULL) = (closed_because IS NULL))),
  constraint programme_months_are_whole CHECK (((NOT lower_inf(months)) AND (NOT upper_inf(months)) AND (NOT isempty(months)) AND (EXTRACT(day FROM lower(months)) = (1)::numeric) AND (EXTRACT(day FROM upper(months)) = (1)::numeric))),
  constraint programmes_bpjs_group_code_check CHECK (((length(bpjs_group_code) >= 1) AND (length(bpjs_group_code) <= 40))),
  constraint programmes_income_check CHECK ((income >= 0)),
  constraint programmes_legal_basis_check CHECK (((length(legal_basis) >= 1) AND (length(legal_basis) <= 300))),
  constraint programmes_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 200)))),
  constraint programmes_programmes_check CHECK (((programmes <@ int4range(0, 5)) AND (NOT isempty(programmes)))),
  constraint programmes_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint programmes_rules_check CHECK ((jsonb_typeof(rules) = 'array'::text)),
  constraint programmes_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint programmes_pkey PRIMARY KEY (id),
  constraint a_programme_is_named_once_per_payer UNIQUE (payer_id, name, months)
);
CREATE INDEX programmes_by_organisation ON public.programmes USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX programmes_by_region ON public.programmes USING btree (region_code);
alter table programmes enable row level security;
alter table programmes force row level security;
create policy programmes_above_are_seen on programmes as permissive for select to public using (region_covers(region_code, ( SELECT scope_first() AS scope_first), ( SELECT scope_last() AS scope_last)));
create policy programmes_in_scope on programmes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table programmes is 'reference, by payer: a promise of a payer to protect people whom rules describe, for a range of months.';
comment on column programmes.programmes is 'JKK 0, JKM 1, JHT 2, JP 3, JKP 4: a range, since the law opens them in this order.';
comment on column programmes.rules is 'See src/modules/programmes/eligibility.ts; all must hold on the first day of the first month.';
comment on column programmes.income is 'rupiah a month that everybody in it is insured on; it chooses the bracket of JKK and JHT.';
comment on column programmes.bpjs_group_code is 'Kode wadah: the number under which BPJS Ketenagakerjaan keeps a group of own-account workers.';
grant insert, select on programmes to payung_app;
grant update (name) on programmes to payung_app;
grant update (rules) on programmes to payung_app;
grant update (bpjs_group_code) on programmes to payung_app;
grant update (legal_basis) on programmes to payung_app;
grant update (closed_at) on programmes to payung_app;
grant update (closed_because) on programmes to payung_app;

create table proposal_approvals (
  proposal_id uuid not null,
  approver text not null,
  approved_at timestamp with time zone default clock_timestamp() not null,
  round integer default 1 not null,
  constraint proposal_approvals_round_check CHECK ((round > 0)),
  constraint proposal_approvals_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint proposal_approvals_pkey PRIMARY KEY (proposal_id, round, approver)
);
alter table proposal_approvals enable row level security;
alter table proposal_approvals force row level security;
create policy proposal_approvals_of_proposals_in_scope on proposal_approvals as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (proposal_id IN ( SELECT p.id
   FROM proposals p))));
comment on table proposal_approvals is 'history: who agreed to a proposal that needs two pairs of eyes; the second one makes it happen.';
comment on column proposal_approvals.round is 'One more each time a decision was taken back: two pairs of eyes look anew.';
grant insert, select on proposal_approvals to payung_app;

create table proposal_decisions (
  id uuid default gen_random_uuid() not null,
  proposal_id uuid not null,
  kind text not null,
  people_count integer not null,
  decided_by text not null,
  decided_at timestamp with time zone not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  undone_by text,
  undone_at timestamp with time zone,
  undone_because text,
  constraint proposal_decisions_kind_check CHECK ((kind = ANY (ARRAY['approval'::text, 'refusal'::text]))),
  constraint proposal_decisions_people_count_check CHECK ((people_count > 0)),
  constraint proposal_decisions_undone_because_check CHECK (((length(undone_because) >= 1) AND (length(undone_because) <= 500))),
  constraint what_is_undone_says_by_whom_and_why CHECK ((((undone_at IS NULL) = (undone_by IS NULL)) AND ((undone_at IS NULL) = (undone_because IS NULL)))),
  constraint proposal_decisions_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint proposal_decisions_pkey PRIMARY KEY (id)
);
CREATE INDEX proposal_decisions_by_proposal ON public.proposal_decisions USING btree (proposal_id, recorded_at);
alter table proposal_decisions enable row level security;
alter table proposal_decisions force row level security;
create policy proposal_decisions_of_proposals_in_scope on proposal_decisions as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (proposal_id IN ( SELECT p.id
   FROM proposals p))));
comment on table proposal_decisions is 'by region: each decision on a proposal, and whether whoever took it has taken it back.';
grant insert, select on proposal_decisions to payung_app;
grant update (undone_by) on proposal_decisions to payung_app;
grant update (undone_at) on proposal_decisions to payung_app;
grant update (undone_because) on proposal_decisions to payung_app;

create table proposal_minutes (
  id uuid default gen_random_uuid() not null,
  proposal_id uuid not null,
  file_name text not null,
  media_type text not null,
  byte_count integer not null,
  file_sha256 bytea not null,
  sealed_key bytea not null,
  added_by text not null,
  added_at timestamp with time zone not null,
  constraint proposal_minutes_byte_count_check CHECK (((byte_count >= 1) AND (byte_count <= 5242880))),
  constraint proposal_minutes_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
  constraint proposal_minutes_file_sha256_check CHECK ((octet_length(file_sha256) = 32)),
  constraint proposal_minutes_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text]))),
  constraint proposal_minutes_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint proposal_minutes_pkey PRIMARY KEY (id),
  constraint a_file_of_minutes_is_kept_once UNIQUE (proposal_id, file_sha256)
);
alter table proposal_minutes enable row level security;
alter table proposal_minutes force row level security;
create policy proposal_minutes_are_read_for_new_keys on proposal_minutes as permissive for select to payung_owner using (true);
create policy proposal_minutes_are_written_for_new_keys on proposal_minutes as permissive for update to payung_owner using (true);
create policy proposal_minutes_of_proposals_in_scope on proposal_minutes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (proposal_id IN ( SELECT p.id
   FROM proposals p))));
comment on table proposal_minutes is 'history, by region: the minutes of a village meeting as files. The files lie encrypted beside the lists that were handed in.';
comment on column proposal_minutes.sealed_key is 'encrypted: the key of the stored file, as text.';
grant insert, select on proposal_minutes to payung_app;

create table proposals (
  id uuid default gen_random_uuid() not null,
  programme_id uuid not null,
  region_code bigint not null,
  organisation_id uuid,
  import_id uuid,
  minutes_number text not null,
  minutes_on date not null,
  state text default 'submitted'::text not null,
  proposed_by text not null,
  submitted_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  constraint proposals_minutes_number_check CHECK (((length(minutes_number) >= 1) AND (length(minutes_number) <= 100))),
  constraint proposals_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint proposals_state_check CHECK ((state = ANY (ARRAY['submitted'::text, 'withdrawn'::text]))),
  constraint proposals_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint proposals_pkey PRIMARY KEY (id)
);
CREATE INDEX proposals_by_programme ON public.proposals USING btree (programme_id, region_code, submitted_at);
CREATE INDEX proposals_by_region ON public.proposals USING btree (region_code, submitted_at);
alter table proposals enable row level security;
alter table proposals force row level security;
create policy proposals_in_scope on proposals as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation)) OR (programme_id IN ( SELECT g.id
   FROM programmes g
  WHERE (g.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))));
comment on table proposals is 'by region: people whom the meeting of a village proposes for a programme, with its minutes.';
comment on column proposals.proposed_by is 'user:<id>, api-key:<id> or system: whoever proposed does not decide.';
grant insert, select on proposals to payung_app;
grant update (state) on proposals to payung_app;
grant update (ended_at) on proposals to payung_app;
grant update (ended_because) on proposals to payung_app;

create table proposed_people (
  proposal_id uuid not null,
  programme_id uuid not null,
  person_id bigint not null,
  place integer not null,
  state text default 'proposed'::text not null,
  because text,
  decided_by text,
  decided_at timestamp with time zone,
  seconded_by text,
  decision_id uuid,
  state_before text,
  because_before text,
  ended_from date,
  place_taken_by bigint,
  place_taken_in uuid,
  constraint a_place_comes_free_from_a_month CHECK (((state = 'ended'::text) = (ended_from IS NOT NULL))),
  constraint a_place_is_taken_by_a_proposal CHECK (((place_taken_by IS NULL) = (place_taken_in IS NULL))),
  constraint a_refusal_has_its_reason CHECK (((state <> 'refused'::text) OR (because IS NOT NULL))),
  constraint only_a_free_place_is_taken CHECK (((place_taken_by IS NULL) OR (state = 'ended'::text))),
  constraint proposed_people_because_check CHECK ((because ~ '^[a-z][a-z-]*$'::text)),
  constraint proposed_people_ended_from_check CHECK ((EXTRACT(day FROM ended_from) = (1)::numeric)),
  constraint proposed_people_place_check CHECK ((place > 0)),
  constraint proposed_people_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'approved'::text, 'refused'::text, 'waiting'::text, 'withdrawn'::text, 'ended'::text]))),
  constraint what_is_decided_says_by_whom CHECK (((state = ANY (ARRAY['approved'::text, 'refused'::text, 'ended'::text])) = (decided_at IS NOT NULL))),
  constraint proposed_people_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES proposal_decisions(id),
  constraint proposed_people_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint proposed_people_place_taken_by_fkey FOREIGN KEY (place_taken_by) REFERENCES people(id),
  constraint proposed_people_place_taken_in_fkey FOREIGN KEY (place_taken_in) REFERENCES proposals(id),
  constraint proposed_people_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint proposed_people_proposal_id_fkey FOREIGN KEY (proposal_id) REFERENCES proposals(id),
  constraint proposed_people_pkey PRIMARY KEY (proposal_id, person_id)
);
CREATE UNIQUE INDEX one_place_per_person_and_programme ON public.proposed_people USING btree (programme_id, person_id) WHERE (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'waiting'::text]));
CREATE INDEX proposed_people_by_decision ON public.proposed_people USING btree (decision_id) WHERE (decision_id IS NOT NULL);
CREATE INDEX proposed_people_by_person ON public.proposed_people USING btree (person_id);
alter table proposed_people enable row level security;
alter table proposed_people force row level security;
create policy proposed_people_of_proposals_in_scope on proposed_people as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (proposal_id IN ( SELECT p.id
   FROM proposals p))));
comment on table proposed_people is 'by region: who is proposed, in the order of the meeting, and what became of it.';
comment on column proposed_people.because is 'Why refused or waiting: rule-age, covered, deceased, no-place, by-decision…';
comment on column proposed_people.seconded_by is 'The second pair of eyes, where the list is longer than one may decide alone.';
comment on column proposed_people.decision_id is 'The last decision that touched the row; null once it was taken back.';
comment on column proposed_people.state_before is 'How the row stood before that decision, so that it can be taken back.';
comment on column proposed_people.ended_from is 'The first month without protection: from it on the place is free for the next.';
comment on column proposed_people.place_taken_by is 'Who has got the place since.';
comment on column proposed_people.place_taken_in is 'By which proposal: the same person may get another place of the programme later.';
grant insert, select on proposed_people to payung_app;
grant update (state) on proposed_people to payung_app;
grant update (because) on proposed_people to payung_app;
grant update (decided_by) on proposed_people to payung_app;
grant update (decided_at) on proposed_people to payung_app;
grant update (seconded_by) on proposed_people to payung_app;
grant update (decision_id) on proposed_people to payung_app;
grant update (state_before) on proposed_people to payung_app;
grant update (because_before) on proposed_people to payung_app;
grant update (ended_from) on proposed_people to payung_app;
grant update (place_taken_by) on proposed_people to payung_app;
grant update (place_taken_in) on proposed_people to payung_app;

create table protection_changes (
  id bigint generated always as identity not null,
  protection_id bigint not null,
  roster_id uuid not null,
  kind text not null,
  months_before daterange not null,
  months_after daterange not null,
  reason text not null,
  changed_by text,
  changed_at timestamp with time zone default clock_timestamp() not null,
  constraint protection_changes_kind_check CHECK ((kind = ANY (ARRAY['ended'::text, 'taken-back'::text, 'changed'::text]))),
  constraint protection_changes_reason_check CHECK (((reason <> ''::text) AND (length(reason) <= 1000))),
  constraint protection_changes_protection_id_fkey FOREIGN KEY (protection_id) REFERENCES protections(id),
  constraint protection_changes_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint protection_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX protection_changes_by_protection ON public.protection_changes USING btree (protection_id);
alter table protection_changes enable row level security;
alter table protection_changes force row level security;
create policy protection_changes_of_rosters_in_scope on protection_changes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (roster_id IN ( SELECT r.id
   FROM rosters r))));
comment on table protection_changes is 'history: each shortening of a protection. Rows are added, never changed.';
grant insert, select on protection_changes to payung_app;

create table protection_lapses (
  protection_id bigint not null,
  person_id bigint not null,
  days datemultirange not null,
  constraint protection_lapses_days_check CHECK ((NOT isempty(days))),
  constraint protection_lapses_pkey PRIMARY KEY (protection_id)
);
CREATE INDEX protection_lapses_by_person ON public.protection_lapses USING btree (person_id);
alter table protection_lapses enable row level security;
alter table protection_lapses force row level security;
create policy protection_lapses_are_kept_by_their_owner on protection_lapses as permissive for all to payung_owner using (true) with check (true);
create policy protection_lapses_are_read_by_the_system on protection_lapses as permissive for select to payung_app using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table protection_lapses is 'by person: days on which more months of a protection were overdue than the law tolerates.';
grant select on protection_lapses to payung_app;

create table protections (
  id bigint generated always as identity not null,
  roster_id uuid not null,
  payer_id uuid not null,
  person_id bigint not null,
  months daterange not null,
  programmes int4range not null,
  segment text not null,
  wage bigint,
  income bigint,
  occupation_group text default 'other'::text not null,
  ground text not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  ended_because text,
  carried_from bigint,
  constraint a_wage_for_wage_earners_an_income_for_others CHECK ((((segment = 'PU'::text) = (wage IS NOT NULL)) AND ((segment = 'BPU'::text) = (income IS NOT NULL)))),
  constraint months_are_whole CHECK (((NOT lower_inf(months)) AND (EXTRACT(day FROM lower(months)) = (1)::numeric) AND (isempty(months) OR upper_inf(months) OR (EXTRACT(day FROM upper(months)) = (1)::numeric)))),
  constraint programmes_are_of_the_law CHECK (((programmes <@ int4range(0, 5)) AND (NOT isempty(programmes)))),
  constraint protections_ground_check CHECK (((ground <> ''::text) AND (length(ground) <= 200))),
  constraint protections_income_check CHECK ((income >= 0)),
  constraint protections_occupation_group_check CHECK ((occupation_group = ANY (ARRAY['transport'::text, 'other'::text]))),
  constraint protections_segment_check CHECK ((segment = ANY (ARRAY['PU'::text, 'BPU'::text]))),
  constraint protections_wage_check CHECK ((wage > 0)),
  constraint protections_carried_from_fkey FOREIGN KEY (carried_from) REFERENCES protections(id) ON DELETE RESTRICT,
  constraint protections_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint protections_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id),
  constraint protections_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id),
  constraint protections_pkey PRIMARY KEY (id),
  constraint one_payer_per_worker_month EXCLUDE USING gist (person_id WITH =, programmes WITH &&, months WITH &&) WHERE ((segment = 'BPU'::text)),
  constraint one_row_per_roster_and_worker_month EXCLUDE USING gist (person_id WITH =, roster_id WITH =, programmes WITH &&, months WITH &&) WHERE ((segment = 'PU'::text))
);
CREATE INDEX protections_by_person ON public.protections USING btree (person_id);
CREATE INDEX protections_by_roster ON public.protections USING btree (roster_id, person_id);
CREATE INDEX protections_carried ON public.protections USING btree (carried_from) WHERE (carried_from IS NOT NULL);
CREATE TRIGGER people_are_counted_by_changed_protections AFTER UPDATE ON public.protections REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_changed_protections();
CREATE TRIGGER people_are_counted_by_lost_protections AFTER DELETE ON public.protections REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_lost_protections();
CREATE TRIGGER people_are_counted_by_new_protections AFTER INSERT ON public.protections REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_new_protections();
CREATE TRIGGER rosters_grow_by_changed_protections AFTER UPDATE ON public.protections REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION grow_roster_version();
CREATE TRIGGER rosters_grow_by_new_protections AFTER INSERT ON public.protections REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION grow_roster_version();
CREATE TRIGGER rosters_then_sent_months_refuse AFTER INSERT ON public.protections REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_joining_a_sent_month();
alter table protections enable row level security;
alter table protections force row level security;
create policy protections_are_read_by_their_owner on protections as permissive for select to payung_owner using (true);
create policy protections_of_rosters_in_scope on protections as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (roster_id IN ( SELECT r.id
   FROM rosters r))));
comment on table protections is 'by person: that somebody stands in a roster, from the first day of a month to before the first day of another. Empty: taken back.';
comment on column protections.programmes is 'JKK 0, JKM 1, JHT 2, JP 3, JKP 4: a range, since the law opens them in this order.';
comment on column protections.ground is 'Why: the decree, the report, the gift.';
comment on column protections.carried_from is 'The protection whose months these were before two records turned out to be one person, or no longer to be.';
grant insert, select on protections to payung_app;
grant update (months) on protections to payung_app;
grant update (ended_because) on protections to payung_app;

create table qr_codes (
  id uuid default gen_random_uuid() not null,
  partner text not null,
  partner_reference_no text not null,
  reference_no text,
  payload text,
  payer_id uuid not null,
  bill_id uuid,
  account_path text not null,
  name text not null,
  amount bigint not null,
  state text not null,
  expires_at timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  organisation_id uuid,
  region_code bigint not null,
  constraint a_code_that_has_ended_says_when CHECK (((state = ANY (ARRAY['asked'::text, 'open'::text])) = (ended_at IS NULL))),
  constraint qr_codes_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint))),
  constraint qr_codes_name_check CHECK (((name <> ''::text) AND (length(name) <= 255))),
  constraint qr_codes_partner_check CHECK ((partner ~ '^[a-z][a-z0-9-]{1,31}$'::text)),
  constraint qr_codes_partner_reference_no_check CHECK ((partner_reference_no ~ '^[A-Za-z0-9-]{1,64}$'::text)),
  constraint qr_codes_payload_check CHECK ((length(payload) <= 512)),
  constraint qr_codes_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'open'::text, 'paid'::text, 'cancelled'::text, 'refused'::text]))),
  constraint qr_codes_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id) ON DELETE RESTRICT,
  constraint qr_codes_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id) ON DELETE RESTRICT,
  constraint qr_codes_pkey PRIMARY KEY (id),
  constraint a_qr_code_has_one_reference UNIQUE (partner, reference_no),
  constraint a_qr_code_is_asked_for_once UNIQUE (partner, partner_reference_no)
);
CREATE INDEX qr_codes_by_payer ON public.qr_codes USING btree (payer_id, asked_at);
CREATE INDEX qr_codes_by_time ON public.qr_codes USING btree (asked_at, id);
alter table qr_codes enable row level security;
alter table qr_codes force row level security;
create policy qr_codes_in_scope on qr_codes as permissive for all to public using (scope_reaches(region_code, organisation_id)) with check (scope_reaches(region_code, organisation_id));
comment on table qr_codes is 'by payer: dynamic QRIS codes an acquirer made for us, each for one payment.';
comment on column qr_codes.partner_reference_no is 'Our name of the wish, stored before the acquirer is asked.';
comment on column qr_codes.reference_no is 'The acquirer''s name of it.';
grant insert, select on qr_codes to payung_app;
grant update (reference_no) on qr_codes to payung_app;
grant update (payload) on qr_codes to payung_app;
grant update (state) on qr_codes to payung_app;
grant update (ended_at) on qr_codes to payung_app;
grant update (ended_because) on qr_codes to payung_app;

create table quota_changes (
  id bigint generated always as identity not null,
  programme_id uuid not null,
  region_code bigint not null,
  places_before integer not null,
  places_after integer not null,
  moved_with bigint,
  reason text not null,
  changed_by text,
  changed_at timestamp with time zone default clock_timestamp() not null,
  constraint quota_changes_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint quota_changes_programme_id_fkey FOREIGN KEY (programme_id) REFERENCES programmes(id),
  constraint quota_changes_pkey PRIMARY KEY (id)
);
CREATE INDEX quota_changes_by_programme ON public.quota_changes USING btree (programme_id, region_code);
alter table quota_changes enable row level security;
alter table quota_changes force row level security;
create policy quota_changes_in_scope on quota_changes as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (programme_id IN ( SELECT g.id
   FROM programmes g
  WHERE (g.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))));
comment on table quota_changes is 'history: each change of the places of a region. Rows are added, never changed.';
comment on column quota_changes.moved_with is 'The other region when places were moved.';
grant insert, select on quota_changes to payung_app;

create table rate_cards (
  id bigint generated always as identity not null,
  month date not null,
  law_version text not null,
  conditions jsonb not null,
  segment text not null,
  programmes int4range not null,
  pay bigint not null,
  occupation_group text not null,
  question jsonb not null,
  question_hash bytea not null,
  lines jsonb not null,
  amount bigint not null,
  constraint rate_cards_amount_check CHECK ((amount >= 0)),
  constraint rate_cards_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint rate_cards_question_hash_check CHECK ((octet_length(question_hash) = 32)),
  constraint rate_cards_pkey PRIMARY KEY (id),
  constraint one_card_per_question UNIQUE (month, question_hash, law_version)
);
CREATE INDEX rate_cards_by_pay ON public.rate_cards USING btree (month, law_version, pay, segment);
alter table rate_cards enable row level security;
alter table rate_cards force row level security;
create policy rate_cards_are_read_by_their_owner on rate_cards as permissive for select to payung_owner using (true);
create policy rate_cards_in_a_scope on rate_cards as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (( SELECT scope_first() AS scope_first) IS NOT NULL)));
comment on table rate_cards is 'reference: what the rule of law answers to one distinct question for one month, with article and confidence of each line.';
comment on column rate_cards.law_version is 'Hash of the law book that answered.';
comment on column rate_cards.lines is '[{programme, component, paidBy, amount, parameter, law, article, from, confidence}]';
grant insert, select on rate_cards to payung_app;

create table recovery_codes (
  user_id uuid not null,
  code_hash bytea not null,
  created_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint recovery_codes_code_hash_check CHECK ((length(code_hash) = 32)),
  constraint recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint recovery_codes_pkey PRIMARY KEY (user_id, code_hash)
);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy recovery_codes_of_oneself on recovery_codes as permissive for all to public using ((scope_is_self(user_id) OR (scope_gate() = ANY (ARRAY['sign-in'::text, 'system'::text]))));
comment on table recovery_codes is 'Codes for who has lost his phone, each good once in place of a code of the app. Shown once; the row has their HMAC.';
grant delete, insert, select on recovery_codes to payung_app;
grant update (used_at) on recovery_codes to payung_app;

create table recovery_returns (
  id uuid default gen_random_uuid() not null,
  recovery_id uuid not null,
  entry_id bigint not null,
  amount bigint not null,
  way text not null,
  code text,
  partner text,
  returned_on date not null,
  reference text,
  proof_sha256 bytea,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  taken_back_entry_id bigint,
  constraint money_of_a_bank_has_its_proof CHECK ((((way = 'bank'::text) = (partner IS NOT NULL)) AND ((way = 'bank'::text) = (reference IS NOT NULL)))),
  constraint only_what_was_set_off_is_taken_back CHECK (((way = 'code'::text) OR (taken_back_entry_id IS NULL))),
  constraint recovery_returns_amount_check CHECK ((amount > 0)),
  constraint recovery_returns_partner_check CHECK ((partner ~ '^[a-z][a-z0-9-]{1,31}$'::text)),
  constraint recovery_returns_proof_sha256_check CHECK ((octet_length(proof_sha256) = 32)),
  constraint recovery_returns_recorded_by_check CHECK ((recorded_by ~ '^(user|api-key|system):.'::text)),
  constraint recovery_returns_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 64))),
  constraint recovery_returns_way_check CHECK ((way = ANY (ARRAY['bank'::text, 'code'::text]))),
  constraint what_is_set_off_names_its_code CHECK (((way = 'code'::text) = (code IS NOT NULL))),
  constraint recovery_returns_code_fkey FOREIGN KEY (code) REFERENCES contribution_codes(code) ON DELETE RESTRICT,
  constraint recovery_returns_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint recovery_returns_recovery_id_fkey FOREIGN KEY (recovery_id) REFERENCES bpjs_recoveries(id) ON DELETE RESTRICT,
  constraint recovery_returns_taken_back_entry_id_fkey FOREIGN KEY (taken_back_entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint recovery_returns_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX a_code_sets_a_recovery_off_once ON public.recovery_returns USING btree (recovery_id, code) WHERE ((way = 'code'::text) AND (taken_back_entry_id IS NULL));
CREATE UNIQUE INDEX a_receipt_brings_a_recovery_back_once ON public.recovery_returns USING btree (recovery_id, partner, reference) WHERE (way = 'bank'::text);
CREATE INDEX recovery_returns_by_entry ON public.recovery_returns USING btree (entry_id);
CREATE INDEX recovery_returns_by_recovery ON public.recovery_returns USING btree (recovery_id);
alter table recovery_returns enable row level security;
alter table recovery_returns force row level security;
create policy recovery_returns_of_recoveries_in_scope on recovery_returns as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM bpjs_recoveries r
  WHERE (r.id = recovery_returns.recovery_id)))));
comment on table recovery_returns is 'by payer: what BPJS Ketenagakerjaan gave back of a recovery: through a bank, or set off against a kode iuran.';
comment on column recovery_returns.taken_back_entry_id is 'The kode iuran was given up: what it had set off is to come back again.';
grant insert, select on recovery_returns to payung_app;
grant update (taken_back_entry_id) on recovery_returns to payung_app;

create table region_aliases (
  code bigint not null,
  alias text not null,
  search_alias text collate "C" not null,
  source text not null,
  constraint region_aliases_alias_check CHECK ((alias <> ''::text)),
  constraint region_aliases_search_alias_check CHECK ((search_alias ~ '^[a-z0-9]+$'::text)),
  constraint region_aliases_source_check CHECK ((source <> ''::text)),
  constraint region_aliases_pkey PRIMARY KEY (search_alias, code)
);
comment on table region_aliases is 'Abbreviations and other names people type for a region: OKI, Plg, Jatim.';
comment on column region_aliases.search_alias is 'The alias folded for search, as regions.search_name.';
grant select on region_aliases to payung_app;

create table region_boundaries (
  code bigint not null,
  geometry jsonb not null,
  map_on date not null,
  source text not null,
  license text,
  file_sha256 text not null,
  loaded_at timestamp with time zone not null,
  drawing jsonb,
  constraint region_boundaries_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint region_boundaries_geometry_check CHECK (((geometry ->> 'type'::text) = ANY (ARRAY['Polygon'::text, 'MultiPolygon'::text]))),
  constraint region_boundaries_source_check CHECK ((source <> ''::text)),
  constraint region_boundaries_pkey PRIMARY KEY (code)
);
comment on table region_boundaries is 'The outline of a region as its file gave it (GeoJSON geometry, WGS 84), for maps.';
comment on column region_boundaries.map_on is 'The day whose map the file was checked against.';
comment on column region_boundaries.license is 'Null when the file and its loader did not say.';
comment on column region_boundaries.drawing is 'Rings of [longitude, latitude] in ten-thousandths of a degree, on the grid of their level: for maps on pages. Null: loaded before there were drawings.';
grant select on region_boundaries to payung_app;

create table region_changes (
  id bigint generated always as identity not null,
  title text not null,
  decree text not null,
  source text not null,
  effective_on date not null,
  weight_unit text not null,
  status text not null,
  file jsonb not null,
  file_sha256 text not null,
  applied_at timestamp with time zone not null,
  reverted_at timestamp with time zone,
  revert_reason text,
  constraint region_changes_decree_check CHECK ((decree <> ''::text)),
  constraint region_changes_file_sha256_check CHECK ((file_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint region_changes_source_check CHECK ((source <> ''::text)),
  constraint region_changes_status_check CHECK ((status = ANY (ARRAY['applied'::text, 'reverted'::text]))),
  constraint region_changes_title_check CHECK ((title <> ''::text)),
  constraint region_changes_weight_unit_check CHECK ((weight_unit <> ''::text)),
  constraint reverted_change_says_when_and_why CHECK (((status = 'reverted'::text) = ((reverted_at IS NOT NULL) AND (revert_reason IS NOT NULL)))),
  constraint region_changes_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX region_change_is_applied_once ON public.region_changes USING btree (file_sha256) WHERE (status = 'applied'::text);
comment on table region_changes is 'Splits, merges, moves and new names of regions: one row per application.';
comment on column region_changes.weight_unit is 'What the weights of region_mappings count: new villages, or inhabitants of a named day.';
comment on column region_changes.file is 'The change as it was given.';
grant select on region_changes to payung_app;

create table region_data_sets (
  id text not null,
  source text not null,
  license text not null,
  attribution text not null,
  decree text not null,
  in_force_on date not null,
  content_sha256 text not null,
  region_count integer not null,
  loaded_at timestamp with time zone not null,
  constraint region_data_sets_content_sha256_check CHECK ((content_sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint region_data_sets_region_count_check CHECK ((region_count > 0)),
  constraint region_data_sets_pkey PRIMARY KEY (id),
  constraint region_data_sets_content_sha256_key UNIQUE (content_sha256)
);
comment on table region_data_sets is 'Which published lists of regions agree with this table, and since when we know.';
grant select on region_data_sets to payung_app;

create table region_mappings (
  change_id bigint not null,
  old_code bigint not null,
  new_code bigint not null,
  weight bigint not null,
  constraint region_mappings_weight_check CHECK ((weight >= 0)),
  constraint region_mappings_change_id_fkey FOREIGN KEY (change_id) REFERENCES region_changes(id) ON DELETE RESTRICT,
  constraint region_mappings_pkey PRIMARY KEY (change_id, old_code, new_code)
);
CREATE INDEX region_mappings_by_new_code ON public.region_mappings USING btree (new_code);
CREATE INDEX region_mappings_by_old_code ON public.region_mappings USING btree (old_code);
comment on table region_mappings is 'How much of an old region went into a new one, at every level. Figures are restated with it in both directions.';
grant select on region_mappings to payung_app;

create table region_populations (
  code bigint not null,
  as_of date not null,
  map_on date not null,
  population bigint not null,
  decree text not null,
  source text not null,
  constraint region_populations_population_check CHECK ((population >= 0)),
  constraint region_populations_pkey PRIMARY KEY (code, as_of)
);
comment on table region_populations is 'Population of a region on a day, as a decree printed it. Code 0 is Indonesia.';
comment on column region_populations.map_on is 'The day whose map the figure describes; later splits are restated from it.';
grant select on region_populations to payung_app;

create table regions (
  id bigint generated always as identity not null,
  code bigint not null,
  name text not null,
  search_name text collate "C" not null,
  depth smallint generated always as (
CASE
    WHEN ((code % (100000000)::bigint) = 0) THEN 1
    WHEN ((code % (1000000)::bigint) = 0) THEN 2
    WHEN ((code % (10000)::bigint) = 0) THEN 3
    ELSE 4
END) stored not null,
  kind text generated always as (
CASE
    WHEN ((code % (100000000)::bigint) = 0) THEN 'provinsi'::text
    WHEN ((code % (1000000)::bigint) = 0) THEN
    CASE
        WHEN (((code / 1000000) % (100)::bigint) >= 71) THEN 'kota'::text
        ELSE 'kabupaten'::text
    END
    WHEN ((code % (10000)::bigint) = 0) THEN 'kecamatan'::text
    ELSE
    CASE ((code % (10000)::bigint) / 1000)
        WHEN 1 THEN 'kelurahan'::text
        WHEN 3 THEN 'desa-adat'::text
        ELSE 'desa'::text
    END
END) stored not null,
  parent_code bigint generated always as (
CASE
    WHEN ((code % (100000000)::bigint) = 0) THEN (0)::bigint
    WHEN ((code % (1000000)::bigint) = 0) THEN (code - (code % (100000000)::bigint))
    WHEN ((code % (10000)::bigint) = 0) THEN (code - (code % (1000000)::bigint))
    ELSE (code - (code % (10000)::bigint))
END) stored not null,
  valid_from date not null,
  valid_to date,
  decree text not null,
  source text not null,
  begun_by bigint,
  ended_by bigint,
  constraint region_code_is_well_formed CHECK ((((code >= 1100000000) AND (code <= '9999999999'::bigint)) AND (((code % (10000)::bigint) = 0) OR (((code / 10000) % (100)::bigint) <> 0)) AND (((code % (1000000)::bigint) = 0) OR (((code / 1000000) % (100)::bigint) <> 0)))),
  constraint region_ends_after_it_begins CHECK ((valid_to >= valid_from)),
  constraint regions_decree_check CHECK ((decree <> ''::text)),
  constraint regions_name_check CHECK (((name = btrim(name)) AND (name <> ''::text))),
  constraint regions_search_name_check CHECK ((search_name ~ '^[a-z0-9]+$'::text)),
  constraint regions_source_check CHECK ((source <> ''::text)),
  constraint region_was_begun_by_a_known_change FOREIGN KEY (begun_by) REFERENCES region_changes(id) ON DELETE RESTRICT,
  constraint region_was_ended_by_a_known_change FOREIGN KEY (ended_by) REFERENCES region_changes(id) ON DELETE RESTRICT,
  constraint regions_pkey PRIMARY KEY (id),
  constraint one_region_per_code_and_day EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to) WITH &&)
);
CREATE INDEX regions_by_change_begun ON public.regions USING btree (begun_by) WHERE (begun_by IS NOT NULL);
CREATE INDEX regions_by_change_ended ON public.regions USING btree (ended_by) WHERE (ended_by IS NOT NULL);
CREATE INDEX regions_by_code ON public.regions USING btree (code, valid_from);
CREATE INDEX regions_by_search_name ON public.regions USING btree (search_name);
CREATE INDEX regions_by_trigram ON public.regions USING gin (search_name gin_trgm_ops);
comment on table regions is 'Every region of Indonesia, one row per code and span of days. Reference data; rows are ended, never deleted.';
comment on column regions.code is 'Kemendagri code PP.KK.CC.DDDD padded with zeros: 16.06 is 1606000000. A subtree is a range of numbers.';
comment on column regions.name is 'The name as the source writes it, with Kabupaten or Kota.';
comment on column regions.search_name is 'The name folded for search by foldName (src/modules/regions/search-name.ts).';
comment on column regions.depth is '1 province, 2 regency or city, 3 district, 4 village; follows from the code.';
comment on column regions.kind is 'What the decree calls it; follows from the code.';
comment on column regions.parent_code is 'The region above; 0 is Indonesia. Follows from the code.';
comment on column regions.valid_from is 'First day of this row.';
comment on column regions.valid_to is 'First day on which the row no longer holds; null while in force. Equal to valid_from when the change that made it was reverted.';
comment on column regions.decree is 'The legal text that made this row.';
comment on column regions.source is 'Where we read it: the data set with its version, or the change.';
comment on column regions.begun_by is 'The region change that made this row; null when a data set did.';
comment on column regions.ended_by is 'The region change that ended this row.';
grant select on regions to payung_app;

create table rosters (
  id uuid default gen_random_uuid() not null,
  payer_id uuid not null,
  kind text not null,
  name text not null,
  organisation_id uuid,
  region_code bigint not null,
  paid_from text not null,
  conditions jsonb not null,
  version bigint default 1 not null,
  recorded_at timestamp with time zone default clock_timestamp() not null,
  closed_at timestamp with time zone,
  budget_line_id uuid,
  constraint a_gift_has_its_own_purse CHECK (((kind = 'gift'::text) = (paid_from = 'gift'::text))),
  constraint rosters_conditions_check CHECK ((jsonb_typeof(conditions) = 'object'::text)),
  constraint rosters_kind_check CHECK ((kind = ANY (ARRAY['employer'::text, 'agency'::text, 'programme'::text, 'village'::text, 'gift'::text, 'self'::text]))),
  constraint rosters_name_check CHECK (((name <> ''::text) AND (length(name) <= 200))),
  constraint rosters_paid_from_check CHECK ((paid_from = ANY (ARRAY['purse'::text, 'gift'::text]))),
  constraint rosters_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint rosters_budget_line_id_fkey FOREIGN KEY (budget_line_id) REFERENCES budget_lines(id),
  constraint rosters_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id),
  constraint rosters_pkey PRIMARY KEY (id)
);
CREATE INDEX rosters_by_organisation ON public.rosters USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX rosters_by_payer ON public.rosters USING btree (payer_id);
CREATE INDEX rosters_by_region ON public.rosters USING btree (region_code, id);
alter table rosters enable row level security;
alter table rosters force row level security;
create policy rosters_in_scope on rosters as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table rosters is 'by payer: whom one payer pays for, under conditions common to all of them.';
comment on column rosters.conditions is 'The part of the question of law that is the same for everybody: risk class, size and kind of employer, or payer and insured income.';
comment on column rosters.version is 'Grows with every change of the roster or its protections: a month billed at this version needs no second look.';
comment on column rosters.budget_line_id is 'The budget that promises its months; null for one that is paid without.';
grant insert, select on rosters to payung_app;
grant update (name) on rosters to payung_app;
grant update (conditions) on rosters to payung_app;
grant update (version) on rosters to payung_app;
grant update (closed_at) on rosters to payung_app;

create table sessions (
  id uuid default gen_random_uuid() not null,
  token_hash bytea not null,
  user_id uuid not null,
  grant_id uuid,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  second_factor_at timestamp with time zone,
  address text not null,
  agent text not null,
  begun_secret bytea,
  begun_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_because text,
  constraint a_begun_secret_has_its_time CHECK (((begun_secret IS NULL) = (begun_at IS NULL))),
  constraint sessions_token_hash_check CHECK ((length(token_hash) = 32)),
  constraint sessions_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES grants(id),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_token_hash_key UNIQUE (token_hash)
);
CREATE INDEX sessions_by_user ON public.sessions USING btree (user_id);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy sessions_are_read_for_new_keys on sessions as permissive for select to payung_owner using (true);
create policy sessions_are_written_for_new_keys on sessions as permissive for update to payung_owner using (true);
create policy sessions_in_scope on sessions as permissive for all to public using ((EXISTS ( SELECT
   FROM users u
  WHERE (u.id = sessions.user_id))));
comment on table sessions is 'Signed-in browsers. The token is known to the browser only; the row has its HMAC.';
comment on column sessions.grant_id is 'The role the user acts in.';
comment on column sessions.begun_secret is 'encrypted: secret of a second factor that this session began to set up; no other session can read it.';
comment on column sessions.begun_at is 'When it began; a few minutes later the secret is good for nothing.';
grant insert, select on sessions to payung_app;
grant update (grant_id) on sessions to payung_app;
grant update (last_seen_at) on sessions to payung_app;
grant update (second_factor_at) on sessions to payung_app;
grant update (begun_secret) on sessions to payung_app;
grant update (begun_at) on sessions to payung_app;
grant update (ended_at) on sessions to payung_app;
grant update (ended_because) on sessions to payung_app;

create table snap_tokens (
  token_hash bytea not null,
  partner text not null,
  issued_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint snap_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32)),
  constraint snap_tokens_pkey PRIMARY KEY (token_hash)
);
CREATE INDEX snap_tokens_by_end ON public.snap_tokens USING btree (expires_at);
alter table snap_tokens enable row level security;
alter table snap_tokens force row level security;
create policy snap_tokens_of_the_program on snap_tokens as permissive for all to public using ((( SELECT scope_gate() AS scope_gate) = 'system'::text));
comment on table snap_tokens is 'local: access tokens given to banks, as hashes; 15 minutes each.';
grant delete, insert, select on snap_tokens to payung_app;

create table statement_imports (
  id uuid default gen_random_uuid() not null,
  partner text not null,
  account_number text not null,
  format text not null,
  file_name text not null,
  file_sha256 bytea not null,
  first_day date not null,
  last_day date not null,
  opening bigint,
  closing bigint,
  line_count integer not null,
  new_count integer not null,
  imported_by text not null,
  imported_at timestamp with time zone not null,
  organisation_id uuid,
  region_code bigint,
  constraint a_statement_ends_after_it_begins CHECK ((first_day <= last_day)),
  constraint statement_imports_account_number_check CHECK ((account_number ~ '^[0-9]{5,34}$'::text)),
  constraint statement_imports_check CHECK (((new_count >= 0) AND (new_count <= line_count))),
  constraint statement_imports_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
  constraint statement_imports_file_sha256_check CHECK ((octet_length(file_sha256) = 32)),
  constraint statement_imports_format_check CHECK ((format = ANY (ARRAY['csv'::text, 'mt940'::text]))),
  constraint statement_imports_imported_by_check CHECK ((imported_by ~ '^(user|api-key|system):.'::text)),
  constraint statement_imports_line_count_check CHECK ((line_count >= 0)),
  constraint statement_imports_partner_check CHECK ((partner ~ '^[a-z][a-z0-9-]{1,31}$'::text)),
  constraint statement_imports_pkey PRIMARY KEY (id),
  constraint a_statement_is_read_once UNIQUE (partner, file_sha256)
);
CREATE INDEX statement_imports_by_time ON public.statement_imports USING btree (imported_at, id);
alter table statement_imports enable row level security;
alter table statement_imports force row level security;
create policy statement_imports_in_scope on statement_imports as permissive for all to public using (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id)) with check (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id));
comment on table statement_imports is 'history, local: statements of banks that were read. The same file again is answered with the first.';
comment on column statement_imports.opening is 'rupiah; null when the file does not say.';
comment on column statement_imports.region_code is 'Of whoever read it in: whose offices may see it; null is seen with the whole country.';
grant insert, select on statement_imports to payung_app;

create table statement_lines (
  id bigint generated always as identity not null,
  import_id uuid not null,
  line_number integer not null,
  partner text not null,
  account_number text not null,
  line_key bytea not null,
  booked_on date not null,
  side text not null,
  amount bigint not null,
  reference text,
  description text not null,
  virtual_account_id uuid,
  qr_code_id uuid,
  state text not null,
  because text not null,
  payment_service text,
  payment_key text,
  entry_id bigint,
  decided_at timestamp with time zone,
  decided_by text,
  reason text,
  organisation_id uuid,
  region_code bigint,
  constraint a_line_is_decided_or_open CHECK ((((state = 'open'::text) = (decided_at IS NULL)) AND ((decided_at IS NULL) = (decided_by IS NULL)))),
  constraint a_linked_line_names_its_entry CHECK (((state = 'linked'::text) = (entry_id IS NOT NULL))),
  constraint a_payment_is_named_whole CHECK (((payment_service IS NULL) = (payment_key IS NULL))),
  constraint statement_lines_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint))),
  constraint statement_lines_because_check CHECK ((because ~ '^[a-z][a-z-]*$'::text)),
  constraint statement_lines_decided_by_check CHECK ((decided_by ~ '^(user|api-key|system):.'::text)),
  constraint statement_lines_description_check CHECK ((length(description) <= 1000)),
  constraint statement_lines_line_key_check CHECK ((octet_length(line_key) = 32)),
  constraint statement_lines_line_number_check CHECK ((line_number > 0)),
  constraint statement_lines_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint statement_lines_reference_check CHECK (((length(reference) >= 1) AND (length(reference) <= 64))),
  constraint statement_lines_side_check CHECK ((side = ANY (ARRAY['credit'::text, 'debit'::text]))),
  constraint statement_lines_state_check CHECK ((state = ANY (ARRAY['open'::text, 'linked'::text, 'ignored'::text]))),
  constraint what_is_ignored_has_its_reason CHECK (((state <> 'ignored'::text) OR (reason IS NOT NULL))),
  constraint statement_lines_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id) ON DELETE RESTRICT,
  constraint statement_lines_import_id_fkey FOREIGN KEY (import_id) REFERENCES statement_imports(id) ON DELETE RESTRICT,
  constraint statement_lines_pkey PRIMARY KEY (id),
  constraint a_statement_line_is_read_once UNIQUE (partner, account_number, line_key)
);
CREATE UNIQUE INDEX a_payment_stands_in_one_line ON public.statement_lines USING btree (partner, payment_service, payment_key) WHERE (payment_key IS NOT NULL);
CREATE UNIQUE INDEX an_entry_stands_in_one_line ON public.statement_lines USING btree (entry_id) WHERE (entry_id IS NOT NULL);
CREATE INDEX statement_lines_by_day ON public.statement_lines USING btree (partner, booked_on);
CREATE INDEX statement_lines_by_import ON public.statement_lines USING btree (import_id, line_number);
CREATE INDEX statement_lines_open ON public.statement_lines USING btree (booked_on, id) WHERE (state = 'open'::text);
alter table statement_lines enable row level security;
alter table statement_lines force row level security;
create policy statement_lines_in_scope on statement_lines as permissive for all to public using (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id)) with check (scope_reaches(COALESCE(region_code, (0)::bigint), organisation_id));
comment on table statement_lines is 'local: movements as a bank states them. Linked to what was booked, ignored with a reason, or open until a person decides.';
comment on column statement_lines.line_key is 'SHA-256 of what the line says and the how-manieth of its kind it is: two statements of overlapping days tell it once.';
comment on column statement_lines.because is 'The rule that linked it, or why none did.';
grant insert, select on statement_lines to payung_app;
grant update (virtual_account_id) on statement_lines to payung_app;
grant update (qr_code_id) on statement_lines to payung_app;
grant update (state) on statement_lines to payung_app;
grant update (because) on statement_lines to payung_app;
grant update (payment_service) on statement_lines to payung_app;
grant update (payment_key) on statement_lines to payung_app;
grant update (entry_id) on statement_lines to payung_app;
grant update (decided_at) on statement_lines to payung_app;
grant update (decided_by) on statement_lines to payung_app;
grant update (reason) on statement_lines to payung_app;

create table submission_answers (
  id bigint generated always as identity not null,
  result_id uuid not null,
  submission_id uuid not null,
  person_id bigint not null,
  state_before text not null,
  state text not null,
  kpj_index bytea,
  reason text,
  reason_text text,
  told_on date not null,
  recorded_at timestamp with time zone not null,
  constraint submission_answers_kpj_index_check CHECK ((octet_length(kpj_index) = 32)),
  constraint submission_answers_state_check CHECK ((state = ANY (ARRAY['member'::text, 'rejected'::text]))),
  constraint submission_answers_result_id_fkey FOREIGN KEY (result_id) REFERENCES submission_results(id) ON DELETE RESTRICT,
  constraint submission_answers_submission_id_person_id_fkey FOREIGN KEY (submission_id, person_id) REFERENCES submission_people(submission_id, person_id) ON DELETE RESTRICT,
  constraint submission_answers_pkey PRIMARY KEY (id)
);
CREATE INDEX submission_answers_by_person ON public.submission_answers USING btree (person_id, id);
CREATE INDEX submission_answers_by_result ON public.submission_answers USING btree (result_id);
CREATE INDEX submission_answers_by_submission ON public.submission_answers USING btree (submission_id, person_id);
alter table submission_answers enable row level security;
alter table submission_answers force row level security;
create policy submission_answers_of_people_in_scope on submission_answers as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR (EXISTS ( SELECT
   FROM submission_people p
  WHERE ((p.submission_id = submission_answers.submission_id) AND (p.person_id = submission_answers.person_id))))));
comment on table submission_answers is 'history by person: every answer that changed something. Rows are added, never changed.';
grant insert, select on submission_answers to payung_app;

create table submission_people (
  submission_id uuid not null,
  person_id bigint not null,
  place integer not null,
  segment text not null,
  roster_id uuid not null,
  months daterange not null,
  region_code bigint not null,
  organisation_id uuid,
  submitter_region bigint not null,
  submitter_organisation_id uuid,
  state text default 'open'::text not null,
  kpj_index bytea,
  told_on date,
  answered_at timestamp with time zone,
  reason text,
  reason_text text,
  mended_at timestamp with time zone,
  mended_by text,
  constraint a_member_has_a_kpj CHECK (((state = 'member'::text) = (kpj_index IS NOT NULL))),
  constraint a_rejection_has_its_reason CHECK ((((state = 'rejected'::text) = (reason IS NOT NULL)) AND ((reason IS NOT NULL) OR (reason_text IS NULL)))),
  constraint an_answer_has_its_day CHECK ((((state = ANY (ARRAY['member'::text, 'rejected'::text])) = (told_on IS NOT NULL)) AND ((told_on IS NULL) = (answered_at IS NULL)))),
  constraint only_what_was_rejected_is_mended CHECK ((((mended_at IS NULL) OR (state = 'rejected'::text)) AND ((mended_at IS NULL) = (mended_by IS NULL)))),
  constraint submission_people_kpj_index_check CHECK ((octet_length(kpj_index) = 32)),
  constraint submission_people_months_check CHECK ((NOT isempty(months))),
  constraint submission_people_place_check CHECK ((place > 0)),
  constraint submission_people_reason_check CHECK ((reason ~ '^[a-z][a-z-]*$'::text)),
  constraint submission_people_reason_text_check CHECK (((length(reason_text) >= 1) AND (length(reason_text) <= 300))),
  constraint submission_people_region_code_check CHECK (((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint))),
  constraint submission_people_segment_check CHECK ((segment = ANY (ARRAY['BPU'::text, 'PU'::text]))),
  constraint submission_people_state_check CHECK ((state = ANY (ARRAY['open'::text, 'member'::text, 'rejected'::text, 'withdrawn'::text]))),
  constraint submission_people_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT,
  constraint submission_people_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id) ON DELETE RESTRICT,
  constraint submission_people_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE RESTRICT,
  constraint submission_people_pkey PRIMARY KEY (submission_id, person_id),
  constraint a_kpj_belongs_to_one_person EXCLUDE USING gist (hashtextextended(encode(kpj_index, 'hex'::text), (0)::bigint) WITH =, person_id WITH <>) WHERE ((state = 'member'::text)),
  constraint one_open_submission_per_own_account_stretch EXCLUDE USING gist (person_id WITH =, months WITH &&) WHERE (((segment = 'BPU'::text) AND (state = ANY (ARRAY['open'::text, 'member'::text])))),
  constraint one_open_submission_per_roster_and_stretch EXCLUDE USING gist (person_id WITH =, roster_id WITH =, months WITH &&) WHERE (((segment = 'PU'::text) AND (state = ANY (ARRAY['open'::text, 'member'::text]))))
);
CREATE INDEX submission_people_by_person ON public.submission_people USING btree (person_id);
CREATE INDEX submission_people_by_place ON public.submission_people USING btree (submission_id, place);
CREATE INDEX submission_people_by_roster ON public.submission_people USING btree (roster_id);
CREATE INDEX submission_people_rejected ON public.submission_people USING btree (region_code, answered_at) WHERE (state = 'rejected'::text);
alter table submission_people enable row level security;
alter table submission_people force row level security;
create policy submission_people_in_scope on submission_people as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR ((submitter_region >= ( SELECT scope_first() AS scope_first)) AND (submitter_region <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation)) OR (submitter_organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
comment on table submission_people is 'by person: who stands in a submission, for which stretch of protection, and what BPJS Ketenagakerjaan answered.';
comment on column submission_people.place is 'Row in the files: the first 10,000 are file 1.';
comment on column submission_people.region_code is 'The village he lived in when he was gathered: whose workqueue a rejection goes to.';
comment on column submission_people.organisation_id is 'Whose roster it is.';
comment on column submission_people.submitter_region is 'As in the submission, so that a row says itself who may see it.';
comment on column submission_people.kpj_index is 'Blind index of the KPJ; the number itself is encrypted with the person.';
comment on column submission_people.told_on is 'The day on which BPJS Ketenagakerjaan told: from then on he counts as member, or is rejected.';
comment on column submission_people.reason_text is 'As BPJS Ketenagakerjaan wrote it, without long numbers.';
grant insert, select on submission_people to payung_app;
grant update (place) on submission_people to payung_app;
grant update (state) on submission_people to payung_app;
grant update (kpj_index) on submission_people to payung_app;
grant update (told_on) on submission_people to payung_app;
grant update (answered_at) on submission_people to payung_app;
grant update (reason) on submission_people to payung_app;
grant update (reason_text) on submission_people to payung_app;
grant update (mended_at) on submission_people to payung_app;
grant update (mended_by) on submission_people to payung_app;

create table submission_results (
  id uuid default gen_random_uuid() not null,
  submission_id uuid not null,
  file_name text not null,
  file_sha256 bytea not null,
  told_on date not null,
  row_count integer not null,
  state text not null,
  counts jsonb not null,
  remarks jsonb not null,
  sealed bytea,
  read_at timestamp with time zone not null,
  read_by text not null,
  applied_at timestamp with time zone,
  applied_by text,
  constraint answers_are_kept_until_they_are_applied CHECK (((state = 'read'::text) = (sealed IS NOT NULL))),
  constraint submission_results_applied_by_check CHECK ((applied_by ~ '^(user|api-key|system):.'::text)),
  constraint submission_results_counts_check CHECK ((jsonb_typeof(counts) = 'object'::text)),
  constraint submission_results_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
  constraint submission_results_file_sha256_check CHECK ((octet_length(file_sha256) = 32)),
  constraint submission_results_read_by_check CHECK ((read_by ~ '^(user|api-key|system):.'::text)),
  constraint submission_results_remarks_check CHECK ((jsonb_typeof(remarks) = 'array'::text)),
  constraint submission_results_row_count_check CHECK ((row_count >= 0)),
  constraint submission_results_state_check CHECK ((state = ANY (ARRAY['read'::text, 'applied'::text, 'discarded'::text]))),
  constraint what_is_applied_says_when_and_by_whom CHECK ((((state = 'applied'::text) = (applied_at IS NOT NULL)) AND ((applied_at IS NULL) = (applied_by IS NULL)))),
  constraint submission_results_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES submissions(id) ON DELETE RESTRICT,
  constraint submission_results_pkey PRIMARY KEY (id)
);
CREATE INDEX submission_results_by_submission ON public.submission_results USING btree (submission_id, read_at);
CREATE INDEX submission_results_waiting ON public.submission_results USING btree (read_at) WHERE (state = 'read'::text);
alter table submission_results enable row level security;
alter table submission_results force row level security;
create policy submission_results_are_read_for_new_keys on submission_results as permissive for select to payung_owner using (true);
create policy submission_results_are_written_for_new_keys on submission_results as permissive for update to payung_owner using (true);
create policy submission_results_of_whole_submissions on submission_results as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM submissions s
  WHERE ((s.id = submission_results.submission_id) AND (((s.region_code >= ( SELECT scope_first() AS scope_first)) AND (s.region_code <= ( SELECT scope_last() AS scope_last))) OR (s.organisation_id = ( SELECT scope_organisation() AS scope_organisation))))))));
comment on table submission_results is 'by submission: files in which BPJS Ketenagakerjaan answered; read and shown first, then applied.';
comment on column submission_results.remarks is '[{row, told}]: rows there is something to say about; no value of the row.';
comment on column submission_results.sealed is 'encrypted: the answers as read, until they are applied or discarded.';
grant insert, select on submission_results to payung_app;
grant update (state) on submission_results to payung_app;
grant update (counts) on submission_results to payung_app;
grant update (remarks) on submission_results to payung_app;
grant update (sealed) on submission_results to payung_app;
grant update (applied_at) on submission_results to payung_app;
grant update (applied_by) on submission_results to payung_app;

create table submissions (
  id uuid default gen_random_uuid() not null,
  number text not null,
  segment text not null,
  roster_id uuid,
  month date,
  bpu_package text not null,
  region_code bigint not null,
  organisation_id uuid,
  state text not null,
  people_count integer not null,
  member_count integer default 0 not null,
  rejected_count integer default 0 not null,
  made_at timestamp with time zone not null,
  made_by text not null,
  sent_on date,
  sent_at timestamp with time zone,
  sent_by text,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  withdrawn_because text,
  constraint answers_make_the_state CHECK (
CASE state
    WHEN 'partly-answered'::text THEN (((member_count + rejected_count) >= 1) AND ((member_count + rejected_count) <= (people_count - 1)))
    WHEN 'answered'::text THEN ((member_count + rejected_count) = people_count)
    ELSE ((member_count + rejected_count) = 0)
END),
  constraint submissions_bpu_package_check CHECK (((length(bpu_package) >= 1) AND (length(bpu_package) <= 10))),
  constraint submissions_made_by_check CHECK ((made_by ~ '^(user|api-key|system):.'::text)),
  constraint submissions_member_count_check CHECK ((member_count >= 0)),
  constraint submissions_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint submissions_number_check CHECK ((number ~ '^PGJ-[0-9]{4}-[0-9]{6,}$'::text)),
  constraint submissions_people_count_check CHECK ((people_count > 0)),
  constraint submissions_region_code_check CHECK (((region_code = 0) OR ((region_code >= 1100000000) AND (region_code <= '9999999999'::bigint)))),
  constraint submissions_rejected_count_check CHECK ((rejected_count >= 0)),
  constraint submissions_segment_check CHECK ((segment = ANY (ARRAY['BPU'::text, 'PU'::text]))),
  constraint submissions_sent_by_check CHECK ((sent_by ~ '^(user|api-key|system):.'::text)),
  constraint submissions_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'partly-answered'::text, 'answered'::text, 'withdrawn'::text]))),
  constraint submissions_withdrawn_because_check CHECK (((length(withdrawn_because) >= 1) AND (length(withdrawn_because) <= 500))),
  constraint wage_earners_are_submitted_by_roster CHECK (((segment = 'BPU'::text) OR (roster_id IS NOT NULL))),
  constraint what_is_withdrawn_says_why CHECK ((((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_because IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))),
  constraint what_was_sent_says_when_and_by_whom CHECK ((((state = ANY (ARRAY['sent'::text, 'partly-answered'::text, 'answered'::text])) = (sent_on IS NOT NULL)) AND ((sent_on IS NULL) = (sent_at IS NULL)) AND ((sent_on IS NULL) = (sent_by IS NULL)))),
  constraint submissions_roster_id_fkey FOREIGN KEY (roster_id) REFERENCES rosters(id) ON DELETE RESTRICT,
  constraint submissions_pkey PRIMARY KEY (id),
  constraint submissions_number_key UNIQUE (number)
);
CREATE INDEX submissions_by_organisation ON public.submissions USING btree (organisation_id) WHERE (organisation_id IS NOT NULL);
CREATE INDEX submissions_by_region ON public.submissions USING btree (region_code, made_at);
alter table submissions enable row level security;
alter table submissions force row level security;
create policy submissions_in_scope on submissions as permissive for all to public using (((( SELECT scope_gate() AS scope_gate) = ANY (ARRAY['matching'::text, 'system'::text])) OR ((region_code >= ( SELECT scope_first() AS scope_first)) AND (region_code <= ( SELECT scope_last() AS scope_last))) OR (organisation_id = ( SELECT scope_organisation() AS scope_organisation))));
create policy submissions_with_ones_people_are_seen on submissions as permissive for select to public using ((EXISTS ( SELECT
   FROM submission_people p
  WHERE (p.submission_id = submissions.id))));
comment on table submissions is 'by region: people who are told to BPJS Ketenagakerjaan together, in files of at most 10,000 rows.';
comment on column submissions.month is 'The month in which its people are protected; null: from now on.';
comment on column submissions.region_code is 'Where its people live, or the reach of whoever gathered them; 0 is the whole country.';
grant insert, select on submissions to payung_app;
grant update (state) on submissions to payung_app;
grant update (member_count) on submissions to payung_app;
grant update (rejected_count) on submissions to payung_app;
grant update (sent_on) on submissions to payung_app;
grant update (sent_at) on submissions to payung_app;
grant update (sent_by) on submissions to payung_app;
grant update (withdrawn_at) on submissions to payung_app;
grant update (withdrawn_by) on submissions to payung_app;
grant update (withdrawn_because) on submissions to payung_app;

create table training_mark (
  only_one boolean default true not null,
  marked_at timestamp with time zone not null,
  constraint training_mark_only_one_check CHECK (only_one),
  constraint training_mark_pkey PRIMARY KEY (only_one)
);
comment on table training_mark is 'One row in a database made for training, for ever; none in one for real work. The two never mix.';
grant insert, select on training_mark to payung_app;

create table transfers (
  entry_id bigint not null,
  line smallint not null,
  from_account bigint not null,
  to_account bigint not null,
  amount moved_rupiah not null,
  effective_on entry_day not null,
  transaction_number bigint default ((pg_current_xact_id())::text)::bigint not null,
  from_balance bigint,
  from_version bigint,
  to_balance bigint,
  to_version bigint,
  constraint transfers_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES entries(id),
  constraint transfers_from_account_fkey FOREIGN KEY (from_account) REFERENCES accounts(id),
  constraint transfers_to_account_fkey FOREIGN KEY (to_account) REFERENCES accounts(id),
  constraint transfers_pkey PRIMARY KEY (entry_id, line)
);
CREATE INDEX transfers_in ON public.transfers USING btree (to_account, effective_on);
CREATE INDEX transfers_into_hot ON public.transfers USING btree (to_account, transaction_number) INCLUDE (amount) WHERE (to_version IS NULL);
CREATE INDEX transfers_out ON public.transfers USING btree (from_account, effective_on);
CREATE INDEX transfers_out_of_hot ON public.transfers USING btree (from_account, transaction_number) INCLUDE (amount) WHERE (from_version IS NULL);
alter table transfers enable row level security;
alter table transfers force row level security;
create policy transfers_are_kept_by_their_owner on transfers as permissive for all to payung_owner using (true) with check (true);
create policy transfers_in_scope on transfers as permissive for select to payung_app using (((( SELECT scope_gate() AS scope_gate) = 'system'::text) OR (EXISTS ( SELECT
   FROM accounts a
  WHERE (a.id = ANY (ARRAY[transfers.from_account, transfers.to_account]))))));
comment on table transfers is 'history, by payer: money that has moved. What a pending entry would move stands in pending_transfers until it is settled.';
comment on column transfers.from_balance is 'Of that account after this transfer, in the order of recording; null where the account is hot.';
comment on column transfers.from_version is 'Counts the transfers of that account without a gap; null where it is hot.';
grant select on transfers to payung_app;

create table users (
  id uuid default gen_random_uuid() not null,
  organisation_id uuid not null,
  name text not null,
  email text not null,
  password_hash text,
  password_changed_at timestamp with time zone,
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  sso_subject text,
  training boolean default false not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  first_steps_put_away_at timestamp with time zone,
  constraint users_email_check CHECK (((email = lower(btrim(email))) AND (email ~~ '%_@_%'::text))),
  constraint users_name_check CHECK (((name = btrim(name)) AND ((length(name) >= 1) AND (length(name) <= 200)))),
  constraint users_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisations(id),
  constraint users_pkey PRIMARY KEY (id),
  constraint one_user_per_email_and_organisation UNIQUE (organisation_id, email),
  constraint one_user_per_government_identity UNIQUE (organisation_id, sso_subject)
);
CREATE INDEX users_by_email ON public.users USING btree (email);
alter table users enable row level security;
alter table users force row level security;
create policy users_are_not_made_at_the_door on users as restrictive for insert to public with check (((scope_gate() IS DISTINCT FROM 'sign-in'::text) AND (NOT scope_is_self(id))));
create policy users_are_read_for_new_keys on users as permissive for select to payung_owner using (true);
create policy users_are_written_for_new_keys on users as permissive for update to payung_owner using (true);
create policy users_in_scope on users as permissive for all to public using ((scope_is_self(id) OR (scope_gate() = 'sign-in'::text) OR (EXISTS ( SELECT
   FROM organisations o
  WHERE ((o.id = users.organisation_id) AND scope_reaches(o.region_code, o.id))))));
comment on table users is 'People who act in Payung. Switched off, never deleted: history names them.';
comment on column users.totp_secret is 'encrypted: secret of the second factor.';
comment on column users.totp_last_step is 'The last 30-second step whose code was used; a code counts once.';
comment on column users.sso_subject is 'issuer|subject of government sign-in.';
comment on column users.training is 'A demo account; exists in training mode only.';
comment on column users.first_steps_put_away_at is 'Since when the list of first steps is put away by its reader; null while it is shown.';
grant insert, select on users to payung_app;
grant update (name) on users to payung_app;
grant update (password_hash) on users to payung_app;
grant update (password_changed_at) on users to payung_app;
grant update (totp_secret) on users to payung_app;
grant update (totp_confirmed_at) on users to payung_app;
grant update (totp_last_step) on users to payung_app;
grant update (sso_subject) on users to payung_app;
grant update (disabled_at) on users to payung_app;
grant update (first_steps_put_away_at) on users to payung_app;

create table virtual_accounts (
  id uuid default gen_random_uuid() not null,
  partner text not null,
  service_id text not null,
  customer_no text not null,
  trx_id text not null,
  payer_id uuid not null,
  bill_id uuid,
  account_path text not null,
  name text not null,
  is_closed_amount boolean not null,
  amount bigint,
  state text not null,
  expires_at timestamp with time zone not null,
  asked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_because text,
  organisation_id uuid,
  region_code bigint not null,
  constraint a_closed_amount_is_told CHECK (((NOT is_closed_amount) OR (amount IS NOT NULL) OR (bill_id IS NOT NULL))),
  constraint virtual_accounts_amount_check CHECK (((amount >= 1) AND (amount <= '1000000000000000'::bigint))),
  constraint virtual_accounts_customer_no_check CHECK ((customer_no ~ '^[0-9]{8,20}$'::text)),
  constraint virtual_accounts_name_check CHECK (((name <> ''::text) AND (length(name) <= 255))),
  constraint virtual_accounts_partner_check CHECK ((partner ~ '^[a-z][a-z0-9-]{1,31}$'::text)),
  constraint virtual_accounts_service_id_check CHECK ((service_id ~ '^[0-9]{1,8}$'::text)),
  constraint virtual_accounts_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'open'::text, 'paid'::text, 'cancelled'::text, 'refused'::text]))),
  constraint virtual_accounts_trx_id_check CHECK ((trx_id ~ '^[A-Za-z0-9-]{1,64}$'::text)),
  constraint what_has_ended_says_when CHECK (((state = ANY (ARRAY['asked'::text, 'open'::text])) = (ended_at IS NULL))),
  constraint virtual_accounts_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES bills(id) ON DELETE RESTRICT,
  constraint virtual_accounts_payer_id_fkey FOREIGN KEY (payer_id) REFERENCES payers(id) ON DELETE RESTRICT,
  constraint virtual_accounts_pkey PRIMARY KEY (id),
  constraint a_virtual_account_is_asked_for_once UNIQUE (partner, trx_id),
  constraint a_virtual_account_number_is_given_once UNIQUE (service_id, customer_no)
);
CREATE UNIQUE INDEX one_open_virtual_account_per_bill_and_bank ON public.virtual_accounts USING btree (bill_id, partner) WHERE ((bill_id IS NOT NULL) AND (state = ANY (ARRAY['asked'::text, 'open'::text])));
CREATE INDEX virtual_accounts_by_payer ON public.virtual_accounts USING btree (payer_id, asked_at);
CREATE INDEX virtual_accounts_by_time ON public.virtual_accounts USING btree (asked_at, id);
alter table virtual_accounts enable row level security;
alter table virtual_accounts force row level security;
create policy virtual_accounts_in_scope on virtual_accounts as permissive for all to public using (scope_reaches(region_code, organisation_id)) with check (scope_reaches(region_code, organisation_id));
comment on table virtual_accounts is 'by payer: numbers at which a bank takes money for a bill, a payer''s purse or a gift.';
comment on column virtual_accounts.service_id is 'partnerServiceId without its blanks in front.';
comment on column virtual_accounts.trx_id is 'Our name of the wish towards the bank, stored before the bank is asked.';
comment on column virtual_accounts.account_path is 'Whose money it becomes: the purse in the ledger.';
comment on column virtual_accounts.name is 'The payer''s true name; the bank gets it in its own alphabet.';
comment on column virtual_accounts.amount is 'rupiah; null when the payer chooses, or when the bill says what is open.';
comment on column virtual_accounts.state is 'asked: the bank has not answered yet. Money is taken in both asked and open.';
grant insert, select on virtual_accounts to payung_app;
grant update (amount) on virtual_accounts to payung_app;
grant update (state) on virtual_accounts to payung_app;
grant update (expires_at) on virtual_accounts to payung_app;
grant update (ended_at) on virtual_accounts to payung_app;
grant update (ended_because) on virtual_accounts to payung_app;

create table work_mark (
  only_one boolean default true not null,
  marked_at timestamp with time zone not null,
  constraint work_mark_only_one_check CHECK (only_one),
  constraint work_mark_pkey PRIMARY KEY (only_one)
);
comment on table work_mark is 'One row in a database that was served for real work, for ever: no start makes it one for training.';
grant insert, select on work_mark to payung_app;

create view held_grants with (security_invoker=true) as
 SELECT g.id,
    g.user_id,
    g.role,
    g.region_code,
    g.valid_from,
    LEAST(g.valid_to, e.ends_on) AS valid_to,
    COALESCE(e.at_once, false) AS ended_early,
    g.delegated_from,
    ( SELECT d.user_id
           FROM grants d
          WHERE (d.id = g.delegated_from)) AS on_behalf_of,
    g.reason,
    g.granted_by,
    g.granted_at
   FROM (grants g
     LEFT JOIN LATERAL ( SELECT min(grant_ends.ends_on) AS ends_on,
            bool_or((grant_ends.ends_on IS NULL)) AS at_once
           FROM grant_ends
          WHERE (grant_ends.grant_id = g.id)) e ON (true));
comment on view held_grants is 'Which role a user holds, where and when, early ends counted in.';
grant select on held_grants to payung_app;

grant usage on schema public to payung_app;
grant usage on schema public to public;
