import { refuse } from '../kernel/refusal.ts'
import { cite, type Citation } from './laws.ts'
import type { Programme, Segment } from './parameter.ts'

declare module '../kernel/refusal.ts' {
  interface RefusalDetails {
    /** The programme does not exist for this kind of member. */
    'programme-not-open': {
      readonly programme: string
      readonly segment: string
      readonly allowed: readonly string[]
      readonly law: string
    }
  }
}

export const PROGRAMMES = ['JKK', 'JKM', 'JHT', 'JP', 'JKP'] as const satisfies readonly Programme[]
export const SEGMENTS = ['PU', 'BPU', 'JAKON', 'PMI'] as const satisfies readonly Segment[]
export const BUSINESS_SIZES = ['large', 'medium', 'small', 'micro'] as const
export const EMPLOYER_KINDS = ['business', 'state-body', 'village'] as const

/** Size of a business by capital or yearly sales: PP 7/2021. */
export type BusinessSize = (typeof BUSINESS_SIZES)[number]
export type EmployerKind = (typeof EMPLOYER_KINDS)[number]

/** must: the law obliges · automatic: follows from the others · may: optional · closed: does not exist for them. */
export type Duty = 'must' | 'automatic' | 'may' | 'closed'

/** Which kind of member a row is about. */
export type MemberKind = `PU ${BusinessSize}` | 'PU state-body' | 'PU village' | 'BPU' | 'JAKON' | 'PMI'

export type Eligibility = { readonly cite: Citation } & { readonly [P in Programme]: Duty }

const row = (JKK: Duty, JKM: Duty, JHT: Duty, JP: Duty, JKP: Duty, source: Citation): Eligibility => ({
  JKK,
  JKM,
  JHT,
  JP,
  JKP,
  cite: source,
})

/**
 * Programme × kind of member. ASN, TNI and Polri are insured by Taspen and Asabri and stand outside.
 * Not modelled: the duty of a BPU who is an employer to take JHT (Permenaker 5/2021 Art. 31–32, confidence M).
 */
export const ELIGIBILITY: { readonly [Kind in MemberKind]: Eligibility } = {
  'PU large': row('must', 'must', 'must', 'must', 'automatic', cite('Perpres 109/2013', 'Pasal 6', 'H')),
  'PU medium': row('must', 'must', 'must', 'must', 'automatic', cite('Perpres 109/2013', 'Pasal 6', 'H')),
  'PU small': row('must', 'must', 'must', 'may', 'automatic', cite('Perpres 109/2013', 'Pasal 6', 'H')),
  'PU micro': row('must', 'must', 'may', 'may', 'may', cite('Perpres 109/2013', 'Pasal 6', 'H')),
  'PU state-body': row('must', 'must', 'may', 'may', 'closed', cite('PP 49/2023', 'non-ASN', 'M')),
  'PU village': row('must', 'must', 'may', 'may', 'closed', cite('Inpres 2/2021', 'perangkat desa', 'M')),
  BPU: row('must', 'must', 'may', 'closed', 'closed', cite('PP 44/2015', 'peserta BPU', 'H')),
  JAKON: row('must', 'must', 'closed', 'closed', 'closed', cite('PP 44/2015', 'Pasal 54 dst.', 'H')),
  PMI: row('must', 'must', 'may', 'closed', 'closed', cite('Permenaker 4/2023', 'program', 'H')),
}

export function memberKindOf(segment: Segment, employer: EmployerKind, size: BusinessSize): MemberKind {
  if (segment !== 'PU') return segment
  return employer === 'business' ? `PU ${size}` : `PU ${employer}`
}

/** The programmes a kind of member can have at all. */
export function openProgrammes(kind: MemberKind): Programme[] {
  return PROGRAMMES.filter((programme) => ELIGIBILITY[kind][programme] !== 'closed')
}

/** The programmes the law obliges or adds by itself. */
export function obligedProgrammes(kind: MemberKind): Programme[] {
  return PROGRAMMES.filter((programme) => ['must', 'automatic'].includes(ELIGIBILITY[kind][programme]))
}

/** Refuses a programme that does not exist for this kind of member, naming those that do. */
export function requireOpen(kind: MemberKind, programmes: readonly Programme[]): void {
  for (const programme of programmes) {
    if (ELIGIBILITY[kind][programme] === 'closed') {
      const { law, article } = ELIGIBILITY[kind].cite
      throw refuse('programme-not-open', {
        programme,
        segment: kind,
        allowed: openProgrammes(kind),
        law: `${law} ${article}`,
      })
    }
  }
}

/** What a member must have besides JKP before JKP exists for him: PP 6/2025 Art. 4. */
export function programmesBeforeJkp(kind: MemberKind): Programme[] {
  return kind === 'PU large' || kind === 'PU medium' ? ['JKK', 'JKM', 'JHT', 'JP'] : ['JKK', 'JKM', 'JHT']
}
