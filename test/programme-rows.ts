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
  `insert into proposal_approvals (proposal_id, approver) select id, 'system:uji' from proposals`,
]
