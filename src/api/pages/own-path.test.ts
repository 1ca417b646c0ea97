import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ownPath } from './own-path.ts'

test('A24: only paths of our own are gone on to', () => {
  for (const asked of ['/akun', '/iuran?segment=BPU&x=1', '/a#b', '/'])
    assert.equal(ownPath(asked, '/x'), asked)
  for (const asked of [
    '//evil',
    'https:evil',
    '\\evil',
    '/\\evil',
    '/\t/evil',
    '/\n/evil',
    '',
    'akun',
    'javascript:alert(1)',
    '/a\\b',
    ['/akun'],
    undefined,
    `/${'a'.repeat(2_000)}`,
  ]) {
    assert.equal(ownPath(asked, '/x'), '/x', String(asked))
  }
})

test('A24: no text whatever leads a browser to another host', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[/\\.:@\t a-z]{1,12}$/)), (asked) => {
      assert.equal(new URL(ownPath(asked, '/x'), 'https://payung.example').origin, 'https://payung.example')
    }),
  )
})
