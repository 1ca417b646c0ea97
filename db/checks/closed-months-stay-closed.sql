-- A month that was closed, and all before it, took no entry afterwards.
with closed as (
  select m.month, min(c.closed_at) as closed_at
  from (select distinct date_trunc('month', effective_on)::date as month from entries) m
  join ledger_closings c on c.month >= m.month
  group by m.month
)
select e.id as entry, e.kind, e.effective_on, e.recorded_at, c.closed_at
from entries e
join closed c on c.month = date_trunc('month', e.effective_on)::date
where e.recorded_at > c.closed_at;
