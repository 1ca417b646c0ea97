import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

/** Places and proposals that cannot be made, decided or shown. */
export const proposalRefusals = {
  'proposal-unknown': () => 'Usulan dengan nomor ini tidak ada, atau di luar wilayah Anda.',
  'proposal-ended': () => 'Usulan ini sudah ditarik. Buat usulan baru.',
  'proposal-own': () =>
    'Usulan diputuskan tingkat di atasnya, bukan oleh kantor yang mengusulkan. Mintalah kecamatan atau kabupaten memutuskan.',
  'quota-missing': ({ region }) =>
    `Wilayah ${region} belum mempunyai tempat dalam program ini. Mintalah pemilik program memberinya.`,
  'places-filled': ({ region, free }) =>
    `Tempat di ${region} yang masih kosong hanya ${formatNumber(free)}. Kurangi jumlahnya.`,
  'nobody-to-propose': () =>
    'Tidak ada orang yang dapat diusulkan: semuanya sudah diusulkan, atau bukan warga dan pekerja wilayah ini.',
  'minutes-in-future': ({ on }) =>
    `Tanggal musyawarah ${formatDate(on as PlainDate)} belum tiba. Periksa tanggal berita acara.`,
  'nobody-to-decide': () => 'Tidak ada orang di usulan ini yang menunggu keputusan.',
} satisfies Partial<RefusalSentences>
