import type { PlainDate } from '../../../kernel/plain-date.ts'
import { compareNames } from '../matching/name-likeness.ts'
import { outcome, type Outcome } from './outcome.ts'
import type { PersonRow } from './person-row.ts'
import type { LivingStatus } from './read-choice.ts'

/** What is already known of the NIK of a row, as far as the person who brings the row may know it. */
export type KnownPerson = {
  readonly name: string
  readonly livingStatus: LivingStatus | null
  readonly protection: { readonly until: PlainDate; readonly payer: string } | null
  readonly proposal: { readonly by: string; readonly on: PlainDate } | null
}

/**
 * What the registry says against or about an accepted row: dead or moved, already protected, already proposed, another spelling of
 * the name; and, when the NIK belongs to a person of quite another name, that somebody must decide.
 */
export function assessKnown(row: PersonRow, known: KnownPerson): Outcome[] {
  const outcomes: Outcome[] = []
  if (known.livingStatus === 'deceased') outcomes.push(outcome('MENINGGAL', null, {}))
  if (known.livingStatus === 'moved') outcomes.push(outcome('PINDAH', null, {}))
  if (known.protection) outcomes.push(outcome('SUDAH_AKTIF', null, known.protection))
  if (known.proposal) {
    outcomes.push(
      outcome('NIK_GANDA_USULAN', 'nik', { proposedBy: known.proposal.by, on: known.proposal.on }),
    )
  }
  const likeness = compareNames(row.name.written, known.name)
  if (likeness === 'different') outcomes.push(outcome('NIK_NAMA_LAIN', 'name', {}))
  else if (likeness !== 'identical') {
    outcomes.push(outcome('NAMA_BEDA', 'name', { written: row.name.written, known: known.name }))
  }
  return outcomes
}

/** Which of so many accepted rows, in their order, find the quota full: the first `left` go on, the others wait. */
export function quotaOutcome(place: number, left: number, quota: number): Outcome | null {
  return place < left ? null : outcome('KUOTA_HABIS', null, { quota })
}
