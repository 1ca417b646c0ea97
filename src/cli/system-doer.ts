import { userInfo } from 'node:os'
import type { By } from '../modules/access/act.ts'

/** The command line acts as the system; the audit also says which user of the operating system typed it. */
export function systemDoer(): By {
  return { kind: 'system', systemUser: userInfo().username }
}
