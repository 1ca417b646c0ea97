/** A row in every table of gifts; there must be a gift's roster, a payer and a person. */
export const GIFT_ROWS: readonly string[] = [
  `insert into rosters (id, payer_id, kind, name, region_code, paid_from, conditions)
   select '00000000-0000-4000-8000-00000000001f', min(id::text)::uuid, 'gift', 'Hadiah', 1606012001, 'gift', '{}' from payers`,
  `insert into gifts (id, code, kind, payer_id, is_anonymous, region_code, people_count, months, prices, total, rest, request_key,
     request_hash, promised_at, last_day)
   select id, 'ABCDEFGHJKLM', 'neighbour', payer_id, false, region_code, 1, '[2027-01-01,2027-04-01)', '[]', 25200, 'return', 'uji',
     sha256('uji'), now(), '2026-12-31' from rosters where id = '00000000-0000-4000-8000-00000000001f'`,
  `insert into gift_people (gift_id, person_id) select g.id, (select min(id) from people) from gifts g`,
  `insert into gift_draws (gift_id, round, region_code, months, wanted, taken) select id, 1, region_code, months, 1, 1 from gifts`,
  `insert into gift_shares (gift_id, number, worker, person_id, region_code, initials, month, amount, salt, leaf)
   select n.gift_id, 1, 1, n.person_id, 1606012001, 'U', '2027-01-01', 8400, substr(sha256('uji'), 1, 16), sha256('uji') from gift_people n`,
  `insert into gift_neighbours (gift_id, sealed, nik_index, region_code, consent_version, consent_hash, consented_at, remind_on)
   select id, '\\x00', sha256('uji'), region_code, '2026-11-01', sha256('uji'), now(), '2027-03-18' from gifts`,
]
