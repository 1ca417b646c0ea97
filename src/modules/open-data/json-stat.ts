import {
  MEASURES,
  MEASURE_TEXTS,
  cautionsOf,
  LICENCE,
  titleOf,
  valueOf,
  type OpenDataset,
} from './open-data.ts'

/** A data set as JSON-stat 2.0: area × month × measure in row-major order; `c` marks a hidden value, as statistics offices write it. */
export function jsonStatOf(dataset: OpenDataset) {
  const { name, areas, months, cells, updatedAt, sources } = dataset
  const value = cells.flatMap((cell) => MEASURES.map((measure) => valueOf(cell, measure)))
  const hidden = cells.flatMap((cell, at) =>
    cell.isHidden
      ? MEASURES.flatMap((measure, offset) =>
          measure === 'people' || measure === 'percent' ? [[String(at * MEASURES.length + offset), 'c']] : [],
        )
      : [],
  )
  return {
    version: '2.0',
    class: 'dataset',
    label: titleOf(name),
    source: sources.join('; '),
    updated: updatedAt.toISOString(),
    note: [...cautionsOf(dataset)],
    id: ['area', 'month', 'measure'],
    size: [areas.length, months.length, MEASURES.length],
    role: { geo: ['area'], time: ['month'], metric: ['measure'] },
    dimension: {
      area: {
        label: 'Wilayah',
        category: {
          index: areas.map(({ code }) => code),
          label: Object.fromEntries(areas.map(({ code, name: title }) => [code, title])),
        },
      },
      month: { label: 'Bulan', category: { index: [...months] } },
      measure: {
        label: 'Ukuran',
        category: {
          index: [...MEASURES],
          label: Object.fromEntries(MEASURES.map((measure) => [measure, MEASURE_TEXTS[measure].title])),
          unit: Object.fromEntries(
            MEASURES.map((measure) => {
              const { unit, decimals } = MEASURE_TEXTS[measure]
              return [measure, { label: unit, decimals }]
            }),
          ),
        },
      },
    },
    value,
    status: Object.fromEntries(hidden) as Record<string, string>,
    extension: { license: LICENCE },
  }
}
