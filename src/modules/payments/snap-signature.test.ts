import assert from 'node:assert/strict'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  asymmetricText,
  bodyHash,
  compact,
  signAsymmetric,
  signedBytes,
  signSymmetric,
  symmetricText,
  tokenText,
  verifyAsymmetric,
  verifySymmetric,
} from './snap-signature.ts'

/** Made with the openssl program and not with our code, so that two mistakes cannot agree. Of the private key only this is left. */
const PUBLIC_KEY = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmY8b3xbGTRdVjCAeOY4Q
uHmB3hSBYZXWivgGmpjTuQtO/w8rGRFjPx0UO65Pd2Pz7GZukI98UYcv48spCGXW
EeZfUuFv5XXm3eS3QmQV7fx09rjeLayo450i/bVY2LcH/VX2VYGgiB2wS/TtytDS
j71UqK/4mSmeVRksctSxAnOZALkbs/hBbQokXio6Lfp2kyi+Efq4vCs1nYHk6H2a
1xFlra4XDC8YWKd52Gyn3me/vVyBAptMGLzWJ/fMd5DqdfaGIqH4DkpcRQxog3CC
9U7pLepx0FjXdGME0ZUENJ+VlgfL7RkWczfc/mb2fHzxzWrG+qr9oCuUxBz4aG/P
UQIDAQAB
-----END PUBLIC KEY-----`
const BODY = String.raw`{"partnerServiceId":"   99001","customerNo":"2026010000012345","amount":{"value":"336000.00","currency":"IDR"},"n":12345678901234567890,"s":"a\/b \u00e9 {x: 1}"}`
const HASH = '2370953a21d5d278ffdcf0f798741479b04ec6216f20b5c880640460b0dc2dc2'
const SYMMETRIC = '1GaHZHLfDtFqN2UH7p4HKDMTBmlWTeCg6Q/5oOgdDyUmvFe5m0iT1ambEiKCYxUJsk85xvWV7cIYxYPjIJ+R0A=='
const ASYMMETRIC =
  'PRn9Dl5Ay1jqNb4t3wYPKBK2q2bpEiv4Mxki3NhEbcXwKIhmJBPP7qrPRAJMhl5qpzrpjHcIqqImG2kuecGVbk06DedXmzsHn2PTRv+Xlxk974i03HoOAKJkGiVa4o2zFrNx7LaqYyOyHytTcGDJ5dhOgWwBsnbCczXmGIFJUlBRRZrja1+GFoTL42pEBEOR5LUl3xZVqyn5Lc0jJ3RTypx6GrcQp6hMIzTlnql9+yWEWD8kOhpMgAi4PnTxMamJu4phe0aZOOObmZOVM07O6dxNyN3E5gWKqp7g2DBi3pwoQ/nvp8vIlLzChBPBqzZ5nePsrtozCBgogOEwPcxEXQ=='
const TOKEN =
  'S9L6VtJtOjzvesH3J/9sWVyMmOVrN089/BsVbAxZ6npmy/eFhL5+zLQDwzPFCKpxI76xgFK17RM19zSludEBGlLZ9Cxy5v33WW40Cw482d9562q5LpmPlqSPOdukJb4GXJpDFxLf3/JmrnPTuqykr+qkR50OnI2rcB47/ECNZCZGAVQFjvvHbkRBy5P0dAMK4I7YpDFwKLVht8bI1VW9lHeNghTq/7Bj8JSmgJCR3CWnP/Rk8e4slDRSgygaQ2atR5duF7DIxs4YJn3RKWo+sIvvpvMKAAq16qEaeXaQXSoN6EFqAX2t0AMr/PPtwJ0YFwn/0zuQoAyLfH7xOzvbwA=='
const REQUEST = {
  method: 'POST',
  endpoint: '/snap/v1.0/transfer-va/payment?x=1',
  bodyHash: HASH,
  timestamp: '2026-05-20T10:00:00+07:00',
}
const key = createPublicKey(PUBLIC_KEY)
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

test('the hash of a body and both signatures are those that openssl makes', () => {
  assert.equal(bodyHash('compact', Buffer.from(BODY)), HASH)
  assert.equal(
    bodyHash('compact', Buffer.alloc(0)),
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  )
  assert.equal(signSymmetric('rahasia-uji', symmetricText(REQUEST, 'tOkEn-1')), SYMMETRIC)
  assert.equal(verifySymmetric(['rahasia-uji'], symmetricText(REQUEST, 'tOkEn-1'), SYMMETRIC), true)
  assert.equal(verifyAsymmetric([key], asymmetricText(REQUEST), ASYMMETRIC), true)
  assert.equal(verifyAsymmetric([key], tokenText('bank-uji', REQUEST.timestamp), TOKEN), true)
})

test('whatever of a signed request is changed, the signature is not its own', () => {
  for (const change of [
    { method: 'PUT' },
    { endpoint: '/snap/v1.0/transfer-va/payment?x=2' },
    { endpoint: '/snap/v1.0/transfer-va/payment' },
    { bodyHash: HASH.toUpperCase() },
    { timestamp: '2026-05-20T10:00:00.000+07:00' },
  ]) {
    const other = { ...REQUEST, ...change }
    assert.equal(verifySymmetric(['rahasia-uji'], symmetricText(other, 'tOkEn-1'), SYMMETRIC), false)
    assert.equal(verifyAsymmetric([key], asymmetricText(other), ASYMMETRIC), false)
  }
  assert.equal(verifySymmetric(['rahasia-uji'], symmetricText(REQUEST, 'token-1'), SYMMETRIC), false)
})

test('a signature in any other spelling of its bytes is refused: small letters, no padding, blanks, the URL alphabet', () => {
  const signed = symmetricText(REQUEST, 'tOkEn-1')
  for (const spelling of [
    SYMMETRIC.toLowerCase(),
    SYMMETRIC.replace(/=+$/, ''),
    ` ${SYMMETRIC}`,
    SYMMETRIC.replaceAll('/', '_'),
    '',
  ]) {
    assert.equal(verifySymmetric(['rahasia-uji'], signed, spelling), false, spelling)
  }
  const loose = `${ASYMMETRIC.slice(0, -3)}R==`
  assert.equal(verifyAsymmetric([key], asymmetricText(REQUEST), loose), false)
})

test('while keys change, either of two is good, and no third', () => {
  const signed = symmetricText(REQUEST, 'tOkEn-1')
  assert.equal(verifySymmetric(['lama', 'rahasia-uji'], signed, SYMMETRIC), true)
  assert.equal(verifySymmetric(['rahasia-uji', 'baru'], signed, SYMMETRIC), true)
  assert.equal(verifySymmetric(['lama', 'baru'], signed, SYMMETRIC), false)
  assert.equal(verifySymmetric([], signed, SYMMETRIC), false)
  const fresh = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const own = signAsymmetric(fresh.privateKey, 'x')
  assert.equal(verifyAsymmetric([key, fresh.publicKey], 'x', own), true)
  assert.equal(verifyAsymmetric([key], 'x', own), false)
})

test('what parsing and writing again would change stays as it was: long numbers, decimals, key order, escapes, repeated keys', () => {
  for (const body of [
    '{"n":12345678901234567890}',
    '{"n":1.0,"m":1e2}',
    '{"10":1,"2":2}',
    String.raw`{"a":"a\/b","b":"\u00e9"}`,
    '{"a":1,"a":2}',
    String.raw`{"quote":"\"  { , } \\"}`,
  ]) {
    assert.equal(text(compact(Buffer.from(body))), body)
    const wide = body.replace(/^\{/, '{ \r\n\t').replace(/\}$/, ' \n}')
    assert.equal(text(compact(Buffer.from(wide))), body)
  }
})

test('each profile hashes what its partners hash', () => {
  const body = Buffer.from('{ "name": "Setya Wardana",\n "n": 1.0 }')
  assert.equal(text(signedBytes('compact', body)), '{"name":"Setya Wardana","n":1.0}')
  assert.equal(text(signedBytes('raw', body)), body.toString())
  assert.equal(text(signedBytes('parse-stringify', body)), '{"name":"Setya Wardana","n":1}')
  assert.equal(text(signedBytes('strip-all-whitespace', body)), '{"name":"SetyaWardana","n":1.0}')
  assert.equal(text(signedBytes('parse-stringify', Buffer.from('{'))), '{')
})

test('a compact body means what the body meant, and compacting it again changes nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(8), (value, indent) => {
      const once = compact(Buffer.from(JSON.stringify(value, null, indent)))
      assert.equal(text(once), JSON.stringify(value))
      assert.deepEqual(compact(once), once)
    }),
  )
})
