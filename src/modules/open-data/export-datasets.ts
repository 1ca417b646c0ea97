import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csvText } from '../../platform/csv-out.ts'
import { textWorkbookOf } from '../../platform/xlsx-out.ts'
import type { CoverageDeps } from '../coverage/open-tallies.ts'
import { askDataset, type DatasetQuestion } from './ask-dataset.ts'
import { dataPackageOf, openCsvOf } from './table-package.ts'
import { INDICATOR_COLUMNS } from './describe-datasets.ts'
import { indicatorSheetOf } from './indicator-sheet.ts'
import { jsonStatOf } from './json-stat.ts'
import { DATASET_NAMES } from './open-data.ts'

/**
 * Writes every data set into a folder, each in a folder of its own that is a whole Data Package: table, description, JSON-stat and what the
 * indicator means. Gives the files by their paths below the folder. The same again writes the same.
 */
export async function exportOpenData(
  deps: CoverageDeps,
  folder: string,
  question: Omit<DatasetQuestion, 'name'>,
): Promise<readonly string[]> {
  const written: string[] = []
  for (const name of DATASET_NAMES) {
    const dataset = await askDataset(deps, { ...question, name })
    const rows = indicatorSheetOf(name)
    const files: readonly (readonly [string, string | Uint8Array])[] = [
      ['data.csv', openCsvOf(dataset)],
      ['datapackage.json', `${JSON.stringify(dataPackageOf(dataset, 'data.csv'), null, 2)}\n`],
      ['json-stat.json', `${JSON.stringify(jsonStatOf(dataset))}\n`],
      ['ms-indikator.csv', csvText(INDICATOR_COLUMNS, rows)],
      [
        'ms-indikator.xlsx',
        await textWorkbookOf([{ name: 'MS-Indikator', rows: [INDICATOR_COLUMNS, ...rows] }]),
      ],
    ]
    await mkdir(join(folder, name), { recursive: true })
    for (const [file, content] of files) {
      await writeFile(join(folder, name, file), content)
      written.push(`${name}/${file}`)
    }
  }
  return written
}
