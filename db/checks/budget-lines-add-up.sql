-- Each budget line at any time: amount = left + committed + realised + lapsed. What is committed is the price promised for the months that
-- people hold and nobody has paid; what is realised is what payments of bills have borne; and nobody stands in a roster with a budget
-- without a promise.
with parts as (
  select l.id, l.amount, l.lapsed_at,
    coalesce(max(a.balance) filter (where a.kind = 'budget-left'), 0) as "left",
    coalesce(max(a.balance) filter (where a.kind = 'budget-committed'), 0) as committed,
    coalesce(max(a.balance) filter (where a.kind = 'budget-realised'), 0) as realised,
    coalesce(max(a.balance) filter (where a.kind = 'budget-lapsed'), 0) as lapsed
  from budget_lines l left join accounts a on a.path like 'budget/' || l.id || '/%' group by l.id
), promised as (
  select k.line_id, sum(u.price) as amount
  from budget_commitments k join protections c on c.id = k.protection_id
  cross join lateral unnest(k.prices) with ordinality as u (price, n)
  cross join lateral (select (k.first_month + (u.n - 1) * interval '1 month')::date as month) m
  where c.months @> m.month
    and not exists (select from budget_realisations r
      join bill_lines l on l.bill_id = r.bill_id and l.month = m.month and r.lines @> l.line_number
      where r.roster_id = k.roster_id and r.month = m.month and r.kind = 'realised' and l.protection_id = k.protection_id)
  group by 1
), borne as (
  select line_id, sum(case kind when 'realised' then amount else -amount end) as amount from budget_realisations group by 1
)
select p.id::text as line, 'parts do not sum to the line' as broken, p.amount as expected, p."left" + p.committed + p.realised + p.lapsed as found
from parts p where p.amount <> p."left" + p.committed + p.realised + p.lapsed
union all
select p.id::text, 'committed is not what is promised', coalesce(x.amount, 0), p.committed
from parts p left join promised x on x.line_id = p.id where p.committed <> coalesce(x.amount, 0)
union all
select p.id::text, 'realised is not what was paid', coalesce(x.amount, 0), p.realised
from parts p left join borne x on x.line_id = p.id where p.realised <> coalesce(x.amount, 0)
union all
select p.id::text, 'left after it lapsed', 0, p."left" from parts p where p.lapsed_at is not null and p."left" <> 0
union all
select c.id::text, 'protected without a promise', 1, 0
from protections c join rosters r on r.id = c.roster_id
where r.budget_line_id is not null and not isempty(c.months)
  and not exists (select from budget_commitments k where k.protection_id = c.id)
union all
select q.bill_id::text, 'paid and not borne by the budget', 1, 0
from paid_lines q join bills b on b.id = q.bill_id and b.kind <> 'fine' join rosters r on r.id = b.roster_id
where r.budget_line_id is not null
  and not exists (select from budget_realisations z where z.bill_id = q.bill_id and z.lines @> q.lines);
