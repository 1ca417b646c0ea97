import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { plainDate } from '../../../kernel/plain-date.ts'
import { maskCell } from './mask-cell.ts'
import { readBirthDate } from './read-birth-date.ts'
import { readMaritalStatus, readSex } from './read-choice.ts'
import { readIncome } from './read-income.ts'
import { readName } from './read-name.ts'
import {
  readDecile,
  readEmail,
  readFamilyCardNumber,
  readHour,
  readKpj,
  readNeighbourhood,
  readNpwp,
} from './read-numbers.ts'
import { readPhone } from './read-phone.ts'
import { readWords } from './read-words.ts'

const codesOf = (typed: string) => readName('name', typed).outcomes.map(({ code }) => code)

test('row 26: letters of other scripts warn, unseen characters go and are said, the rest stays as written', () => {
  assert.deepEqual(codesOf('SITI АMINAH'), ['NAMA_HURUF_MIRIP'])
  assert.deepEqual(codesOf('SITI\u202e AMINAH\u200d'), ['NAMA_DIRAPIKAN'])
  assert.equal(readName('name', 'SITI\u202e AMINAH\u200d').value?.written, 'SITI AMINAH')
  assert.equal(readName('name', ' SITI\u00a0\u00a0AMINAH\t').value?.written, 'SITI AMINAH')
  assert.deepEqual(codesOf('BUDI 😀'), ['NAMA_TANDA'])
  assert.deepEqual(codesOf('AHMAD 2'), ['NAMA_ANGKA'])
  assert.deepEqual(codesOf('x'.repeat(300)), ['NAMA_PANJANG'])
  assert.deepEqual(codesOf('x'.repeat(60)), [])
  for (const name of ['Suparman', "O'Brien", "H. M. Nur'aini, S.Pd.I", 'José', 'Nur’aini', 'I Wayan Gde']) {
    assert.deepEqual(codesOf(name), [], name)
    assert.equal(readName('name', name).value?.written, name)
  }
  assert.equal(readName('name', 'Jose\u0301').value?.written, 'José')
})

test('row 27: a name that looks like a formula is kept as it is', () => {
  for (const name of ["=cmd|'/c calc'!A1", '@x', '-', '+62812']) {
    assert.equal(readName('name', name).value?.written, name)
    assert.ok(codesOf(name).includes('NAMA_TANDA') || codesOf(name).includes('NAMA_ANGKA'), name)
  }
})

test('the apostrophe that a safe export puts before a formula sign goes again; another one stays', () => {
  assert.equal(readName('name', "'=CMD").value?.written, '=CMD')
  assert.equal(readWords('address', "'-JALAN").value, '-JALAN')
  assert.equal(readWords('address', "' +62").value, '+62')
  assert.equal(readName('name', "'AISYAH").value?.written, "'AISYAH")
})

test('row 28 and 29: a NUL goes, half a character and a decoder’s mark refuse', () => {
  assert.deepEqual(readWords('address', 'Jalan\u0000 Melati'), {
    value: 'Jalan Melati',
    outcomes: [{ code: 'TEKS_DIRAPIKAN', field: 'address', details: {} }],
  })
  for (const broken of ['Jalan \ufffd', 'Jalan \ud800']) {
    assert.deepEqual(
      readWords('address', broken).outcomes.map(({ code }) => code),
      ['TEKS_RUSAK'],
    )
    assert.deepEqual(codesOf(broken), ['TEKS_RUSAK'])
  }
})

test('a failed formula is refused, not stored', () => {
  assert.deepEqual(
    readWords('village', '#REF!').outcomes.map(({ code }) => code),
    ['SEL_GALAT'],
  )
  assert.deepEqual(codesOf('#N/A'), ['SEL_GALAT'])
})

test('titles and alias stand beside the name', () => {
  for (const [written, bare, titles, alias] of [
    ['Drs. H. M. Yusuf, S.Pd., M.Si', 'M. Yusuf', ['Drs.', 'H.', 'S.Pd.', 'M.Si'], null],
    ['Hj. SITI AMINAH', 'SITI AMINAH', ['Hj.'], null],
    ['Ir. Joko Susilo M.T.', 'Joko Susilo', ['Ir.', 'M.T.'], null],
    ['SUPRIADI S.E.', 'SUPRIADI', ['S.E.'], null],
    ['Raden', 'Raden', [], null],
    ['Sukarman alias Maman', 'Sukarman', [], 'Maman'],
    ['Ahmad (als. Amat)', 'Ahmad', [], 'Amat'],
    ['SITI MA', 'SITI MA', [], null],
  ] as const) {
    assert.deepEqual(readName('name', written).value, { written, bare, titles, alias })
  }
})

