import assert from 'node:assert/strict'
import { test } from 'node:test'
import { uploadFolder } from '../../../../test/uploads.ts'
import { workbookBytes, type TestCell, type TestSheet } from '../../../../test/workbook-bytes.ts'
import { openList, type ListEnding, type OpenedList, type OpeningOptions } from './open-list.ts'

const upload = uploadFolder()
const needed = ['nik', 'name'] as const
const NIK = '1699991702900001'

type WholeList = {
  readonly list: OpenedList
  readonly people: readonly number[]
  /** `number reason`, in order. */
  readonly skipped: readonly string[]
  readonly shifted: readonly number[]
  readonly ending: ListEnding
}

async function readWhole(bytes: Buffer | string, options: Partial<OpeningOptions> = {}): Promise<WholeList> {
  const list = await openList(upload(bytes), { needed, ...options })
  const [people, skipped, shifted]: [number[], string[], number[]] = [[], [], []]
  try {
    const chunks = list.chunks()
    for (;;) {
      const next = await chunks.next()
      if (next.done === true) return { list, people, skipped, shifted, ending: next.value }
      people.push(...next.value.rows.map(({ number }) => number))
      skipped.push(...next.value.skipped.map(({ number, reason }) => `${number} ${reason}`))
      shifted.push(...next.value.shifted.map(({ row }) => row.number))
    }
  } finally {
    list.close()
  }
}

const book = (...sheets: TestSheet[]) => workbookBytes({ sheets })
const sheet = (rows: readonly (readonly TestCell[])[], name = 'Data') => ({ name, rows })

const villageList: readonly (readonly TestCell[])[] = [
  ['PEMERINTAH KABUPATEN CONTOH'],
  ['DAFTAR NAMA PEKERJA RENTAN DESA SUKAMAJU TAHUN 2026'],
  [],
  ['NO', 'NIK', 'NAMA', 'TTL', 'ALAMAT', null, null, 'AHLI WARIS', null, 'KET'],
  [null, null, null, null, 'RT', 'RW', 'DUSUN', 'NAMA', 'HUBUNGAN', null],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  [1, NIK, 'SITI', 'Palembang, 12-05-1980', '001', '002', 'I', 'BUDI', 'ANAK', null],
  [2, '1699991702900002', 'AHMAD', 'Lahat, 1-1-1970', '001', '002', 'I', 'NUR', 'ISTRI', 'TOTAL 2 anak'],
  ['NO', 'NIK', 'NAMA', 'TTL', 'ALAMAT', null, null, 'AHLI WARIS', null, 'KET'],
  [null, null, null, null, 'RT', 'RW', 'DUSUN', 'NAMA', 'HUBUNGAN', null],
  [3, null, 'TANPA NIK', null, '003', '002', 'II', null, null, null],
  [4],
  [' ', ' '],
  ['JUMLAH', null, null, '3 orang'],
  [null, null, null, null, null, null, null, 'Sukamaju, 12 Mei 2026'],
  [null, null, null, null, null, null, null, 'Kepala Desa'],
  [null, null, 'H. AHMAD YANI'],
]

test('a village list with titles, a header of two rows, page breaks, totals and signatures gives its people and nobody else', async () => {
  const { list, people, skipped, ending } = await readWhole(book(sheet(villageList)))
  assert.deepEqual(list.mapping.columnOf, {
    ordinal: 0,
    nik: 1,
    name: 2,
    birthPlaceAndDate: 3,
    rt: 4,
    rw: 5,
    hamlet: 6,
    heirName: 7,
    heirRelation: 8,
    note: 9,
  })
  assert.deepEqual([list.header.firstRow, list.header.lastRow], [4, 5])
  assert.deepEqual(people, [7, 8, 11])
  assert.deepEqual(skipped, [
    '1 above-header',
    '2 above-header',
    '4 header',
    '5 header',
    '6 column-numbers',
    '9 header-again',
    '10 header-again',
    '12 only-ordinal',
    '13 blank',
    '14 total',
    '15 note',
    '16 note',
    '17 note',
  ])
  assert.equal(ending.personCount, 3)
})

