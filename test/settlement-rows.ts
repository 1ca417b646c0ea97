const IMPORT = '00000000-0000-4000-8000-0000000000c1'

/** A row in every table of statements and settlement; the rows of bills come before. */
export const SETTLEMENT_ROWS: readonly string[] = [
  `insert into statement_imports (id, partner, account_number, format, file_name, file_sha256, first_day, last_day, line_count, new_count,
     imported_by, imported_at) values ('${IMPORT}', 'baris', '1234567890', 'csv', 'uji.csv', sha256('uji'), '2026-05-20', '2026-05-20', 1, 1,
     'system:uji', now())`,
  `insert into statement_lines (import_id, line_number, partner, account_number, line_key, booked_on, side, amount, description, state, because)
   values ('${IMPORT}', 1, 'baris', '1234567890', sha256('uji'), '2026-05-20', 'credit', 4, 'uji', 'open', 'never-told')`,
  `select open_accounts(jsonb_build_array(
     jsonb_build_object('path', 'bpjs/code/00000000001', 'kind', 'code', 'funded', true, 'hot', false)))`,
  `select post_entry('code-billed', '2026-05-20', 'baris-uji-kode', sha256('x'), 'contribution-code', '00000000001', null, false,
     array['bpjs/owed'], array['bpjs/code/00000000001'], array[4::bigint])`,
  `insert into contribution_codes (id, code, month, amount, jkk, jkm, jht, jp, jkp, fine, source, due_on, state, billed_entry_id, recorded_at,
     recorded_by)
   select gen_random_uuid(), '00000000001', '2026-05-01', 4, 4, 0, 0, 0, 0, 0, 'typed', '2026-06-15', 'billed', id, now(), 'system:uji'
   from entries where idempotency_key = 'baris-uji-kode'`,
  `select post_entry('adjustment', '2026-05-20', 'baris-uji-kembali', sha256('x'), 'bpjs-recovery', 'uji', null, false,
     array['world/bank/baris', 'bpjs/owed'], array['bpjs/owed', account_path], array[1::bigint, 1::bigint]) from bpjs_recoveries`,
  `insert into recovery_returns (recovery_id, entry_id, amount, way, partner, reference, returned_on, recorded_at, recorded_by)
   select r.id, e.id, 1, 'bank', 'baris', 'uji', '2026-05-20', now(), 'system:uji'
   from bpjs_recoveries r, entries e where e.idempotency_key = 'baris-uji-kembali'`,
  `update bpjs_recoveries set returned = 1, settled_entry_id = (select id from entries where idempotency_key = 'baris-uji-kembali')`,
]
