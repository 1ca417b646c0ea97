-- Money that nobody has placed lies in suspense, and for each rupiah of it a task waits for a person.
select a.path as account, a.balance, coalesce(t.amount, 0) as in_tasks
from accounts a
left join (
  select partner, sum(amount) as amount from finance_tasks where kind = 'misplaced' and state = 'open' group by partner
) t on a.path = 'suspense/' || t.partner
where a.kind = 'suspense' and a.balance <> coalesce(t.amount, 0);
