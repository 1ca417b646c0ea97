import { formatNumber } from '../../../src/kernel/format.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const MIB = 1_048_576

/** Lists that are handed in. */
export const uploadRefusals = {
  'import-not-so-far': ({ state }) =>
    SO_FAR[state] ?? 'Daftar ini sudah berjalan atau sudah selesai. Buka tanda terimanya.',
  'upload-quota': ({ most, unit }) =>
    unit === 'lists'
      ? `Anda punya ${formatNumber(most)} daftar yang belum selesai. Masukkan atau batalkan dulu salah satunya.`
      : `Daftar Anda yang belum selesai melebihi ${formatNumber(most / MIB)} MB. Masukkan atau batalkan dulu salah satunya.`,
  'upload-out-of-order': ({ arrived, expected }) =>
    `Berkas baru tiba ${formatNumber(arrived)} dari ${formatNumber(expected)} byte. Lanjutkan dari sana.`,
  'import-nothing-ready': () => 'Belum ada baris yang siap. Perbaiki dulu barisnya, atau unggah berkas lain.',
} satisfies Partial<RefusalSentences>

const SO_FAR: Readonly<Record<string, string>> = {
  arriving: 'Berkas daftar ini belum tiba seluruhnya. Lanjutkan unggahannya.',
  received: 'Daftar ini belum diperiksa. Buka pratinjaunya dulu.',
  previewing: 'Daftar ini sedang diperiksa. Tunggu sebentar, lalu ulangi.',
}
