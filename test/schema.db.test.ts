import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { test } from 'node:test'
import { testDatabase } from './database.ts'
import { schemaFiles } from './schema-files.ts'

const { ownerUrl } = await testDatabase()

for (const [path, text] of await schemaFiles(ownerUrl)) {
  test(`${relative(process.cwd(), path)} is what the migrations make (else: npm run schema)`, () => {
    assert.equal(readFileSync(path, 'utf8'), text)
  })
}
