import { addDays, addYears, plainDate, type PlainDate } from '../src/kernel/plain-date.ts'
import { regionCode, type RegionCode } from '../src/kernel/region-code.ts'
import type { ComparedPerson } from '../src/modules/people/matching/assess-pair.ts'
import { nikDigits, nikOf, type LabelledPair } from './labelled-pairs.ts'

/**
 * Pairs made by chance from a seed: one person written twice by two clerks, or two people who have much in common. The slips are those
 * of clerks (a key beside the right one, a heard name, a date from memory), written down without a look at the score's own folds.
 */
const MEN =
  `Agus Bambang Budi Dedi Eko Fajar Gilang Hadi Imam Jumadi Kurnia Lukman Maulana Nanang Oki Purnomo Rahmat Slamet Teguh
  Usman Wahyu Yusuf Zaenal Muhammad Ahmad Abdul Suparman Karyono Mulyadi Tarmin Rustam Syahrial`.split(/\s+/)
const WOMEN =
  `Ani Bunga Citra Dewi Endah Fitri Gita Hesti Intan Jumiati Kartika Lina Maya Nur Oktavia Puji Ratna Siti Tuti Umi
  Wulan Yuni Zubaidah Aminah Fatimah Khadijah Rohani Sumarni Painem Mariam Sulastri Nurhasanah`.split(/\s+/)
const LAST =
  `Hidayat Saputra Wijaya Nugroho Siregar Lubis Harahap Susanto Hartono Pratama Firmansyah Ramadhan Syahputra Kusuma
  Suryadi Hakim Maulana Setiawan Mahendra Effendi Nasution Ginting Tanjung Sihombing Purba Santoso Rosyid Fauzi Chaniago Zulkarnain`.split(
    /\s+/,
  )
const HEARD: readonly (readonly [RegExp, string])[] = [
  [/sy/i, 's'],
  [/dh/i, 'd'],
  [/zae/i, 'jae'],
  [/mm/i, 'm'],
  [/ff/i, 'f'],
  [/f/i, 'p'],
  [/o/i, 'u'],
  [/ch/i, 'h'],
  [/^Muhammad/, 'M.'],
  [/^Muhammad/, 'Moch.'],
  [/^Siti/, 'St.'],
  [/ah$/, 'a'],
  [/u/i, 'oe'],
]

type Pick = (below: number) => number

function sequence(seed: number): Pick {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

const of = (list: readonly string[], pick: Pick) => list[pick(list.length)] ?? ''

function somebody(pick: Pick): ComparedPerson {
  const isWoman = pick(2) === 0
  const first = of(isWoman ? WOMEN : MEN, pick)
  const name = pick(6) === 0 ? first : `${first} ${of(LAST, pick)}`
  const bornOn = addDays(plainDate('1950-01-01'), pick(20_000))
  return {
    name,
    bornOn,
    sex: isWoman ? 'female' : 'male',
    region: villageOf(pick),
    familyCardNumber: pick(2) === 0 ? null : `card ${pick(9_000)}`,
    motherName: pick(2) === 0 ? null : `${of(WOMEN, pick)} ${of(LAST, pick)}`,
    nik: nikOf(nikDigits(bornOn, isWoman, String(1 + pick(40)).padStart(4, '0'))),
  }
}

function villageOf(pick: Pick): RegionCode {
  return regionCode(`16.06.0${1 + pick(4)}.20${10 + pick(20)}`)
}

/** The same person in a second list, whose clerk left out the NIK or mistyped it. */
function writtenAgain(person: ComparedPerson, pick: Pick): ComparedPerson {
  return {
    name: nameAgain(person.name.toUpperCase(), person.name, pick),
    bornOn: pick(5) === 0 ? dateAgain(person.bornOn, pick) : person.bornOn,
    sex: pick(40) === 0 ? (person.sex === 'male' ? 'female' : 'male') : person.sex,
    region: pick(6) === 0 ? villageOf(pick) : person.region,
    familyCardNumber: pick(5) === 0 ? null : person.familyCardNumber,
    motherName: pick(3) === 0 ? null : person.motherName,
    nik: null,
  }
}

function nameAgain(upper: string, name: string, pick: Pick): string {
  switch (pick(6)) {
    case 0: {
      const [pattern = /$/, replacement = ''] = HEARD[pick(HEARD.length)] ?? []
      return name.replace(pattern, replacement)
    }
    case 1: {
      const place = 1 + pick(upper.length - 2)
      return upper.slice(0, place) + upper.slice(place + 1)
    }
    case 2: {
      const place = 1 + pick(Math.max(upper.length - 3, 1))
      return upper.slice(0, place) + upper.charAt(place + 1) + upper.charAt(place) + upper.slice(place + 2)
    }
    case 3:
      return `${pick(2) === 0 ? 'H. ' : ''}${name}${pick(2) === 0 ? ', S.Pd' : ''}`
    default:
      return upper
  }
}

function dateAgain(date: PlainDate, pick: Pick): PlainDate {
  const [year = '', month = '', day = ''] = date.split('-')
  switch (pick(4)) {
    case 0:
      return Number(day) <= 12 ? plainDate(`${year}-${day}-${month}`) : addYears(date, 1)
    case 1:
      return plainDate(`${year}-01-01`)
    case 2:
      return addYears(date, -1)
    default:
      return addDays(date, 1)
  }
}

const STRANGERS: { readonly [Kind in string]: (person: ComparedPerson, pick: Pick) => ComparedPerson } = {
  twin: (person, pick) => ({
    ...person,
    name: `${of(person.sex === 'male' ? MEN : WOMEN, pick)} ${person.name.split(' ')[1] ?? ''}`.trim(),
    nik: nikOf(nikDigits(person.bornOn, person.sex === 'female', String(41 + pick(3)).padStart(4, '0'))),
  }),
  sibling: (person, pick) => {
    const bornOn = addDays(person.bornOn, 400 + pick(3_000))
    return {
      ...person,
      name: `${of(person.sex === 'male' ? MEN : WOMEN, pick)} ${person.name.split(' ')[1] ?? ''}`.trim(),
      bornOn,
      nik: nikOf(nikDigits(bornOn, person.sex === 'female', '0001')),
    }
  },
  'parent of the same name': (person, pick) => {
    const bornOn = addDays(person.bornOn, -365 * (18 + pick(15)) - pick(300))
    return { ...person, bornOn, motherName: null, nik: null }
  },
  'same name, same village': (person, pick) => ({
    ...somebody(pick),
    name: person.name.toUpperCase(),
    sex: person.sex,
    region: person.region,
  }),
  'same birth date, same village': (person, pick) => ({
    ...somebody(pick),
    bornOn: person.bornOn,
    sex: person.sex,
    region: person.region,
    nik: null,
  }),
  anybody: (_person, pick) => somebody(pick),
}

/** 220 pairs of one person and 240 of two, always the same for a seed. */
export function makePairs(seed: number): LabelledPair[] {
  const pick = sequence(seed)
  const same = Array.from({ length: 220 }, (): LabelledPair => {
    const a = somebody(pick)
    return { isSame: true, kind: 'written twice', a, b: writtenAgain(a, pick) }
  })
  const different = Object.entries(STRANGERS).flatMap(([kind, other]) =>
    Array.from({ length: 40 }, () => {
      const a = somebody(pick)
      return { isSame: false, kind, a, b: other(a, pick) }
    }),
  )
  // Chance gives a twin the same name now and then; then nobody could tell, and the pair proves nothing.
  return [...same, ...different.filter(({ a, b }) => a.name !== b.name || a.bornOn !== b.bornOn)]
}
