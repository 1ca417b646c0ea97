import type { Sex } from '../../../kernel/nik.ts'
import type { RowField } from './fields.ts'
import { bareOutcome, type BareCode } from './outcome.ts'
import { EMPTY, read, unreadable, type Reading } from './reading.ts'
import { readSigns } from './read-words.ts'

export type MaritalStatus = 'not-married' | 'married' | 'divorced' | 'widowed'
export type LivingStatus = 'living' | 'deceased' | 'moved' | 'missing'

/** Letters and digits only, in lower case: `Laki - Laki`, `LAKI2` and `laki laki` are one word. */
function wordOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

function choices<Value>(rows: readonly (readonly [Value, string])[]): ReadonlyMap<string, Value> {
  return new Map(rows.flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)))
}

/** 1 and 2 are OpenSID's and DTKS's codes. A lone P is perempuan, as on every official form. */
const SEXES = choices<Sex>([
  ['male', 'l lk lki laki lakilaki laki2 lelaki pria m male man cowok 1'],
  ['female', 'p pr prp prm perempuan perempun wanita w f female woman 2'],
])

/** The numbers are OpenSID's; Y and T the answer of the SIPP template to "kawin?". */
const MARITAL_STATUSES = choices<MaritalStatus>([
  ['not-married', '1 t tidak tk bk belum belumkawin belummenikah lajang bujang gadis single'],
  ['married', '2 y ya k kawin menikah nikah kawintercatat kawinbelumtercatat kawintidaktercatat married'],
  ['divorced', '3 ch cerai ceraihidup janda duda divorced'],
  ['widowed', '4 cm ceraimati widowed'],
])

/** OpenSID's status_dasar: 1 hidup, 2 mati, 3 pindah, 4 hilang, 6 pergi, 9 tidak valid. */
const LIVING_STATUSES = choices<LivingStatus>([
  ['living', '1 hidup aktif ada tetap living'],
  ['deceased', '2 mati meninggal meninggaldunia wafat md alm almarhum almarhumah deceased'],
  ['moved', '3 6 pindah pindahdomisili pergi moved'],
  ['missing', '4 hilang tidakditemukan missing'],
])

function reader<Value>(
  words: ReadonlyMap<string, Value>,
  code: BareCode,
  field: RowField,
): (typed: string) => Reading<Value> {
  return (typed) => {
    const text = readSigns(typed)
    if (text === '') return EMPTY
    const value = words.get(wordOf(text))
    return value === undefined ? unreadable(bareOutcome(code, field)) : read(value)
  }
}

/** L, P, Laki-laki, Perempuan, 1, 2, M, F and the like; anything else is warned about, and the NIK decides. */
export const readSex = reader(SEXES, 'JK_FORMAT', 'sex')
/** Belum kawin, kawin, cerai hidup, cerai mati, or the codes of SIPP and OpenSID. */
export const readMaritalStatus = reader(MARITAL_STATUSES, 'STATUS_KAWIN_FORMAT', 'maritalStatus')
/** Hidup, meninggal, pindah, hilang, or OpenSID's code. */
export const readLivingStatus = reader(LIVING_STATUSES, 'STATUS_HIDUP_FORMAT', 'livingStatus')
