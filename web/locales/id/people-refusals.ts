import type { RefusalSentences } from '../refusal-sentences.ts'

/** Lists of people that cannot be taken back. */
export const peopleRefusals = {
  'import-unknown': () => 'Daftar dengan nomor ini tidak ada. Cocokkan nomornya dengan tanda terima.',
  'import-built-upon': ({ personCount }) =>
    `Daftar ini tidak dapat dibatalkan lagi: ${personCount} orang di dalamnya sudah diubah atau dipakai sesudahnya.`,
  'import-not-undoable': ({ state }) =>
    state === 'undone'
      ? 'Daftar ini sudah dibatalkan sebelumnya.'
      : 'Daftar ini masih berjalan. Tunggu sampai selesai, lalu batalkan.',
  'import-ended': () => 'Daftar ini sudah selesai; tidak ada yang perlu dilanjutkan.',
} satisfies Partial<RefusalSentences>
