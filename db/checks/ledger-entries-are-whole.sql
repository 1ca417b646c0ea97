-- Each entry sums to zero by being made of transfers; here: it has them, numbered from 1, on its own day and in its own transaction. What
-- is pending has moved nothing, what is settled moved what was pending, and a reversal moved its original back.
with moved as (
  select entry_id, count(*) as line_count, max(line) as last_line, sum(amount) as amount,
    min(effective_on) as first_day, max(effective_on) as last_day,
    min(transaction_number) as first_transaction, max(transaction_number) as last_transaction,
    sum(amount * (from_account * 31 + to_account)::numeric) as fingerprint,
    sum(amount * (to_account * 31 + from_account)::numeric) as fingerprint_back
  from transfers group by entry_id
), pending as (
  select entry_id, count(*) as line_count, sum(amount * (from_account * 31 + to_account)::numeric) as fingerprint
  from pending_transfers group by entry_id
)
select e.id as entry, e.kind, e.phase
from entries e
left join moved m on m.entry_id = e.id
left join pending p on p.entry_id = coalesce(e.settles, e.id)
left join moved o on o.entry_id = e.reverses
where (e.phase in ('posted', 'settled')) <> (m.entry_id is not null)
  or m.last_line <> m.line_count
  or m.first_day <> e.effective_on or m.last_day <> e.effective_on
  or m.first_transaction <> e.transaction_number or m.last_transaction <> e.transaction_number
  or (e.phase <> 'posted') <> (p.entry_id is not null)
  or e.phase = 'settled' and (p.line_count, p.fingerprint) is distinct from (m.line_count, m.fingerprint)
  or e.reverses is not null and (o.line_count, o.fingerprint_back) is distinct from (m.line_count, m.fingerprint);
