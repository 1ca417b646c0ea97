-- Every rupiah of a gift that was drawn stands in a month of a worker or went back, and the leaves under its root are numbered without
-- a gap: what the donor's statement says is what the ledger moved.
select g.id as gift, g.shared, coalesce(s.amount, 0) as by_shares, g.share_count, coalesce(s.count, 0) as shares
from gifts g
left join (
  select gift_id, sum(amount) as amount, count(*) as count, max(number) as last from gift_shares group by gift_id
) s on s.gift_id = g.id
where g.shared <> coalesce(s.amount, 0) or g.share_count <> coalesce(s.count, 0) or coalesce(s.count, 0) <> coalesce(s.last, 0)
union all
select g.id, g.returned, coalesce(b.amount, 0), null, null
from gifts g
left join (
  select a.path, sum(t.amount) as amount from accounts a
  join transfers t on t.from_account = a.id join accounts o on o.id = t.to_account and o.kind in ('world', 'purse')
  where a.path like 'gift/%' group by a.path
) b on b.path = 'gift/' || g.id || '/purse'
where g.ended_at is not null and g.returned <> coalesce(b.amount, 0);
