import { formatNumber, formatRupiah } from '../../src/kernel/format.ts'
import type { MonthPrice } from '../../src/modules/gifts/gifts.ts'
import { wordsIn } from '../locales/public.ts'
import { hrefIn } from '../ui/links.ts'
import type { Frame } from '../ui/page.tsx'
import { CheckList, StepPage } from './step-page.tsx'

type DonationCheckProps = {
  readonly frame: Frame
  readonly values: Readonly<Record<string, string>>
  readonly months: readonly MonthPrice[]
  readonly people: number
  readonly total: bigint
  readonly region: string
  readonly paths: { readonly place: string; readonly size: string; readonly price: string }
  readonly action: string
}

/** The answers of a donor before anything is promised, each with a way back that keeps what was typed. */
export function DonationCheckPage(props: DonationCheckProps) {
  const { frame, values, months, people, total, region, paths, action } = props
  const { language } = frame
  const words = wordsIn(language).gifts
  const { donation, gift } = words
  // A name of a donor is no part of an address: it is asked again on the page of the price.
  const { payer: _payer, key: _key, ...shared } = values
  const change = (path: string, label: string) => (
    <a href={hrefIn(language, path, shared)} aria-label={`${words.change}: ${label}`}>
      {words.change}
    </a>
  )
  const group = values['occupationGroup']
  const row = (label: string, value: string, path: string) => ({ label, value, change: change(path, label) })
  const rows = [
    row(gift.facts.region, region, paths.place),
    row(
      gift.facts.group,
      group === undefined ? words.allGroups : words.groups[group as keyof typeof words.groups],
      paths.place,
    ),
    row(gift.facts.people, formatNumber(people, language), paths.size),
    row(gift.facts.months, formatNumber(months.length, language), paths.size),
    row(gift.facts.rest, words.rests[values['rest'] as keyof typeof words.rests], paths.size),
    row(gift.facts.donor, values['payer'] ?? '', paths.price),
    row(
      donation.anonymous,
      values['anonymous'] === 'ya' ? donation.anonymousYes : donation.anonymousNo,
      paths.price,
    ),
    row(gift.facts.total, formatRupiah(total, language), paths.size),
  ]
  return (
    <StepPage
      frame={frame}
      title={words.checkTitle}
      description={donation.description}
      steps={donation.steps}
      current={2}
      questions={[]}
      values={values}
      errors={{}}
      action={action}
      method="post"
      hidden={values}
      button={donation.send}
      abbreviations={[]}
    >
      <CheckList rows={rows} />
    </StepPage>
  )
}
