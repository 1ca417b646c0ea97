import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROLE_NAMES } from '../src/modules/access/roles.ts'
import { rolesPage, ROLES_PAGE, WHO_WORKS_IN } from './roles-page.ts'

test('the page of roles says what the tables say; `npm run access-pages` writes it anew', () => {
  assert.equal(readFileSync(join(import.meta.dirname, '..', ROLES_PAGE), 'utf8'), rolesPage())
})

test('every role is somebody’s, and whoever has none is told where he goes instead', () => {
  const used = new Set(WHO_WORKS_IN.flatMap(({ roles }) => roles))
  assert.deepEqual(
    ROLE_NAMES.filter((name) => !used.has(name)),
    [],
  )
  for (const { who, roles, instead } of WHO_WORKS_IN)
    assert.equal(roles.length === 0, instead !== undefined, who)
})
