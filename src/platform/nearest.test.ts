import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editDistance, nearestWord } from './nearest.ts'

test('a slip of the finger costs one', () => {
  assert.equal(editDistance('doctor', 'doctor'), 0)
  assert.equal(editDistance('docto', 'doctor'), 1)
  assert.equal(editDistance('dcotor', 'doctor'), 1)
  assert.equal(editDistance('doktor', 'doctor'), 1)
})

test('the nearest word is offered, and none when nothing is near', () => {
  assert.equal(nearestWord('law pirce', ['law price', 'law benefit']), 'law price')
  assert.equal(nearestWord('xyzzy', ['law price', 'law benefit']), undefined)
})
