import assert from 'node:assert/strict'
import { test } from 'node:test'
import { publicWords as english } from './en/public.ts'
import { fieldLabels as englishLabels } from './en/fields.ts'
import { publicWords as indonesian } from './id/public.ts'
import { fieldLabels as indonesianLabels } from './id/fields.ts'
import { abbreviations } from './abbreviations.ts'
import { httpProblems } from './http-problems.ts'
import { refusalSentence, REFUSAL_CODES } from './refusal-sentence.ts'

/** Every text of a catalog with the path to it; a sentence maker is called with its own argument names. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function')
    return [[path, (value as (...words: string[]) => string)('A', 'B', 'C', 'D')]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => texts(inner, `${path}.${key}`))
}

test('both languages have the same texts, none empty', () => {
  assert.deepEqual(
    texts(english).map(([path]) => path),
    texts(indonesian).map(([path]) => path),
  )
  for (const [path, text] of [...texts(indonesian), ...texts(english)]) assert.match(text, /\S/, path)
  assert.deepEqual(Object.keys(englishLabels), Object.keys(indonesianLabels))
  assert.deepEqual(Object.keys(abbreviations.en), Object.keys(abbreviations.id))
})

test('an Indonesian sentence has at most 15 words, so that it is understood at first reading', () => {
  const all = [...texts(indonesian), ...texts(httpProblems.id)]
  const long = all.flatMap(([path, text]) =>
    text
      .split(/(?<=[.?!;:])\s/)
      .filter((sentence) => sentence.split(/\s+/).length > 15)
      .map((sentence) => `${path}: ${sentence}`),
  )
  assert.deepEqual(long, [])
})

test('a refusal says what, where and how to mend it, in both languages', () => {
  const value = {
    code: 'value-not-allowed',
    details: { field: 'riskClass', value: 'VI', allowed: ['I', 'II', 'III', 'IV', 'V'] },
  } as const
  assert.equal(
    refusalSentence(value),
    'Isian kelompok risiko kerja (riskClass) tidak dikenal: "VI". Pilih salah satu: I, II, III, IV, V.',
  )
  assert.equal(
    refusalSentence(value, 'en'),
    'The risk class of the work (riskClass) is not known: "VI". Choose one of: I, II, III, IV, V.',
  )
  assert.ok(REFUSAL_CODES.includes('no-law-in-force'))
})
