import { isPlainDate, plainDate, type PlainDate } from './plain-date.ts'
import { refuse } from './refusal.ts'

/**
 * `libur-nasional` is a public holiday; `cuti-bersama` is collective leave, binding for the state and its offices and left to the
 * employer elsewhere.
 */
export type HolidayKind = 'libur-nasional' | 'cuti-bersama'

export type Holiday = { readonly on: PlainDate; readonly name: string; readonly kind: HolidayKind }

/** All holidays of one civil year, with the joint decree (SKB 3 Menteri) that names them. */
export type HolidayYear = {
  readonly year: number
  /** The decree with its amendments, and the President's decisions for polling days. */
  readonly decrees: readonly [string, ...string[]]
  /** H: several independent sources agree. M: later amendments could not be ruled out. */
  readonly confidence: 'H' | 'M' | 'L'
  /** The day a person last compared the list with its sources. */
  readonly checkedOn: PlainDate
  readonly holidays: readonly Holiday[]
}

declare module './refusal.ts' {
  interface RefusalDetails {
    /** A holiday file that cannot be used; `problem` says what is wrong with the entry `place`. */
    'holiday-file-invalid': {
      readonly file: string
      readonly place: string
      readonly problem: HolidayFileProblem
    }
  }
}

export type HolidayFileProblem =
  'not-an-object' | 'unknown-field' | 'missing' | 'wrong-shape' | 'outside-year' | 'duplicate' | 'empty'

