import type { PlainDate } from '../../kernel/plain-date.ts'
import {
  depthOf,
  dottedCode,
  kindOf,
  parentOf,
  subtreeOf,
  type RegionCode,
} from '../../kernel/region-code.ts'
import { weighPairs, type Part, type Parts } from './map-pairs.ts'
import { nameProblem } from './region-list.ts'
import { levelOf, type MapPair } from './regions.ts'

/** A change of the map as a decree makes it. Codes are of the old map on the left, of the new map on the right. */
export type RegionChange = {
  readonly title: string
  readonly decree: string
  readonly source: string
  readonly effectiveOn: PlainDate
  /** What weights count, with a figure per old region where it is needed; without it every village counts one. */
  readonly weights: ChangeWeights | null
  /** New regencies, districts and provinces, whose parts come by `moves`. */
  readonly create: readonly NamedCode[]
  /** A region with everything below it gets another code, and another name if one is given. */
  readonly moves: readonly Move[]
  /** One village becomes several. One part may keep the village's code. */
  readonly splits: readonly Split[]
  /** Several villages become one. It may keep the code of one of them. */
  readonly merges: readonly Merge[]
  readonly renames: readonly NamedCode[]
}

export type NamedCode = { readonly code: RegionCode; readonly name: string }
export type Move = { readonly from: RegionCode; readonly to: RegionCode; readonly name: string | null }
export type Split = {
  readonly from: RegionCode
  readonly into: readonly (NamedCode & { readonly weight: bigint })[]
}
export type Merge = { readonly from: readonly RegionCode[]; readonly into: NamedCode }
export type ChangeWeights = {
  readonly unit: string
  readonly source: string
  readonly of: ReadonlyMap<RegionCode, bigint>
}

export type ChangeProblemKind =
  | 'not-in-force'
  | 'named-twice'
  | 'level-differs'
  | 'only-villages'
  | 'code-taken'
  | 'parent-missing'
  | 'left-empty'
  | 'weight-missing'
  | 'weight-zero'
  | 'name-unchanged'
  | 'name-broken'
  | 'name-disagrees-with-kind'
  | 'nothing-changes'

/** One reason why a change cannot be drawn, and for which region. */
export type ChangeProblem = { readonly kind: ChangeProblemKind; readonly code: string }

declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A change of the map that contradicts itself or the map it changes. The first 20 of `count`. */
    'region-change-broken': { readonly count: number; readonly problems: readonly ChangeProblem[] }
    /** A change that touches regions of a change with the same or a later day. Apply or revert in the order of days. */
    'region-change-out-of-order': { readonly title: string; readonly effectiveOn: string }
    'region-change-already-applied': { readonly title: string; readonly effectiveOn: string }
    'region-change-not-applied': { readonly title: string }
    /** Figures or outlines of the new map are there: take them away first. */
    'region-change-built-upon': { readonly populations: number; readonly boundaries: number }
  }
}

/** What a change does to the table, and how figures pass over it. */
export type ChangePlan = {
  readonly begin: readonly NamedCode[]
  readonly end: readonly NamedCode[]
  readonly pairs: readonly MapPair[]
  readonly weightUnit: string
}

export type ChangeDecision =
  | { readonly accepted: true; readonly plan: ChangePlan }
  | { readonly accepted: false; readonly problems: readonly ChangeProblem[] }

const VILLAGE_UNIT = 'desa/kelurahan'

/**
 * Draws the new map from the old one. `oldMap` must hold every region in force of each province that the change names.
 * Says everything that is wrong at once; nothing is guessed.
 */
export function planChange(change: RegionChange, oldMap: ReadonlyMap<RegionCode, string>): ChangeDecision {
  const problems: ChangeProblem[] = []
  const report = (kind: ChangeProblemKind, code: RegionCode) => {
    problems.push({ kind, code: dottedCode(code) })
  }
  checkNamed(change, oldMap, report)
  if (problems.length > 0) return { accepted: false, problems }
  const parts = drawParts(change, oldMap)
  const newMap = drawNewMap(change, oldMap, parts, report)
  checkNewMap(change, oldMap, newMap, report)
  if (problems.length > 0) return { accepted: false, problems }
  const weighed = weighPairs(oldMap.keys(), parts, change.weights?.of ?? null)
  for (const { kind, code } of weighed.problems) report(kind, code)
  const { pairs } = weighed
  const begin = [...newMap].filter(([code, name]) => oldMap.get(code) !== name).map(named)
  const end = [...oldMap].filter(([code, name]) => newMap.get(code) !== name).map(named)
  if (problems.length === 0 && begin.length + end.length + pairs.length === 0) {
    problems.push({ kind: 'nothing-changes', code: '' })
  }
  if (problems.length > 0) return { accepted: false, problems }
  return { accepted: true, plan: { begin, end, pairs, weightUnit: change.weights?.unit ?? VILLAGE_UNIT } }
}

