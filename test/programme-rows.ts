/** A row in every table of programmes, places and proposals; there must be a payer and a person. */
export const PROGRAMME_ROWS: readonly string[] = [
  `insert into programmes (id, payer_id, name, months, programmes, rules, income, legal_basis, region_code)
   select '00000000-0000-4000-8000-00000000000b', min(id::text)::uuid, 'Uji', '[2027-01-01,2028-01-01)', '[0,2)', '[]', 0, 'uji', 1606000000
   from payers`,
  `insert into programme_quotas (programme_id, region_code, places) select id, 1606012001, 1 from programmes`,
  `insert into quota_changes (programme_id, region_code, places_before, places_after, reason)
   select id, 1606012001, 0, 1, 'uji' from programmes`,
  `insert into proposals (id, programme_id, region_code, minutes_number, minutes_on, proposed_by, submitted_at)
   select '00000000-0000-4000-8000-00000000000c', id, 1606012001, 'uji', '2026-05-04', 'system:uji', now() from programmes`,
  `insert into proposed_people (proposal_id, programme_id, person_id, place)
   select o.id, o.programme_id, (select min(id) from people), 1 from proposals o`,
  `insert into place_escalations (programme_id, region_code, to_region, unfilled, beyond, reason, escalated_by, escalated_at)
   select id, 1606012001, 1606010000, 1, 0, 'uji', 'system:uji', now() from programmes`,
  `insert into budget_lines (id, payer_id, fiscal_year, name, amount, fund_source, legal_basis, document_number, document_on, region_code, recorded_at)
   select '00000000-0000-4000-8000-00000000000d', min(id::text)::uuid, 2027, 'Uji', 1000, 'other', 'uji', 'uji', '2026-01-01', 1606000000, now()
   from payers`,
  `insert into budget_commitments (protection_id, line_id, roster_id, first_month, prices)
   select id, '00000000-0000-4000-8000-00000000000d', roster_id, '2027-01-01', '{1}' from protections limit 1`,
  `insert into budget_realisations (line_id, roster_id, month, bill_id, kind, lines, amount, beyond)
   select '00000000-0000-4000-8000-00000000000d', roster_id, month, id, 'realised', '[1,2)', 0, 1 from bills limit 1`,
  `insert into proposal_approvals (proposal_id, approver) select id, 'system:uji' from proposals`,
  `insert into proposal_decisions (proposal_id, kind, people_count, decided_by, decided_at)
   select id, 'approval', 1, 'system:uji', now() from proposals`,
  `insert into proposal_minutes (proposal_id, file_name, media_type, byte_count, file_sha256, sealed_key, added_by, added_at)
   select id, 'uji.pdf', 'application/pdf', 1, sha256('uji'), '\\x00', 'system:uji', now() from proposals`,
  `insert into budget_changes (line_id, kind, amount_before, amount_after, legal_basis, document_number, document_on, reason, entry_id, changed_by,
     changed_at)
   select '00000000-0000-4000-8000-00000000000d', 'amendment', 1000, 900, 'uji', 'uji', '2026-01-01', 'uji', (select min(id) from entries),
     'system:uji', now()`,
]
