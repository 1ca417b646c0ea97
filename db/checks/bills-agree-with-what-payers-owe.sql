-- What each payer owes by the ledger is what is open of all bills.
select a.payer_id as payer, a.balance as by_ledger, -coalesce(b.open, 0) as by_bills
from accounts a
left join (
  select payer_id, sum(total - paid - credited) as open from bills where kind <> 'credit-note' group by payer_id
) b on b.payer_id = a.payer_id
where a.kind = 'due' and a.balance <> -coalesce(b.open, 0);
