-- How the ledger of 0012 is written: many entries at once, accounts opened and closed, months closed, hot accounts folded; and who
-- may call all of it.

-- Refuses for the entry at a position (1, 2, …) among many that were given together.
create function ledger_refuse_at(place bigint, code text, facts jsonb) returns void language plpgsql as $$
begin
  perform ledger_refuse(code, facts || jsonb_build_object('position', place));
end $$;

-- Posts many entries at once, in their order, with the same outcome as one after the other; all or none. Each transfer names its entry
-- by position. A key that was posted before, or stands twice among them, is answered with the first.
create function post_entries(kinds text[], effectives date[], keys text[], hashes bytea[], causes text[], cause_numbers text[],
  notes text[], places integer[], lines smallint[], from_paths text[], to_paths text[], amounts bigint[],
  out entry_ids bigint[], out replays boolean[])
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  made bigint[];
  bad record;
  moves record;
  drawn bigint[];
  available bigint[];
begin
  perform ledger_hold_open();
  entry_ids := array(select nextval('entries_id_seq') from unnest(keys));
  with written as (
    insert into entries (id, kind, effective_on, phase, cause_kind, cause_id, idempotency_key, input_hash, note)
      overriding system value
      select e.id, e.kind, e.effective, 'posted', e.cause, e.number, e.key, e.hash, e.note
      from unnest(entry_ids, kinds, effectives, keys, hashes, causes, cause_numbers, notes)
        as e (id, kind, effective, key, hash, cause, number, note)
      -- In the order of keys, so that two that bring the same keys never wait for each other in a circle.
      order by e.key, e.id
      on conflict (idempotency_key) do nothing returning id)
  select coalesce(array_agg(w.id), '{}') into made from written w;
  replays := array_fill(false, array[cardinality(keys)]);
  if cardinality(made) < cardinality(keys) then
    select w.n, w.key into bad
      from unnest(keys, hashes) with ordinality as w (key, hash, n) join entries e on e.idempotency_key = w.key
      where e.input_hash <> w.hash order by w.n limit 1;
    if found then
      perform ledger_refuse_at(bad.n, 'idempotency-key-reused', jsonb_build_object('key', bad.key));
    end if;
    select array_agg(e.id order by w.n), array_agg(e.id <> w.id order by w.n) into entry_ids, replays
      from unnest(keys, entry_ids) with ordinality as w (key, id, n) join entries e on e.idempotency_key = w.key;
  end if;

  select w.n, w.effective into bad from unnest(effectives, replays) with ordinality as w (effective, replayed, n)
    where not w.replayed and exists (select from ledger_closings c where c.last_day >= w.effective) order by w.n limit 1;
  if found then
    perform ledger_refuse_at(bad.n, 'period-closed', jsonb_build_object('month', to_char(bad.effective, 'YYYY-MM')));
  end if;

  select w.place, coalesce(case when f.id is null then w.from_path end, w.to_path) as path into bad
    from unnest(places, from_paths, to_paths) as w (place, from_path, to_path)
    left join accounts f on f.path = w.from_path left join accounts t on t.path = w.to_path
    where (f.id is null or t.id is null) and not replays[w.place] order by w.place limit 1;
  if found then
    perform ledger_refuse_at(bad.place, 'account-unknown', jsonb_build_object('path', bad.path));
  end if;
  select array_agg(w.n) as ns, array_agg(w.place) as places, array_agg(entry_ids[w.place]) as entries, array_agg(w.line) as lines,
      array_agg(effectives[w.place]) as effectives, array_agg(f.id) as froms, array_agg(f.hot) as from_hot,
      array_agg(f.hot and f.funded) as from_drawn, array_agg(t.id) as tos, array_agg(t.hot) as to_hot, array_agg(w.amount) as amounts
    into moves
    from unnest(places, lines, from_paths, to_paths, amounts) with ordinality as w (place, line, from_path, to_path, amount, n)
    join accounts f on f.path = w.from_path join accounts t on t.path = w.to_path
    where not replays[w.place];
  if moves.ns is null then
    return;
  end if;

  perform ledger_lock(moves.froms, moves.tos);
  select m.place, a.path into bad
    from unnest(moves.places, moves.froms, moves.tos) as m (place, from_id, to_id)
    join accounts a on a.id in (m.from_id, m.to_id) where a.closed_at is not null order by m.place limit 1;
  if found then
    perform ledger_refuse_at(bad.place, 'account-closed', jsonb_build_object('path', bad.path));
  end if;
  select array_agg(d.id), array_agg(ledger_fold(d.id)) into drawn, available
    from (select distinct m.id from unnest(moves.froms, moves.from_drawn) as m (id, is_drawn) where m.is_drawn) d;

  with moved as materialized (
    select * from unnest(moves.ns, moves.places, moves.entries, moves.lines, moves.effectives, moves.froms, moves.from_hot,
      moves.tos, moves.to_hot, moves.amounts)
      as m (n, place, entry_id, line, effective, from_id, from_hot, to_id, to_hot, amount)
  ), sides as (
    select m.n, m.place, m.from_id as id, true as is_out, -m.amount as change from moved m
      where not m.from_hot or m.from_id = any (drawn)
    union all
    select m.n, m.place, m.to_id, false, m.amount from moved m where not m.to_hot or m.to_id = any (drawn)
  ), running as materialized (
    select s.n, s.place, s.id, s.is_out, a.hot, a.path, a.funded,
      coalesce(available[array_position(drawn, s.id)], a.balance) + sum(s.change) over following as balance,
      a.version + row_number() over following as version, a.held
    from sides s join accounts a on a.id = s.id
    window following as (partition by s.id order by s.n rows unbounded preceding)
  ), written as (
    insert into transfers (entry_id, line, from_account, to_account, amount, effective_on,
        from_balance, from_version, to_balance, to_version)
      select m.entry_id, m.line, m.from_id, m.to_id, m.amount, m.effective, o.balance, o.version, i.balance, i.version
      from moved m
      left join running o on o.n = m.n and o.is_out and not o.hot
      left join running i on i.n = m.n and not i.is_out and not i.hot
      order by m.n
  ), balanced as (
    update accounts a set balance = r.balance, version = r.version
      from (select distinct on (u.id) u.id, u.balance, u.version from running u where not u.hot order by u.id, u.version desc) r
      where a.id = r.id and not exists (select from running s where s.funded and s.is_out and s.balance < s.held)
  )
  select r.place, r.path, r.held - r.balance as short into bad
    from running r where r.funded and r.is_out and r.balance < r.held order by r.n limit 1;
  if found then
    perform ledger_refuse_at(bad.place, 'insufficient-funds', jsonb_build_object('path', bad.path, 'short', bad.short::text));
  end if;
