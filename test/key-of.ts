import assert from 'node:assert/strict'
import type { KeyObject } from 'node:crypto'
import type { KeyName, KeySet } from '../src/platform/key-ring.ts'

/** One key of a set; a set that lacks it fails the test. */
export function keyOf(keys: KeySet | undefined, name: KeyName, version = 1): KeyObject {
  const key = keys?.[name].get(version)
  assert.ok(key, `${name} has no version ${version}`)
  return key
}
