import type { RefusalSentences } from '../refusal-sentences.ts'

/** Two rows that may be one person. */
export const duplicateRefusals = {
  'pair-unknown': () => 'Dua orang ini tidak ada, atau tidak keduanya dalam jangkauan Anda.',
  'people-merged-already': () =>
    'Salah satu data ini sudah digabungkan. Muat ulang halaman untuk melihat keadaan terbaru.',
  'people-being-imported': () =>
    'Daftar yang memuat salah satu orang ini masih berjalan. Tunggu sampai selesai, lalu ulangi.',
  'pair-decided-already': () =>
    'Pasangan ini sudah diputuskan. Muat ulang halaman untuk melihat keputusannya.',
  'merge-unknown': () => 'Penggabungan ini tidak ada, atau bukan dalam jangkauan Anda.',
  'merge-undone-already': () => 'Penggabungan ini sudah dipisahkan sebelumnya.',
  'merge-built-upon': () =>
    'Data ini sudah berubah sesudah digabungkan, jadi tidak dapat dipisahkan lagi. Ajukan perubahan data.',
} satisfies Partial<RefusalSentences>