end $$;
comment on function post_entries is 'Posts many entries in one statement; see src/modules/ledger/post-entry.ts.';

-- Opens accounts unless they are open; region and organisation are those of the payer.
create function open_accounts(wanted jsonb) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into accounts (path, kind, payer_id, organisation_id, region_code, funded, hot)
    select w.path, w.kind, w.payer_id, p.organisation_id, p.region_code, w.funded, w.hot
    from jsonb_to_recordset(wanted) as w (path text, kind text, payer_id uuid, funded boolean, hot boolean)
    left join payers p on p.id = w.payer_id
    order by w.path
    on conflict (path) do nothing;
end $$;
comment on function open_accounts is 'Opens accounts; region and organisation are those of the payer.';

create function close_account(account_path text) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  a accounts;
begin
  select * into a from accounts c where c.path = account_path and not c.hot for no key update;
  if a.id is null then
    perform ledger_refuse('account-unknown', jsonb_build_object('path', account_path));
  end if;
  if a.balance <> 0 or a.held <> 0 then
    perform ledger_refuse('account-not-empty', jsonb_build_object('path', account_path));
  end if;
  update accounts c set closed_at = coalesce(c.closed_at, clock_timestamp()) where c.id = a.id;
end $$;
comment on function close_account is 'Closes an empty account; it takes no more transfers.';

-- Waits until nothing that was begun before is still being posted, then closes the month and all before it.
create function close_ledger_month(first_day date, closer uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7298650);
  perform ledger_require_open(first_day);
  insert into ledger_closings (month, closed_by) values (first_day, closer);
end $$;
comment on function close_ledger_month is 'Closes a month for good; what is found later is booked in an open one.';

-- Folds the hot accounts that no other transaction has in hand; how many.
create function fold_hot_accounts() returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  account bigint;
  folded integer := 0;
begin
  for account in select a.id from accounts a where a.hot order by a.id for no key update skip locked loop
    perform ledger_fold(account);
    folded := folded + 1;
  end loop;
  return folded;
end $$;
comment on function fold_hot_accounts is 'Folds what has ended into the balances of hot accounts, so that reading them stays quick.';

-- The path of an account without payer is no secret: whoever sees one side of a transfer may read it on the other.
create function shown_path(account bigint) returns text
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
  select a.path from accounts a where a.id = account and a.payer_id is null;
end;
comment on function shown_path is 'The path of an account of the installation itself; null for one of a payer.';

revoke execute on function ledger_refuse, ledger_hold_open, ledger_require_open, ledger_first_with_key, ledger_lock, ledger_fold,
  ledger_refuse_outflow, ledger_refuse_closed, ledger_draw, ledger_move, ledger_hold, ledger_post_lines, ledger_earlier, ledger_end_pending,
  ledger_refuse_at, post_entry, post_entries, settle_entry, void_entry, reverse_entry, open_accounts, close_account,
  close_ledger_month, fold_hot_accounts, shown_path from public;
grant execute on function post_entry, post_entries, settle_entry, void_entry, reverse_entry, open_accounts, close_account,
  close_ledger_month, fold_hot_accounts, shown_path to payung_app;
