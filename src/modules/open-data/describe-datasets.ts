import { INDICATOR_DEFINITIONS } from '../figures/figures.ts'
import { cautionsOf, countedIn, DATASET_NAMES, LICENCE, titleOf } from './open-data.ts'

export const INDICATOR_COLUMNS: readonly string[] = ['Atribut', 'Isi']

/** The data sets with their terms, what they count, and where each form of them is. */
export function answerDatasets(least: number) {
  return {
    licence: LICENCE,
    datasets: DATASET_NAMES.map((name) => {
      const { numerator, denominator } = INDICATOR_DEFINITIONS[countedIn(name).indicator]
      const address = `/api/v1/open-data/${name}`
      return {
        name,
        title: titleOf(name),
        numerator: numerator.id,
        denominator: denominator.id,
        notes: [...cautionsOf({ name, least })],
        addresses: {
          jsonStat: `${address}/json-stat`,
          csv: `${address}/data.csv`,
          dataPackage: `${address}/datapackage.json`,
          indicatorSheet: `${address}/ms-indikator.xlsx`,
        },
      }
    }),
  }
}
