-- Each transfer of an account carries the balance after it: without a gap, each is the one before it and its own amount.
with steps as (
  select to_account as account, to_version as version, to_balance as balance, amount, entry_id, line
  from transfers where to_version is not null
  union all
  select from_account, from_version, from_balance, -amount, entry_id, line
  from transfers where from_version is not null
), followed as (
  select *, lag(balance, 1, 0::bigint) over before_it as balance_before, lag(version, 1, 0::bigint) over before_it as version_before
  from steps
  window before_it as (partition by account order by version)
)
select account, version, entry_id, line, balance_before, amount, balance
from followed
where version <> version_before + 1 or balance <> balance_before + amount;