type Report = (kind: ChangeProblemKind, code: RegionCode) => void

function named([code, name]: readonly [RegionCode, string]): NamedCode {
  return { code, name }
}

function checkNamed(change: RegionChange, oldMap: ReadonlyMap<RegionCode, string>, report: Report): void {
  const leaving = [
    ...change.moves.map(({ from }) => from),
    ...change.splits.map(({ from }) => from),
    ...change.merges.flatMap(({ from }) => from),
  ]
  for (const code of [...leaving, ...change.renames.map(({ code: renamed }) => renamed)]) {
    if (!oldMap.has(code)) report('not-in-force', code)
  }
  for (const [index, code] of leaving.entries())
    if (leaving.indexOf(code) !== index) report('named-twice', code)
  for (const { from, to } of change.moves) if (depthOf(from) !== depthOf(to)) report('level-differs', to)
  const villagesOnly = [
    ...change.splits.flatMap(({ from, into }) => [from, ...into.map(({ code }) => code)]),
    ...change.merges.flatMap(({ from, into }) => [...from, into.code]),
  ]
  for (const code of villagesOnly) if (levelOf(code) !== 4) report('only-villages', code)
  for (const { code, name } of change.renames) if (oldMap.get(code) === name) report('name-unchanged', code)
  for (const { from, into } of change.splits) {
    if (into.every(({ weight }) => weight === 0n)) report('weight-zero', from)
  }
}

/** Moves whole subtrees, the deepest named region deciding, and adds divided and merged villages. */
function drawParts(change: RegionChange, oldMap: ReadonlyMap<RegionCode, string>): Parts {
  const parts = new Map<RegionCode, readonly Part[]>()
  const moves = change.moves.toSorted((a, b) => levelOf(a.from) - levelOf(b.from))
  for (const { from, to, name } of moves) {
    const { first, last } = subtreeOf(from)
    for (const [code, oldName] of oldMap) {
      if (code < first || code > last) continue
      const moved = (code - from + to) as RegionCode
      parts.set(code, [{ code: moved, name: code === from ? (name ?? oldName) : oldName, weight: null }])
    }
  }
  for (const { from, into } of change.splits) parts.set(from, into)
  for (const { from, into } of change.merges)
    for (const code of from) parts.set(code, [{ ...into, weight: null }])
  return parts
}

function drawNewMap(
  change: RegionChange,
  oldMap: ReadonlyMap<RegionCode, string>,
  parts: Parts,
  report: Report,
): Map<RegionCode, string> {
  const newMap = new Map<RegionCode, string>()
  const mergedInto = new Set(change.merges.map(({ into }) => into.code))
  const place = ({ code, name }: NamedCode) => {
    if (newMap.has(code) && !mergedInto.has(code)) report('code-taken', code)
    newMap.set(code, name)
  }
  for (const created of change.create) place(created)
  for (const [code, name] of oldMap) {
    const targets = parts.get(code)
    if (targets) targets.forEach(place)
    else place({ code, name })
  }
  for (const { code, name } of change.renames) if (newMap.has(code)) newMap.set(code, name)
  for (const code of emptied(oldMap, newMap)) newMap.delete(code)
  return newMap
}

/** Regions above villages that had something below them and have nothing left: they end with the change. */
function emptied(
  oldMap: ReadonlyMap<RegionCode, string>,
  newMap: ReadonlyMap<RegionCode, string>,
): RegionCode[] {
  const hadChildren = parentsOf(oldMap.keys())
  const gone: RegionCode[] = []
  for (let left = new Set(newMap.keys()); ;) {
    const has = parentsOf(left)
    const empty = [...left].filter((code) => oldMap.has(code) && hadChildren.has(code) && !has.has(code))
    if (empty.length === 0) return gone
    gone.push(...empty)
    left = new Set([...left].filter((code) => !empty.includes(code)))
  }
}

function parentsOf(codes: Iterable<RegionCode>): Set<RegionCode> {
  const parents = new Set<RegionCode>()
  for (const code of codes) {
    const parent = parentOf(code)
    if (parent !== null) parents.add(parent)
  }
  return parents
}

function checkNewMap(
  change: RegionChange,
  oldMap: ReadonlyMap<RegionCode, string>,
  newMap: ReadonlyMap<RegionCode, string>,
  report: Report,
): void {
  for (const code of newMap.keys()) {
    const parent = parentOf(code)
    if (parent !== null && parent !== 0 && !newMap.has(parent)) report('parent-missing', code)
  }
  for (const [code, name] of newMap) {
    const wrong = oldMap.get(code) === name ? null : nameProblem(name, kindOf(code))
    if (wrong) report(wrong, code)
  }
  const filled = parentsOf(newMap.keys())
  for (const { code } of change.create) {
    if (oldMap.has(code)) report('code-taken', code)
    else if (!filled.has(code)) report('left-empty', code)
  }
}
