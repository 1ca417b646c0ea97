-- Money of a gift goes to the worker-months of that gift, back to its own donor, or out again, and never to somebody else's months: each
-- rupiah can be followed from the donor to the line it paid.
select t.entry_id as entry, f.path as account, o.path as other_account
from transfers t
join accounts f on f.id = t.from_account
join accounts o on o.id = t.to_account
join entries e on e.id = t.entry_id
where (f.path like 'gift/%' or o.path like 'gift/%')
  and f.payer_id is distinct from o.payer_id
  and f.kind <> 'world' and o.kind not in ('world', 'owed')
  and not (f.kind in ('owed', 'suspense', 'code'))
union all
select p.entry_id, p.account_path, 'bill of roster ' || b.roster_id
from paid_lines p
join bills b on b.id = p.bill_id
join rosters r on r.id = b.roster_id
where p.account_path <> case r.paid_from when 'gift' then 'gift/' || r.id || '/purse' else 'payer/' || b.payer_id || '/purse' end;
