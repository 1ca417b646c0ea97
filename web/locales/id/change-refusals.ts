import type { OutcomeCode, OutcomeDetails } from '../../../src/modules/people/row/outcome.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { outcomeSentences } from './import-outcomes.ts'
import { personFields, requestStates } from './person-fields.ts'

const label = (field: string): string => (personFields as Readonly<Record<string, string>>)[field] ?? field

/** Changes of a person by request that cannot be made. */
export const changeRefusals = {
  'person-unknown': () => 'Orang dengan nomor ini tidak ada. Cari lagi menurut nama atau NIK.',
  'request-unknown': () => 'Permintaan perubahan dengan nomor ini tidak ada. Lihat daftar permintaan.',
  'change-empty': () => 'Tidak ada yang berubah: isian sama dengan yang tercatat.',
  'request-decided': ({ state }) => `Permintaan ini tidak menunggu lagi: ${requestStates[state]}.`,
  'request-own': () =>
    'Permintaan sendiri harus disetujui orang lain. Minta rekan yang berwenang memeriksanya.',
  'request-of-another': () => 'Hanya yang meminta yang dapat menarik permintaannya.',
  'change-outdated': ({ fields }) =>
    `Data orang ini sudah berubah sejak diminta: ${fields.map(label).join(', ')}. Ajukan permintaan baru.`,
  'number-not-free': () =>
    'NIK ini belum dapat dipakai untuk orang ini. Kami mencatatnya untuk diperiksa sebagai kemungkinan data ganda.',
  'field-unfit': ({ field, outcome }) => {
    // One code and its own details, as where the outcome was built.
    const sentence = outcomeSentences[outcome.code] as (
      details: OutcomeDetails[OutcomeCode],
      row: null,
    ) => string
    return `Isian ${label(field)}: ${sentence(outcome.details, null)}`
  },
  'field-needed': ({ field }) => `Isian ${label(field)} tidak boleh dikosongkan.`,
  'village-needed': ({ field }) =>
    `Isian ${label(field)} harus kode desa atau kelurahan, seperti 16.06.01.2001.`,
} satisfies Partial<RefusalSentences>
