import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findOccupation, occupationOf, OCCUPATIONS } from './occupations.ts'
import { VULNERABLE_GROUPS } from './people.ts'
import { isSecureOccupation } from './row/secure-occupations.ts'

test('the list has the 89 occupations of the identity card under their numbers', () => {
  assert.equal(OCCUPATIONS.length, 89)
  assert.equal(new Set(OCCUPATIONS.map(({ title }) => title)).size, 89)
  const known = {
    1: 'BELUM/TIDAK BEKERJA',
    9: 'PETANI/PEKEBUN',
    19: 'BURUH HARIAN LEPAS',
    81: 'SOPIR',
    85: 'PERANGKAT DESA',
    89: 'LAINNYA',
  }
  for (const [code, title] of Object.entries(known)) assert.equal(findOccupation(code)?.title, title)
  assert.equal(findOccupation('90'), null)
})

test('every title means itself, in capitals or not, and so does its number', () => {
  for (const occupation of OCCUPATIONS) {
    assert.equal(occupationOf(occupation.title), occupation)
    assert.equal(occupationOf(occupation.title.toLowerCase()), occupation)
    assert.equal(occupationOf(occupation.code), occupation)
  }
  assert.equal(occupationOf('09')?.title, 'PETANI/PEKEBUN')
})

test('what people write is understood', () => {
  const meant: Readonly<Record<string, string>> = {
    Petani: 'PETANI/PEKEBUN',
    'petani karet': 'PETANI/PEKEBUN',
    'Buruh Tani': 'BURUH TANI/PERKEBUNAN',
    'Buruh penyadap karet': 'BURUH TANI/PERKEBUNAN',
    'tukang ojek online': 'SOPIR',
    'Supir truk sawit': 'SOPIR',
    'Guru ngaji': 'USTADZ/MUBALIGH',
    'Guru SD': 'GURU',
    IRT: 'MENGURUS RUMAH TANGGA',
    'Pembantu rumah tangga (harian)': 'PEMBANTU RUMAH TANGGA',
    'buruh bangunan': 'KONSTRUKSI',
    'Pedagang sayur keliling': 'PEDAGANG',
    'Marbot masjid': 'IMAM MASJID',
    'Tidak bekerja': 'BELUM/TIDAK BEKERJA',
  }
  for (const [written, title] of Object.entries(meant))
    assert.equal(occupationOf(written)?.title, title, written)
})

test('what could be two occupations, or somebody else’s, is not guessed', () => {
  for (const written of [
    'petani dan pedagang',
    'istri nelayan',
    'mantan sopir',
    'anak petani',
    'astronaut',
    '',
    '-',
    '0',
    '900',
  ]) {
    assert.equal(occupationOf(written), null, written)
  }
  // The second time from memory.
  assert.equal(occupationOf('petani dan pedagang'), null)
})

test('nobody is both a vulnerable worker and insured by a steady employer', () => {
  const both = OCCUPATIONS.filter(({ title, group }) => group !== null && isSecureOccupation(title))
  assert.deepEqual(both, [])
  for (const group of VULNERABLE_GROUPS)
    assert.ok(
      OCCUPATIONS.some((each) => each.group === group),
      group,
    )
})

test('only drivers and couriers have the relief for transport', () => {
  const inTransport = OCCUPATIONS.filter(({ relief }) => relief === 'transport').map(({ title }) => title)
  assert.deepEqual(inTransport, ['TRANSPORTASI', 'SOPIR'])
})

test('a class of risk is told only where the annex was read', () => {
  assert.equal(occupationOf('petani')?.riskClass, 'II')
  assert.equal(occupationOf('tukang jahit')?.riskClass, 'I')
  assert.equal(occupationOf('tukang batu')?.riskClass, null)
  assert.equal(occupationOf('nelayan')?.riskClass, null)
})
