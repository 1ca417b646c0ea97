import { parsePlainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { dottedCode, INDONESIA, parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Queryable } from '../../platform/db.ts'
import type { ChildrenAnswer, RegionAnswer, SearchAnswer } from './contract.ts'
import type { PopulationFigure } from './populations.ts'
import { getRegion, getRegionSource, listPaths, type RegionSource } from './queries.ts'
import { regionTree, type RegionNode } from './region-tree.ts'
import { pathTitle, type Region } from './regions.ts'
import { findRegions } from './search-regions.ts'

const USUAL_MATCHES = 10
const MOST_MATCHES = 50

/** How a code is written to people and programs: `16.06`, and `ID` (ISO 3166) for the whole country. */
export function writtenCode(code: RegionCode): string {
  return code === INDONESIA ? 'ID' : dottedCode(code)
}

/** Reads what `writtenCode` writes, and every form that `parseRegionCode` reads. */
export function readWrittenCode(field: string, text: string): RegionCode {
  return text.toUpperCase() === 'ID' ? INDONESIA : parseRegionCode(field, text)
}

/** The day a question is about; today when it does not say. */
export function readDay(text: string | undefined, clock: Clock): PlainDate {
  return text === undefined ? clock.today() : parsePlainDate('on', text)
}

function reference({ code, name, kind }: Region) {
  return { code: writtenCode(code), name, kind }
}

/** A population as JSON. Exact: no region has 2^53 inhabitants. */
export function populationAnswer(figure: PopulationFigure | null): RegionAnswer['population'] {
  if (!figure) return null
  const { population, asOf, decree, source, restated } = figure
  return { value: Number(population), asOf, decree, source, restated }
}

export function nodeAnswer(node: RegionNode) {
  return { ...reference(node), counts: node.counts, population: populationAnswer(node.population) }
}

/** A region and its levels below, each with counts and population. */
export type TreeNodeAnswer = ReturnType<typeof nodeAnswer> & { readonly children: readonly TreeNodeAnswer[] }
export type TreeAnswer = TreeNodeAnswer & { readonly on: PlainDate; readonly source: RegionSource }

/** A region with `depth` levels below it on a day, nested. */
export async function answerTree(
  db: Queryable,
  code: RegionCode,
  depth: number,
  on: PlainDate,
): Promise<TreeAnswer> {
  const nested = (node: RegionNode): TreeNodeAnswer => ({
    ...nodeAnswer(node),
    children: node.children.map(nested),
  })
  return { ...nested(await regionTree(db, code, depth, on)), on, source: await getRegionSource(db) }
}

/** One region with its path, counts, population and law on a day. */
export async function answerRegion(db: Queryable, code: RegionCode, on: PlainDate): Promise<RegionAnswer> {
  const node = await regionTree(db, code, 0, on)
  const source = await getRegionSource(db)
  const dated = code === INDONESIA ? null : await getRegion(db, 'code', code, on)
  const above = (await listPaths(db, [code], on)).get(code) ?? []
  return {
    ...nodeAnswer(node),
    path: above.toReversed().map(reference),
    title: pathTitle(node, above),
    validFrom: dated?.validFrom ?? null,
    validTo: dated?.validTo ?? null,
    decree: dated?.decree ?? source.decree,
    on,
    source,
  }
}

/** The regions directly below one, each with its counts and population on a day. */
export async function answerChildren(
  db: Queryable,
  code: RegionCode,
  on: PlainDate,
): Promise<ChildrenAnswer> {
  const node = await regionTree(db, code, code === INDONESIA || code % 10_000 === 0 ? 1 : 0, on)
  return {
    ...reference(node),
    on,
    children: node.children.map(nodeAnswer),
    source: await getRegionSource(db),
  }
}

export type SearchQuestion = {
  readonly query: string
  readonly within?: string | undefined
  readonly level?: string | undefined
  readonly limit?: string | undefined
}

/** The regions that a typed name, abbreviation or code can mean, best first. */
export async function answerSearch(
  db: Queryable,
  question: SearchQuestion,
  on: PlainDate,
): Promise<SearchAnswer> {
  const within = question.within === undefined ? INDONESIA : readWrittenCode('within', question.within)
  if (within !== INDONESIA) await getRegion(db, 'within', within, on)
  const matches = await findRegions(db, question.query, {
    on,
    within,
    level: question.level === undefined ? null : readWhole('level', question.level, 1, 4),
    limit: question.limit === undefined ? USUAL_MATCHES : readWhole('limit', question.limit, 1, MOST_MATCHES),
  })
  return {
    query: question.query,
    on,
    matches: matches.map(({ path, score, matchedBy, ...region }) => ({
      ...reference(region),
      path,
      score,
      matchedBy,
    })),
    source: await getRegionSource(db),
  }
}

/** A whole number inside limits, else a refusal that names the field and the limits. */
export function readWhole(field: string, text: string, minimum: number, maximum: number): number {
  if (!/^\d{1,6}$/.test(text))
    throw refuse('value-malformed', { field, value: text, expected: 'whole-number' })
  const value = Number(text)
  if (value < minimum || value > maximum) {
    throw refuse('value-out-of-range', {
      field,
      value: text,
      minimum: String(minimum),
      maximum: String(maximum),
    })
  }
  return value
}
