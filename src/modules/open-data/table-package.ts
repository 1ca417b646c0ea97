import { createHash } from 'node:crypto'
import { csvLines } from '../../platform/csv-out.ts'
import { cautionsOf, LICENCE, titleOf, type OpenCell, type OpenDataset } from './open-data.ts'

const COUNT = { type: 'integer', constraints: { minimum: 0 } } as const
const PERCENT = { type: 'number', constraints: { minimum: 0 } } as const
type Field = {
  readonly name: string
  readonly title: string
  readonly type: string
  readonly constraints?: Readonly<Record<string, unknown>>
  readonly of: (cell: OpenCell) => string | number | null
}

/** The columns of the table, in their order: what each holds stands here once, for the file and for its description. */
const FIELDS: readonly Field[] = [
  {
    name: 'area',
    title: 'Kode wilayah Kemendagri; ID untuk nasional',
    type: 'string',
    constraints: { required: true },
    of: ({ area }) => area,
  },
  {
    name: 'month',
    title: 'Bulan',
    type: 'yearmonth',
    constraints: { required: true },
    of: ({ month }) => month,
  },
  { name: 'people', title: 'Pembilang: orang', ...COUNT, of: ({ people }) => people },
  { name: 'denominator', title: 'Penyebut', ...COUNT, of: ({ denominator }) => denominator },
  {
    name: 'percent',
    title: 'Cakupan, persen',
    ...PERCENT,
    of: ({ basisPoints }) => (basisPoints === null ? null : basisPoints / 100),
  },
  {
    name: 'target',
    title: 'Target, persen',
    ...PERCENT,
    of: ({ targetBasisPoints }) => (targetBasisPoints === null ? null : targetBasisPoints / 100),
  },
  {
    name: 'hidden',
    title: 'Disembunyikan karena sedikit orang',
    type: 'boolean',
    constraints: { required: true },
    of: ({ isHidden }) => String(isHidden),
  },
  {
    name: 'denominator_source',
    title: 'Sumber penyebut',
    type: 'string',
    of: ({ denominatorSource }) => denominatorSource,
  },
]

/** The table of a data set as CSV: semicolons, texts quoted, a point before decimals, an empty cell for what is not known or hidden. */
export function openCsvOf({ cells }: OpenDataset): string {
  return csvLines([
    FIELDS.map(({ name }) => name),
    ...cells.map((cell) => FIELDS.map((field) => field.of(cell))),
  ])
}

/** The description of that table as a Data Package with Table Schema, with the hash of the very file. */
export function dataPackageOf(dataset: OpenDataset, path: string) {
  const csv = openCsvOf(dataset)
  return {
    profile: 'tabular-data-package',
    name: dataset.name,
    title: titleOf(dataset.name),
    description: cautionsOf(dataset).join(' '),
    created: dataset.updatedAt.toISOString(),
    licenses: [LICENCE],
    sources: dataset.sources.map((title) => ({ title })),
    resources: [
      {
        profile: 'tabular-data-resource',
        name: dataset.name,
        path,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: Buffer.byteLength(csv),
        hash: `sha256:${createHash('sha256').update(csv).digest('hex')}`,
        dialect: { delimiter: ';', quoteChar: '"', doubleQuote: true, lineTerminator: '\r\n', header: true },
        schema: {
          fields: FIELDS.map(({ name, title, type, constraints }) => ({
            name,
            title,
            type,
            ...(constraints && { constraints }),
          })),
          primaryKey: ['area', 'month'],
          missingValues: [''],
        },
      },
    ],
  }
}
