import type { Month } from '../../../kernel/month.ts'
import type { Nik, Sex } from '../../../kernel/nik.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import type { RegionCode } from '../../../kernel/region-code.ts'
import type { Rupiah } from '../../../kernel/rupiah.ts'
import type { Programme } from '../../../rules/parameter.ts'
import type { LivingStatus, MaritalStatus } from './read-choice.ts'
import type { PersonName } from './read-name.ts'

/** A row whose every value is typed and normalised. Personal in every field: never into a log, an address or an error. */
export type PersonRow = {
  readonly nik: Nik
  readonly name: PersonName
  readonly bornOn: PlainDate
  readonly sex: Sex
  /** Read from the NIK because the row did not say. */
  readonly fromNik: { readonly bornOn: boolean; readonly sex: boolean }
  readonly region: RegionCode
  readonly familyCardNumber: string | null
  readonly birthPlace: string | null
  readonly motherName: string | null
  readonly fatherName: string | null
  readonly maritalStatus: MaritalStatus | null
  readonly livingStatus: LivingStatus | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly address: string | null
  readonly rt: string | null
  readonly rw: string | null
  readonly hamlet: string | null
  readonly occupation: string | null
  readonly occupationSecond: string | null
  readonly workLocation: string | null
  /** `HH:MM`. */
  readonly workStart: string | null
  readonly workEnd: string | null
  /** Rupiah a month. */
  readonly income: Rupiah | null
  readonly group: string | null
  readonly decile: number | null
  readonly fundingSource: string | null
  readonly programmes: readonly Programme[] | null
  readonly startMonth: Month | null
  readonly monthCount: number | null
  readonly heirName: string | null
  readonly heirRelation: string | null
  readonly heirPhone: string | null
  readonly kpj: string | null
  readonly npwp: string | null
  readonly note: string | null
}
