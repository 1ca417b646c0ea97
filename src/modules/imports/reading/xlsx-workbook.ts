import { posix } from 'node:path'
import { refuse } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './reading-limits.ts'
import { dateStyles } from './xlsx-styles.ts'
import { readSharedStrings, type SharedStrings } from './xlsx-strings.ts'
import { attribute, attributesOfAll } from './xml-text.ts'
import { openZip, partText, type ZipParts } from './zip-parts.ts'

/** One tab of a workbook, in the user's order. `part` is null for what holds no cells, such as a chart on a tab of its own. */
export type WorkbookSheet = { readonly name: string; readonly hidden: boolean; readonly part: string | null }

/** An opened workbook: what every sheet of it needs to be read. */
export type Workbook = {
  readonly parts: ZipParts
  readonly sheets: readonly WorkbookSheet[]
  /** Dates count from 1904, as old copies of Excel for the Macintosh did. */
  readonly from1904: boolean
  /** By style number, whether a number is shown as a date. */
  readonly dateStyles: readonly boolean[]
  readonly strings: SharedStrings
  readonly close: () => void
}

const OFFICE_DOCUMENT = 'officeDocument'
const MAIN_BY_HABIT = 'xl/workbook.xml'

/** Opens a workbook and reads all but its sheets. Refuses what is damaged, unsafe or too large. */
export async function openWorkbook(path: string, limits: ReadingLimits): Promise<Workbook> {
  const parts = await openZip(path, limits)
  try {
    const main = await mainPart(parts)
    const text = await partText(parts, main)
    const relations = await relationsOf(parts, main)
    const byType = (type: string) => relations.find((relation) => relation.type === type)?.part ?? null
    const styles = byType('styles')
    return {
      parts,
      sheets: sheetsOf(text, relations),
      from1904: isFrom1904(text),
      dateStyles: styles === null ? [] : dateStyles(await partText(parts, styles)),
      strings: await readSharedStrings(parts, byType('sharedStrings'), limits),
      close: parts.close,
    }
  } catch (error) {
    parts.close()
    throw error
  }
}

/** The part that names the sheets: what the package's own relations say, `xl/workbook.xml` where they say nothing. */
export async function mainPart(parts: ZipParts): Promise<string> {
  const relations = await relationsOf(parts, '')
  const part = relations.find(({ type }) => type === OFFICE_DOCUMENT)?.part ?? MAIN_BY_HABIT
  if (!parts.has(part)) throw refuse('file-damaged', { part })
  return part
}

type Relation = { readonly id: string; readonly type: string; readonly part: string }

async function relationsOf(parts: ZipParts, part: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(part === '' ? 'x' : part)
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  return attributesOfAll(await partText(parts, file), 'Relationship')
    .filter((relation) => attribute(relation, 'TargetMode') !== 'External')
    .map((relation) => {
      const target = attribute(relation, 'Target') ?? ''
      return {
        id: attribute(relation, 'Id') ?? '',
        // Both the transitional and the strict name of a relation end alike.
        type: (attribute(relation, 'Type') ?? '').replace(/^.*\//, ''),
        part: target.startsWith('/') ? target.slice(1) : posix.normalize(posix.join(folder, target)),
      }
    })
}

function sheetsOf(workbook: string, relations: readonly Relation[]): WorkbookSheet[] {
  return attributesOfAll(workbook, 'sheet').map((sheet) => {
    const id = attribute(sheet, 'id')
    const relation = relations.find((candidate) => candidate.id === id)
    const state = attribute(sheet, 'state') ?? 'visible'
    return {
      name: attribute(sheet, 'name') ?? '',
      hidden: state !== 'visible',
      part: relation?.type === 'worksheet' ? relation.part : null,
    }
  })
}

function isFrom1904(workbook: string): boolean {
  const [properties = ''] = attributesOfAll(workbook, 'workbookPr')
  return /^(1|true|on)$/.test(attribute(properties, 'date1904') ?? '')
}
