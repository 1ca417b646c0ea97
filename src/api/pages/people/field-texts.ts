import type { FastifyRequest } from 'fastify'
import { formatDate, formatRupiah } from '../../../kernel/format.ts'
import { isPlainDate } from '../../../kernel/plain-date.ts'
import type { RegionCode } from '../../../kernel/region-code.ts'
import { placeTexts } from '../../../modules/access/places.ts'
import type { Deps } from '../../../platform/deps.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { languageOf } from '../../language.ts'

/** Writes a value of a person as people read it; null where there is none. */
export type FieldWriter = (field: string, value: unknown) => string | null

/** Fields that hold the number of a region. */
const REGIONS: ReadonlySet<string> = new Set(['residenceRegion', 'workRegion'])

/** A writer for these values, with the names of every region among them asked for at once. */
export async function fieldWriter(
  request: FastifyRequest,
  { db, clock }: Deps,
  values: Iterable<readonly [field: string, value: unknown]>,
): Promise<FieldWriter> {
  const codes = [...values].flatMap(([field, value]) => (REGIONS.has(field) ? (regionOf(value) ?? []) : []))
  const placeOf = await placeTexts(db, codes, clock.today())
  const language = languageOf(request)
  const { people, changes, duplicates } = wordsIn(language)
  const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    sex: people.record.sexes,
    segment: people.record.segments,
    livingStatus: duplicates.livingStatuses,
    maritalStatus: changes.maritalStatuses,
    // What a list told of somebody has no better source.
    decileSource: { list: changes.decileFromList },
  }
  return (field, value) => {
    if (value === null || value === undefined || value === '') return null
    const region = REGIONS.has(field) ? regionOf(value) : null
    if (region !== null) return placeOf(region)
    if (field === 'income' && typeof value === 'number') return formatRupiah(BigInt(value), language)
    if (Array.isArray(value)) return value.length === 0 ? null : value.join(', ')
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') return JSON.stringify(value)
    if (isPlainDate(value)) return formatDate(value, language)
    return choices[field]?.[value] ?? value
  }
}

function regionOf(value: unknown): RegionCode | null {
  return typeof value === 'number' ? (value as RegionCode) : null
}
