import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findTerms, TERMS } from './terms.ts'

test('every term has an English name and a meaning in both languages, short enough to be read at once', () => {
  assert.equal(TERMS.length, 126)
  for (const { term, english, meaning } of TERMS) {
    for (const text of [term, english, meaning.id, meaning.en]) assert.match(text, /\S/, term)
    for (const sentence of meaning.id.split(/(?<=[.?!:])\s/))
      assert.ok(sentence.split(/\s+/).length <= 15, `${term}: ${sentence}`)
  }
})

test('each term has an address of its own on the page', () => {
  const anchors = TERMS.map(({ anchor }) => anchor)
  assert.equal(new Set(anchors).size, anchors.length)
  for (const anchor of anchors) assert.match(anchor, /^[a-z0-9]+(-[a-z0-9]+)*$/)
  assert.equal(TERMS.find(({ term }) => term.startsWith('JKK,'))?.anchor, 'jkk')
})

test('a term is found by any of its words in either language', () => {
  assert.deepEqual(
    findTerms('  Kecelakaan KERJA jkk').map(({ anchor }) => anchor),
    ['jkk'],
  )
  assert.deepEqual(
    findTerms('heir').map(({ anchor }) => anchor),
    ['ahli-waris'],
  )
  assert.deepEqual(findTerms('tidakadakata'), [])
})
