-- Each bill is the sum of its lines and was posted to the ledger once, with that amount; what is paid and credited of it is the sum of its
-- paid and credited lines.
with lines as (
  select bill_id, sum(amount) as total, count(*) as line_count, max(line_number) as last_line from bill_lines group by bill_id
), paid as (
  select bill_id, sum(amount) as amount from paid_lines group by bill_id
), credited as (
  select bill_id, sum(amount) as amount, sum(money_back) as money_back from credited_lines group by bill_id
), owed as (
  select t.entry_id, sum(case when f.kind = 'due' then t.amount else -t.amount end) as amount
  from transfers t join accounts f on f.id = t.from_account join accounts o on o.id = t.to_account
  where f.kind in ('due', 'receivable') and exists (select from bills b where b.entry_id = t.entry_id)
  group by t.entry_id
)
select b.id as bill, b.number, b.kind, b.total, l.total as in_lines, o.amount as posted
from bills b
left join lines l on l.bill_id = b.id
left join paid p on p.bill_id = b.id
left join credited c on c.bill_id = b.id
left join owed o on o.entry_id = b.entry_id
where b.kind <> 'fine' and (l.total is distinct from b.total or l.line_count <> b.line_count or l.last_line <> b.line_count)
  or b.paid <> coalesce(p.amount, 0) - coalesce(c.money_back, 0)
  or b.credited <> coalesce(c.amount, 0)
  or b.kind <> 'credit-note' and o.amount is distinct from b.total;
