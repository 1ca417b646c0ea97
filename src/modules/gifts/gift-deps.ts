import type { LawBook } from '../../rules/law-book.ts'
import type { BankDeps } from '../payments/create-virtual-account.ts'

/** What gifts need beside what every command needs: the banks they are paid through, and the law they are priced by. */
export type GiftDeps = BankDeps & { readonly book: LawBook }
