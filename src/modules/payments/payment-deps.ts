import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Partner } from './partner.ts'

/** What payments need beside what every command needs: the partners as they are configured. */
export type PaymentDeps = Deps & { readonly ring: KeyRing; readonly partners: readonly Partner[] }

/** The partner of this name; refuses one that is not configured. */
export function getPartner({ partners }: Pick<PaymentDeps, 'partners'>, id: string): Partner {
  const partner = partners.find((each) => each.id === id)
  if (!partner) throw refuse('bank-unknown', { bank: id })
  return partner
}
