import { parsePlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode, type RegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { ChangeWeights, NamedCode, RegionChange } from './region-change.ts'

const FIELDS = [
  'title',
  'decree',
  'source',
  'effectiveOn',
  'weights',
  'create',
  'moves',
  'splits',
  'merges',
  'renames',
]

/**
 * Reads a change of the map as its JSON file has it, refusing every field that is unknown, missing or of the wrong shape by
 * its place in the file (`moves[2].from`).
 */
export function readRegionChange(value: unknown): RegionChange {
  const file = fields('', value, FIELDS)
  const weights = file['weights'] === undefined ? null : readWeights(file['weights'])
  return {
    title: text('title', file['title']),
    decree: text('decree', file['decree']),
    source: text('source', file['source']),
    effectiveOn: parsePlainDate('effectiveOn', text('effectiveOn', file['effectiveOn'])),
    weights,
    create: list('create', file['create']).map((one, at) => readNamed(`create[${at}]`, one)),
    moves: list('moves', file['moves']).map((one, at) => {
      const place = `moves[${at}]`
      const { from, to, name } = fields(place, one, ['from', 'to', 'name'])
      return {
        from: code(`${place}.from`, from),
        to: code(`${place}.to`, to),
        name: name === undefined ? null : text(`${place}.name`, name),
      }
    }),
    splits: list('splits', file['splits']).map((one, at) => {
      const place = `splits[${at}]`
      const { from, into } = fields(place, one, ['from', 'into'])
      return {
        from: code(`${place}.from`, from),
        into: filled(`${place}.into`, into).map((part, index) =>
          readPart(`${place}.into[${index}]`, part, weights),
        ),
      }
    }),
    merges: list('merges', file['merges']).map((one, at) => {
      const place = `merges[${at}]`
      const { from, into } = fields(place, one, ['from', 'into'])
      return {
        from: filled(`${place}.from`, from).map((each, index) => code(`${place}.from[${index}]`, each)),
        into: readNamed(`${place}.into`, into),
      }
    }),
    renames: list('renames', file['renames']).map((one, at) => readNamed(`renames[${at}]`, one)),
  }
}

function readNamed(place: string, value: unknown): NamedCode {
  const { code: written, name } = fields(place, value, ['code', 'name'])
  return { code: code(`${place}.code`, written), name: text(`${place}.name`, name) }
}

/** A part of a divided village. Its weight is in the unit of `weights`; without that unit every new village counts one. */
function readPart(place: string, value: unknown, weights: ChangeWeights | null) {
  const part = fields(place, value, weights ? ['code', 'name', 'weight'] : ['code', 'name'])
  const { code: written, name, weight } = part
  return {
    ...readNamed(place, { code: written, name }),
    weight: weights ? whole(`${place}.weight`, weight) : 1n,
  }
}

function readWeights(value: unknown): ChangeWeights {
  const { unit, source, of } = fields('weights', value, ['unit', 'source', 'of'])
  if (typeof of !== 'object' || of === null || Array.isArray(of)) {
    throw refuse('value-malformed', { field: 'weights.of', value: shown(of), expected: 'object' })
  }
  const entries = Object.entries(of).map(
    ([written, weight]) => [code('weights.of', written), whole(`weights.of.${written}`, weight)] as const,
  )
  return { unit: text('weights.unit', unit), source: text('weights.source', source), of: new Map(entries) }
}

function fields(place: string, value: unknown, allowed: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw refuse('value-malformed', { field: place || 'file', value: shown(value), expected: 'object' })
  }
  const unknown = Object.keys(value).find((field) => !allowed.includes(field))
  if (unknown !== undefined)
    throw refuse('field-unknown', { field: place ? `${place}.${unknown}` : unknown, allowed })
  return value as Record<string, unknown>
}

function text(field: string, value: unknown): string {
  if (value === undefined) throw refuse('value-missing', { field })
  if (typeof value !== 'string' || value.trim() === '' || value !== value.trim()) {
    throw refuse('value-malformed', { field, value: shown(value), expected: 'text' })
  }
  return value
}

function code(field: string, value: unknown): RegionCode {
  return parseRegionCode(field, text(field, value))
}

function whole(field: string, value: unknown): bigint {
  if (value === undefined) throw refuse('value-missing', { field })
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw refuse('value-malformed', { field, value: shown(value), expected: 'whole-number' })
  }
  return BigInt(value)
}

function list(field: string, value: unknown): readonly unknown[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw refuse('value-malformed', { field, value: shown(value), expected: 'list' })
  return value as readonly unknown[]
}

function filled(field: string, value: unknown): readonly unknown[] {
  const all = list(field, value)
  if (all.length === 0) throw refuse('value-missing', { field })
  return all
}

function shown(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value).slice(0, 60)
}
