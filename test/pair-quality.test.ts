import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PERHAPS_FROM_BITS, SAME_FROM_BITS } from '../src/modules/people/matching/weights.ts'
import { pairQualityTable } from './pair-quality.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../docs/operations/duplicates.md'), 'utf8')

test('the page about duplicates says how good the score is, as it is measured now', () => {
  const table = pairQualityTable()
  assert.ok(PAGE.includes(table), `docs/operations/duplicates.md should say:\n${table}`)
  assert.ok(PAGE.includes(`${SAME_FROM_BITS} bits`) && PAGE.includes(`${PERHAPS_FROM_BITS} bits`))
})