/** The years that Payung knows by itself. A later year comes from a file: see `parseHolidayYear`. */
export const HOLIDAY_YEARS: readonly HolidayYear[] = [
  {
    year: 2024,
    decrees: [
      'SKB Menag 855/2023, Menaker 3/2023, Menpan RB 4/2023 (12 September 2023)',
      'Keppres 10/2024 (pemungutan suara Pemilu)',
      'Keppres 33/2024 (pemungutan suara Pilkada)',
    ],
    confidence: 'H',
    checkedOn: plainDate('2026-11-20'),
    holidays: [
      ...publicHolidays(2024, {
        '01-01': 'Tahun Baru 2024 Masehi',
        '02-08': 'Isra Mikraj Nabi Muhammad SAW',
        '02-10': 'Tahun Baru Imlek 2575 Kongzili',
        '02-14': 'Pemungutan suara Pemilu 2024',
        '03-11': 'Hari Suci Nyepi, Tahun Baru Saka 1946',
        '03-29': 'Wafat Yesus Kristus',
        '03-31': 'Kebangkitan Yesus Kristus (Paskah)',
        '04-10': 'Idulfitri 1445 Hijriah',
        '04-11': 'Idulfitri 1445 Hijriah',
        '05-01': 'Hari Buruh Internasional',
        '05-09': 'Kenaikan Yesus Kristus',
        '05-23': 'Hari Raya Waisak 2568 BE',
        '06-01': 'Hari Lahir Pancasila',
        '06-17': 'Iduladha 1445 Hijriah',
        '07-07': 'Tahun Baru Islam 1446 Hijriah',
        '08-17': 'Proklamasi Kemerdekaan',
        '09-16': 'Maulid Nabi Muhammad SAW',
        '11-27': 'Pemungutan suara Pilkada 2024',
        '12-25': 'Kelahiran Yesus Kristus (Natal)',
      }),
      ...collectiveLeave(2024, {
        Imlek: ['02-09'],
        Nyepi: ['03-12'],
        Idulfitri: ['04-08', '04-09', '04-12', '04-15'],
        'Kenaikan Yesus Kristus': ['05-10'],
        Waisak: ['05-24'],
        Iduladha: ['06-18'],
        Natal: ['12-26'],
      }),
    ],
  },
  {
    year: 2025,
    decrees: [
      'SKB Menag 1017/2024, Menaker 2/2024, Menpan RB 2/2024 (14 Oktober 2024)',
      'SKB Menag 933/2025, Menaker 1/2025, Menpan RB 3/2025 (7 Agustus 2025, menambah cuti bersama 18 Agustus)',
    ],
    confidence: 'H',
    checkedOn: plainDate('2026-11-20'),
    holidays: [
      ...publicHolidays(2025, {
        '01-01': 'Tahun Baru 2025 Masehi',
        '01-27': 'Isra Mikraj Nabi Muhammad SAW',
        '01-29': 'Tahun Baru Imlek 2576 Kongzili',
        '03-29': 'Hari Suci Nyepi, Tahun Baru Saka 1947',
        '03-31': 'Idulfitri 1446 Hijriah',
        '04-01': 'Idulfitri 1446 Hijriah',
        '04-18': 'Wafat Yesus Kristus',
        '04-20': 'Kebangkitan Yesus Kristus (Paskah)',
        '05-01': 'Hari Buruh Internasional',
        '05-12': 'Hari Raya Waisak 2569 BE',
        '05-29': 'Kenaikan Yesus Kristus',
        '06-01': 'Hari Lahir Pancasila',
        '06-06': 'Iduladha 1446 Hijriah',
        '06-27': 'Tahun Baru Islam 1447 Hijriah',
        '08-17': 'Proklamasi Kemerdekaan',
        '09-05': 'Maulid Nabi Muhammad SAW',
        '12-25': 'Kelahiran Yesus Kristus (Natal)',
      }),
      ...collectiveLeave(2025, {
        Imlek: ['01-28'],
        Nyepi: ['03-28'],
        Idulfitri: ['04-02', '04-03', '04-04', '04-07'],
        Waisak: ['05-13'],
        'Kenaikan Yesus Kristus': ['05-30'],
        Iduladha: ['06-09'],
        'Proklamasi Kemerdekaan': ['08-18'],
        Natal: ['12-26'],
      }),
    ],
  },
  {
    year: 2026,
    decrees: ['SKB Menag 1497/2025, Menaker 2/2025, Menpan RB 5/2025 (19 September 2025)'],
    // The list of the decree is certain; whether it was amended during 2026 was looked for and not found.
    confidence: 'M',
    checkedOn: plainDate('2026-11-20'),
    holidays: [
      ...publicHolidays(2026, {
        '01-01': 'Tahun Baru 2026 Masehi',
        '01-16': 'Isra Mikraj Nabi Muhammad SAW',
        '02-17': 'Tahun Baru Imlek 2577 Kongzili',
        '03-19': 'Hari Suci Nyepi, Tahun Baru Saka 1948',
        '03-21': 'Idulfitri 1447 Hijriah',
        '03-22': 'Idulfitri 1447 Hijriah',
        '04-03': 'Wafat Yesus Kristus',
        '04-05': 'Kebangkitan Yesus Kristus (Paskah)',
        '05-01': 'Hari Buruh Internasional',
        '05-14': 'Kenaikan Yesus Kristus',
        '05-27': 'Iduladha 1447 Hijriah',
        '05-31': 'Hari Raya Waisak 2570 BE',
        '06-01': 'Hari Lahir Pancasila',
        '06-16': 'Tahun Baru Islam 1448 Hijriah',
        '08-17': 'Proklamasi Kemerdekaan',
        '08-25': 'Maulid Nabi Muhammad SAW',
        '12-25': 'Kelahiran Yesus Kristus (Natal)',
      }),
      ...collectiveLeave(2026, {
        Imlek: ['02-16'],
        Nyepi: ['03-18'],
        Idulfitri: ['03-20', '03-23', '03-24'],
        'Kenaikan Yesus Kristus': ['05-15'],
        Iduladha: ['05-28'],
        Natal: ['12-24'],
      }),
    ],
  },
]

function publicHolidays(year: number, names: Readonly<Record<string, string>>): Holiday[] {
  return Object.entries(names).map(([day, name]) => ({
    on: plainDate(`${year}-${day}`),
    name,
    kind: 'libur-nasional',
  }))
}

