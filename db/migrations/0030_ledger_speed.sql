-- Posting many entries at once takes less: what each transfer leaves on its accounts is reckoned in memory first, then each account is looked up
-- and written once, and plans are made once for a connection. Of several that cannot be posted the first is refused, whatever is in its way.

-- Refuses the first transfer that cannot be made: one of the accounts at the `lacking` places is unknown, closed, or has too little.
-- `left_after` is what each transfer leaves on its giver, from the start of this posting; `available` is of funded hot accounts alone.
create function ledger_refuse_first(lacking bigint[], paths text[], places integer[], replays boolean[], froms integer[], tos integer[],
  left_after bigint[], available bigint[]) returns void language plpgsql as $$
declare
  n integer;
  a accounts;
  has bigint;
begin
  for i in 1 .. cardinality(places) loop
    continue when replays[places[i]];
    foreach n in array array[froms[i], tos[i]] loop
      continue when n <> all (lacking);
      select * into a from accounts l where l.path = paths[n];
      if a.id is null then
        perform ledger_refuse_at(places[i], 'account-unknown', jsonb_build_object('path', paths[n]));
      elsif a.closed_at is not null then
        perform ledger_refuse_at(places[i], 'account-closed', jsonb_build_object('path', a.path));
      end if;
      has := coalesce(available[n], a.balance - a.held) + left_after[i];
      if n = froms[i] and has < 0 then
        perform ledger_refuse_at(places[i], 'insufficient-funds', jsonb_build_object('path', a.path, 'short', (-has)::text));
      end if;
    end loop;
  end loop;
  raise exception 'nothing is lacking' using errcode = 'internal_error';
end $$;

-- Which of the entries were posted before, each with its first; refuses a key that came with another content.
create function ledger_find_replays(keys text[], hashes bytea[], inout entry_ids bigint[], out replays boolean[])
  language plpgsql as $$
declare
  bad record;
begin
  select w.n, w.key into bad
    from unnest(keys, hashes) with ordinality as w (key, hash, n) join entries e on e.idempotency_key = w.key
    where e.input_hash <> w.hash order by w.n limit 1;
  if found then
    perform ledger_refuse_at(bad.n, 'idempotency-key-reused', jsonb_build_object('key', bad.key));
  end if;
  select array_agg(e.id order by w.n), array_agg(e.id <> w.id order by w.n) into entry_ids, replays
    from unnest(keys, entry_ids) with ordinality as w (key, id, n) join entries e on e.idempotency_key = w.key;
end $$;

create function ledger_require_all_open(effectives date[], replays boolean[]) returns void language plpgsql as $$
declare
  bad record;
begin
  select w.n, w.effective into bad from unnest(effectives, replays) with ordinality as w (effective, replayed, n)
    where not w.replayed and exists (select from ledger_closings c where c.last_day >= w.effective) order by w.n limit 1;
  if found then
    perform ledger_refuse_at(bad.n, 'period-closed', jsonb_build_object('month', to_char(bad.effective, 'YYYY-MM')));
  end if;
end $$;

-- Posts many entries at once, in their order, with the same outcome as one after the other; all or none. Each transfer names its entry
-- and its accounts by their places (1, 2, …). A key that was posted before, or stands twice among them, is answered with the first.
drop function post_entries;
create function post_entries(kinds text[], effectives date[], keys text[], hashes bytea[], causes text[], cause_numbers text[],
  notes text[], paths text[], places integer[], lines smallint[], froms integer[], tos integer[], amounts bigint[],
  out entry_ids bigint[], out replays boolean[])
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off
  set plan_cache_mode = force_generic_plan as $$
declare
  number bigint := pg_current_xact_id()::text::bigint;
  -- Of each account: what all its transfers change, how many they are, and the least it comes to when it gives.
  changes bigint[] := array_fill(0::bigint, array[cardinality(paths)]);
  moves bigint[] := changes;
  least_left bigint[] := array_fill(null::bigint, array[cardinality(paths)]);
  -- Of each transfer: what it leaves on either account, and the how-manieth of it it is.
  left_after bigint[] := array_fill(0::bigint, array[cardinality(amounts)]);
  from_moves bigint[] := left_after;
  had_after bigint[] := left_after;
  to_moves bigint[] := left_after;
  available bigint[] := '{}';
  lacking bigint[];
  made integer;
  giver integer;
  taker integer;
  side record;
