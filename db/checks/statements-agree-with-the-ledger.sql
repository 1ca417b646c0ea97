-- Each line of a bank's statement that is linked stands for an entry that moved exactly that amount, in that direction, at that bank; and
-- a statement read whole goes from its opening to its closing balance. Whether the bank kept back a line, only the bank's own book can
-- say: the campaigns compare it with the book of the simulator.
with moved as (
  select m.entry_id, a.path, sum(m.amount) as amount
  from (
    select entry_id, from_account as account, amount from transfers
    union all
    select entry_id, to_account, -amount from transfers
  ) m
  join accounts a on a.id = m.account and a.kind = 'world'
  group by m.entry_id, a.path
)
select l.id as line, null::uuid as statement, l.amount, m.amount as in_ledger
from statement_lines l
left join moved m on m.entry_id = l.entry_id and m.path = 'world/bank/' || l.partner
where l.state = 'linked' and m.amount is distinct from case l.side when 'credit' then l.amount else -l.amount end
union all
select null, i.id, i.closing, i.opening + coalesce(sum(case l.side when 'credit' then l.amount else -l.amount end), 0)
from statement_imports i
left join statement_lines l on l.import_id = i.id
where i.new_count = i.line_count and i.opening is not null and i.closing is not null
group by i.id
having i.closing <> i.opening + coalesce(sum(case l.side when 'credit' then l.amount else -l.amount end), 0);
