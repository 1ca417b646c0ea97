import { formatMonth, formatNumber, formatRupiah, type Language } from '../../src/kernel/format.ts'
import type { MonthPrice } from '../../src/modules/gifts/gifts.ts'
import { wordsIn } from '../locales/public.ts'
import { Notice } from '../ui/notice.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

type PriceTableProps = {
  readonly language: Language
  readonly months: readonly MonthPrice[]
  readonly people: number
  readonly total: bigint
  /** What the law says about these months, in sentences. */
  readonly notes: readonly string[]
}

/** What a gift costs: each month by its own law, then the sum, then what to know before paying. */
export function PriceTable({ language, months, people, total, notes }: PriceTableProps) {
  const words = wordsIn(language).gifts.donation
  const count = formatNumber(people, language)
  return (
    <>
      <p>
        <strong>
          {words.totalLine(formatRupiah(total, language), count, formatNumber(months.length, language))}
        </strong>
      </p>
      {notes.map((note) => (
        <Notice key={note} kind="caution" title={note} />
      ))}
      <SummaryTable
        caption={words.priceCaption}
        columns={[
          {
            key: 'month',
            title: words.monthColumn,
            cell: ({ month }: MonthPrice) => formatMonth(month, language),
          },
          {
            key: 'each',
            title: words.perPerson,
            numeric: true,
            cell: ({ perPerson }: MonthPrice) => formatRupiah(perPerson, language),
          },
          {
            key: 'all',
            title: words.together(count),
            numeric: true,
            cell: ({ perPerson }: MonthPrice) => formatRupiah(perPerson * BigInt(people), language),
          },
        ]}
        rows={months}
        rowKey={({ month }) => month}
        fold={false}
      />
    </>
  )
}
