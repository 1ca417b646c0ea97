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
  'import-file-gone': () => 'Berkas daftar lama ini sudah dihapus. Unggah berkasnya lagi.',
  'import-ended': () => 'Daftar ini sudah selesai; tidak ada yang perlu dilanjutkan.',
  'demo-needs-training': () =>
    'Orang rekaan hanya untuk mode latihan. Jalankan dengan PAYUNG_TRAINING=1 dan PAYUNG_DATA sendiri, atau tambahkan --into-empty-registry.',
  'demo-among-people': () =>
    'Di sini sudah ada orang atau daftar, dan orang rekaan tidak boleh bercampur dengannya. Pakai PAYUNG_DATA lain.',
} satisfies Partial<RefusalSentences>
