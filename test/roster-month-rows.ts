/** A row in every table of monthly reports and elections; there must be a roster, its payer and a person. */
export const ROSTER_MONTH_ROWS: readonly string[] = [
  `insert into agency_months (roster_id, month) select id, '2020-01-01' from rosters limit 1`,
  `insert into agency_month_changes (roster_id, month, round, person_id, kind, cause, noted_by)
   select a.roster_id, a.month, 1, (select min(id) from people), 'left', 'other', 'system:uji' from agency_months a`,
  `insert into agency_month_events (roster_id, month, kind, person_count, contribution, is_late, done_by)
   select roster_id, month, 'sent', 0, 0, false, 'system:uji' from agency_months`,
  `insert into elections (id, payer_id, name, region_code, voted_on, rule, roles, programmes, income, legal_basis, recorded_at)
   select r.id, r.payer_id, 'Uji', 1606000000, '2026-06-27', 'uji', '[]', '[0,2)', 1, 'uji', now() from rosters r limit 1`,
  `insert into polling_stations (election_id, region_code, station_count, source) select id, 1606012001, 1, 'uji' from elections`,
  `insert into election_posts (election_id, role, region_code, station, seat, begins_on, last_on)
   select id, 'kpps', 1606012001, 1, 1, '2026-06-07', '2026-07-08' from elections`,
  `insert into election_officers (post_id, election_id, region_code, person_id, days, recorded_by)
   select p.id, p.election_id, p.region_code, (select min(id) from people), '[2026-06-07,2026-07-09)', 'system:uji' from election_posts p`,
]
