const SUBMISSION = '00000000-0000-4000-8000-0000000000e1'
const RESULT = '00000000-0000-4000-8000-0000000000e2'

/** A row in every table of submissions; there must be a roster and a person. */
export const SUBMISSION_ROWS: readonly string[] = [
  `insert into submissions (id, number, segment, bpu_package, region_code, state, people_count, made_at, made_by, sent_on, sent_at, sent_by)
   values ('${SUBMISSION}', 'PGJ-2026-000099', 'BPU', 'T', 1606012001, 'sent', 1, now(), 'system:uji', '2026-05-20', now(), 'system:uji')`,
  `insert into submission_people (submission_id, person_id, place, segment, roster_id, months, region_code, submitter_region)
   select '${SUBMISSION}', (select min(id) from people), 1, 'BPU', (select min(id::text)::uuid from rosters), '[2026-05-01,2026-06-01)',
     1606012001, 1606012001`,
  `insert into submission_results (id, submission_id, file_name, file_sha256, told_on, row_count, state, counts, remarks, sealed, read_at, read_by)
   values ('${RESULT}', '${SUBMISSION}', 'uji.csv', sha256('uji'), '2026-05-20', 1, 'read', '{}', '[]', '\\x00', now(), 'system:uji')`,
  `insert into submission_answers (result_id, submission_id, person_id, state_before, state, reason, told_on, recorded_at)
   select '${RESULT}', '${SUBMISSION}', person_id, 'open', 'rejected', 'other', '2026-05-20', now() from submission_people
   where submission_id = '${SUBMISSION}'`,
]