test('sex, marital status and yes or no are read in every usual form', () => {
  for (const text of ['L', 'LK', 'l', 'Laki-laki', 'LAKI - LAKI', '1', 'M', 'Pria'])
    assert.equal(readSex(text).value, 'male', text)
  for (const text of ['P', 'PR', 'Perempuan', '2', 'F', 'Wanita'])
    assert.equal(readSex(text).value, 'female', text)
  assert.equal(readSex('?').outcomes[0]?.code, 'JK_FORMAT')
  assert.equal(readMaritalStatus('Cerai Mati').value, 'widowed')
  assert.equal(readMaritalStatus('Y').value, 'married')
})

test('numbers of people stay text, and what cannot be one is dropped with a warning', () => {
  assert.equal(readFamilyCardNumber('1699 9917 0290 0001', 'text').value, '1699991702900001')
  assert.equal(readFamilyCardNumber('1699991702900010', 'number').outcomes[0]?.code, 'KK_FORMAT')
  assert.equal(readKpj("'0123 4567 890").value, '01234567890')
  assert.equal(readKpj('1234567').outcomes[0]?.code, 'KPJ_FORMAT')
  assert.equal(readNpwp('09.254.294.3-407.000').value, '092542943407000')
  assert.equal(readNpwp('12').outcomes[0]?.code, 'NPWP_FORMAT')
  assert.equal(readEmail(' Siti@Contoh.go.id ').value, 'siti@contoh.go.id')
  assert.equal(readEmail('siti@').outcomes[0]?.code, 'EMAIL_FORMAT')
  assert.deepEqual(
    ['1', 'Desil 10', 'D-3'].map((text) => readDecile(text).value),
    [1, 10, 3],
  )
  assert.equal(readDecile('11').outcomes[0]?.code, 'DESIL_FORMAT')
})

test('hours, RT and RW are read as people and workbooks write them', () => {
  const hours = ['7', '07.00', '7:30 WIB', '0700', 'pukul 16.15'].map(
    (text) => readHour('workStart', text, 'text').value,
  )
  assert.deepEqual(hours, ['07:00', '07:00', '07:30', '07:00', '16:15'])
  assert.equal(readHour('workStart', '0.3125', 'number').value, '07:30')
  assert.equal(readHour('workEnd', '25:00', 'text').outcomes[0]?.code, 'JAM_FORMAT')
  assert.deepEqual(readNeighbourhood('3', 'RW 05').value, { rt: '003', rw: '005' })
  assert.deepEqual(readNeighbourhood('003/005', '').value, { rt: '003', rw: '005' })
  assert.deepEqual(readNeighbourhood('3A', '').value, { rt: '003A', rw: null })
  assert.equal(readNeighbourhood('05-Mar', '1').outcomes[0]?.code, 'RT_RW_FORMAT')
})

test('a masked cell can be found in the file and tells nobody’s number', () => {
  assert.equal(maskCell('nik', '169999170290001'), '16•••••••••••01')
  assert.equal(maskCell('note', 'NIK 1699 9917 0290 0001'), 'NIK 16•••••••••••••••01')
  assert.equal(maskCell('motherName', 'AMINAH'), '••••••')
  assert.equal(maskCell('bornOn', '31-02-1990'), '31-02-1990')
})

test('no text whatever makes a reader throw', () => {
  const context = { on: plainDate('2026-05-01'), dateSystem: 1900 } as const
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      readName('name', text)
      readBirthDate(text, 'text', context)
      readBirthDate(text, 'number', context)
      readIncome(text, 'text')
      readIncome(text, 'number')
      readPhone('phone', text)
      readNeighbourhood(text, text)
      readHour('workStart', text, 'number')
    }),
  )
})

test('a birth date written from a calendar day comes back as that day', () => {
  const context = { on: plainDate('2026-05-01'), dateSystem: 1900 } as const
  const days = fc.date({ min: new Date('1910-01-01'), max: new Date('2026-04-30'), noInvalidDate: true })
  fc.assert(
    fc.property(days, (day) => {
      const [year = '', month = '', date = ''] = day.toISOString().slice(0, 10).split('-')
      for (const text of [
        `${date}-${month}-${year}`,
        `${Number(date)}/${Number(month)}/${year}`,
        `${year}-${month}-${date}`,
        date + month + year,
      ]) {
        assert.equal(readBirthDate(text, 'text', context).value, `${year}-${month}-${date}`, text)
      }
    }),
  )
})
