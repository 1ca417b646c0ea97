import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { addDays, plainDate } from '../src/kernel/plain-date.ts'

/**
 * The list of recipe R1: one row in 200 with a short NIK, one with a day that no month has, three in a hundred with a name that holds
 * a comma; everybody else is new, of working age and in one of 3,300 villages. Its numbers have 9999 as regency and district.
 */
const HEADER = 'NIK,NAMA,TGL_LAHIR,L/P,KODE_WILAYAH,PEKERJAAN,UPAH,NAMA_PERUSAHAAN'

/** Rows of such a list that are fit to be people. */
export function fitCount(rows: number): number {
  return rows - Math.ceil(rows / 200) - Math.ceil(Math.max(rows - 100, 0) / 200)
}

const FIRST_DAY = plainDate('1965-01-01')
const DAYS = 15_000
const GIVEN =
  `Siti Muhammad Ahmad Nur Sri Dewi Abdul Agus Budi Eko Dwi Tri Ade Dedi Endang Indah Yuni Ani Ayu Putri Rudi Hendra Heri Deni Iwan Asep
  Ujang Joko Bambang Slamet Sutrisno Supriadi Suparman Syamsul Zainal Khairul Rosmiati Sumiati Nurhayati Maimunah Khadijah Mat Cek`.split(
    /\s+/,
  )
const SYLLABLES =
  `su har ri yan to mi na wa ti ra man ha di yat ku nia set ia wan sa put pra ta ma les ri nur hi da fit lu bis sim bo lon si re gar
  ne wi bo wo hen dra`.split(/\s+/)
const OCCUPATIONS = [
  'PETANI',
  'NELAYAN',
  'PEDAGANG',
  'SOPIR',
  'BURUH HARIAN LEPAS',
  'BURUH TANI',
  'TUKANG BATU',
  'PENGEMUDI OJEK',
]

/** Chance by number: the same row on every machine, without walking to it. */
function mixed(index: number, salt: number): number {
  let mix = Math.imul(index + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)
  mix = Math.imul(mix ^ (mix >>> 15), 2_246_822_519)
  return (mix ^ (mix >>> 13)) >>> 0
}

/** The name of a row, without a title. */
export function madeName(index: number): string {
  const words = [GIVEN[mixed(index, 1) % GIVEN.length] ?? '']
  for (let word = mixed(index, 2) % 3; word > 0; word -= 1) {
    let built = ''
    for (let place = 0; place < 2 + (mixed(index, 10 + word) % 3); place += 1) {
      built += SYLLABLES[mixed(index, 20 + word * 5 + place) % SYLLABLES.length] ?? ''
    }
    words.push(built)
  }
  return words.join(' ').toUpperCase()
}

const DAYS_AS_WRITTEN = Array.from({ length: DAYS }, (_, day) => {
  const [year = '', month = '', date = ''] = addDays(FIRST_DAY, day).split('-')
  return { day: Number(date), monthYear: `${month}${year.slice(2)}`, written: `${date}-${month}-${year}` }
})

function lineOf(index: number): string {
  const { day, monthYear, written } = DAYS_AS_WRITTEN[index % DAYS] ?? {
    day: 1,
    monthYear: '0165',
    written: '',
  }
  const isWoman = mixed(index, 3) % 2 === 0
  const serial = String(1 + Math.floor(index / DAYS)).padStart(4, '0')
  const nik = `169999${String(isWoman ? day + 40 : day).padStart(2, '0')}${monthYear}${serial}`
  const name = madeName(index)
  const village = mixed(index, 4) % 3_300
  const region = `16.${String(1 + (village % 17)).padStart(2, '0')}.${String(1 + (village % 14)).padStart(2, '0')}.${String(2_001 + Math.floor(village / 17))}`
  return [
    index % 200 === 0 ? nik.slice(0, 15) : nik,
    index % 33 === 5 ? `"${name}, S.Pd"` : name,
    index % 200 === 100 ? `31-02-${written.slice(6)}` : written,
    isWoman ? 'P' : 'L',
    region,
    OCCUPATIONS[mixed(index, 5) % OCCUPATIONS.length],
    1_000_000 + (mixed(index, 6) % 40) * 100_000,
    `PT ${mixed(index, 7) % 50_000}`,
  ].join(',')
}

/** Writes the first so many rows as CSV. */
export async function makePeopleCsv(path: string, rows: number): Promise<void> {
  const stream = createWriteStream(path)
  stream.write(`${HEADER}\n`)
  for (let from = 0; from < rows; from += 1_000) {
    const lines = Array.from({ length: Math.min(1_000, rows - from) }, (_, place) => lineOf(from + place))
    if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await finished(stream)
}
