import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decidePurpose, type PurposeFacts, type StartAsk } from './installation-purpose.ts'

const PLAIN: StartAsk = { training: null, isEmpty: false, isConfigured: false }
const FRESH: PurposeFacts = { marked: null, isInUse: false }

const asked = (ask: Partial<StartAsk>, facts: Partial<PurposeFacts> = {}) =>
  decidePurpose({ ...PLAIN, ...ask }, { ...FRESH, ...facts })

test('a fresh database with nothing set is for training; every sign of real work makes it one for work', () => {
  assert.equal(asked({}), 'training')
  assert.equal(asked({ training: true, isConfigured: true, isEmpty: true }), 'training')
  assert.equal(asked({ isEmpty: true }), 'work')
  assert.equal(asked({ isConfigured: true }), 'work')
  assert.equal(asked({ training: false }), 'work')
})

test('a database that was served for work, or that holds anybody, is never made one for training', () => {
  for (const facts of [{ marked: 'work' }, { isInUse: true }] as const) {
    assert.equal(asked({}, facts), 'work')
    assert.equal(asked({ isEmpty: true }, facts), 'work')
    assert.equal(asked({ training: true }, facts), 'made-for-work')
  }
})

test('a database for training needs no setting any more, and nobody who asks for real work lands in it', () => {
  const marked = { marked: 'training', isInUse: true } as const
  assert.equal(asked({}, marked), 'training')
  assert.equal(asked({ training: true, isEmpty: true }, marked), 'training')
  for (const ask of [{ isEmpty: true }, { isConfigured: true }, { training: false }])
    assert.equal(asked(ask, marked), 'made-for-training')
})
