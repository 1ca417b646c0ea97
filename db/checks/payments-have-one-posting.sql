-- Each payment that a bank told of has exactly one entry that brought exactly its amount in from that bank, and each entry that a virtual
-- account or a QR code caused has exactly one payment.
with brought as (
  select t.entry_id, f.path, sum(t.amount) as amount
  from transfers t join accounts f on f.id = t.from_account
  where f.kind = 'world'
  group by t.entry_id, f.path
)
select p.partner, p.service, p.entry_id as entry, 'payment without its posting' as broken
from inbound_payments p
left join brought b on b.entry_id = p.entry_id and b.path = 'world/bank/' || p.partner
where b.amount is distinct from p.amount
union all
select min(p.partner), min(p.service), p.entry_id, 'two payments with one posting'
from inbound_payments p
group by p.entry_id having count(*) > 1
union all
select null, e.cause_kind, e.id, 'posting without its payment'
from entries e
where e.cause_kind in ('virtual-account', 'qr-code') and e.reverses is null
  and not exists (select from inbound_payments p where p.entry_id = e.id);
