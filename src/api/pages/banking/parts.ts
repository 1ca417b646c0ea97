import type { FastifyRequest } from 'fastify'
import { formatDate, formatRupiah } from '../../../kernel/format.ts'
import { isPlainDate } from '../../../kernel/plain-date.ts'
import type { BankDeps } from '../../../modules/payments/create-virtual-account.ts'
import type { SettlementDeps } from '../../../modules/settlement/record-code.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { Option } from '../../../../web/ui/field.tsx'
import { languageOf } from '../../language.ts'

/** What the pages of banks and settlement need. */
export type BankingPageDeps = BankDeps &
  Pick<SettlementDeps, 'book' | 'calendar'> & { readonly simulatorUrl: string | null }

export const bankingWords = (request: FastifyRequest) => wordsIn(languageOf(request)).banking

export const rupiahText = (request: FastifyRequest, amount: number | bigint): string =>
  formatRupiah(BigInt(amount), languageOf(request))

export const dayText = (request: FastifyRequest, day: string): string =>
  isPlainDate(day) ? formatDate(day, languageOf(request)) : day

export function bankOptions({ partners }: BankDeps): Option[] {
  return partners.map(({ id, name }) => ({ value: id, label: name }))
}
