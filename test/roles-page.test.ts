import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { rolesPage, ROLES_PAGE } from './roles-page.ts'

test('the page of roles says what the tables say; `npm run access-pages` writes it anew', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '..', ROLES_PAGE), 'utf8'), rolesPage())
})
