import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldName, readQuestion, searchNameOf } from './search-name.ts'

test('spelling that does not change a name folds away', () => {
  const same: readonly (readonly [string, string])[] = [
    ['Musi Banyuasin', '  musi   BANYU asin '],
    ['Ilir Barat Satu', 'ilir barat I'],
    ['Seberang Ulu II', 'Seberang Ulu 2'],
    ["Ra'as", 'Ra’as'],
    ['Surabaya', 'Soerabaya'],
    ['Jakarta', 'Djakarta'],
    ['Cirebon', 'Tjirebon'],
    ['Sei Lilin', 'Sungai Lilin'],
    ['Alang-Alang Lebar', 'alang alang lebar'],
  ]
  for (const [one, other] of same) assert.equal(foldName(one), foldName(other), `${one} = ${other}`)
  assert.notEqual(foldName('Ilir Barat I'), foldName('Ilir Timur I'))
})

test('folding gives only small letters and digits, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const folded = foldName(text)
      assert.match(folded, /^[a-z0-9]*$/)
    }),
  )
})

test('the words that only say the kind are not part of a name', () => {
  assert.equal(searchNameOf('Kabupaten Musi Banyuasin', 'kabupaten'), 'musibanyuasin')
  assert.equal(searchNameOf('Kota Administrasi Jakarta Pusat', 'kota'), 'jakartapusat')
  assert.equal(searchNameOf('Kota Agung', 'kecamatan'), 'kotaagung')
})

const first = (text: string) => {
  const [reading] = readQuestion(text)
  return reading && [reading.name, reading.kinds, reading.within.map(({ name }) => name)]
}

test('labels say what is wanted and what it lies in, in either order', () => {
  const village = ['desa', 'kelurahan', 'desa-adat']
  assert.deepEqual(first('desa Epil kecamatan Lais kab. Muba'), ['epil', village, ['lais', 'muba']])
  assert.deepEqual(first('Kec. Talang Kelapa, Kel. Sukajadi'), ['sukajadi', village, ['talangkelapa']])
  assert.deepEqual(first('kab. oki'), ['oki', ['kabupaten'], []])
  assert.deepEqual(first('Bogor Kota'), ['bogor', ['kota'], []])
})

test('a label that is part of a name stays in the name', () => {
  assert.deepEqual(first('desa kota baru'), ['kotabaru', ['desa', 'kelurahan', 'desa-adat'], []])
  assert.deepEqual(first('kec sanga desa')?.[0], 'sangadesa')
  assert.deepEqual(first('desa air balui kec sanga desa'), [
    'airbalui',
    ['desa', 'kelurahan', 'desa-adat'],
    ['sangadesa'],
  ])
})

test('without labels the whole is tried first, then every place where the name could end', () => {
  const readings = readQuestion('sukajadi talang kelapa').map(({ name, within, strict }) => ({
    asked: [name, ...within.map((above) => above.name)].join(' < '),
    strict,
  }))
  assert.deepEqual(readings[0], { asked: 'sukajaditalangkelapa', strict: false })
  assert.ok(readings.some(({ asked, strict }) => asked === 'sukajadi < talangkelapa' && strict))
})

test('words that JavaScript objects have by themselves are only words', () => {
  assert.deepEqual(first('constructor'), ['constructor', null, []])
  assert.deepEqual(first('__proto__'), ['proto', null, []])
})

test('what cannot be a name has no reading, and a long question stays a handful of readings', () => {
  assert.deepEqual(readQuestion('  .,;-  '), [])
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'kota', 'desa', 'kec', 'lais', ',', 'kab'), { maxLength: 40 }),
      (words) => {
        assert.ok(readQuestion(words.join(' ')).length <= 40)
      },
    ),
  )
})
