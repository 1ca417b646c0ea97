-- How the ledger of 0012 is written: one entry at a time, and what becomes of a pending or mistaken one.

-- An expected "no", in the words of src/kernel/refusal.ts: the code is the message, its facts the detail.
create function ledger_refuse(code text, facts jsonb) returns void language plpgsql as $$
begin
  raise exception using errcode = 'PLEDG', message = code, detail = facts::text;
end $$;

-- Every post holds the ledger open until it commits; closing a month waits for all of them.
--
-- The functions that post plan without sequential scans: a connection plans them, and the checks of their foreign keys, while a table may
-- still be empty, and keeps reading it from end to end for as long as it lives.
create function ledger_hold_open() returns void language plpgsql as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the ledger is posted to in read committed' using errcode = 'active_sql_transaction';
  end if;
  perform pg_advisory_xact_lock_shared(7298650);
end $$;

create function ledger_require_open(effective date) returns void language plpgsql as $$
begin
  if exists (select from ledger_closings c where c.last_day >= effective) then
    perform ledger_refuse('period-closed', jsonb_build_object('month', to_char(effective, 'YYYY-MM')));
  end if;
end $$;

-- The entry with this key, or null when this is its first time and `entry` was written now.
create function ledger_first_with_key(key text, hash bytea) returns bigint language plpgsql as $$
declare
  first entries;
begin
  select * into strict first from entries e where e.idempotency_key = key;
  if first.input_hash <> hash then
    perform ledger_refuse('idempotency-key-reused', jsonb_build_object('key', key));
  end if;
  return first.id;
end $$;

-- Locks the accounts of an entry in the order of ids: those with a row of their own, and funded hot ones that money leaves.
create function ledger_lock(froms bigint[], tos bigint[]) returns void language plpgsql as $$
begin
  perform from accounts a
    where a.id = any (froms || tos) and (not a.hot or a.funded and a.id = any (froms))
    order by a.id for no key update;
end $$;

-- Folds what has ended into the balance of a locked hot account, and says what it has altogether. The horizon is a transaction and
-- not an entry: an entry with a lower number may commit later.
create function ledger_fold(account bigint) returns bigint language plpgsql as $$
declare
  horizon bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  ended bigint;
  recent bigint;
  folded bigint;
begin
  select coalesce(sum(m.amount) filter (where m.number < horizon), 0), coalesce(sum(m.amount) filter (where m.number >= horizon), 0)
    into ended, recent
    from accounts a cross join lateral (
      select t.transaction_number as number, t.amount from transfers t
        where t.to_account = account and t.to_version is null and t.transaction_number >= a.folded_before
      union all
      select t.transaction_number, -t.amount from transfers t
        where t.from_account = account and t.from_version is null and t.transaction_number >= a.folded_before) m
    where a.id = account;
  update accounts a set balance = a.balance + ended, folded_before = greatest(a.folded_before, horizon)
    where a.id = account returning a.balance into folded;
  return folded + recent;
end $$;

create function ledger_refuse_outflow(account bigint, wanted bigint, available bigint) returns void language plpgsql as $$
declare
  a accounts;
begin
  select * into strict a from accounts where id = account;
  if a.closed_at is not null then
    perform ledger_refuse('account-closed', jsonb_build_object('path', a.path));
  end if;
  perform ledger_refuse('insufficient-funds', jsonb_build_object(
    'path', a.path, 'short', (wanted - coalesce(available, a.balance - a.held))::text));
end $$;

-- Refuses to take from a funded hot account more than it has; its row stays locked until the transaction ends.
create function ledger_draw(account bigint, wanted bigint) returns void language plpgsql as $$
declare
  a accounts;
  available bigint;
begin
  select * into strict a from accounts h where h.id = account for no key update;
  available := ledger_fold(account) - a.held;
  if available < wanted then
    perform ledger_refuse_outflow(account, wanted, available);
  end if;
end $$;

create function ledger_refuse_closed(account bigint) returns void language plpgsql as $$
begin
  perform ledger_refuse('account-closed', jsonb_build_object('path', (select a.path from accounts a where a.id = account)));
end $$;

-- Makes the transfers of an entry, in their order. `drawn` are funded hot accounts; `hot` sides have no row to write. Of one transfer
-- alone the two rows are simply written in the order of ids.
create function ledger_move(entry bigint, effective date, froms bigint[], from_hot boolean[], from_drawn boolean[],
  tos bigint[], to_hot boolean[], amounts bigint[])
  returns void language plpgsql as $$
