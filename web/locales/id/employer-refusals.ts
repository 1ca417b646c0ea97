import type { EmployerCell, EmployerOutcomeCode } from '../../../src/modules/employers/row-outcomes.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { employerCells, employerOutcomeSentences } from './employer-outcomes.ts'

/** Employers that cannot be recorded, changed or shown. */
export const employerRefusals = {
  'employer-unknown': () =>
    'Pemberi kerja dengan nomor ini tidak ada. Cari lagi menurut NPP, NIB, atau nama.',
  'employer-of-another': () =>
    'Baris ini milik organisasi lain. Catat sendiri pemberi kerja ini di samping catatan mereka.',
  'employer-known': ({ id }) =>
    `Pemberi kerja ini sudah dicatat organisasi Anda dengan nomor ${id}. Ubah catatan itu.`,
  'employer-unchanged': () => 'Tidak ada yang berubah: isian sama dengan yang tercatat.',
  'employer-list-built-upon': ({ employerCount }) =>
    `Daftar ini tidak dapat dibatalkan lagi: ${employerCount} pemberi kerja di dalamnya sudah diubah sesudahnya.`,
  'employer-unfit': ({ field, code, details }) => {
    // One code and its own details, as where the outcome was built.
    const sentence = employerOutcomeSentences[code as EmployerOutcomeCode] as (details: object) => string
    return `Isian ${employerCells[field as EmployerCell]}: ${sentence(details)}`
  },
} satisfies Partial<RefusalSentences>
