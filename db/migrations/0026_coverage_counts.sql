-- How many are protected, counted while protection is written instead of each time somebody asks (docs/adr/0044-coverage-counters.md).
--
-- Every statement that changes protections, places or mergings of people counts these people anew, compares with how each was counted
-- before, and appends the difference: on these days so many more in this village. No row is hot and nobody waits but for who counts the
-- same person. A fold adds it to counters of villages and of everything above them; readers add what is not folded yet, so a figure is
-- exact at commit. A lapse by arrears is a stretch of days like any other once its bill was looked at after its due day.

create table counted_people (
  person_id bigint primary key,
  work_region bigint not null,
  residence_region bigint not null,
  wage_days daterange[] not null,
  own_days daterange[] not null
);
comment on table counted_people is 'by person: how somebody is counted at present. Its row is what two who count the same person wait for.';
comment on column counted_people.wage_days is 'Days of each membership PU with JKK, arrears taken out: two employers, two entries. Empty for a merged row.';

create table coverage_deltas (
  id bigint generated always as identity primary key,
  work_region bigint not null,
  residence_region bigint not null,
  days daterange not null,
  wage_members integer not null, own_members integer not null,
  wage_people integer not null, all_people integer not null
);
create index coverage_deltas_by_work on coverage_deltas (work_region);
create index coverage_deltas_by_residence on coverage_deltas (residence_region);
comment on table coverage_deltas is 'local: on these days so many more than the counters say. Appended with what they count, taken away by the fold.';

create table coverage_counts (
  place text not null check (place in ('work', 'residence')),
  region_code bigint not null,
  above_code bigint,
  first_month integer not null,
  wage_members integer[] not null, own_members integer[] not null,
  wage_people integer[] not null, all_people integer[] not null,
  primary key (place, region_code)
) with (toast_tuple_target = 8160, fillfactor = 70);
create index coverage_counts_by_above on coverage_counts (place, above_code);
comment on table coverage_counts is 'reference: people and memberships of a region on the first day of each month; the last entry holds for all later ones.';
comment on column coverage_counts.first_month is 'Year times twelve and month less one, of the first entry of the four lists.';
comment on column coverage_counts.above_code is 'The region of the next level; 0 the country, null above it.';

create table coverage_days (
  place text not null check (place in ('work', 'residence')),
  region_code bigint not null,
  month integer not null,
  wage_members integer[] not null, own_members integer[] not null,
  wage_people integer[] not null, all_people integer[] not null,
  primary key (place, region_code, month)
);
comment on table coverage_days is 'reference: by how much each of 31 days differs from the first of its month. A row only where arrears began or ended.';

create table protection_lapses (
  protection_id bigint primary key, person_id bigint not null, days datemultirange not null check (not isempty(days))
);
create index protection_lapses_by_person on protection_lapses (person_id);
comment on table protection_lapses is 'by person: days on which more months of a protection were overdue than the law tolerates.';

create table coverage_tolerances (
  days daterange primary key,
  months integer not null check (months >= 0),
  constraint one_tolerance_a_day exclude using gist (days with &&)
);
comment on table coverage_tolerances is 'reference: overdue months that do not end protection (parameter bpu.arrears-months); another law book makes ./payung coverage recount necessary.';

create table coverage_arrears (is_only boolean primary key default true check (is_only), until_on date not null);
comment on table coverage_arrears is 'local: bills that fell due before this day have been looked at for arrears.';

create table coverage_pending (id bigint generated always as identity primary key, bill_id uuid not null, due_on date not null);
comment on table coverage_pending is 'local: bills whose arrears are to be looked at again, since they came late, or were paid or credited after their day.';

insert into coverage_tolerances values ('[,)', 3);
insert into coverage_arrears (until_on) values ('2015-07-01');

create function region_above(code bigint) returns bigint language sql immutable parallel safe
  return case when code = 0 then null when code % 10000 <> 0 then code - code % 10000 when code % 1000000 <> 0 then code - code % 1000000
    when code % 100000000 <> 0 then code - code % 100000000 else 0 end;

-- On which days somebody is so many memberships and one person. Written so that PostgreSQL takes it into the plan of who asks.
create function stretches_of(wage_days daterange[], own_days daterange[])
  returns table (days daterange, wage_members integer, own_members integer, wage_people integer, all_people integer)
  language sql immutable parallel safe
as $$
  select r, 1, 0, 0, 0 from unnest(wage_days) r
  union all select r, 0, 1, 0, 0 from unnest(own_days) r
  union all select unnest(range_agg(r)), 0, 0, 1, 0 from unnest(wage_days) r
  union all select unnest(range_agg(r)), 0, 0, 0, 1 from unnest(wage_days || own_days) r
$$;

