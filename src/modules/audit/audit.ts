import type { RegionCode } from '../../kernel/region-code.ts'

/** Who acts: a person who signed in, a program with a key, Payung itself, or somebody we do not know. */
export type AuditActor =
  | {
      readonly kind: 'user' | 'api-key'
      readonly id: string
      readonly role?: string
      readonly organisationId?: string
    }
  | { readonly kind: 'system' | 'public' }

/** Whom or what an act concerns: a kind of ours and its id, never a NIK, a phone number or a name. */
export type AuditSubject = { readonly kind: string; readonly id: string }

/** What an entry may say besides: counts, codes and ids of ours. No NIK (the database refuses it), phone number or name of a person. */
export type AuditDetails = {
  readonly [name: string]: string | number | boolean | null | readonly (string | number)[]
}

/** One act as it is recorded. The database adds number, time and transaction. */
export type AuditEntry = {
  readonly actor: AuditActor
  /** Lower-case words parted by dots and dashes, thing first: `person.unmask`, `keys.rotate`. */
  readonly action: string
  readonly subject?: AuditSubject
  /** Whose auditors may read it. */
  readonly region?: RegionCode
  /** Why, in the actor's own words; a run of 16 digits in it is hidden before it is stored. */
  readonly reason?: string
  /** What for, as the law on personal data asks: `coverage-check`. */
  readonly purpose?: string
  /** How many rows or persons a bulk act concerned. */
  readonly count?: number
  readonly details?: AuditDetails
  /** The address the request came from. */
  readonly address?: string
  readonly requestId?: string
}

/** An entry as it is read again. */
export type RecordedEntry = {
  readonly id: number
  readonly occurredAt: Date
  readonly actorKind: AuditActor['kind']
  readonly actorId: string | null
  readonly role: string | null
  readonly organisationId: string | null
  readonly action: string
  readonly reason: string | null
  readonly purpose: string | null
}

/** When the end of the chain was written down outside the database: at the start, at the end of a day, when the server stopped. */
export const HEAD_CAUSES = ['start', 'day', 'stop'] as const

/** The end of the chain at one moment: whoever keeps it can prove later that nothing before it was changed. */
export type AuditHead = {
  /** The civil day in Asia/Jakarta whose entries it closes, as far as they had come. */
  readonly day: string
  readonly cause: (typeof HEAD_CAUSES)[number]
  /** ISO 8601, UTC. */
  readonly at: string
  /** How many entries the chain holds: the position of the last. */
  readonly position: number
  /** Hash of the link at that position, 64 hexadecimal digits; zeros when the chain is empty. */
  readonly hash: string
  /** Seal of the head before, zeros for the first. */
  readonly previous: string
  /** SHA-256 of `previous day cause at position hash`, parted by single spaces. */
  readonly seal: string
}

export const EMPTY_HASH = '0'.repeat(64)

/** The text whose SHA-256 is the seal of a head. */
export function sealedText({ previous, day, cause, at, position, hash }: Omit<AuditHead, 'seal'>): string {
  return [previous, day, cause, at, position, hash].join(' ')
}

/** The first thing found wrong with the chain, its entries or the heads outside the database. */
export type AuditBreak =
  | { readonly kind: 'link-missing'; readonly position: number }
  | {
      readonly kind: 'entry-missing' | 'entry-changed' | 'link-changed' | 'order-changed' | 'link-inserted'
      readonly position: number
      readonly entryId: number
    }
  | { readonly kind: 'head-file-changed'; readonly line: number }
  | { readonly kind: 'head-differs' | 'chain-shortened'; readonly position: number; readonly line: number }
