import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { lawRegisterPage, REGISTER_PAGE } from './law-register-page.ts'

test('the register page says what the parameters say; `npm run law-register` writes it anew', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '..', REGISTER_PAGE), 'utf8'), lawRegisterPage())
})