-- Counts people anew. Who has no row yet gets one that counts nothing; then each row is held until commit, so that whoever counts the same
-- person waits, and looks with fresh eyes at what the first has written. One plan of nested loops by index whatever the number: a plan made
-- for a million people must not be the one for a single person, and making one takes longer than counting him.
create function recount_people(ids bigint[]) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set jit = off
as $$ begin
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
end $$;
comment on function recount_people is 'Called by triggers and by whoever has changed protection_lapses.';

-- Most people who are protected never were before: they have no row, so the new rows say all. Who has one, or gets one from another writer
-- at this moment, is counted anew.
create function count_new_protections() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_generic_plan
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set jit = off
as $$
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
end $$;
create function count_changed_protections() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ begin
  perform recount_people(array(select person_id from added union select person_id from removed order by 1));
  return null; end $$;
create function count_lost_protections() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ begin
  perform recount_people(array(select distinct person_id from removed order by 1));
  return null; end $$;
create trigger people_are_counted_by_new_protections after insert on protections
  referencing new table as added for each statement execute function count_new_protections();
create trigger people_are_counted_by_changed_protections after update on protections
  referencing old table as removed new table as added for each statement execute function count_changed_protections();
create trigger people_are_counted_by_lost_protections after delete on protections
  referencing old table as removed for each statement execute function count_lost_protections();

-- Who moves, or is found to be somebody else, is counted elsewhere. He gets a row even without protection: somebody who protects him at
-- this moment and has not seen the move waits for it.
create function count_moved_people() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp set enable_nestloop = off
as $$ begin
  perform recount_people(array(
    select n.id from added n join removed o using (id)
    where (n.work_region, n.residence_region, n.merged_into) is distinct from (o.work_region, o.residence_region, o.merged_into) order by 1));
  return null; end $$;
create trigger people_are_counted_where_they_are after update on people
  referencing old table as removed new table as added for each statement execute function count_moved_people();

-- Bills that are late already when they come, or whose lines are paid or credited after their day, are looked at for arrears soon. Two
-- days of grace, so that who pays while the watermark moves need not wait for it, nor it for him.
create function note_late_bills() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ begin
  insert into coverage_pending (bill_id, due_on)
  select b.id, b.due_on from added b, coverage_arrears a
  where b.kind in ('original', 'amendment') and b.due_on < greatest(a.until_on, current_date + 2);
  return null; end $$;
create function note_bills_of_late_lines() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$ begin
  insert into coverage_pending (bill_id, due_on)
  select distinct b.id, b.due_on from added l join bills b on b.id = l.bill_id, coverage_arrears a
  where b.kind in ('original', 'amendment') and b.due_on < greatest(a.until_on, current_date + 2);
  return null; end $$;
create trigger arrears_begin_with_late_bills after insert on bills
  referencing new table as added for each statement execute function note_late_bills();
create trigger arrears_end_with_payment after insert on paid_lines
  referencing new table as added for each statement execute function note_bills_of_late_lines();
create trigger arrears_end_with_credit after insert on credited_lines
  referencing new table as added for each statement execute function note_bills_of_late_lines();
create index bills_by_due on bills (due_on);

-- Finds the days on which protections of these bills are lapsed, by all their bills that were due before the watermark, and answers whose
-- days have changed. One at a time: the callers hold a lock.
create function recount_lapses(bill_ids uuid[]) returns bigint[]
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
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
end $$;

-- Looks at every bill whose arrears may have changed, up to those due before a day. Answers how many bills it looked at.
create function coverage_catch_up(until date) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
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
end $$;

-- Adds what is appended to the counters of villages and of everything above them. Another fold at the same time does nothing.
create function coverage_fold() returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set jit = off
as $$
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
end $$;

-- Counts everybody from scratch, lapses too, in one transaction: readers see the old counters until it commits, writers of protection wait.
-- Tolerances are those of the law book, since a rebuilt counter must follow it.
create function coverage_recount(tolerances jsonb) returns bigint
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
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
end $$;

do $$
declare each text;
begin
  foreach each in array array['counted_people', 'coverage_deltas', 'coverage_counts', 'coverage_days', 'protection_lapses',
    'coverage_tolerances', 'coverage_arrears', 'coverage_pending']
  loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy %I on %I to current_user using (true) with check (true)', each || '_are_kept_by_their_owner', each);
    execute format('create policy %I on %I for select to payung_app using ((select scope_gate()) = ''system'')', each || '_are_read_by_the_system', each);
    execute format('grant select on %I to payung_app', each);
  end loop;
end $$;
create policy paid_lines_are_read_by_their_owner on paid_lines for select to current_user using (true);
create policy credited_lines_are_read_by_their_owner on credited_lines for select to current_user using (true);

revoke execute on function count_new_protections, count_changed_protections, count_lost_protections, count_moved_people, note_late_bills,
  note_bills_of_late_lines, recount_people, recount_lapses, coverage_catch_up, coverage_fold, coverage_recount from public;
grant execute on function coverage_catch_up, coverage_fold, coverage_recount to payung_app;

select coverage_recount('[{"days": "[,)", "months": 3}]');
