import { sql } from 'kysely'
import { subtreeOf, type RegionCode } from '../../kernel/region-code.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { textWorkbook } from '../../platform/xlsx-out.ts'
import { act, recordAct, sightOf, type By } from '../access/act.ts'
import { WHY_HEADING } from '../imports/error-file.ts'
import { LAYOUTS } from '../people/export-layouts.ts'
import type { ExportFile } from '../people/export-people.ts'
import { ownPeople, UNMENDED } from './queries.ts'
import { isRejectionReason } from './reasons.ts'
import { type RejectionReason } from './submissions.ts'
import { openSubmitted } from './submitted-rows.ts'
import { each } from './write-submission-file.ts'

export type RejectedFileAsk = {
  readonly region?: RegionCode
  /** What was wrong and what to do, as its reader says it. */
  readonly sentence: (reason: RejectionReason, text: string | null) => string
}

const MOST = 10_000

/**
 * Everybody within reach who was rejected and waits to be mended, as our own list with a column that says why and what to do. Mended there
 * and handed in again as a list it changes the records, and the next submission takes those whose record changed.
 */
export function writeRejectedFile(
  { db, clock, ring }: Deps & { readonly ring: KeyRing },
  by: By,
  { region, sentence }: RejectedFileAsk,
): Promise<ExportFile> {
  return act(db, by, 'submissions.file', async (tx) => {
    const within = region === undefined ? null : subtreeOf(region)
    const here = within === null ? sql`true` : sql`m.region_code between ${within.first} and ${within.last}`
    const people = await openSubmitted(tx, ring, {
      where: sql`${UNMENDED} and ${ownPeople(sightOf(by))} and ${here}`,
      order: sql`m.region_code, m.submission_id, m.place limit ${MOST}`,
      on: clock.today(),
    })
    await recordAct(tx, by, {
      action: 'submissions.rejected-file',
      ...(region !== undefined && { region }),
      count: people.length,
    })
    const { header, cells, sheet } = LAYOUTS.xlsx
    const rows = people.map(({ person, reason, reasonText }) => [
      ...cells(person, { bpuPackage: '', monthCount: 1 }),
      reason !== null && isRejectionReason(reason) ? sentence(reason, reasonText) : '',
    ])
    return {
      name: `perbaikan-${clock.today()}.xlsx`,
      bytes: textWorkbook(sheet, [...header, WHY_HEADING], each(rows)),
    }
  })
}
