import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'

/** What acts of this module need beside database and clock: the keys that tokens and secrets are stored under. */
export type AccessDeps = Deps & { readonly ring: KeyRing }
