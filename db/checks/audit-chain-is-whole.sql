-- Each link hashes the entry as it is, and the link before it.
select l.position, l.entry_id
from (select *, lag(hash, 1, decode(repeat('00', 32), 'hex')) over (order by position) as before from audit_links) l
join audit_entries e on e.id = l.entry_id
where l.row_hash <> audit_row_hash(e) or l.hash <> sha256(l.before || l.row_hash);
