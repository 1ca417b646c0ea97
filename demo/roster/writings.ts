import type { PlainDate } from '../../src/kernel/plain-date.ts'
import type { Rupiah } from '../../src/kernel/rupiah.ts'
import type { Sex } from '../../src/kernel/nik.ts'
import type { Chance } from '../chance.ts'
import type { Cell, Medium } from './cells.ts'

const LONG_MONTHS =
  'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ')
const OLD_MONTHS =
  'Djanuari Pebruari Maret April Mei Juni Juli Agustus September Oktober Nopember Desember'.split(' ')
const SHORT_MONTHS = 'Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des'.split(' ')

/** A date as written, and whether its year has two digits only, which the importer mentions. */
export type WrittenDate = { readonly cell: Cell; readonly isShort: boolean }

type Parts = { readonly year: string; readonly month: string; readonly day: string; readonly place: number }

function partsOf(date: PlainDate): Parts {
  const [year = '', month = '', day = ''] = date.split('-')
  return { year, month, day, place: Number(month) - 1 }
}

/** Writings that also stand behind a place in one cell. */
const ANYWHERE: readonly ((parts: Parts) => string)[] = [
  ({ year, month, day }) => `${day}-${month}-${year}`,
  ({ year, month, day }) => `${day}/${month}/${year}`,
  ({ year, month, day }) => `${Number(day)}/${Number(month)}/${year}`,
  ({ year, month, day }) => `${year}-${month}-${day}`,
  ({ year, day, place }) => `${Number(day)} ${LONG_MONTHS[place] ?? ''} ${year}`,
  ({ year, day, place }) => `${day} ${SHORT_MONTHS[place] ?? ''} ${year}`,
]
const ALONE: readonly ((parts: Parts) => string)[] = [
  ({ year, month, day }) => `${day}.${month}.${year}`,
  ({ year, month, day }) => `${day}${month}${year}`,
  ({ year, day, place }) => `${day} ${OLD_MONTHS[place] ?? ''} ${year}`,
  ({ year, day, place }) => `${day}-${(SHORT_MONTHS[place] ?? '').toUpperCase()}-${year}`,
  ({ year, month, day }) => `${day}-${month}-${year} 00:00:00`,
  (parts) => String(serialOf(parts)),
]

/** A birth date in one of the writings that lists have. */
export function writtenDate(chance: Chance, date: PlainDate, { format, hasTogether }: Medium): WrittenDate {
  const parts = partsOf(date)
  const { year, month, day } = parts
  const whole = (cell: Cell): WrittenDate => ({ cell, isShort: false })
  if (!hasTogether && chance.is(60)) return { cell: `${day}/${month}/${year.slice(2)}`, isShort: true }
  if (!hasTogether && format === 'xlsx' && chance.is(350))
    return whole(chance.is(700) ? { day: date } : serialOf(parts))
  const writings = hasTogether || chance.is(700) ? ANYWHERE : ALONE
  return whole(chance.pick(writings)?.(parts) ?? date)
}

/** The day as a spreadsheet counts it, 1 being 1 January 1900. */
function serialOf({ year, month, day }: Parts): number {
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / 86_400_000 + 25_569
}

/** `Palembang, 12 Mei 1980` and its kin. */
export function placeAndDate(chance: Chance, place: string, date: string): string {
  if (date === '') return place
  const town = chance.is(300) ? place.toUpperCase() : place
  return `${town}${chance.pick([', ', ', ', ',', '/', ' '])}${date}`
}

const SEXES: { readonly [Each in Sex]: readonly [string, ...string[]] } = {
  male: ['L', 'l', 'LK', 'Laki-laki', 'LAKI - LAKI', 'Laki2', 'Pria'],
  female: ['P', 'p', 'PR', 'Perempuan', 'PEREMPUAN', 'Wanita'],
}

export function writtenSex(chance: Chance, sex: Sex): string {
  return chance.pick(SEXES[sex])
}

/** A telephone number as people type it; now and then nothing or a dash. */
export function writtenPhone(chance: Chance, e164: string, { format }: Medium): Cell {
  const bare = e164.slice(3)
  const grouped = `${bare.slice(0, 3)}-${bare.slice(3, 7)}-${bare.slice(7)}`
  if (format === 'xlsx' && chance.is(200)) return Number(bare)
  return chance.pick([
    `0${bare}`,
    `0${bare}`,
    `0${grouped}`,
    `0${grouped.replaceAll('-', ' ')}`,
    `0${grouped.replaceAll('-', '.')}`,
    e164,
    `+62 ${grouped}`,
    `62${bare}`,
    bare,
    `'0${bare}`,
    `WA 0${bare}`,
    '',
    '-',
  ])
}

/** Multiples of Rp50.000 in the ways people write money. */
export function writtenIncome(chance: Chance, amount: Rupiah, { format }: Medium): Cell {
  if (format === 'xlsx' && chance.is(400)) return Number(amount)
  const plain = String(amount)
  const dotted = plain.replace(/\B(?=(\d{3})+$)/g, '.')
  const inWords = amount % 100_000n === 0n && amount >= 1_000_000n ? juta(amount) : `${amount / 1_000n} rb`
  return chance.pick([
    plain,
    dotted,
    `Rp ${dotted},00`,
    `Rp. ${dotted}`,
    `Rp${dotted},-`,
    `${dotted.replaceAll('.', ',')}.00`,
    `Rp ${dotted}/bulan`,
    inWords,
  ])
}

function juta(amount: Rupiah): string {
  const [whole, tenths] = [amount / 1_000_000n, (amount % 1_000_000n) / 100_000n]
  return tenths === 0n ? `${whole} jt` : `${whole},${tenths} juta`
}
