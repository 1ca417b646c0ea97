-- Each link of the audit chain has its entry, and no position is missing.
select l.position, l.entry_id, 'entry missing' as broken
from audit_links l
where not exists (select from audit_entries e where e.id = l.entry_id)
union all
select position, entry_id, 'position before it missing'
from (select position, entry_id, lag(position, 1, 0::bigint) over (order by position) as before from audit_links) l
where position <> before + 1;
