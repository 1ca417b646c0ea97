-- No month is covered without money, and no money is allocated without months: each stretch of paid lines has exactly the lines it says,
-- was paid exactly what they ask, and its entry moved exactly that from the payer's purse to BPJS Ketenagakerjaan.
with asked as (
  select p.bill_id, p.lines, p.amount, count(*) as line_count,
    sum(l.amount - coalesce(c.before_payment, 0)) as owed
  from paid_lines p
  join bill_lines l on l.bill_id = p.bill_id and l.line_number <@ p.lines
  left join (
    select bill_id, line_number, sum(amount - money_back) as before_payment from credited_lines group by bill_id, line_number
  ) c on c.bill_id = l.bill_id and c.line_number = l.line_number
  group by p.bill_id, p.lines, p.amount
), moved as (
  select t.entry_id, f.path, sum(t.amount) as amount
  from transfers t join accounts f on f.id = t.from_account join accounts o on o.id = t.to_account
  where o.kind = 'owed' and f.kind = 'purse'
  group by t.entry_id, f.path
), allocated as (
  select entry_id, account_path, sum(amount) as amount from paid_lines group by entry_id, account_path
)
select p.bill_id as bill, p.entry_id as entry, p.amount, a.owed as of_lines
from paid_lines p
join bills b on b.id = p.bill_id
left join asked a on a.bill_id = p.bill_id and a.lines = p.lines
where b.kind <> 'fine'
  and (a.line_count is distinct from upper(p.lines) - lower(p.lines) or a.owed <> p.amount)
union all
select null, coalesce(m.entry_id, a.entry_id), m.amount, a.amount
from (select m.* from moved m join entries e on e.id = m.entry_id where e.reverses is null
  -- What a kode iuran had set off goes back when the code is given up: it pays no line.
  and not exists (select from recovery_returns r where r.taken_back_entry_id = e.id)) m
full join allocated a on a.entry_id = m.entry_id and a.account_path = m.path
where m.amount is distinct from a.amount;
