import type { AccessDeps } from './access-deps.ts'
import type { AccessSettings } from './access-settings.ts'

/** What signing in needs beside database, clock and keys. */
export type SignInDeps = AccessDeps & Pick<AccessSettings, 'training' | 'breached'>

/** Where a request comes from, as session and audit keep it. */
export type Caller = { readonly address: string; readonly agent: string; readonly requestId: string }

/** What an audit entry says about where the act came from. */
export function comingFrom({ address, requestId }: Caller): {
  readonly address: string
  readonly requestId: string
} {
  return { address, requestId }
}
