-- Each counter of coverage says what the rows say, by other code than counts them: villages are grouped once, by stretch and segment, and
-- rolled up level by level; whoever may stand in two stretches at once is counted by the gaps between them instead of unions; arrears by
-- asking each day on which something changes instead of adding steps. Two stretches of BPU never overlap (one_payer_per_worker_month).
-- Protections with a bill that waits to be looked at are left out of the last, and counted by the arrears that are written.
with twice as materialized (
  select distinct m.person_id from protections m
  where m.segment = 'PU' and exists (select from protections o where o.person_id = m.person_id and o.id <> m.id)
), grouped as (
  -- By the columns themselves, of which statistics say how few they are; what follows from them comes later.
  select p.work_region, p.residence_region, m.segment, m.months, l.days, count(*) as people
  from protections m
  join people p on p.id = m.person_id and p.merged_into is null
  left join protection_lapses l on l.protection_id = m.id
  where m.programmes @> 0 and not isempty(m.months)
  group by 1, 2, 3, 4, 5
), stretches as (
  select m.person_id, coalesce(p.work_region, p.residence_region) as work_region, p.residence_region, m.segment,
    lower(r.days) as begun, coalesce(upper(r.days), 'infinity') as ended
  from twice t
  join protections m on m.person_id = t.person_id and m.programmes @> 0
  join people p on p.id = m.person_id and p.merged_into is null
  left join protection_lapses l on l.protection_id = m.id
  cross join lateral unnest(datemultirange(m.months) - coalesce(l.days, '{}')) as r (days)
), alike as (
  select *, 1 as wage, 0 as every from stretches where segment = 'PU'
  union all select *, 0, 1 from stretches
), islands as (
  select *, max(ended) over (partition by wage, person_id order by begun, ended
    rows between unbounded preceding and 1 preceding) as reached
  from alike
), united as (
  select work_region, residence_region, wage, every, person_id, min(begun) as begun, max(ended) as ended
  from (select *, count(*) filter (where reached is null or reached < begun) over (partition by wage, person_id
    order by begun, ended) as island from islands) i
  group by work_region, residence_region, wage, every, person_id, island
), spans as (
  -- As if everybody stood in one stretch at a time, less those who may not, and these as they do.
  select coalesce(g.work_region, g.residence_region) as work_region, g.residence_region, lower(r.days) as begun,
    coalesce(upper(r.days), 'infinity') as ended, case g.segment when 'PU' then g.people else 0 end as wm, case g.segment when 'BPU' then g.people else 0 end as om,
    case g.segment when 'PU' then g.people else 0 end as wp, g.people as ap
  from grouped g cross join lateral unnest(datemultirange(g.months) - coalesce(g.days, '{}')) as r (days)
  union all
  select work_region, residence_region, begun, ended, 0, 0, -wage, -every from alike
  union all
  select work_region, residence_region, begun, ended, 0, 0, wage, every from united
), villages as (
  select v.place, v.code, e.on_day, sum(e.step * s.wm) as wm, sum(e.step * s.om) as om, sum(e.step * s.wp) as wp, sum(e.step * s.ap) as ap
  from (select work_region, residence_region, begun, ended, sum(wm) as wm, sum(om) as om, sum(wp) as wp, sum(ap) as ap
    from spans group by 1, 2, 3, 4) s
  cross join lateral (values ('work', s.work_region), ('residence', s.residence_region)) as v (place, code)
  cross join lateral (values (s.begun, 1), (s.ended, -1)) as e (on_day, step)
  where e.on_day <> 'infinity' group by 1, 2, 3
), districts as (
  select place, code / 10000 * 10000 as code, on_day, sum(wm) as wm, sum(om) as om, sum(wp) as wp, sum(ap) as ap from villages group by 1, 2, 3
), regencies as (
  select place, code / 1000000 * 1000000 as code, on_day, sum(wm) as wm, sum(om) as om, sum(wp) as wp, sum(ap) as ap from districts group by 1, 2, 3
), provinces as (
  select place, code / 100000000 * 100000000 as code, on_day, sum(wm) as wm, sum(om) as om, sum(wp) as wp, sum(ap) as ap from regencies group by 1, 2, 3
), levels as (
  -- Who is known by a district only stands in no village of it, and so above.
  select * from villages where code % 10000 <> 0 union all select * from districts where code % 1000000 <> 0
  union all select * from regencies where code % 100000000 <> 0 union all select * from provinces where code <> 0
  union all select place, 0, on_day, sum(wm), sum(om), sum(wp), sum(ap) from provinces group by place, on_day
), counted as (
  -- What a month opens with, less what it ended with, is what its first day changed.
  select c.place, c.region_code as code, make_date((c.first_month + u.n::integer - 1) / 12, (c.first_month + u.n::integer - 1) % 12 + 1, 1) as on_day,
    u.wm - u.wm_before - coalesce(d.wage_members[31], 0) as wm, u.om - u.om_before - coalesce(d.own_members[31], 0) as om,
    u.wp - u.wp_before - coalesce(d.wage_people[31], 0) as wp, u.ap - u.ap_before - coalesce(d.all_people[31], 0) as ap
  from coverage_counts c
  cross join lateral unnest(c.wage_members, 0 || c.wage_members, c.own_members, 0 || c.own_members, c.wage_people, 0 || c.wage_people,
    c.all_people, 0 || c.all_people) with ordinality as u (wm, wm_before, om, om_before, wp, wp_before, ap, ap_before, n)
  left join coverage_days d on d.place = c.place and d.region_code = c.region_code and d.month = c.first_month + u.n - 2
  where u.n <= cardinality(c.all_people)
  union all
  select d.place, d.region_code, make_date(d.month / 12, d.month % 12 + 1, 1) + u.n::integer - 1, u.wm - u.wm_before, u.om - u.om_before,
    u.wp - u.wp_before, u.ap - u.ap_before
  from coverage_days d
  cross join lateral unnest(d.wage_members, 0 || d.wage_members, d.own_members, 0 || d.own_members, d.wage_people, 0 || d.wage_people,
    d.all_people, 0 || d.all_people) with ordinality as u (wm, wm_before, om, om_before, wp, wp_before, ap, ap_before, n)
  where u.n <= cardinality(d.all_people)
  union all
  select v.place, r.code, e.on_day, e.step * t.wage_members, e.step * t.own_members, e.step * t.wage_people, e.step * t.all_people
  from coverage_deltas t
  cross join lateral (values ('work', t.work_region), ('residence', t.residence_region)) as v (place, code)
  cross join lateral (select distinct unnest(array[v.code, v.code / 10000 * 10000, v.code / 1000000 * 1000000,
    v.code / 100000000 * 100000000, 0]) as code) r
  cross join lateral (values (lower(t.days), 1), (upper(t.days), -1)) as e (on_day, step)
  where e.on_day is not null
), overdue as (
  select l.protection_id, b.due_on + 1 as begun, coalesce(q.paid_on, 'infinity') as ended
  from bill_lines l
  join bills b on b.id = l.bill_id and b.kind in ('original', 'amendment') and b.due_on < (select until_on from coverage_arrears)
  left join paid_lines q on q.bill_id = l.bill_id and q.lines @> l.line_number
  left join (select bill_id, line_number, sum(amount) as amount from credited_lines group by 1, 2) k
    on k.bill_id = l.bill_id and k.line_number = l.line_number
  where l.amount > coalesce(k.amount, 0) and (q.paid_on is null or q.paid_on > b.due_on + 1)
), turns as (
  select protection_id, begun as on_day from overdue
  union select protection_id, ended from overdue where ended <> 'infinity'
  union select protection_id, lower(r.days) from protection_lapses cross join lateral unnest(days) as r (days)
  union select protection_id, upper(r.days) from protection_lapses cross join lateral unnest(days) as r (days) where not upper_inf(r.days)
), asked as (
  select t.protection_id, t.on_day, count(*) filter (where o.begun <= t.on_day and t.on_day < o.ended) as late
  from turns t left join overdue o using (protection_id) group by 1, 2
)
select place, code as region, on_day, array[l.wm, l.om, l.wp, l.ap] as by_rows, array[s.wm, s.om, s.wp, s.ap] as by_counters
from (select * from levels where (wm, om, wp, ap) <> (0, 0, 0, 0)) l
full join (select place, code, on_day, sum(wm) as wm, sum(om) as om, sum(wp) as wp, sum(ap) as ap from counted group by 1, 2, 3
  having (sum(wm), sum(om), sum(wp), sum(ap)) <> (0, 0, 0, 0)) s using (place, code, on_day)
where (l.wm, l.om, l.wp, l.ap) is distinct from (s.wm, s.om, s.wp, s.ap)
union all
select 'arrears', a.protection_id, a.on_day, array[a.late], array[(p.days is not null)::integer]
from asked a
left join protection_lapses p on p.protection_id = a.protection_id and p.days @> a.on_day
left join coverage_tolerances c on c.days @> a.on_day
where (p.days is not null) <> (a.late > c.months)
  and not exists (select from coverage_pending w join bill_lines l on l.bill_id = w.bill_id where l.protection_id = a.protection_id);
