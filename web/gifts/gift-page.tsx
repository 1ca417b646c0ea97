import { Fragment } from 'react'
import { formatDate, formatNumber, formatRupiah, type Language } from '../../src/kernel/format.ts'
import { shownCode, type Gift } from '../../src/modules/gifts/gifts.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

/** Where and how a gift can be paid, as a page shows it. */
export type ShownWays = {
  readonly virtualAccount: string | null
  readonly bank: string | null
  /** The picture of the QR code as an address that holds it. */
  readonly qrPicture: string | null
  /** Where the training bank takes the money; null where real banks do. */
  readonly trainingHref: string | null
}

export type VillageSum = {
  readonly village: string
  readonly workers: number
  readonly shares: number
  readonly amount: bigint
}

export type GiftPageProps = {
  readonly frame: Frame
  readonly gift: Gift
  readonly donor: string
  readonly region: string
  readonly ways: ShownWays
  readonly villages: readonly VillageSum[]
  readonly isChecking: boolean
}

/** `/donasi/kode/:kode`: what has become of a gift, for whoever has its code. */
export function GiftPage(props: GiftPageProps) {
  const { frame, gift } = props
  const { language } = frame
  const words = wordsIn(language).gifts.gift
  return (
    <Page frame={frame} title={words.title(shownCode(gift.code))}>
      <h1>{words.title(shownCode(gift.code))}</h1>
      <Standing {...props} />
      <p>{words.keep}</p>
      <Facts {...props} />
      {gift.seed === null ? null : <Seed language={language} seed={gift.seed} root={gift.root} />}
      <Villages language={language} villages={props.villages} />
      <AbbreviationList language={language} used={['JKK', 'JKM', 'QRIS', 'NIK']} />
    </Page>
  )
}

function Standing({ frame, gift, ways, isChecking }: GiftPageProps) {
  const { language } = frame
  const words = wordsIn(language).gifts.gift
  const money = (amount: bigint) => formatRupiah(amount, language)
  switch (gift.state) {
    case 'promised':
      return <PaySection language={language} gift={gift} ways={ways} />
    case 'paid':
      return (
        <Notice kind="done" title={words.paidTitle}>
          <p>{isChecking ? words.checkingText : words.paidText}</p>
          <p>
            <ReceiptLink language={language} code={gift.code} />
          </p>
        </Notice>
      )
    case 'cancelled':
      return (
        <Notice kind="caution" title={words.cancelledTitle}>
          <p>{words.cancelledText}</p>
        </Notice>
      )
    case 'allocated':
      return (
        <Notice kind="done" title={words.allocatedTitle}>
          <p>{words.allocatedText(formatNumber(gift.shareCount, language), money(gift.shared))}</p>
          {gift.returned > 0n ? <p>{words.returnedText(money(gift.returned))}</p> : null}
          <ul className="actions">
            <li>
              <a href={hrefIn(language, `/donasi/kode/${gift.code}/sertifikat.pdf`)}>{words.certificate}</a>
            </li>
            <li>
              <ReceiptLink language={language} code={gift.code} />
            </li>
            <li>
              <a href={`/donasi/kode/${gift.code}/pernyataan.json`}>{words.statement}</a>
            </li>
          </ul>
          <p className="small">
            <code>{words.howTo}</code>
          </p>
        </Notice>
      )
  }
}

function ReceiptLink({ language, code }: { readonly language: Language; readonly code: string }) {
  const { download } = wordsIn(language).receipts
  return <a href={hrefIn(language, `/donasi/kode/${code}/kuitansi.pdf`)}>{download}</a>
}

type PayProps = {
  readonly language: Language
  readonly gift: Pick<Gift, 'total' | 'lastDay'>
  readonly ways: ShownWays
}

/** Number and picture to pay at; the number can be marked and copied. */
export function PaySection({ language, gift, ways }: PayProps) {
  const words = wordsIn(language).gifts.gift
  const { virtualAccount, bank, qrPicture, trainingHref } = ways
  return (
    <section className="sheet" aria-labelledby="bayar">
      <h2 id="bayar">{words.payTitle}</h2>
      <p>{words.payText(formatRupiah(gift.total, language), formatDate(gift.lastDay, language))}</p>
      {virtualAccount === null ? (
        <p>{words.noWay}</p>
      ) : (
        <>
          <p>
            {words.va}, {bank}:
            <br />
            <strong>{virtualAccount}</strong>
          </p>
          <p className="small">{words.vaHint}</p>
        </>
      )}
      {qrPicture === null ? null : (
        <>
          <p>{words.scan}</p>
          <p>
            <img src={qrPicture} width="220" height="220" alt={words.scanAlt} />
          </p>
        </>
      )}
      {trainingHref === null ? null : (
        <p>
          <a href={trainingHref}>{words.training}</a>
        </p>
      )}
    </section>
  )
}

function Facts({ frame, gift, donor, region }: GiftPageProps) {
  const { language } = frame
  const { gifts } = wordsIn(language)
  const { facts } = gifts.gift
  const money = (amount: bigint) => formatRupiah(amount, language)
  const group = gift.occupationGroup === null ? gifts.allGroups : gifts.groups[gift.occupationGroup]
  const rows: readonly (readonly [string, string])[] = [
    [facts.state, gifts.states[gift.state]],
    [facts.donor, donor],
    [facts.region, region],
    [facts.group, group],
    [facts.people, formatNumber(gift.peopleCount, language)],
    [facts.months, formatNumber(gift.monthCount, language)],
    [facts.total, money(gift.total)],
    [facts.rest, gifts.rests[gift.rest]],
    ...(gift.endedAt === null
      ? []
      : ([
          [facts.received, money(gift.received)],
          [facts.shared, money(gift.shared)],
          [facts.returned, money(gift.returned)],
        ] as const)),
  ]
  return (
    <dl className="rows">
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  )
}

type SeedProps = {
  readonly language: Language
  readonly seed: NonNullable<Gift['seed']>
  readonly root: string | null
}

function Seed({ language, seed, root }: SeedProps) {
  const words = wordsIn(language).gifts.gift
  return (
    <section className="sheet" aria-labelledby="benih">
      <h2 id="benih">{words.seed}</h2>
      <pre>{seed.hex}</pre>
      <p className="small">
        {words.chain} {formatNumber(seed.position, language)}
      </p>
      <pre>{seed.hash}</pre>
      {root === null ? null : (
        <>
          <h3>{words.root}</h3>
          <pre>{root}</pre>
        </>
      )}
    </section>
  )
}

function Villages({
  language,
  villages,
}: {
  readonly language: Language
  readonly villages: readonly VillageSum[]
}) {
  const words = wordsIn(language).gifts.gift
  if (villages.length === 0) return null
  return (
    <SummaryTable
      caption={words.villages}
      columns={[
        { key: 'village', title: words.village, cell: ({ village }: VillageSum) => village },
        {
          key: 'workers',
          title: words.workers,
          numeric: true,
          cell: ({ workers }: VillageSum) => formatNumber(workers, language),
        },
        {
          key: 'shares',
          title: words.shares,
          numeric: true,
          cell: ({ shares }: VillageSum) => formatNumber(shares, language),
        },
        {
          key: 'amount',
          title: words.amount,
          numeric: true,
          cell: ({ amount }: VillageSum) => formatRupiah(amount, language),
        },
      ]}
      rows={villages}
      rowKey={({ village }) => village}
    />
  )
}
