-- Each counter of coverage says what the rows say, by other code than counts them: people by gaps between their stretches instead of
-- unions, arrears by asking each day on which something changes instead of adding steps. Protections with a bill that waits to be looked
-- at are left out of the second, and counted by the arrears that are written.
with stretches as (
  select m.person_id, m.segment, v.place, v.code, lower(r.days) as begun, coalesce(upper(r.days), 'infinity') as ended
  from protections m
  join people p on p.id = m.person_id and p.merged_into is null
  left join protection_lapses l on l.protection_id = m.id
  cross join lateral unnest(datemultirange(m.months) - coalesce(l.days, '{}')) as r (days)
  cross join lateral (values ('work', coalesce(p.work_region, p.residence_region)), ('residence', p.residence_region)) as v (place, code)
  where lower(m.programmes) = 0
), measured as (
  select place, code, person_id, begun, ended, case segment when 'PU' then 'wage-member' else 'own-member' end as measure from stretches
), alike as (
  select place, code, person_id, begun, ended, 'wage-person' as measure from stretches where segment = 'PU'
  union all select place, code, person_id, begun, ended, 'person' from stretches
), islands as (
  select *, max(ended) over (partition by measure, place, person_id order by begun, ended
    rows between unbounded preceding and 1 preceding) as reached
  from alike
), united as (
  select place, code, measure, person_id, min(begun) as begun, max(ended) as ended
  from (select *, count(*) filter (where reached is null or reached < begun) over (partition by measure, place, person_id
    order by begun, ended) as island from islands) i
  group by place, code, measure, person_id, island
), steps as (
  select place, code, measure, begun as on_day, 1 as step from measured
  union all select place, code, measure, ended, -1 from measured where ended <> 'infinity'
  union all select place, code, measure, begun, 1 from united
  union all select place, code, measure, ended, -1 from united where ended <> 'infinity'
), levels as (
  select s.place, r.code, s.measure, s.on_day, sum(s.step) as step
  from (select place, code, measure, on_day, sum(step) as step from steps group by 1, 2, 3, 4) s
  cross join lateral (select distinct unnest(array[s.code, s.code / 10000 * 10000, s.code / 1000000 * 1000000,
    s.code / 100000000 * 100000000, 0]) as code) r
  group by 1, 2, 3, 4
), entries as (
  select c.place, c.region_code as code, c.first_month + u.n::integer - 1 as month, m.measure, m.value
  from coverage_counts c
  cross join lateral unnest(c.wage_members, c.own_members, c.wage_people, c.all_people) with ordinality as u (wm, om, wp, ap, n)
  cross join lateral (values ('wage-member', u.wm), ('own-member', u.om), ('wage-person', u.wp), ('person', u.ap)) as m (measure, value)
), inside as (
  select d.place, d.region_code as code, d.month, u.n::integer as day, m.measure, m.value
  from coverage_days d
  cross join lateral unnest(d.wage_members, d.own_members, d.wage_people, d.all_people) with ordinality as u (wm, om, wp, ap, n)
  cross join lateral (values ('wage-member', u.wm), ('own-member', u.om), ('wage-person', u.wp), ('person', u.ap)) as m (measure, value)
), counted as (
  -- What a month opens with, less what it ended with, is what its first day changed.
  select e.place, e.code, e.measure, make_date(e.month / 12, e.month % 12 + 1, 1) as on_day,
    e.value - lag(e.value, 1, 0) over (partition by e.place, e.code, e.measure order by e.month)
      - coalesce((select i.value from inside i where i.place = e.place and i.code = e.code and i.measure = e.measure
          and i.month = e.month - 1 and i.day = 31), 0) as step
  from entries e
  union all
  select i.place, i.code, i.measure, make_date(i.month / 12, i.month % 12 + 1, 1) + i.day - 1,
    i.value - lag(i.value, 1, 0) over (partition by i.place, i.code, i.measure, i.month order by i.day)
  from inside i
  union all
  select t.place, r.code, m.measure, t.on_day, m.step
  from coverage_deltas t
  cross join lateral (select distinct unnest(array[t.region_code, t.region_code / 10000 * 10000, t.region_code / 1000000 * 1000000,
    t.region_code / 100000000 * 100000000, 0]) as code) r
  cross join lateral (values ('wage-member', t.wage_members), ('own-member', t.own_members), ('wage-person', t.wage_people),
    ('person', t.all_people)) as m (measure, step)
), summed as (
  select place, code, measure, on_day, sum(step) as step from counted group by 1, 2, 3, 4 having sum(step) <> 0
), overdue as (
  select l.protection_id, l.person_id, b.due_on + 1 as begun, coalesce(q.paid_on, 'infinity') as ended
  from bill_lines l
  join bills b on b.id = l.bill_id and b.kind in ('original', 'amendment') and b.due_on < (select until_on from coverage_arrears)
  left join paid_lines q on q.bill_id = l.bill_id and q.lines @> l.line_number
  left join (select bill_id, line_number, sum(amount) as amount from credited_lines group by 1, 2) k
    on k.bill_id = l.bill_id and k.line_number = l.line_number
  where l.amount > coalesce(k.amount, 0)
), turns as (
  select protection_id, begun as on_day from overdue where begun < ended
  union select protection_id, ended from overdue where begun < ended and ended <> 'infinity'
  union select protection_id, lower(r.days) from protection_lapses cross join lateral unnest(days) as r (days)
  union select protection_id, upper(r.days) from protection_lapses cross join lateral unnest(days) as r (days) where not upper_inf(r.days)
)
select s.place, coalesce(l.code, s.code) as region, coalesce(l.measure, s.measure) as measure, coalesce(l.on_day, s.on_day) as on_day,
  l.step as by_rows, s.step as by_counters
from (select * from levels where step <> 0) l full join summed s using (place, code, measure, on_day)
where l.step is distinct from s.step
union all
select 'arrears', t.protection_id, 'lapsed', t.on_day, x.late, (p.days is not null)::integer
from turns t
left join protection_lapses p on p.protection_id = t.protection_id and p.days @> t.on_day
left join coverage_tolerances c on c.days @> t.on_day
cross join lateral (select count(*) as late from overdue o
  where o.protection_id = t.protection_id and o.begun <= t.on_day and t.on_day < o.ended) x
where (p.days is not null) <> (x.late > c.months)
  and not exists (select from coverage_pending w join bill_lines l on l.bill_id = w.bill_id where l.protection_id = t.protection_id);