function collectiveLeave(year: number, days: Readonly<Record<string, readonly string[]>>): Holiday[] {
  return Object.entries(days).flatMap(([name, list]) =>
    list.map((day) => ({
      on: plainDate(`${year}-${day}`),
      name: `Cuti bersama ${name}`,
      kind: 'cuti-bersama' as const,
    })),
  )
}

const YEAR_FIELDS = ['year', 'decrees', 'confidence', 'checkedOn', 'holidays']
const HOLIDAY_FIELDS = ['on', 'name', 'kind']

/**
 * Reads one year from parsed JSON of the shape `HolidayYear`; `file` is the name its refusals show. Refuses an unknown or missing
 * field, a date outside the year, a day twice, no decree and no holiday, each with the entry's place (`holidays[3].on`).
 */
export function parseHolidayYear(file: string, value: unknown): HolidayYear {
  const no = (place: string, problem: HolidayFileProblem) =>
    refuse('holiday-file-invalid', { file, place, problem })
  const fields = fieldsOf(value, '', YEAR_FIELDS, no)
  const { year, decrees, confidence, checkedOn, holidays } = fields
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 2000 || year > 9999)
    throw no('year', 'wrong-shape')
  if (!isOneOf(confidence, ['H', 'M', 'L'])) throw no('confidence', 'wrong-shape')
  if (typeof checkedOn !== 'string' || !isPlainDate(checkedOn)) throw no('checkedOn', 'wrong-shape')
  const [decree, ...amendments] = textsOf(decrees, 'decrees', no)
  if (decree === undefined) throw no('decrees', 'empty')
  if (!Array.isArray(holidays)) throw no('holidays', 'wrong-shape')
  if (holidays.length === 0) throw no('holidays', 'empty')
  const list = holidays.map((entry: unknown, index) => parseHoliday(entry, `holidays[${index}]`, year, no))
  const twice = list.findIndex((holiday, index) => list.findIndex((other) => other.on === holiday.on) < index)
  if (twice !== -1) throw no(`holidays[${twice}].on`, 'duplicate')
  return { year, decrees: [decree, ...amendments], confidence, checkedOn, holidays: list }
}

type No = (place: string, problem: HolidayFileProblem) => Error

function parseHoliday(value: unknown, place: string, year: number, no: No): Holiday {
  const { on, name, kind } = fieldsOf(value, `${place}.`, HOLIDAY_FIELDS, no)
  if (typeof on !== 'string' || !isPlainDate(on)) throw no(`${place}.on`, 'wrong-shape')
  if (!on.startsWith(`${year}-`)) throw no(`${place}.on`, 'outside-year')
  if (typeof name !== 'string' || name.trim() === '') throw no(`${place}.name`, 'wrong-shape')
  if (!isOneOf(kind, ['libur-nasional', 'cuti-bersama'])) throw no(`${place}.kind`, 'wrong-shape')
  return { on, name, kind }
}

function fieldsOf(value: unknown, prefix: string, names: readonly string[], no: No): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw no(prefix === '' ? '(berkas)' : prefix.slice(0, -1), 'not-an-object')
  }
  const fields = value as Record<string, unknown>
  const unknown = Object.keys(fields).find((name) => !names.includes(name))
  if (unknown !== undefined) throw no(prefix + unknown, 'unknown-field')
  const missing = names.find((name) => !Object.hasOwn(fields, name))
  if (missing !== undefined) throw no(prefix + missing, 'missing')
  return fields
}

function textsOf(value: unknown, place: string, no: No): string[] {
  if (!Array.isArray(value)) throw no(place, 'wrong-shape')
  return value.map((text: unknown, index) => {
    if (typeof text !== 'string' || text.trim() === '') throw no(`${place}[${index}]`, 'wrong-shape')
    return text
  })
}

function isOneOf<const T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return allowed.some((candidate) => candidate === value)
}
