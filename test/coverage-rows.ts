/** A row in every table of counters that protections and bills have not filled already; there must be a protection and a bill. */
export const COVERAGE_ROWS: readonly string[] = [
  `select coverage_fold()`,
  `insert into coverage_deltas (work_region, residence_region, days, wage_members, own_members, wage_people, all_people)
   values (1606012001, 1606012001, '[2026-05-01,)', 0, 0, 0, 0)`,
  `insert into coverage_days (place, region_code, month, wage_members, own_members, wage_people, all_people)
   values ('work', 1606012001, 24316, '{0}', '{0}', '{0}', '{0}')`,
  `insert into protection_lapses (protection_id, person_id, days)
   select id, person_id, '{[2020-01-01,2020-02-01)}' from protections order by id limit 1`,
  `insert into coverage_pending (bill_id, due_on) select id, due_on from bills limit 1`,
]
