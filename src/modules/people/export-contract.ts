import Type, { type Static } from 'typebox'
import { LAYOUT_NAMES } from './export-layouts.ts'

const strict = { additionalProperties: false }
/** Who leaves; of region and list at least one. */
const selection = {
  region: Type.Optional(
    Type.String({
      minLength: 2,
      maxLength: 13,
      description: 'Those who live there',
      examples: ['16.06.01.2001'],
    }),
  ),
  list: Type.Optional(
    Type.String({ maxLength: 64, description: 'Those whom a list brought, changed or told of: its number' }),
  ),
  segment: Type.Optional(
    Type.Enum(['PU', 'BPU', 'JAKON', 'PMI'], { description: 'Only workers of this segment' }),
  ),
}
const layout = Type.Enum([...LAYOUT_NAMES], {
  description: 'Our own list as XLSX or CSV, BPU, the tables of SIPP, or a programme of OpenSID',
})
const file = Type.String({ maxLength: 64, description: 'One of the files that the count tells of' })

export const planExportQuery = Type.Object({ layout, ...selection }, strict)
export const exportPeopleBody = Type.Object(
  {
    layout,
    ...selection,
    file: Type.Optional(file),
    months: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 12,
        description: 'BULAN_IURAN of the BPU template; 1 unless given',
      }),
    ),
    package: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 10,
        description: 'KODE_PAKET of the BPU template; T unless given',
      }),
    ),
    reason: Type.String({ maxLength: 500, description: 'What for; whoever reads the audit must learn it' }),
  },
  strict,
)
export const planAnswer = Type.Object({
  people: Type.Integer(),
  leftOut: Type.Union([
    Type.Object({ because: Type.Enum(['no-kpj', 'deceased']), people: Type.Integer() }),
    Type.Null(),
  ]),
  files: Type.Array(Type.Object({ file, people: Type.Integer() })),
})

export type PlanExportQuery = Static<typeof planExportQuery>
export type ExportPeopleBody = Static<typeof exportPeopleBody>
export type PlanAnswer = Static<typeof planAnswer>
