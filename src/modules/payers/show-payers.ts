import { firstDayOf, parseMonth } from '../../kernel/month.ts'
import { dottedCode, parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Static } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { balanceOf, payerSums } from '../ledger/queries.ts'
import { payerDue } from '../ledger/ledger.ts'
import type {
  ListMembersQuery,
  ListPayersQuery,
  ListRostersQuery,
  membersAnswer,
  payerAnswer,
  payersAnswer,
  rostersAnswer,
} from './contract.ts'
import { programmesIn } from './payers.ts'
import { findPayer, findRoster, listMembers, listPayers, listRosters, type PayerRow } from './queries.ts'

const PER_PAGE = 50

/** Payers within sight, 50 a page. */
export function showPayers(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { region, kind, name, page = '1' }: ListPayersQuery,
): Promise<Static<typeof payersAnswer>> {
  return inScopeOf(db, by, async (tx) => {
    const filter = {
      ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
      ...(kind !== undefined && { kind }),
      ...(name !== undefined && { name }),
    }
    const found = await listPayers(tx, sightOf(by), filter, stretchOf(page))
    return {
      payers: found.slice(0, PER_PAGE).map(shownPayer),
      page: Number(page),
      more: found.length > PER_PAGE,
    }
  })
}

/** One payer with what became of its money: given = committed + used + left + returned, and what it owes. */
export function showPayer({ db }: Pick<Deps, 'db'>, by: By, id: string): Promise<Static<typeof payerAnswer>> {
  return inScopeOf(db, by, async (tx) => {
    const payer = await findPayer(tx, sightOf(by), id)
    if (!payer) throw refuse('payer-unknown', {})
    const { given, committed, used, left, returned } = await payerSums(tx, id)
    const due = await balanceOf(tx, payerDue(id))
    const subject = { kind: 'payer', id }
    await recordAct(tx, by, { action: 'payers.read', subject, region: payer.regionCode })
    return {
      ...shownPayer(payer),
      given: rupiahToJson(given),
      committed: rupiahToJson(committed),
      used: rupiahToJson(used),
      left: rupiahToJson(left),
      returned: rupiahToJson(returned),
      arrears: rupiahToJson(-due),
    }
  })
}

function shownPayer({ id, kind, name, regionCode, isClosed }: PayerRow) {
  return { id, kind, name, region: dottedCode(regionCode), isClosed }
}

/** Rosters within sight with how many stand in them today, 50 a page. */
export function showRosters(
  { db, clock }: Deps,
  by: By,
  { region, payer, kind, page = '1' }: ListRostersQuery,
): Promise<Static<typeof rostersAnswer>> {
  return inScopeOf(db, by, async (tx) => {
    const filter = {
      ...(region !== undefined && { region: parseRegionCode('region', region.trim()) }),
      ...(payer !== undefined && { payerId: payer }),
      ...(kind !== undefined && { kind }),
    }
    const found = await listRosters(tx, sightOf(by), filter, { on: clock.today(), ...stretchOf(page) })
    const rosters = found.slice(0, PER_PAGE).map(({ regionCode, id, payerId, payerName, ...rest }) => ({
      id,
      payerId,
      payerName,
      kind: rest.kind,
      name: rest.name,
      region: dottedCode(regionCode),
      memberCount: rest.memberCount,
      isClosed: rest.isClosed,
    }))
    return { rosters, page: Number(page), more: found.length > PER_PAGE }
  })
}

/** Who stands in a roster, by number: of a month, or all there ever were. */
export function showMembers(
  { db }: Pick<Deps, 'db'>,
  by: By,
  id: string,
  { month, page = '1' }: ListMembersQuery,
): Promise<Static<typeof membersAnswer>> {
  return inScopeOf(db, by, async (tx) => {
    const roster = await findRoster(tx, sightOf(by), id)
    if (!roster) throw refuse('roster-unknown', {})
    const on = month === undefined ? null : firstDayOf(parseMonth('month', month))
    const found = await listMembers(tx, id, { on, ...stretchOf(page) })
    const members = found.slice(0, PER_PAGE).map(({ personId, pay, months, programmes, ...rest }) => ({
      personId: Number(personId),
      months,
      programmes: programmesIn(rangeOf(programmes)),
      pay: rupiahToJson(pay),
      occupationGroup: rest.occupationGroup,
      ground: rest.ground,
      endedBecause: rest.endedBecause,
    }))
    await recordAct(tx, by, {
      action: 'rosters.read',
      subject: { kind: 'roster', id },
      region: roster.regionCode,
      count: members.length,
    })
    return { members, page: Number(page), more: found.length > PER_PAGE }
  })
}

/** `[0,2)` as the database writes it. */
function rangeOf(text: string) {
  const [first = 0, end = 0] = text.replace(/[[)]/g, '').split(',').map(Number)
  return { first, end }
}

/** One more than is shown, to know whether there is another page. */
function stretchOf(page: string) {
  return { limit: PER_PAGE + 1, offset: (Number(page) - 1) * PER_PAGE }
}
