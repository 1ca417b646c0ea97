-- A kode iuran that is billed holds exactly its amount, less what it set off, on its account, one that is paid or cancelled holds nothing, and each has the entries
-- that moved it.
select c.code, c.state, c.amount, a.balance
from contribution_codes c
left join accounts a on a.path = 'bpjs/code/' || c.code
where a.balance is distinct from case c.state when 'billed' then c.amount - c.set_off else 0 end
union all
select split_part(a.path, '/', 3), 'unknown', 0, a.balance
from accounts a
where a.kind = 'code' and a.balance <> 0 and not exists (select from contribution_codes c where 'bpjs/code/' || c.code = a.path);
