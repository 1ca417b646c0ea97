/**
 * Every way in which Payung can say no, with the facts its sentence needs.
 *
 * A module adds its own codes by declaration merging beside the decision that refuses:
 * `declare module '../../kernel/refusal.ts' { interface RefusalDetails { 'quota-full': { left: number } } }`.
 * `web/locales/id/refusals.ts` must then hold a sentence for it, or the program does not compile.
 */
export interface RefusalDetails {
  /** A field whose value is not one of the few that exist. */
  'value-not-allowed': { readonly field: string; readonly value: string; readonly allowed: readonly string[] }
  /** A field that is needed for this question and was not given. */
  'value-missing': { readonly field: string; readonly allowed?: readonly string[] }
  /** A field that does not belong to this question. */
  'field-unknown': { readonly field: string; readonly allowed: readonly string[] }
  /** A field of the wrong shape; `expected` names the shape: see `ExpectedShape`. */
  'value-malformed': { readonly field: string; readonly value: string; readonly expected: ExpectedShape }
  /** A number outside its limits. */
  'value-out-of-range': {
    readonly field: string
    readonly value: string
    readonly minimum?: string
    readonly maximum?: string
  }
  /** A file named by a setting or an option cannot be read, or is not JSON. */
  'file-unreadable': { readonly file: string; readonly problem: 'missing' | 'not-json' }
}

/** The shapes a value can be expected to have; each has its own words in every language. */
export type ExpectedShape =
  | 'whole-rupiah'
  | 'whole-number'
  | 'number'
  | 'month'
  | 'date'
  | 'date-time'
  | 'text'
  | 'yes-or-no'
  | 'list'
  | 'object'
  | 'region-code'
  | 'nik'
  | 'email'

export type RefusalCode = keyof RefusalDetails

/** One refusal as a value: what a pure decision returns. */
export type RefusalValue = {
  [Code in RefusalCode]: { readonly code: Code; readonly details: RefusalDetails[Code] }
}[RefusalCode]

/** An expected "no". Commands throw it; the front doors turn it into a status and a sentence. Anything else thrown is a bug. */
export class Refusal extends Error {
  readonly value: RefusalValue

  constructor(value: RefusalValue) {
    super(value.code)
    this.name = 'Refusal'
    this.value = value
  }

  get code(): RefusalCode {
    return this.value.code
  }
}

/** Builds a refusal whose details are checked against its code. */
export function refuse<Code extends RefusalCode>(code: Code, details: RefusalDetails[Code]): Refusal {
  return new Refusal({ code, details } as unknown as RefusalValue)
}

/** The field that a refusal is about, where it is about one. */
export function refusedField({ details }: RefusalValue): string | undefined {
  return 'field' in details && typeof details.field === 'string' ? details.field : undefined
}

/** The same refusal with its field called as the form calls it; without a label it stays as it is. */
export function withFieldCalled(value: RefusalValue, label: string | undefined): RefusalValue {
  if (label === undefined) return value
  // Spread as one plain object: the compiler would spread each of several hundred refusals and compare each with each.
  const details: object = value.details
  return { code: value.code, details: { ...details, field: label } } as unknown as RefusalValue
}
