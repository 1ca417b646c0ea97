import { createKeys, fixedRing, type KeyRing } from '../src/platform/key-ring.ts'

/** New keys of one test file. */
export function testRing(): KeyRing {
  return fixedRing(createKeys())
}
