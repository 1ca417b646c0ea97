import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Actor } from '../access/access.ts'
import type { By } from '../access/act.ts'

/** What receiving a list needs; stored lists lie encrypted in `folder`. */
export type ListDeps = Deps & { readonly ring: KeyRing; readonly folder: string }

/** A user or a program that hands in a list; the command line reads files where they lie. */
export type UserBy = By & { readonly kind: 'user'; readonly actor: Actor }
