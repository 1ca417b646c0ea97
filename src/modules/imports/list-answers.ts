import { writtenRegion } from '../access/places.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import type { LineOutcome } from './imports.ts'
import { listToldLines, type ImportRecord } from './queries.ts'
import { listLists, listPreviewLines, type ListFilter } from './preparation-queries.ts'
import type { Preparation } from './preparation.ts'
import type { ListAnswer, RowsAnswer, RowsQuery } from './contract.ts'
import type { KindDeps } from './list-kind.ts'
import { showRows } from './show-rows.ts'
import { getOwnList } from './stored-list.ts'

export const ROWS_PER_PAGE = 50

const pageOf = (page: string | undefined) => Number(page ?? '1')

/** A list as programs read it. The tally of one that is not taken in is that of its preview. */
export function listAnswerOf(
  list: Omit<
    ImportRecord,
    'organisationId' | 'mapping' | 'reading' | 'seconds' | 'undoneBecause' | 'hasFile'
  >,
  preparation: Pick<Preparation, 'stage' | 'tally'> | null,
): ListAnswer {
  return {
    id: list.id,
    fileName: list.fileName,
    purpose: list.purpose,
    region: writtenRegion(list.region),
    state: list.state,
    stage: preparation?.stage ?? null,
    tally: list.state === 'stored' ? (preparation?.tally ?? null) : list.tally,
    createdAt: list.createdAt.toISOString(),
    finishedAt: list.finishedAt?.toISOString() ?? null,
  }
}

/** Lists within reach, as the filter says, newest first, a page at a time. */
export async function answerLists(
  { db }: Pick<KindDeps, 'db'>,
  by: By,
  asked: string | undefined,
  filter: ListFilter,
): Promise<{ imports: ListAnswer[]; page: number; more: boolean }> {
  const page = pageOf(asked)
  const window = { limit: ROWS_PER_PAGE + 1, offset: (page - 1) * ROWS_PER_PAGE, ...filter }
  const lists = await inScopeOf(db, by, (tx) => listLists(tx, sightOf(by), window))
  return {
    imports: lists
      .slice(0, ROWS_PER_PAGE)
      .map((list) =>
        listAnswerOf(
          { ...list, finishedAt: null },
          list.stage === null ? null : { stage: list.stage, tally: list.tally },
        ),
      ),
    page,
    more: lists.length > ROWS_PER_PAGE,
  }
}

/** Rows of one's own list that there is something to say about, with their cells masked: of its preview, or of what became of it. */
export async function answerRows(
  deps: KindDeps,
  by: By,
  id: string,
  { page: asked, fate, code }: RowsQuery,
  sentenceOf: (said: LineOutcome, row: number) => string,
): Promise<RowsAnswer> {
  const prepared = await getOwnList(deps, by, id)
  const page = pageOf(asked)
  const offset = (page - 1) * ROWS_PER_PAGE
  const lines = await inScopeOf(deps.db, by, (tx) =>
    prepared.list.state === 'stored'
      ? listPreviewLines(tx, id, { fate, code, limit: ROWS_PER_PAGE + 1, offset })
      : listToldLines(tx, id, {
          fates: fate ? [fate] : ['refused', 'held', 'duplicate', 'accepted'],
          after: 0,
          most: offset + ROWS_PER_PAGE + 1,
        }).then((told) => told.slice(offset)),
  )
  const shown = await showRows(deps, by, prepared, lines.slice(0, ROWS_PER_PAGE))
  return {
    rows: shown.map(({ rowNumber, fate: became, outcomes }) => ({
      row: rowNumber,
      fate: became,
      outcomes: outcomes.map(({ outcome, heading, shown: cell }) => ({
        code: outcome.code,
        field: outcome.field,
        heading,
        shown: cell,
        sentence: sentenceOf(outcome, rowNumber),
      })),
    })),
    page,
    more: lines.length > ROWS_PER_PAGE,
  }
}
