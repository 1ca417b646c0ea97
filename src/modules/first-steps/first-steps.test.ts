import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assessFirstSteps, FIRST_STEPS, MOST_STEPS } from './first-steps.ts'

test('the steps of a reader come in order, at most six, each with its tick', () => {
  const { steps, isShown } = assessFirstSteps(FIRST_STEPS, new Set(['list']), false)
  assert.equal(steps.length, MOST_STEPS)
  assert.deepEqual(
    steps.filter(({ isDone }) => isDone).map(({ step }) => step),
    ['list'],
  )
  assert.equal(isShown, true)
})

test('they go by themselves when all are done, and before that when their reader puts them away', () => {
  assert.equal(assessFirstSteps(['list'], new Set(['list']), false).isShown, false)
  assert.equal(assessFirstSteps(['list'], new Set(), true).isShown, false)
  assert.equal(assessFirstSteps([], new Set(), false).isShown, false)
})
