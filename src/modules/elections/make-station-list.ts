import type { Readable } from 'node:stream'
import { formatDate, type Language } from '../../kernel/format.ts'
import { dottedCode, parseRegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import { MOST_PDF_ROWS, pdfStream, type PdfPart } from '../../platform/pdf-out.ts'
import { inScopeOf, recordAct, sightOf, type By } from '../access/act.ts'
import type { ElectionRole } from './elections.ts'
import { getElection, listPosts, type PostRow } from './queries.ts'

/** The words of a list of officers, of the catalog of its language. */
export type StationListWords = {
  readonly listTitle: string
  readonly votedOn: string
  readonly payer: string
  readonly region: string
  readonly station: (number: string) => string
  readonly ofVillage: string
  readonly vacant: string
  readonly signature: string
  readonly roles: Readonly<Record<ElectionRole, string>>
  readonly seat: string
  readonly role: string
  readonly person: string
  readonly days: string
  readonly sign: string
}

export type StationListAsk = {
  readonly electionId: string
  readonly region: string
  readonly station?: number | undefined
}

/** The officers of a village on paper, polling station by polling station, or those of one: to be hung up and signed. The look is recorded. */
export async function makeStationList(
  { db, clock }: Deps,
  by: By,
  ask: StationListAsk,
  language: Language,
  words: StationListWords,
): Promise<{ readonly name: string; readonly content: Readable }> {
  const { election, posts, region } = await inScopeOf(db, by, async (tx) => {
    const found = await getElection(tx, sightOf(by), ask.electionId)
    const at = parseRegionCode('region', ask.region.trim())
    const filter = { region: at, missing: false, ...(ask.station !== undefined && { station: ask.station }) }
    // One more than fits on paper is refused there.
    const rows = await listPosts(tx, sightOf(by), found, filter, { limit: MOST_PDF_ROWS + 1, offset: 0 })
    const count = rows.filter(({ personId }) => personId !== null).length
    await recordAct(tx, by, {
      action: 'elections.print',
      subject: { kind: 'election', id: found.id },
      region: at,
      count,
    })
    return { election: found, posts: rows, region: at }
  })
  const where = posts[0]?.place ?? dottedCode(region)
  const facts = [
    [words.region, `${where} (${dottedCode(region)})`],
    [words.votedOn, formatDate(election.votedOn, language)],
    [words.payer, election.payerName],
  ] as const
  const stations = Map.groupBy(posts, ({ station, place }) =>
    station === null ? place : `${place} ${String(station)}`,
  )
  const parts = [...stations.values()].flatMap((own) => partsOf(own, language, words))
  const document = {
    ...{ title: `${words.listTitle}: ${election.name}`, language, sign: `Payung · ${clock.today()}` },
    parts: [{ facts }, ...parts, { text: words.signature }],
  }
  const name = `petugas-${dottedCode(region)}${ask.station === undefined ? '' : `-tps-${String(ask.station)}`}`
  return { name, content: await pdfStream(document) }
}

function partsOf(posts: readonly PostRow[], language: Language, words: StationListWords): PdfPart[] {
  const [first] = posts
  if (!first) return []
  const where = first.station === null ? words.ofVillage : words.station(String(first.station))
  return [
    { heading: `${first.place} · ${where}` },
    {
      columns: [
        { title: words.seat, isNumber: true },
        { title: words.role },
        { title: words.person, isWide: true },
        { title: words.days },
        { title: words.sign, isWide: true },
      ],
      rows: posts.map(({ role, name, personId, officerFrom, beginsOn, lastOn }, at) => [
        String(at + 1),
        words.roles[role],
        personId === null ? words.vacant : (name ?? String(personId)),
        `${formatDate(officerFrom ?? beginsOn, language)} – ${formatDate(lastOn, language)}`,
        '',
      ]),
    },
  ]
}
