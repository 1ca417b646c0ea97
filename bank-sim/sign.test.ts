import assert from 'node:assert/strict'
import { createPublicKey } from 'node:crypto'
import { test } from 'node:test'
import { newContract, bankKeysOf, publicPem } from './bank-keys.ts'
import {
  isRequestSignature,
  isTokenSignature,
  requestSignature,
  tokenSignature,
  withoutBlanks,
} from './sign.ts'

// Made with openssl alone: genrsa 2048, dgst -sha256 -sign, dgst -sha512 -hmac.
const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtcHQGW+OKiIcqC35Op7CPd7Z+nfTuRlDT0HOMvOel3XDaIJ40iHHrkpX6nP0+fdPtwT1jQVoIyIWcNXSpJbb' +
  'INeucCf5+UMtvb3L4SWs+KZlvaCUR+D4IeA3J6TzOLYsLrrqxehJmjDdj+Wgap9pQdqY8Xjj6jyAy9Njd5R4oRUAMgfAxSrd8OwaMMdZjPB7fkqOr76MKpfxLxYEIGQX' +
  'eGYmPQ3muKmPNP+eJka10WnHcTWe+wsda7nZuztMqpbEKOV35Nd0qBFPslwhdwE5U3WT15HtjVTRQjOjP9fAFjapC8qEXGcCka+uo8M9QxSo+iZO3r0b5aG/Xc4+P3a7' +
  'EQIDAQAB'
const TOKEN_SIGNATURE =
  'JXjGrPj80ZZOL0+yjvlrpg+cdPvAGqKpnSyEk4R79Ij2vNzS5PSvEhMJpBVScZHfyfH32o7ZUO1JJ4j8AVXMf7Rn+hsrjMTcZS7LCivjx9JU+M0ycKpM6kCzTf1Zkz3M' +
  'zrcMx07+/7Dbc8DbpHRimTc97IBv90vf32VfgydFR6Rj1ny002wLXQ7BQTlIW+p3IgJm+0GSteSsZIEU3Dkf+AbnPblKInnj3TvVPghnrqSTd4rpJ7SdiAgwnzWWcaZ+' +
  'HE7muaa3FB+XuvRN9gm8m25sO4tWNbAu8eoIunuIa2BY36r1uuL+yVRlgd+fpgMiLE7EME7UdMOknVuPZFV8WA=='
const CLIENT = 'payung-at-simulator'
const AT = '2026-05-20T10:00:00+07:00'
const signed = {
  method: 'POST',
  path: '/snap/v1.0/transfer-va/payment',
  token: 'tok-1',
  timestamp: AT,
  body: '{ "amount":{"value":"336000.00",\r\n\t"currency":"IDR"}, "name":"Setya Wardana","n": 12345678901234567890}',
}
const REQUEST_SIGNATURE =
  'EZEjcBNcv8gvI0egdPAKWhDBx7y/y0+5lQlgfGzM2z6zk0lbjxY0GitqiQxCWaK5wDJIrolAealte4tsKHgW/w=='

test('a token is asked for with the signature that openssl makes', () => {
  const key = createPublicKey({ key: Buffer.from(PUBLIC_KEY, 'base64'), format: 'der', type: 'spki' })
  assert.ok(isTokenSignature(key, CLIENT, AT, TOKEN_SIGNATURE))
  assert.ok(!isTokenSignature(key, CLIENT, '2026-05-20T10:00:01+07:00', TOKEN_SIGNATURE))
  const contract = newContract()
  const { own, next } = bankKeysOf(contract)
  const ours = createPublicKey(publicPem(contract.bank.privateKey))
  assert.ok(isTokenSignature(ours, CLIENT, AT, tokenSignature(own, CLIENT, AT)))
  assert.ok(!isTokenSignature(ours, CLIENT, AT, tokenSignature(next, CLIENT, AT)))
})

test('a request is signed over its bytes without blanks: numbers of 20 digits and blanks inside texts stay', () => {
  assert.equal(requestSignature('rahasia-simulator', signed), REQUEST_SIGNATURE)
  assert.ok(isRequestSignature('rahasia-simulator', signed, REQUEST_SIGNATURE))
  assert.ok(!isRequestSignature('rahasia-simulator', { ...signed, token: 'tok-2' }, REQUEST_SIGNATURE))
  assert.ok(!isRequestSignature('rahasia-simulator', signed, REQUEST_SIGNATURE.toLowerCase()))
})

test('blanks inside a text stay, also behind an escaped quotation mark', () => {
  assert.equal(
    withoutBlanks('{ "a" : "x \\" y" ,\n "b\\\\" : [ 1.0 , "\\/" ] }'),
    '{"a":"x \\" y","b\\\\":[1.0,"\\/"]}',
  )
})