declare
  gave_balance bigint;
  gave_version bigint;
  took_balance bigint;
  took_version bigint;
begin
  if cardinality(amounts) > 1 then
    perform ledger_lock(froms, tos);
  end if;
  for i in 1 .. cardinality(amounts) loop
    if froms[i] = tos[i] then
      raise exception 'a transfer has two ends' using errcode = 'check_violation';
    end if;
    gave_balance := null; gave_version := null; took_balance := null; took_version := null;
    if not to_hot[i] and tos[i] < froms[i] then
      update accounts a set balance = a.balance + amounts[i], version = a.version + 1
        where a.id = tos[i] and a.closed_at is null returning a.balance, a.version into took_balance, took_version;
    end if;
    if from_drawn[i] then
      perform ledger_draw(froms[i], amounts[i]);
    elsif not from_hot[i] then
      update accounts a set balance = a.balance - amounts[i], version = a.version + 1
        where a.id = froms[i] and a.closed_at is null and (not a.funded or a.balance - a.held >= amounts[i])
        returning a.balance, a.version into gave_balance, gave_version;
      if gave_version is null then
        perform ledger_refuse_outflow(froms[i], amounts[i], null);
      end if;
    end if;
    if not to_hot[i] and tos[i] > froms[i] then
      update accounts a set balance = a.balance + amounts[i], version = a.version + 1
        where a.id = tos[i] and a.closed_at is null returning a.balance, a.version into took_balance, took_version;
    end if;
    if took_version is null and not to_hot[i] then
      perform ledger_refuse_closed(tos[i]);
    end if;
    insert into transfers (entry_id, line, from_account, to_account, amount, effective_on, from_balance, from_version, to_balance, to_version)
      values (entry, i, froms[i], tos[i], amounts[i], effective, gave_balance, gave_version, took_balance, took_version);
  end loop;
end $$;

-- Takes hold of what a pending entry will move: until it is settled or voided nobody else can take it.
create function ledger_hold(entry bigint, froms bigint[], from_hot boolean[], from_drawn boolean[], tos bigint[], amounts bigint[])
  returns void language plpgsql as $$
begin
  perform ledger_lock(froms, '{}');
  for i in 1 .. cardinality(amounts) loop
    if from_drawn[i] then
      perform ledger_draw(froms[i], amounts[i]);
    end if;
    if from_drawn[i] or not from_hot[i] then
      update accounts a set held = a.held + amounts[i]
        where a.id = froms[i] and a.closed_at is null and (a.hot or not a.funded or a.balance - a.held >= amounts[i]);
      if not found then
        perform ledger_refuse_outflow(froms[i], amounts[i], null);
      end if;
    end if;
    insert into pending_transfers (entry_id, line, from_account, to_account, amount)
      values (entry, i, froms[i], tos[i], amounts[i]);
  end loop;
end $$;

-- Makes the transfers of an entry that was written, one after the other, or holds their money.
create function ledger_post_lines(entry bigint, effective date, is_pending boolean, from_paths text[], to_paths text[], amounts bigint[])
  returns void language plpgsql as $$
declare
  froms bigint[];
  from_hot boolean[];
  from_drawn boolean[];
  tos bigint[];
  to_hot boolean[];
  account bigint;
  is_hot boolean;
  is_drawn boolean;
begin
  -- One by one: a join with the arrays would be planned anew at each call, which takes longer than all the rest.
  for i in 1 .. cardinality(amounts) loop
    select a.id, a.hot, a.hot and a.funded into account, is_hot, is_drawn from accounts a where a.path = from_paths[i];
    if account is null then
      perform ledger_refuse('account-unknown', jsonb_build_object('path', from_paths[i]));
    end if;
    froms[i] := account; from_hot[i] := is_hot; from_drawn[i] := is_drawn;
    select a.id, a.hot into account, is_hot from accounts a where a.path = to_paths[i];
    if account is null then
      perform ledger_refuse('account-unknown', jsonb_build_object('path', to_paths[i]));
    end if;
    tos[i] := account; to_hot[i] := is_hot;
  end loop;
  if is_pending then
    perform ledger_hold(entry, froms, from_hot, from_drawn, tos, amounts);
  else
    perform ledger_move(entry, effective, froms, from_hot, from_drawn, tos, to_hot, amounts);
  end if;
