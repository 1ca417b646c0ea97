import type { Nik } from '../../../kernel/nik.ts'
import { outcome, type Outcome } from './outcome.ts'
import type { PersonRow } from './person-row.ts'
import { spellingKeyOf } from '../matching/name-words.ts'

/** Sixteen digits less this are an exact JavaScript number: no province is below 11 or above 96. */
const LOWEST_NIK = 1_100_000_000_000_000n

type Seen = { readonly rowNumber: number; readonly nameKey: string; readonly bornOn: string }

/** Remembers the people of one file, so that the second row of a NIK is found when it comes. Holds no NIK as text. */
export class RowsSeen {
  readonly #byNik = new Map<number, Seen>()

  /**
   * What a row with this NIK is told: nothing the first time; `NIK_GANDA_BERKAS` when name and birth date agree with the first;
   * `NIK_GANDA_NAMA_BEDA` when they do not, and then the first row (`heldRow`) must be held as well, for a person to choose.
   */
  meet(
    row: PersonRow,
    rowNumber: number,
  ): { readonly outcome: Outcome; readonly heldRow: number | null } | null {
    const key = keyOf(row.nik)
    const nameKey = spellingKeyOf(row.name.bare)
    const first = this.#byNik.get(key)
    if (!first) {
      this.#byNik.set(key, { rowNumber, nameKey, bornOn: row.bornOn })
      return null
    }
    return first.nameKey === nameKey && first.bornOn === row.bornOn
      ? { outcome: outcome('NIK_GANDA_BERKAS', 'nik', { firstRow: first.rowNumber }), heldRow: null }
      : {
          outcome: outcome('NIK_GANDA_NAMA_BEDA', 'nik', { otherRow: first.rowNumber }),
          heldRow: first.rowNumber,
        }
  }
}

function keyOf(nik: Nik): number {
  return Number(BigInt(nik.reveal()) - LOWEST_NIK)
}
