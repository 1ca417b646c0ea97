import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { refusalSentence } from '../../../web/locales/refusal-sentence.ts'
import { CHANGE_FIELDS, readChange } from './change-fields.ts'
import { decideChange, outdatedFields, shownChanges } from './change-request.ts'

const ON = plainDate('2026-05-20')
const read = (fields: Record<string, string>) => readChange(fields, ON)

function refusalOf(work: () => unknown): Refusal {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

test('a request is read as a row of a list is read', () => {
  assert.deepEqual(
    read({
      name: ' SITI  AMINAH ',
      bornOn: '22 Maret 1990',
      sex: 'perempuan',
      phone: '0812 3456 7890',
      income: 'Rp 2.500.000',
      residenceRegion: '16.06.01.2001',
      rt: '5',
      maritalStatus: 'cerai mati',
      segment: 'bpu',
      email: '',
    }),
    {
      name: 'SITI AMINAH',
      bornOn: '1990-03-22',
      sex: 'female',
      phone: '+6281234567890',
      income: 2_500_000,
      residenceRegion: 1_606_012_001,
      rt: '005',
      maritalStatus: 'widowed',
      segment: 'BPU',
      email: null,
    },
  )
})

test('what a row of a list may not say is refused in the same words, field by field', () => {
  const unfit: Readonly<Record<string, readonly [text: string, words: RegExp]>> = {
    nik: ['123', /16 angka/],
    bornOn: ['22-03-2090', /masa depan/],
    phone: ['abc', /HP/],
    income: ['-5', /./],
  }
  for (const [field, [text, words]] of Object.entries(unfit)) {
    const { value } = refusalOf(() => read({ [field]: text }))
    assert.equal(value.code, 'field-unfit', field)
    assert.match(refusalSentence(value), words)
    assert.ok(refusalSentence(value, 'en').length > 0)
  }
  assert.equal(refusalOf(() => read({ sex: 'X' })).code, 'value-not-allowed')
  assert.equal(refusalOf(() => read({ shoeSize: '42' })).code, 'field-unknown')
  assert.equal(refusalOf(() => read({ segment: 'XX' })).code, 'value-not-allowed')
  assert.equal(refusalOf(() => read({ residenceRegion: 'Sungai Lilin' })).code, 'value-malformed')
})

test('what tells one person from another cannot be emptied', () => {
  for (const field of ['nik', 'name', 'bornOn', 'sex', 'residenceRegion', 'segment']) {
    assert.equal(refusalOf(() => read({ [field]: ' ' })).code, 'field-needed', field)
  }
  for (const field of CHANGE_FIELDS) {
    if (!['nik', 'name', 'bornOn', 'sex', 'residenceRegion', 'segment'].includes(field)) {
      assert.deepEqual(read({ [field]: '' }), { [field]: null })
    }
  }
})

const before = { name: 'BUDI', phone: '+6281234567890', occupation: 'PETANI', rt: null }

test('only what differs is a change, and nothing at all is refused', () => {
  const wanted = decideChange(before, { name: 'BUDI', occupation: 'NELAYAN', rt: null }, true)
  assert.deepEqual(wanted.after, { occupation: 'NELAYAN' })
  assert.deepEqual(wanted.before, { occupation: 'PETANI' })
  assert.equal(refusalOf(() => decideChange(before, { name: 'BUDI', rt: null }, true)).code, 'change-empty')
})

test('the gravest field names the request and decides about approval', () => {
  const table = [
    [{ rt: '001' }, true, 'details', false],
    [{ rt: '001' }, false, 'details', true],
    [{ residenceRegion: 1_606_012_002, rt: '001' }, true, 'move', true],
    [{ livingStatus: 'deceased', residenceRegion: 1_606_012_002 }, true, 'life', true],
    [{ sex: 'female', livingStatus: 'deceased' }, true, 'identity', true],
    [{ nik: '9'.repeat(16), name: 'A' }, true, 'number', true],
  ] as const
  for (const [asked, isKeeper, kind, needsApproval] of table) {
    const wanted = decideChange(before, asked, isKeeper)
    assert.deepEqual([wanted.kind, wanted.needsApproval], [kind, needsApproval], JSON.stringify(asked))
  }
})

test('what is kept encrypted is shown masked, the rest as it is', () => {
  const changes = shownChanges({
    before: { phone: '+6281234567890', rt: null },
    after: { phone: null, rt: '001', motherName: 'KARTINI' },
  })
  assert.deepEqual(changes['rt'], [null, '001'])
  assert.equal(changes['phone']?.[1], null)
  assert.doesNotMatch(JSON.stringify(changes), /34567|KARTINI/)
})

test('a request is outdated as soon as one of its fields is another than when it was asked', () => {
  assert.deepEqual(outdatedFields({ name: 'BUDI', rt: null }, before), [])
  assert.deepEqual(outdatedFields({ name: 'BUDY', rt: null }, before), ['name'])
  assert.deepEqual(outdatedFields({ rt: '001' }, before), ['rt'])
})

test('groups are a list whose order means nothing, each once; the last one can be taken away', () => {
  assert.deepEqual(read({ groups: ' TANI MAJU, NELAYAN JAYA ; TANI MAJU' }), {
    groups: ['TANI MAJU', 'NELAYAN JAYA'],
  })
  const before = { groups: ['NELAYAN JAYA', 'TANI MAJU'] }
  assert.equal(
    refusalOf(() => decideChange(before, read({ groups: 'TANI MAJU, NELAYAN JAYA' }), true)).code,
    'change-empty',
  )
  assert.deepEqual(decideChange(before, read({ groups: '' }), true).after, { groups: null })
  assert.deepEqual(outdatedFields(before, { groups: ['TANI MAJU', 'NELAYAN JAYA'] }), [])
  assert.deepEqual(outdatedFields(before, { groups: ['TANI MAJU'] }), ['groups'])
})

test('a new decile needs its own source and day; an emptied one takes them along', () => {
  const before = { decile: 3, decileSource: 'DTSEN 2025', decileOn: '2025-12-31' }
  const missing = (fields: Record<string, string>, stood: object = before) => {
    const { value } = refusalOf(() => decideChange(stood, read(fields), true))
    return [value.code, (value.details as { field?: string }).field]
  }
  assert.deepEqual(missing({ decile: '2' }), ['value-missing', 'decileSource'])
  assert.deepEqual(missing({ decile: '2', decileSource: 'DTSEN 2026' }), ['value-missing', 'decileOn'])
  assert.deepEqual(missing({ decileSource: 'DTSEN 2026' }, {}), ['value-missing', 'decile'])
  assert.deepEqual(missing({ decileOn: '' }), ['value-missing', 'decileOn'])
  assert.deepEqual(decideChange(before, read({ decile: '' }), true).after, {
    decile: null,
    decileSource: null,
    decileOn: null,
  })
  assert.deepEqual(decideChange(before, read({ decileOn: '30-12-2025' }), true).after, {
    decileOn: '2025-12-30',
  })
})