end $$;

-- The entry that has the key already; when there is none, its month is closed.
create function ledger_earlier(key text, hash bytea, effective date) returns bigint language plpgsql as $$
begin
  if not exists (select from entries e where e.idempotency_key = key) then
    perform ledger_require_open(effective);
  end if;
  return ledger_first_with_key(key, hash);
end $$;

-- One transfer, as most posts are, is made in one statement, because each statement and each expression of a function is made ready anew
-- in every transaction: entry, both balances and the transfer, or, when something is in the way, at most the entry. What was in the way
-- is then found by the longer way, which also takes entries of several transfers, pending ones and money out of funded hot accounts.
create function post_entry(entry_kind text, effective date, key text, hash bytea, cause text, cause_number text, entry_note text,
  is_pending boolean, from_paths text[], to_paths text[], amounts bigint[], out entry_id bigint, out replayed boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set enable_seqscan = off as $$
declare
  moving bigint := amounts[1];
  giver text := from_paths[1];
  taker text := to_paths[1];
  is_moved boolean;
  half bigint;
begin
  perform ledger_hold_open();
  with entry as (
    insert into entries (kind, effective_on, phase, cause_kind, cause_id, idempotency_key, input_hash, note)
      select entry_kind, effective, case when is_pending then 'pending' else 'posted' end, cause, cause_number, key, hash, entry_note
      where not exists (select from ledger_closings c where c.last_day >= effective)
      on conflict (idempotency_key) do nothing returning id
  ), sides as materialized (
    select a.id, a.hot, a.hot and a.funded as is_drawn, a.path = giver as gives, a.closed_at is null as is_open
    from accounts a where a.path in (giver, taker) and cardinality(amounts) = 1 and not is_pending
    -- Both rows are written in this order.
    order by a.id
  ), kept as (
    update accounts a set balance = a.balance + case when s.gives then -moving else moving end, version = a.version + 1
      from sides s
      where a.id = s.id and not s.hot and (not s.gives or not a.funded or a.balance - a.held >= moving)
        and exists (select from entry)
        and (select count(*) = 2 and bool_and(w.is_open and not (w.gives and w.is_drawn)) from sides w)
      returning a.id, a.balance, a.version
  ), moved as (
    insert into transfers (entry_id, line, from_account, to_account, amount, effective_on,
        from_balance, from_version, to_balance, to_version)
      select e.id, 1, f.id, t.id, moving, effective, g.balance, g.version, k.balance, k.version
      from entry e join sides f on f.gives join sides t on not t.gives
      left join kept g on g.id = f.id left join kept k on k.id = t.id
      where (f.hot and not f.is_drawn or g.id is not null) and (t.hot or k.id is not null) and f.is_open and t.is_open
      returning line
  )
  select (select e.id from entry e), exists (select from moved), (select min(k.id) from kept k) into entry_id, is_moved, half;
  if is_moved then
    replayed := false;
  elsif entry_id is null then
    replayed := true;
    entry_id := ledger_earlier(key, hash, effective);
  else
    replayed := false;
    -- The taker's row was written and the giver had too little: taken back, since the longer way looks anew and may find enough.
    update accounts a set balance = a.balance - moving, version = a.version - 1 where a.id = half;
    perform ledger_post_lines(entry_id, effective, is_pending, from_paths, to_paths, amounts);
  end if;
end $$;
comment on function post_entry is 'Posts one entry with its transfers; see src/modules/ledger/post-entry.ts.';

-- Settles or voids a pending entry. Its row is locked, so that of two who try the second finds what the first did.
create function ledger_end_pending(pending bigint, new_phase text, key text, hash bytea, effective date,
  out entry_id bigint, out replayed boolean) language plpgsql as $$
declare
  original entries;
  lines record;
begin
  perform ledger_hold_open();
  select * into original from entries e where e.id = pending for no key update;
  if original.id is null then
    perform ledger_refuse('entry-unknown', '{}');
  end if;
  select e.id into entry_id from entries e where e.idempotency_key = key;
  replayed := entry_id is not null;
  if replayed then
    entry_id := ledger_first_with_key(key, hash);
    return;
  end if;
  if original.phase <> 'pending' then
    perform ledger_refuse('entry-not-pending', '{}');
  end if;
  if exists (select from entries e where e.settles = pending) then
    perform ledger_refuse('entry-settled-already', '{}');
  end if;
  perform ledger_require_open(effective);
  insert into entries (kind, effective_on, phase, settles, cause_kind, cause_id, idempotency_key, input_hash, note)
    values (original.kind, effective, new_phase, pending, original.cause_kind, original.cause_id, key, hash, original.note)
    on conflict (idempotency_key) do nothing returning id into entry_id;
  if entry_id is null then
    perform ledger_refuse('idempotency-key-reused', jsonb_build_object('key', key));
  end if;
  select array_agg(p.from_account order by p.line) as froms, array_agg(f.hot order by p.line) as from_hot,
      array_agg(f.hot and f.funded order by p.line) as from_drawn,
      array_agg(p.to_account order by p.line) as tos, array_agg(t.hot order by p.line) as to_hot,
      array_agg(p.amount order by p.line) as amounts
    into lines
    from pending_transfers p join accounts f on f.id = p.from_account join accounts t on t.id = p.to_account
    where p.entry_id = pending;
  perform ledger_lock(lines.froms, lines.tos);
  update accounts a set held = a.held - p.amount
    from (select from_account, sum(amount) as amount from pending_transfers where pending_transfers.entry_id = pending group by 1) p
    where a.id = p.from_account and (a.funded or not a.hot);
  if new_phase = 'settled' then
    perform ledger_move(entry_id, effective, lines.froms, lines.from_hot, lines.from_drawn, lines.tos, lines.to_hot, lines.amounts);
  end if;
end $$;

create function settle_entry(pending bigint, key text, hash bytea, effective date, out entry_id bigint, out replayed boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select e.entry_id, e.replayed into entry_id, replayed from ledger_end_pending(pending, 'settled', key, hash, effective) e;
end $$;
comment on function settle_entry is 'Moves the money of a pending entry.';

create function void_entry(pending bigint, key text, hash bytea, effective date, out entry_id bigint, out replayed boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  select e.entry_id, e.replayed into entry_id, replayed from ledger_end_pending(pending, 'voided', key, hash, effective) e;
end $$;
comment on function void_entry is 'Lets the money of a pending entry go.';

create function reverse_entry(original bigint, key text, hash bytea, effective date, entry_note text,
  out entry_id bigint, out replayed boolean)
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  reversed entries;
  lines record;
begin
  perform ledger_hold_open();
  select * into reversed from entries e where e.id = original for no key update;
  if reversed.id is null then
    perform ledger_refuse('entry-unknown', '{}');
  end if;
  select e.id into entry_id from entries e where e.idempotency_key = key;
  replayed := entry_id is not null;
  if replayed then
    entry_id := ledger_first_with_key(key, hash);
    return;
  end if;
  if reversed.kind = 'reversal' or reversed.phase not in ('posted', 'settled') then
    perform ledger_refuse('entry-not-reversible', '{}');
  end if;
  if exists (select from entries e where e.reverses = original) then
    perform ledger_refuse('entry-reversed-already', '{}');
  end if;
  perform ledger_require_open(effective);
  insert into entries (kind, effective_on, phase, reverses, cause_kind, cause_id, idempotency_key, input_hash, note)
    values ('reversal', effective, 'posted', original, 'entry', original::text, key, hash, entry_note)
    on conflict (idempotency_key) do nothing returning id into entry_id;
  if entry_id is null then
    perform ledger_refuse('idempotency-key-reused', jsonb_build_object('key', key));
  end if;
  select array_agg(m.to_account order by m.line desc) as froms, array_agg(t.hot order by m.line desc) as from_hot,
      array_agg(t.hot and t.funded order by m.line desc) as from_drawn,
      array_agg(m.from_account order by m.line desc) as tos, array_agg(f.hot order by m.line desc) as to_hot,
      array_agg(m.amount order by m.line desc) as amounts
    into lines
    from transfers m join accounts f on f.id = m.from_account join accounts t on t.id = m.to_account
    where m.entry_id = original;
  perform ledger_move(entry_id, effective, lines.froms, lines.from_hot, lines.from_drawn, lines.tos, lines.to_hot, lines.amounts);
end $$;
comment on function reverse_entry is 'Moves everything that an entry moved back, by an entry linked to it.';
