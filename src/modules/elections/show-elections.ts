import type { PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, depthOf, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { rupiahToJson } from '../../kernel/rupiah.ts'
import type { Queryable } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { billedTotal } from '../../rules/assessment.ts'
import { assessContribution } from '../../rules/contribution.ts'
import type { LawBook } from '../../rules/law-book.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import { writtenRegion } from '../access/places.ts'
import { programmesIn, questionOf } from '../payers/payers.ts'
import { programmePayer } from '../programmes/programmes.ts'
import { listBelow } from '../regions/queries.ts'
import type {
  ElectionAnswer,
  ElectionsAnswer,
  ListElectionsQuery,
  PostsAnswer,
  PostsQuery,
  TreeQuery,
} from './contract.ts'
import { monthsIn, monthsOfService, type Election, type ElectionRole, type ServingLine } from './elections.ts'
import {
  countAll,
  countStations,
  countUnits,
  getElection,
  listElections,
  listPosts,
  type PostCount,
  type UnitCount,
} from './queries.ts'

const PER_PAGE = 50
const POSTS_PER_PAGE = 100

export type ElectionDeps = Deps & { readonly book: LawBook }

function counted({ posts, filled }: PostCount) {
  return { posts, filled, missing: posts - filled }
}

function headOf({ id, name, regionCode, votedOn, payerName, payerKind }: Election, count: PostCount) {
  const where = writtenRegion(regionCode)
  return { id, name, region: where, votedOn, payer: payerName, payerKind, ...counted(count) }
}

/** Elections within sight, each with how many of its posts are held. */
export function showElections(
  { db }: Pick<Deps, 'db'>,
  by: By,
  { region, page = '1' }: ListElectionsQuery,
): Promise<ElectionsAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const within = region === undefined ? null : parseRegionCode('region', region.trim())
    const place = { limit: PER_PAGE + 1, offset: (Number(page) - 1) * PER_PAGE }
    const found = await listElections(tx, sightOf(by), within, place)
    const elections = []
    for (const election of found.slice(0, PER_PAGE))
      elections.push(headOf(election, await countAll(tx, sightOf(by), election)))
    return { elections, page: Number(page), more: found.length > PER_PAGE }
  })
}

/** Refuses an election out of sight: before a form about it is shown or read. */
export async function requireElection({ db }: Pick<Deps, 'db'>, by: By, id: string): Promise<void> {
  await inScopeOf(db, by, (tx) => getElection(tx, sightOf(by), id))
}

/** One election: its rule, who pays, and the posts of one region part by part. The region of the reader unless told. */
export function showElection(
  { db, clock, book }: ElectionDeps,
  by: By,
  id: string,
  { region }: TreeQuery,
): Promise<ElectionAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const sight = sightOf(by)
    const election = await getElection(tx, sight, id)
    const at = region === undefined ? election.regionCode : parseRegionCode('region', region.trim())
    const units = await countUnits(tx, sight, election, at)
    return {
      ...headOf(election, await countAll(tx, sight, election)),
      ...{ rule: election.rule, checkedOn: election.checkedOn, legalBasis: election.legalBasis },
      income: rupiahToJson(election.income),
      programmes: programmesIn(election.programmes),
      lines: election.lines.map((line) => lineAnswer(line, election, book)),
      at: writtenRegion(at),
      units: await unitAnswers(tx, { election, at, on: clock.today() }, units),
      roles: rolesOf(units.filter(({ regionCode, station }) => regionCode === at && station === null)),
      stationUnits: stationAnswers(units),
    }
  })
}

function lineAnswer(
  { cite, ...line }: ServingLine,
  { payerKind, income, programmes }: Election,
  book: LawBook,
) {
  const months = monthsIn(monthsOfService(line.beginsOn, line.lastOn))
  const facts = { programmes, pay: income, occupationGroup: 'other' as const }
  const question = questionOf({ payer: programmePayer(payerKind), income: Number(income) }, facts)
  const price = months.reduce(
    (sum, month) => sum + billedTotal(assessContribution(question, month, book).lines),
    0n,
  )
  return { ...line, ...cite, months, perPerson: rupiahToJson(price) }
}

async function unitAnswers(
  tx: Queryable,
  { election, at, on }: { readonly election: Election; readonly at: RegionCode; readonly on: PlainDate },
  units: readonly UnitCount[],
): Promise<ElectionAnswer['units']> {
  if (depthOf(at) === 'desa-kelurahan') return []
  const level = { country: 1, provinsi: 2, 'kabupaten-kota': 3, kecamatan: 4 }[depthOf(at) as 'provinsi']
  const parts = (await listBelow(tx, at, on, level)).filter(({ code }) => code !== at)
  const stations = await countStations(tx, election.id, at)
  const counts = Map.groupBy(units, ({ regionCode }) => regionCode)
  return parts.flatMap(({ code, name }) => {
    const own = counts.get(code)
    if (!own && !stations.has(code)) return []
    return [
      { region: dottedCode(code), name, stations: stations.get(code) ?? 0, ...counted(sumOf(own ?? [])) },
    ]
  })
}

function sumOf(units: readonly PostCount[]): PostCount {
  const sum = (part: keyof PostCount) => units.reduce((all, unit) => all + unit[part], 0)
  return { posts: sum('posts'), filled: sum('filled') }
}

function rolesOf(
  units: readonly UnitCount[],
): { role: ElectionRole; posts: number; filled: number; missing: number }[] {
  return units.map(({ role, ...count }) => ({ role, ...counted(count) }))
}

function stationAnswers(units: readonly UnitCount[]): ElectionAnswer['stationUnits'] {
  const stations = Map.groupBy(units, ({ station }) => station)
  return [...stations].flatMap(([station, own]) =>
    station === null ? [] : [{ station, ...counted(sumOf(own)), roles: rolesOf(own) }],
  )
}

/** Posts with whoever holds them, 100 a page; the look is recorded. */
export function showPosts(
  { db }: Pick<Deps, 'db'>,
  by: By,
  id: string,
  { region, station, role, missing, page = '1' }: PostsQuery,
): Promise<PostsAnswer> {
  return inScopeOf(db, by, async (tx) => {
    const election = await getElection(tx, sightOf(by), id)
    const at = region === undefined ? election.regionCode : parseRegionCode('region', region.trim())
    const filter = {
      ...{ region: at, missing: missing === 'yes' },
      ...(station !== undefined && { station: Number(station) }),
      ...(role !== undefined && { role }),
    }
    const place = { limit: POSTS_PER_PAGE + 1, offset: (Number(page) - 1) * POSTS_PER_PAGE }
    const found = await listPosts(tx, sightOf(by), election, filter, place)
    const shown = found.slice(0, POSTS_PER_PAGE)
    await recordAct(tx, by, {
      action: 'elections.read',
      subject: { kind: 'election', id },
      region: at,
      count: shown.filter(({ personId }) => personId !== null).length,
    })
    const posts = shown.map(({ id: postId, regionCode, place: village, officerId, personId, ...post }) => ({
      ...post,
      ...{ postId: Number(postId), region: dottedCode(regionCode), village },
      officerId: officerId === null ? null : Number(officerId),
      personId: personId === null ? null : Number(personId),
    }))
    return { posts, page: Number(page), more: found.length > POSTS_PER_PAGE }
  })
}
