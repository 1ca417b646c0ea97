/** A row in those tables of the ledger that bills leave empty; there must be a purse with money in it. */
export const LEDGER_ROWS: readonly string[] = [
  `select post_entry('adjustment', '2026-05-20', 'baris-uji-tunda', sha256('x'), 'test', 'uji', null, true,
     array['world/bank/baris'], array['bpjs/owed'], array[1::bigint])`,
  `insert into ledger_closings (month) values ('2020-01-01')`,
]