begin
  perform ledger_hold_open();
  for n in 1 .. cardinality(keys) loop
    entry_ids[n] := nextval('entries_id_seq');
    replays[n] := false;
  end loop;
  insert into entries (id, kind, effective_on, transaction_number, phase, cause_kind, cause_id, idempotency_key, input_hash, note)
    overriding system value
    select e.id, e.kind, e.effective, number, 'posted', e.cause, e.cause_number, e.key, e.hash, e.note
    from unnest(entry_ids, kinds, effectives, keys, hashes, causes, cause_numbers, notes)
      as e (id, kind, effective, key, hash, cause, cause_number, note)
    -- In the order of keys, so that two that bring the same keys never wait for each other in a circle.
    order by e.key, e.id
    on conflict (idempotency_key) do nothing;
  get diagnostics made = row_count;
  if made < cardinality(keys) then
    select r.entry_ids, r.replays into entry_ids, replays from ledger_find_replays(keys, hashes, entry_ids) r;
  end if;
  if exists (select from ledger_closings c where c.last_day >= any (effectives)) then
    perform ledger_require_all_open(effectives, replays);
  end if;

  for i in 1 .. cardinality(amounts) loop
    continue when replays[places[i]];
    giver := froms[i];
    taker := tos[i];
    if giver = taker then
      raise exception 'a transfer has two ends' using errcode = 'check_violation';
    end if;
    changes[giver] := changes[giver] - amounts[i];
    moves[giver] := moves[giver] + 1;
    left_after[i] := changes[giver];
    from_moves[i] := moves[giver];
    least_left[giver] := least(least_left[giver], changes[giver]);
    changes[taker] := changes[taker] + amounts[i];
    moves[taker] := moves[taker] + 1;
    had_after[i] := changes[taker];
    to_moves[i] := moves[taker];
  end loop;

  -- Every row is written, so that it is locked and looked at as it is now; one that cannot take its transfers is marked by its version and
  -- refused below. Of hot accounts only funded ones that give are locked.
  with wanted as materialized (
    select w.n, a.id, a.hot, w.change, w.moved, w.least_left
    from unnest(paths, changes, moves, least_left) with ordinality as w (path, change, moved, least_left, n)
    left join accounts a on a.path = w.path and w.moved > 0
    -- All are locked in this order.
    order by a.id
  ), written as (
    update accounts a set
        balance = a.balance + case
          when a.hot or a.closed_at is not null or a.funded and a.balance - a.held + w.least_left < 0 then 0 else w.change end,
        version = case when a.hot then a.version
          when a.closed_at is not null or a.funded and a.balance - a.held + w.least_left < 0 then -1 else a.version + w.moved end
      from wanted w
      where a.id = w.id and (not a.hot or a.funded and w.least_left is not null)
      returning w.n, a.id, a.hot, a.balance - w.change as balance, a.version - w.moved as version, a.version < 0 as is_lacking
  ), sides as (
    select n, id, hot, balance, version, is_lacking from written where not hot
    union all
    select n, coalesce(id, 0), true, 0, 0, id is null and moved > 0 from wanted where hot is not false
  )
  select array_agg(s.id order by s.n) as ids, array_agg(s.hot order by s.n) as hot, array_agg(s.balance order by s.n) as balances,
      array_agg(s.version order by s.n) as versions, array_agg(s.n) filter (where s.is_lacking) as lacking,
      (select array_agg(d.n) from written d where d.hot) as drawn
    into side from sides s;
  lacking := side.lacking;
  if side.drawn is not null then
    for place in 1 .. cardinality(side.drawn) loop
      giver := side.drawn[place];
      available[giver] := ledger_fold(side.ids[giver]) - (select a.held from accounts a where a.id = side.ids[giver]);
      if available[giver] + least_left[giver] < 0 then
        lacking := lacking || giver::bigint;
      end if;
    end loop;
  end if;
  if lacking is not null then
    perform ledger_refuse_first(lacking, paths, places, replays, froms, tos, left_after, available);
  end if;

  insert into transfers (entry_id, line, from_account, to_account, amount, effective_on, transaction_number,
      from_balance, from_version, to_balance, to_version)
    select entry_ids[m.place], m.line, side.ids[m.giver], side.ids[m.taker], m.amount, effectives[m.place], number,
      case when not side.hot[m.giver] then side.balances[m.giver] + m.left_after end,
      case when not side.hot[m.giver] then side.versions[m.giver] + m.from_moves end,
      case when not side.hot[m.taker] then side.balances[m.taker] + m.had_after end,
      case when not side.hot[m.taker] then side.versions[m.taker] + m.to_moves end
    from unnest(places, lines, froms, tos, amounts, left_after, from_moves, had_after, to_moves)
      as m (place, line, giver, taker, amount, left_after, from_moves, had_after, to_moves)
    where not replays[m.place];
end $$;
comment on function post_entries is 'Posts many entries in one statement; see src/modules/ledger/post-entry.ts.';

revoke execute on function ledger_refuse_first, ledger_find_replays, ledger_require_all_open, post_entries from public;
grant execute on function post_entries to payung_app;
