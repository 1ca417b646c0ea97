import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc16, readQris, toAscii, writeQris, type NewQris, type Qris } from './qris-payload.ts'

/** Put together by hand, its checksum computed elsewhere. */
const GOOD =
  '00020101021226650013ID.CO.UJI.WWW011893600999000000001802150000000000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204839853033605405168005802ID5911YAYASAN UJI6010MUARA ENIM61053131162150504DON10703A0163044A4F'
const resealed = (text: string) => `${text.slice(0, -4)}${crc16(text.slice(0, -4))}`
const NEW: NewQris = {
  account: {
    tag: '26',
    fields: [
      { id: '00', value: 'ID.CO.UJI.WWW' },
      { id: '01', value: '936009990000000018' },
      { id: '02', value: '000000000000001' },
      { id: '03', value: 'UMI' },
    ],
  },
  merchantId: 'ID1020000000001',
  criteria: 'UMI',
  category: '8398',
  merchantName: 'YAYASAN UJI',
  city: 'MUARA ENIM',
  postalCode: '31311',
  amount: 16_800n,
  reference: 'DON1',
  terminal: 'A01',
}

test('the checksum of "123456789" is 29B1', () => {
  assert.equal(crc16('123456789'), '29B1')
})

test('a payload is written as by hand, and read again', () => {
  assert.equal(writeQris(NEW), GOOD)
  const { fields: _fields, ...qris } = readQris(GOOD) as Qris
  assert.deepEqual(qris, {
    isDynamic: true,
    merchantName: 'YAYASAN UJI',
    city: 'MUARA ENIM',
    category: '8398',
    amount: '16800',
    merchantId: 'ID1020000000001',
    reference: 'DON1',
  })
})

test('a payload without an amount is static', () => {
  const qris = readQris(writeQris({ ...NEW, amount: null })) as Qris
  assert.deepEqual([qris.isDynamic, qris.amount], [false, null])
})

test('names in other alphabets are written in ASCII, within 25 and 15 signs', () => {
  assert.equal(toAscii('Yayasan  Ñandú – Café’s'), "Yayasan Nandu Cafe's")
  const qris = readQris(
    writeQris({ ...NEW, merchantName: 'Perkumpulan Nelayan Sejahtera Ñ', city: 'Kota Lubuklinggau' }),
  ) as Qris
  assert.deepEqual([qris.merchantName.length, qris.city.length], [25, 15])
})

test('what sloppy readers accept is refused', () => {
  const cases: readonly (readonly [problem: string, text: string])[] = [
    ['checksum-wrong', GOOD.replace('05168005', '05268005')],
    ['checksum-wrong', GOOD.toLowerCase().replace('id.co', 'ID.CO')],
    ['checksum-wrong', `${GOOD.slice(0, -1)}0`],
    ['length-not-digits', GOOD.replace('5911Y', '59X1Y')],
    ['cut-off', GOOD.slice(0, -2)],
    ['not-ascii', GOOD.replace('YAYASAN', 'YAYASÄN')],
    ['not-ascii', GOOD.replace('YAYASAN UJI', 'YAYASAN\nUJI')],
    ['id-twice', resealed(GOOD.replace('5802ID', '5802ID5802ID'))],
    ['format-first', resealed(GOOD.replace('010212', '').replace('000201', '010212000201'))],
    ['currency', resealed(GOOD.replace('5303360', '5303840'))],
    ['country', resealed(GOOD.replace('5802ID', '5802SG'))],
    ['name', resealed(GOOD.replace('5911YAYASAN UJI', '5926YAYASAN UJI YAYASAN UJI XX'))],
    ['amount', resealed(GOOD.replace('540516800', '540516,80'))],
    ['id-reserved', resealed(GOOD.replace('6304', '6601X6304'))],
    ['checksum-last', `${GOOD}9001X`],
    ['format-first', ''],
  ]
  for (const [problem, text] of cases) assert.equal(readQris(text), problem, text)
})
