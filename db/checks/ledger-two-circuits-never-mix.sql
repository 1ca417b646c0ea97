-- Money in = what is allocated, left, refunded and paid as fees, to the rupiah: money moves among purses, what is bound, suspense, BPJS
-- Ketenagakerjaan, fees and the outside; what is owed moves between due and receivable; and what a budget allows moves among its own parts.
-- No transfer leads from one to another.
select t.entry_id as entry, t.line, f.kind as from_kind, o.kind as to_kind
from transfers t
join accounts f on f.id = t.from_account
join accounts o on o.id = t.to_account
where (f.kind in ('due', 'receivable')) <> (o.kind in ('due', 'receivable'))
  or (f.kind like 'budget-%' or f.kind = 'appropriation') <> (o.kind like 'budget-%' or o.kind = 'appropriation');
