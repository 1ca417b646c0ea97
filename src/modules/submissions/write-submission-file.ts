import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { refuse } from '../../kernel/refusal.ts'
import { csvText } from '../../platform/csv-out.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { textWorkbook } from '../../platform/xlsx-out.ts'
import { act, recordAct, sightOf, type By } from '../access/act.ts'
import { LAYOUTS } from '../people/export-layouts.ts'
import type { ExportFile } from '../people/export-people.ts'
import { getSubmission, ownPeople } from './queries.ts'
import { openSubmitted } from './submitted-rows.ts'
import { fileCountOf, layoutOf, placesOf, requireStateFor } from './submissions.ts'

export type FileFormat = 'xlsx' | 'csv'
export type FileAsk = { readonly id: string; readonly file: number; readonly format: FileFormat }

/**
 * One file of a submission in the template of BPJS Ketenagakerjaan, at most 10,000 people in clear; the audit has it before the first byte
 * leaves. Refuses a submission that was taken back, and one of which somebody sees only his own people.
 */
export function writeSubmissionFile(
  { db, clock, ring }: Deps & { readonly ring: KeyRing },
  by: By,
  { id, file, format }: FileAsk,
): Promise<ExportFile> {
  return act(db, by, 'submissions.file', async (tx) => {
    const submission = await getSubmission(tx, sightOf(by), id)
    if (!submission.isWhole) throw refuse('submission-unknown', {})
    if (submission.state === 'withdrawn') requireStateFor('answer', submission)
    const files = fileCountOf(submission.peopleCount)
    if (file < 1 || file > files) throw refuse('submission-file-unknown', { files })
    const { first, last } = placesOf(file)
    const people = await openSubmitted(tx, ring, {
      where: sql`m.submission_id = ${submission.id} and m.place between ${first} and ${last} and ${ownPeople(sightOf(by))}`,
      order: sql`m.place`,
      on: clock.today(),
    })
    await recordAct(tx, by, {
      action: 'submissions.file',
      subject: { kind: 'submission', id: submission.id },
      region: submission.regionCode,
      count: people.length,
      details: { number: submission.number, file, format },
    })
    const layout = LAYOUTS[layoutOf(submission.segment)]
    const rows = people.map(({ person, monthCount }) =>
      layout.cells(person, { bpuPackage: submission.bpuPackage, monthCount }),
    )
    const name = `${submission.number}-${String(file)}.${format}`
    if (format === 'csv')
      return { name, bytes: Readable.from([csvText(layout.header, rows)], { objectMode: false }) }
    return { name, bytes: textWorkbook(layout.sheet, layout.header, each(rows)) }
  })
}

/** Rows one by one, as a workbook wants them. */
export async function* each(rows: readonly (readonly string[])[]): AsyncGenerator<readonly string[]> {
  for (const row of rows) yield await Promise.resolve(row)
}