test('the same list as CSV gives the same people', async () => {
  const text = villageList
    .map((row) => row.map((cell) => (cell === null ? '' : JSON.stringify(cell))).join(';'))
    .join('\r\n')
  assert.deepEqual((await readWhole(text)).people, [7, 8, 11])
})

test('every row with something in it is accounted for, each once', async () => {
  const { people, skipped, shifted } = await readWhole(book(sheet(villageList)))
  const filled = villageList.flatMap((row, index) => (row.length > 0 ? [index + 1] : []))
  const told = [...people, ...shifted, ...skipped.map((text) => Number(text.split(' ')[0]))]
  assert.deepEqual(
    told.sort((a, b) => a - b),
    filled,
  )
})

test('order, case, line breaks and no-break spaces in the header, and other columns, map the same', async () => {
  const { list } = await readWhole(
    book(
      sheet([
        ['Alamat\nRumah', 'nama\u00A0lengkap', 'Warna', ' no. ktp '],
        ['x', 'SITI', 'y', NIK],
      ]),
    ),
  )
  assert.deepEqual(list.mapping.columnOf, { address: 0, name: 1, nik: 3 })
  assert.deepEqual(
    list.mapping.unknown.map(({ header }) => header),
    ['Warna'],
  )
})

test('the sheet with the best header is read, and the others are named with the reason', async () => {
  const people = [
    ['NIK', 'NAMA', 'ALAMAT'],
    [NIK, 'SITI', 'x'],
  ]
  const { list } = await readWhole(
    book(
      { name: 'Kosong', rows: [] },
      { name: 'Petunjuk', rows: [['Isi semua kolom'], ['dengan benar']] },
      {
        name: 'Rekap',
        rows: [
          ['NIK', 'NAMA'],
          [NIK, 'X'],
        ],
      },
      { name: 'Warga', rows: people },
      { name: 'Lama', state: 'hidden', rows: [[...(people[0] ?? []), 'HP'], ...people] },
      { name: 'Rahasia', state: 'veryHidden', rows: people },
    ),
  )
  assert.equal(list.sheet, 'Warga')
  assert.deepEqual(list.ignoredSheets, [
    { name: 'Kosong', because: 'empty' },
    { name: 'Petunjuk', because: 'no-header' },
    { name: 'Rekap', because: 'not-chosen' },
    { name: 'Lama', because: 'hidden' },
    { name: 'Rahasia', because: 'hidden' },
  ])
})

test('a sheet can be chosen by name, but not a hidden one', async () => {
  const bytes = book(
    sheet(
      [
        ['NIK', 'NAMA', 'HP'],
        [NIK, 'A', '1'],
      ],
      'Satu',
    ),
    sheet(
      [
        ['NIK', 'NAMA'],
        [NIK, 'B'],
        ['1699991702900002', 'C'],
      ],
      'Dua',
    ),
    {
      name: 'Tiga',
      state: 'hidden',
      rows: [
        ['NIK', 'NAMA'],
        [NIK, 'D'],
      ],
    },
  )
  assert.equal((await readWhole(bytes, { sheet: 'Dua' })).people.length, 2)
  for (const name of ['Tiga', 'Empat']) {
    await assert.rejects(readWhole(bytes, { sheet: name }), {
      value: { code: 'sheet-unknown', details: { sheet: name, sheets: ['Satu', 'Dua'] } },
    })
  }
})

test('a file of only a header, or whose people are all on hidden sheets, holds no list', async () => {
  await assert.rejects(readWhole('NIK;NAMA\n'), { code: 'list-empty' })
  await assert.rejects(readWhole('\n\n'), { code: 'list-empty' })
  await assert.rejects(
    readWhole(
      book(
        sheet([
          ['NIK', 'NAMA'],
          ['JUMLAH', '0'],
        ]),
      ),
    ),
    { code: 'list-empty' },
  )
  const hidden = book(
    { name: 'Depan', rows: [] },
    {
      name: 'Isi',
      state: 'hidden',
      rows: [
        ['NIK', 'NAMA'],
        [NIK, 'SITI'],
      ],
    },
  )
  await assert.rejects(readWhole(hidden), {
    value: { code: 'list-empty', details: { sheets: ['Depan'], hidden: ['Isi'] } },
  })
})

