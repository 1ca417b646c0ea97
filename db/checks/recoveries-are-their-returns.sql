-- What came back of money that BPJS Ketenagakerjaan had to give back is the sum of its returns, which the ledger moved to the purse it had
-- been paid from; and a kode iuran has set off what its returns say.
select r.id::text as what, r.amount, r.returned, b.amount as told
from bpjs_recoveries r
cross join lateral (
  select coalesce(sum(s.amount), 0)::bigint as amount from recovery_returns s
  where s.recovery_id = r.id and s.taken_back_entry_id is null
) b
where r.returned <> b.amount
union all
select c.code, c.amount, c.set_off, b.amount
from contribution_codes c
cross join lateral (
  select coalesce(sum(s.amount), 0)::bigint as amount from recovery_returns s where s.code = c.code
) b
where c.set_off <> b.amount
union all
select s.entry_id::text, s.amount, s.amount, coalesce(t.amount, 0)
from (
  select s.entry_id, r.account_path, sum(s.amount)::bigint as amount
  from recovery_returns s join bpjs_recoveries r on r.id = s.recovery_id
  group by s.entry_id, r.account_path
) s
left join lateral (
  select sum(t.amount)::bigint as amount
  from transfers t join accounts a on a.id = t.to_account
  where t.entry_id = s.entry_id and a.path = s.account_path
) t on true
where t.amount is distinct from s.amount;
