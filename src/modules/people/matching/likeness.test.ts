import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nikOf } from '../../../../test/labelled-pairs.ts'
import { plainDate } from '../../../kernel/plain-date.ts'
import { compareDates, type DateLikeness } from './date-likeness.ts'
import { compareNames, type NameLikeness } from './name-likeness.ts'
import { nameWordsOf } from './name-words.ts'
import { compareNiks } from './nik-likeness.ts'
import { typingDistance } from './word-distance.ts'

const NAMES: readonly (readonly [string, string, NameLikeness])[] = [
  ['Drs. H. Suparman, M.Si', 'SUPARMAN', 'identical'],
  ["Nur'aini", 'NURAINI', 'identical'],
  ['Muhammad Rizal', 'Moh. Rizal', 'spelling'],
  ['Muhammad Rizal', 'M. Rizal', 'spelling'],
  ['Mochamad Rizal', 'MUH RIZAL', 'spelling'],
  ['Djoko', 'Joko', 'spelling'],
  ['Tjipto', 'Cipto', 'spelling'],
  ['Soekarno', 'Sukarno', 'spelling'],
  ['Sjarif', 'Syarif', 'spelling'],
  ['Syamsul', 'Samsul', 'spelling'],
  ['Njoman', 'Nyoman', 'spelling'],
  ['Hassan', 'Hasan', 'spelling'],
  ['Yusuf', 'Jusuf', 'near'],
  ['Adhi', 'Adi', 'spelling'],
  ['Theresia', 'Teresia', 'spelling'],
  ['Stephanus', 'Stefanus', 'spelling'],
  ['Ivan', 'Ifan', 'spelling'],
  ['Khoirul', 'Koirul', 'spelling'],
  ['Achmad', 'Ahmad', 'spelling'],
  ['Taufiq', 'Taufik', 'spelling'],
  ['Rizki', 'Rizky', 'spelling'],
  ['Zainab', 'Zaenab', 'spelling'],
  ['Aminah', 'Amina', 'spelling'],
  ['Nur Aini', 'Nuraini', 'spelling'],
  ['Abdul Rahman', 'Abdurahman', 'near'],
  ['Parlindungan Hasibuan', 'HASIBUAN PARLINDUNGAN', 'order'],
  ['Romlah binti Saleh', 'ROMLAH', 'identical'],
  ['Rini Puspitasari', 'Rini P.', 'part'],
  ['Eko Prasetyo Nugroho', 'Eko Prasetyo', 'part'],
  ['Sukarman alias Maman', 'MAMAN', 'part'],
  ['Wahyudin', 'WAYHUDIN', 'near'],
  ['Sulistyowati', 'SULISTYWATI', 'near'],
  ['Siti', 'Siti Aminah', 'shared'],
  ['Dodi Gunarto', 'Edi Gunarto', 'shared'],
  ['Siti Aminah', 'Siti Fatimah', 'different'],
  ['Suparman', 'Sutarno', 'different'],
  ['', 'Suparman', 'different'],
]

for (const [a, b, likeness] of NAMES) {
  test(`"${a}" and "${b}" are ${likeness}`, () => {
    assert.equal(compareNames(a, b), likeness)
    assert.equal(compareNames(b, a), likeness)
  })
}

test('birth dates slip in known ways', () => {
  const dates: readonly (readonly [string, string, DateLikeness])[] = [
    ['1990-03-22', '1990-03-22', 'same'],
    ['1990-01-01', '1990-01-01', 'same-guess'],
    ['1971-03-08', '1971-08-03', 'swapped'],
    ['1990-03-22', '1990-03-27', 'digit'],
    ['1990-03-22', '1991-03-22', 'year-near'],
    ['1954-02-11', '1964-02-11', 'digit'],
    ['1948-05-15', '1948-01-01', 'guess'],
    ['1990-03-22', '1992-07-13', 'close'],
    ['1962-02-19', '1992-02-19', 'decade'],
    ['1955-06-01', '1984-03-17', 'generation'],
  ]
  for (const [a, b, likeness] of dates) {
    assert.equal(compareDates(plainDate(a), plainDate(b)), likeness, `${a} ${b}`)
    assert.equal(compareDates(plainDate(b), plainDate(a)), likeness, `${b} ${a}`)
  }
})

test('a NIK slip is told from twins and from strangers', () => {
  const nik = nikOf('1699991802770004')
  for (const [digits, likeness] of [
    ['1699991802770004', 'same'],
    ['1699991802710004', 'slip'],
    ['1699991808270004', 'different'],
    ['1699991802770005', 'same-day'],
    ['1699995802770004', 'same-day'],
    ['1699990703800009', 'different'],
  ] as const) {
    assert.equal(compareNiks(nik, nikOf(digits)), likeness, digits)
  }
  assert.equal(
    compareNiks(nikOf('1699991012770004'), nikOf('1699991021770004'.replace('1021', '0112'))),
    'slip',
  )
})

test('the spelling key of a name ignores case, titles and blanks', () => {
  assert.equal(nameWordsOf('H. Moch. Djoenaedi, S.E.').joined, nameWordsOf('MUHAMMAD JUNAIDI').joined)
})

test('the typing distance is symmetric, zero only for equal words, and stops at its limit', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = typingDistance(a, b, 8)
      assert.equal(distance, typingDistance(b, a, 8))
      assert.equal(distance === 0, a === b)
      assert.equal(typingDistance(a, b, 1), Math.min(distance, 2))
    }),
  )
  assert.equal(typingDistance('wahyudin', 'wayhudin', 3), 1)
  assert.equal(typingDistance('x'.repeat(65), 'y'.repeat(65), 3), 4)
})

test('no name whatever makes a comparison throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      (a, b) => void compareNames(a, b),
    ),
  )
})
