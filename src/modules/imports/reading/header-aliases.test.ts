import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitBirthPlaceAndDate } from './birth-place-and-date.ts'
import { fieldOfHeader, LIST_FIELDS, ownHeader } from './header-aliases.ts'
import { columnLetters, mapColumns, requireColumns } from './map-columns.ts'
import { templateOf } from './templates.ts'

test('a header is known in any writing', () => {
  const writings: Readonly<Record<string, readonly string[]>> = {
    nik: [
      'NIK',
      'No. KTP',
      'NO_KTP',
      'nomor\nktp',
      'NOMOR_IDENTITAS',
      'Nomor Induk Kependudukan',
      'NIK *',
      '\u00A0N I K\u00A0',
      'ＮＩＫ',
    ],
    name: ['Nama', 'NAMA LENGKAP', 'nama_lengkap', 'Nama Tenaga Kerja', 'Nama (sesuai KTP)'],
    bornOn: ['TGL LAHIR', 'tanggallahir', 'Tgl. Lahir (dd-mm-yyyy)', 'TANGGAL\r\nLAHIR'],
    birthPlaceAndDate: ['TTL', 'Tempat, Tgl. Lahir', 'Tempat / Tanggal Lahir'],
    phone: ['No HP', 'HANDPHONE', 'No. Telp', 'NOMOR HP', 'No HP / WA', 'WhatsApp'],
    familyCardNumber: ['NO KK', 'Nomor Kartu Keluarga', 'no_kk'],
    village: ['Desa/Kelurahan', 'Kelurahan / Desa', 'DESA', 'Kel/Desa'],
    sex: ['L/P', 'JK', 'Jenis Kelamin', 'sex'],
    heirName: ['Nama Ahli Waris', 'Ahli Waris'],
    heirPhone: ['No. HP Ahli Waris'],
    motherName: ['Nama Ibu Kandung', 'nama_ibu'],
    income: ['UPAH', 'Penghasilan (Rp)', 'Penghasilan per Bulan (Rp)', 'Gaji Pokok'],
  }
  for (const [field, headers] of Object.entries(writings)) {
    for (const header of headers) assert.equal(fieldOfHeader(header), field, header)
  }
})

test('every field has a header of its own, and no header is known for two', () => {
  for (const field of LIST_FIELDS) assert.equal(fieldOfHeader(ownHeader(field)), field)
  assert.equal(fieldOfHeader('agama_id'), 'set-aside')
  assert.equal(fieldOfHeader('Kode Rahasia'), null)
  for (const name of ['__proto__', 'constructor', 'toString', '']) assert.equal(fieldOfHeader(name), null)
})

test('the forms that people know are recognised in any order, with columns added or missing', () => {
  const BPU = `NOMOR_IDENTITAS NAMA_LENGKAP TGL_LAHIR HANDPHONE EMAIL JENIS_PEKERJAAN_1 JENIS_PEKERJAAN_2 LOKASI_PEKERJAAN UPAH KODE_PAKET BULAN_IURAN`
  assert.equal(templateOf(BPU.split(' ')), 'BPU collective')
  assert.equal(templateOf(['NO', ...BPU.split(' ').reverse().slice(1)]), 'BPU collective')
  assert.equal(
    templateOf('KPJ NAMA_LENGKAP TGL_LAHIR SEBAB_NA TGL_KEJADIAN KETERANGAN'.split(' ')),
    'SIPP leavers',
  )
  assert.equal(
    templateOf('NIK NO_PEGAWAI KPJ KODE_TK NAMA_LENGKAP TGL_LAHIR UPAH RAPEL BLTH NPP'.split(' ')),
    'SIPP wages',
  )
  assert.equal(templateOf(['NIK', 'NAMA', 'TGL_LAHIR']), null)
})

test('on a form of its own, a header that means nothing elsewhere is known', () => {
  const corrections =
    'KODE ALAMAT_LENGKAP_DOMISILI HANDPHONE LOKASI_PEKERJAAN EMAIL NAMA_BANK KODE_BANK NOMOR_REKENING NAMA_REKENING'.split(
      ' ',
    )
  const mapping = mapColumns(corrections)
  assert.equal(mapping.template, 'SIPP corrections')
  assert.equal(mapping.columnOf.workerCode, 0)
  assert.deepEqual(mapping.unknown, [])
  assert.deepEqual(
    mapColumns(['KODE', 'NIK']).unknown.map(({ column }) => column),
    [0],
  )
})

test('only what is not known is asked, with the likeliest fields first', () => {
  const mapping = mapColumns(['NO', 'N1K KTP', 'Nama Lengkap', 'Agama', '', 'Warna Rumah', 'Tgl Lahirr'])
  assert.deepEqual(mapping.columnOf, { ordinal: 0, name: 2 })
  assert.deepEqual(mapping.setAside, [3])
  assert.deepEqual(
    mapping.unknown.map(({ header, suggestions }) => [header, suggestions[0] ?? null]),
    [
      ['N1K KTP', 'nik'],
      ['Warna Rumah', null],
      ['Tgl Lahirr', 'bornOn'],
    ],
  )
})

test('what a person has once decided goes before what we know', () => {
  const mapping = mapColumns(['NIK', 'Kontak', 'Kode X'], {
    KONTAK: 'heirPhone',
    KODEX: 'kpj',
    CONSTRUCTOR: 'nik',
  })
  assert.deepEqual(mapping.columnOf, { nik: 0, heirPhone: 1, kpj: 2 })
})

test('two columns that claim one field are asked, and neither is taken', () => {
  const mapping = mapColumns(['NIK', 'NAMA', 'No. KTP', 'Nama'])
  assert.deepEqual(mapping.columnOf, {})
  assert.throws(() => requireColumns(mapping, ['nik']), {
    value: { code: 'KOLOM_GANDA', details: { field: 'NIK', columns: ['A (NIK)', 'C (No. KTP)'] } },
  })
})

test('a needed column that is missing is refused with the columns that are there', () => {
  assert.throws(() => requireColumns(mapColumns(['NAMA', 'Alamat\nrumah']), ['nik', 'name']), {
    value: { code: 'KOLOM_HILANG', details: { missing: ['NIK'], present: ['NAMA', 'Alamat rumah'] } },
  })
  requireColumns(mapColumns(['NIK', 'NAMA', 'TTL', 'RT/RW']), ['nik', 'bornOn', 'rt', 'rw'])
})

test('columns are named as a spreadsheet names them', () => {
  assert.deepEqual([0, 25, 26, 51, 52, 701, 702].map(columnLetters), [
    'A',
    'Z',
    'AA',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ])
})

test('a birth place and date in one cell are taken apart, the date as it was written', () => {
  const cells: readonly (readonly [cell: string, place: string, date: string])[] = [
    ['Palembang, 12-05-1980', 'Palembang', '12-05-1980'],
    ['OGAN ILIR,12/5/80', 'OGAN ILIR', '12/5/80'],
    ['Lahat 17 Agustus 1945', 'Lahat', '17 Agustus 1945'],
    ['Muara Enim, 1980-05-12', 'Muara Enim', '1980-05-12'],
    ['Prabumulih / 01.02.1990', 'Prabumulih', '01.02.1990'],
    ['Palembang', 'Palembang', ''],
    ['12-05-1980', '', '12-05-1980'],
    ['', '', ''],
  ]
  for (const [cell, place, date] of cells) assert.deepEqual(splitBirthPlaceAndDate(cell), { place, date })
})
