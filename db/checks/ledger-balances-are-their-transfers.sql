-- The balance of each account is all that came in less all that went out, also in a recount of every transfer; a funded account is never
-- below what it holds for pending entries, and what it holds is what they will take.
with moves as (
  select to_account as account, amount, to_version is null as is_hot, transaction_number from transfers
  union all
  select from_account, -amount, from_version is null, transaction_number from transfers
), sums as (
  select m.account, sum(m.amount) as altogether,
    sum(m.amount) filter (where not m.is_hot or m.transaction_number < a.folded_before) as folded,
    count(*) filter (where not m.is_hot) as version,
    bool_or(m.is_hot <> a.hot) as is_mixed
  from moves m join accounts a on a.id = m.account
  group by m.account
), holds as (
  select p.from_account as account, sum(p.amount) as amount
  from pending_transfers p
  where not exists (select from entries e where e.settles = p.entry_id)
  group by p.from_account
)
select a.id as account, a.balance, a.held, s.altogether, h.amount as pending
from accounts a
left join sums s on s.account = a.id
left join holds h on h.account = a.id
where a.balance <> coalesce(s.folded, 0)
  or a.version <> coalesce(s.version, 0)
  or coalesce(s.is_mixed, false)
  or (a.funded or not a.hot) and a.held <> coalesce(h.amount, 0)
  or a.funded and coalesce(s.altogether, 0) < a.held;