test('without a header nothing of the rows is repeated in the refusal: the first row may be a person', async () => {
  const refused = { value: { code: 'KOLOM_HILANG', details: { missing: ['NIK', 'NAMA'], present: [] } } }
  await assert.rejects(readWhole(`${NIK};SITI;Palembang\n`), refused)
  await assert.rejects(readWhole(book(sheet([[NIK, 'SITI']]))), refused)
})

test('a list of one column of NIKs is a list', async () => {
  const { list, people } = await readWhole(`NIK\n${NIK}\n`)
  assert.deepEqual([list.mapping.columnOf, people], [{ nik: 0 }, [2]])
})

test('a CSV row longer than its header was cut in a wrong place and is not read as a person', async () => {
  const { people, shifted } = await readWhole(
    `NIK,NAMA,HP\n${NIK},SITI,1\n1699991702900002,SITI, S.Pd,1\n1699991702900003\n`,
  )
  assert.deepEqual([people, shifted], [[2, 4], [3]])
})

test('remarks beside a table are no reason to refuse its rows, and their columns are told', async () => {
  const { people, ending } = await readWhole(
    book(
      sheet([
        ['NIK', 'NAMA'],
        [NIK, 'SITI', null, 'sudah ditelepon'],
      ]),
    ),
  )
  assert.deepEqual([people, ending.unnamedColumns], [[2], [3]])
})

test('a numbered row with only a name is a person whose other cells are missing, not a remark', async () => {
  const rows = [
    ['NO', 'NIK', 'NAMA', 'ALAMAT'],
    ['1', NIK, 'SITI', 'x'],
    ['2', null, 'BUDI'],
    [null, null, 'KEPALA DESA'],
  ]
  const { people, skipped } = await readWhole(book(sheet(rows)))
  assert.deepEqual(
    [people, skipped],
    [
      [2, 3],
      ['1 header', '4 note'],
    ],
  )
})

test('a row with a cell or two is a remark above and below the table only: between people it is one of the list', async () => {
  const head = 'NO;NIK;NAMA;ALAMAT\n'
  const row = (serial: number) => `${String(serial)};169999170290000${String(serial)};SITI;x\n`
  const { people, skipped } = await readWhole(
    `${head};;Dusun I;\n${row(1)};;BUDI;\n;;;Jalan Melati\n${row(2)};;Kepala Desa;\n${head}${row(3)};;Kepala Desa;\n`,
  )
  assert.deepEqual(people, [3, 4, 5, 6, 9])
  assert.deepEqual(skipped, ['1 header', '2 note', '7 note', '8 header-again', '10 note'])
})

test('so many remarks are below no table', async () => {
  const { people, skipped } = await readWhole(
    `NO;NIK;NAMA;ALAMAT\n1;1699991702900001;SITI;x\n${';;BUDI;\n'.repeat(1_001)};;Kepala Desa;\n`,
  )
  assert.deepEqual([people.length, skipped], [1_002, ['1 header', '1004 note']])
})

test('an end mark ends the list, and what stands behind it is told', async () => {
  const { people, skipped } = await readWhole(
    book(sheet([['nik', 'nama'], [NIK, 'SITI'], ['###'], ['1699991702900002', 'X']])),
  )
  assert.deepEqual([people, skipped], [[2], ['1 header', '3 end-mark', '4 after-end-mark']])
})

test('merged cells among the people are told with their rows at the end', async () => {
  const { ending } = await readWhole(
    book({
      ...sheet([
        ['NIK', 'NAMA', 'DESA'],
        [NIK, 'SITI', 'SUKAMAJU'],
        ['1699991702900002', 'BUDI'],
      ]),
      behind: '<mergeCells><mergeCell ref="C2:C3"/></mergeCells>',
    }),
  )
  assert.deepEqual(ending.merged, [{ firstRow: 2, lastRow: 3, firstColumn: 2, lastColumn: 2 }])
})
