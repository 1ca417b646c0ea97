const PAYER = '00000000-0000-4000-8000-0000000000b1'
const ROSTER = '00000000-0000-4000-8000-0000000000b2'
const RUN = '00000000-0000-4000-8000-0000000000b3'
const BILL = '00000000-0000-4000-8000-0000000000b4'
const CREDIT = '00000000-0000-4000-8000-0000000000b5'
const entry = (key: string) => `(select id from entries where idempotency_key = '${key}')`

/** A row in every table of rosters and bills; there must be a person. */
export const BILLING_ROWS: readonly string[] = [
  `insert into payers (id, kind, name, region_code, recorded_at) values ('${PAYER}', 'apbdes', 'Desa Uji', 1606012001, now())`,
  `select open_accounts(jsonb_build_array(
     jsonb_build_object('path', 'payer/${PAYER}/due', 'kind', 'due', 'payer_id', '${PAYER}', 'funded', false, 'hot', false),
     jsonb_build_object('path', 'payer/${PAYER}/purse', 'kind', 'purse', 'payer_id', '${PAYER}', 'funded', true, 'hot', false),
     jsonb_build_object('path', 'world/bank/baris', 'kind', 'world', 'funded', false, 'hot', true),
     jsonb_build_object('path', 'bpjs/owed', 'kind', 'owed', 'funded', true, 'hot', true),
     jsonb_build_object('path', 'receivable/contributions', 'kind', 'receivable', 'funded', false, 'hot', true)))`,
  `select post_entry('bill-issued', '2026-05-20', 'baris-uji', sha256('x'), 'bill', '${BILL}', null, false,
     array['payer/${PAYER}/due'], array['receivable/contributions'], array[5::bigint])`,
  `select post_entry('bill-credited', '2026-05-20', 'baris-uji-kredit', sha256('x'), 'bill', '${CREDIT}', null, false,
     array['receivable/contributions'], array['payer/${PAYER}/due'], array[1::bigint])`,
  `select post_entry('payment-received', '2026-05-20', 'baris-uji-bayar', sha256('x'), 'payment', 'uji', null, false,
     array['world/bank/baris', 'payer/${PAYER}/purse', 'receivable/contributions'],
     array['payer/${PAYER}/purse', 'bpjs/owed', 'payer/${PAYER}/due'], array[4::bigint, 4, 4])`,
  `insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions)
   values ('${ROSTER}', '${PAYER}', 'village', 'Daftar', 1606012001, 'purse', '{"payer":"apbdes"}')`,
  `insert into protections (roster_id, payer_id, person_id, months, programmes, segment, income, ground)
   select '${ROSTER}', '${PAYER}', min(id), '[2026-05-01,2026-06-01)', '[0,2)', 'BPU', 1000000, 'uji' from people`,
  `insert into protection_changes (protection_id, roster_id, kind, months_before, months_after, reason)
   select id, roster_id, 'ended', months, months, 'uji' from protections where roster_id = '${ROSTER}'`,
  `insert into rate_cards (month, law_version, conditions, segment, programmes, pay, occupation_group, question, question_hash, lines, amount)
   values ('2026-05-01', 'uji', '{}', 'BPU', '[0,2)', 1000000, 'other', '{}', sha256('uji'), '[]', 5)`,
  `insert into bill_runs (id, month, region_first, region_last, region_code, law_version) values ('${RUN}', '2026-05-01', 0, 1, 1606012001, 'uji')`,
  `insert into bills (id, number, payer_id, roster_id, region_code, month, kind, amends, total, line_count, person_count, due_on, law_version, entry_id, paid)
   values ('${BILL}', 'uji', '${PAYER}', '${ROSTER}', 1606012001, '2026-05-01', 'original', null, 5, 1, 1, '2026-05-15', 'uji', ${entry('baris-uji')}, 0),
     ('${CREDIT}', 'uji-k', '${PAYER}', '${ROSTER}', 1606012001, '2026-05-01', 'credit-note', '${BILL}', -1, 1, 1, '2026-05-15', 'uji', ${entry('baris-uji-kredit')}, 0)`,
  `select prepare_bill_month('2026-05-01')`,
  `revoke all on bill_lines_2026_05 from payung_app`,
  `alter table bill_lines attach partition bill_lines_2026_05 for values in ('2026-05-01')`,
  `insert into bill_lines (bill_id, line_number, person_id, protection_id, month, card_id, amount)
   select b.id, 1, p.person_id, p.id, '2026-05-01', c.id, b.total from bills b, protections p, rate_cards c
   where b.roster_id = '${ROSTER}' and p.roster_id = '${ROSTER}' and c.law_version = 'uji'`,
  `insert into bill_drafts (run_id, roster_id, bill_id, total, line_count, person_count, roster_version) values ('${RUN}', '${ROSTER}', '${BILL}', 1, 1, 1, 1)`,
  `insert into billed_rosters (roster_id, month, roster_version, law_version, run_id) values ('${ROSTER}', '2026-05-01', 1, 'uji', '${RUN}')`,
  `insert into bill_differences (bill_id, line_number, person_id, before_amount, after_amount, why)
   select '${CREDIT}', 1, min(id), 5, 4, 'list' from people`,
  `insert into credited_lines (credit_bill_id, credit_line, bill_id, line_number, amount, money_back) values ('${CREDIT}', 1, '${BILL}', 1, 1, 0)`,
  `update bills set credited = 1, paid = 4 where id = '${BILL}'`,
  `insert into paid_lines (bill_id, lines, amount, entry_id, account_path, paid_on)
   values ('${BILL}', '[1,2)', 4, ${entry('baris-uji-bayar')}, 'payer/${PAYER}/purse', '2026-05-20')`,
  `insert into bill_fines (bill_id, on_bill, contribution, month_count, rate, parameter, law, article, confidence, assessed_on)
   values ('${CREDIT}', '${BILL}', 5, 1, 20000, 'duty.late-fine', 'PP 44/2015', 'Pasal 22', 'H', '2026-05-20')`,
  `insert into bpjs_recoveries (credit_bill_id, amount, account_path) values ('${CREDIT}', 1, 'payer/${PAYER}/purse')`,
]
