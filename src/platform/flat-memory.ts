import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * What the engine does of itself with a program that forgets nearly everything at once: it lets the young objects grow sixteenfold
 * before it looks at them, and the old ones fourfold. These settings are read anew at each collection.
 */
const ROOMY = ['--semi-space-growth-factor=2', '--heap-growing-percent=0']
/** The young grow no more, and the old are looked at whenever they have grown by a fifth. */
const FLAT = ['--semi-space-growth-factor=1', '--heap-growing-percent=20']

let flatCount = 0

/** Does work that reads much and keeps little in little memory, however long it takes (docs/adr/0034). */
export async function inFlatMemory<Result>(work: () => Promise<Result>): Promise<Result> {
  flatCount += 1
  if (flatCount === 1) becomeFlat()
  try {
    return await work()
  } finally {
    flatCount -= 1
    if (flatCount === 0) for (const flag of ROOMY) setFlagsFromString(flag)
  }
}

/** A collection now: how far memory may grow until the next was decided by the last one, under the settings of that time. */
function becomeFlat(): void {
  for (const flag of [...FLAT, '--expose-gc']) setFlagsFromString(flag)
  const collect = runInNewContext('gc') as () => void
  collect()
}
