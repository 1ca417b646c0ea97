import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { regionCode } from '../../src/kernel/region-code.ts'
import { assessPair, prepare } from '../../src/modules/people/matching/assess-pair.ts'
import { bareOutcome, outcome, OUTCOME_LEVELS, type Outcome } from '../../src/modules/people/row/outcome.ts'
import { outcomeSentence, OUTCOME_CODES } from './outcome-sentence.ts'
import { pairExplanation } from './pair-explanation.ts'
import { pairReasons as english } from './en/pair-reasons.ts'
import { pairReasons as indonesian } from './id/pair-reasons.ts'

/** Facts enough for any sentence. */
const FACTS = {
  age: 66,
  character: 'А',
  count: 2,
  digitCount: 15,
  firstRow: 3,
  found: ['NAMA'],
  known: 'SITI AMINAH',
  least: 100_000n,
  length: 300,
  limit: 65,
  missing: ['NIK'],
  most: 60,
  occupation: 'PNS',
  oldest: 120,
  on: plainDate('2026-03-12'),
  otherRow: 4,
  cellCount: 6,
  columnCount: 5,
  payer: 'PT Y',
  proposedBy: 'Desa X',
  quota: 50,
  readAs: plainDate('1990-03-22'),
  rule: 'Permenaker 5/2021',
  until: plainDate('2026-12-31'),
  written: 'SITI AMINA',
}

test('every outcome has a short sentence in both languages that leaves no fact out', () => {
  assert.deepEqual(OUTCOME_CODES, Object.keys(OUTCOME_LEVELS).toSorted())
  for (const code of OUTCOME_CODES) {
    const said = { code, field: null, details: FACTS } as unknown as Outcome
    for (const language of ['id', 'en'] as const) {
      const sentence = outcomeSentence(said, language)
      assert.doesNotMatch(sentence, /undefined|NaN|null|\[object/, code)
      assert.match(sentence, /[.?!]$/, code)
    }
    for (const part of outcomeSentence(said).split(/(?<=[.?!;:])\s/))
      assert.ok(part.split(/\s+/).length <= 15, `${code}: ${part}`)
  }
})

test('the sentences that users know are said as they know them', () => {
  const sentences: readonly (readonly [Outcome, string])[] = [
    [
      outcome('NIK_PANJANG', 'nik', { digitCount: 15 }),
      'NIK harus 16 angka. Baris 5 berisi 15 angka. Cocokkan dengan KTP.',
    ],
    [
      outcome('NIK_GANDA_BERKAS', 'nik', { firstRow: 3 }),
      'NIK sama dengan baris 3 dalam berkas ini. Baris ini dilewati.',
    ],
    [
      outcome('SUDAH_AKTIF', null, { until: plainDate('2026-12-31'), payer: 'PT Y' }),
      'Sudah terlindungi sampai 31 Desember 2026 (dibayar PT Y).',
    ],
    [bareOutcome('TGL_FORMAT', 'bornOn'), 'Tulis tanggal seperti 22-03-1990.'],
    [
      bareOutcome('TGL_BEDA_NIK', 'bornOn'),
      'Tanggal lahir berbeda dari angka di NIK. Periksa KTP; boleh dilanjutkan.',
    ],
    [
      outcome('KUOTA_HABIS', null, { quota: 50 }),
      'Kuota desa 50 sudah penuh. Baris ini masuk daftar tunggu.',
    ],
  ]
  for (const [said, sentence] of sentences) assert.equal(outcomeSentence(said, 'id', 5), sentence)
})

test('a pair is explained in words, heaviest reason first', () => {
  const person = (name: string, bornOn: string) =>
    prepare({
      name,
      bornOn: plainDate(bornOn),
      sex: null,
      region: regionCode('16.06.01.2001'),
      familyCardNumber: null,
      motherName: null,
      nik: null,
    })
  const { band, reasons } = assessPair(
    person('Drs. H. Turmudi, M.Si', '1971-03-08'),
    person('TURMUDI', '1971-08-03'),
  )
  assert.equal(band, 'same')
  assert.equal(
    pairExplanation(reasons),
    'Nama sama setelah gelar dilepas; tanggal lahir tertukar bulan dan hari; desa sama.',
  )
  assert.equal(
    pairExplanation(reasons, 'en'),
    'Same name without titles; day and month of the birth date are swapped; same village.',
  )
  assert.equal(pairExplanation([]), '')
})

test('every reason has different words in each language', () => {
  for (const words of [indonesian, english]) {
    const all = Object.values(words).flatMap((levels) => Object.values(levels))
    assert.equal(new Set(all).size, all.length)
  }
})
