import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import type { BuiltUpon } from '../../../src/modules/proposals/proposals.ts'
import type { PlacesProblem } from '../../../src/modules/proposals/read-places.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const PLACES_PROBLEMS: { readonly [Reason in PlacesProblem['because']]: string } = {
  missing: 'belum diisi',
  'not-a-region': 'bukan kode wilayah Kemendagri; tulis misalnya 16.06.01.2001',
  'not-a-count': 'bukan banyaknya tempat; tulis bilangan bulat, misalnya 50',
  outside: 'di luar wilayah program',
  twice: 'wilayah ini sudah ada di baris sebelumnya',
  'unknown-region': 'wilayah ini tidak ada di peta hari ini',
}

const BUILT_UPON: { readonly [What in BuiltUpon]: string } = {
  bill: 'Tagihannya sudah terbit. Akhiri perlindungannya lewat daftar bayar.',
  submission: 'Orangnya sudah masuk pengajuan BPJS Ketenagakerjaan. Tarik dulu drafnya, bila belum dikirim.',
  protection: 'Perlindungan orangnya sudah berubah sesudah keputusan ini.',
  proposal: 'Orangnya sudah diusulkan lagi di usulan lain. Tarik dulu usulan itu.',
}

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
  'nobody-eligible': () =>
    'Belum ada orang di wilayah ini yang memenuhi aturan program. Bagi menurut banyaknya orang.',
  'denominator-missing': ({ count, regions }) =>
    `${formatNumber(count)} desa belum mempunyai angka pekerja, misalnya ${regions.join(', ')}. Muat angkanya dulu.`,
  'nothing-to-escalate': ({ region }) =>
    `Semua tempat di ${region} terisi, dan tidak ada orang di luar kuota.`,
  'places-file-invalid': ({ count, problems }) => {
    const shown = problems.map(
      ({ row, text, because }) =>
        `baris ${formatNumber(row)}${text === '' ? '' : ` "${text}"`}: ${PLACES_PROBLEMS[because]}`,
    )
    return `${formatNumber(count)} baris tidak dapat dipakai, jadi tidak ada yang disimpan. ${shown.join('; ')}.`
  },
  'renewal-not-later': () =>
    'Program tujuan harus mulai sesudah program asal. Pilih program yang lebih baru.',
  'nobody-to-renew': () =>
    'Tidak ada orang yang dapat diperpanjang: semuanya berhenti lebih awal atau sudah diusulkan.',
  'nobody-to-hand-over': () => 'Tidak ada orang dalam program ini yang dapat melanjutkan sendiri.',
  'taper-not-shorter': ({ before, after }) =>
    `Program tujuan harus lebih pendek dari ${String(before)} bulan; yang ini ${String(after)} bulan.`,
  'nothing-to-undo': () => 'Tidak ada keputusan yang bisa dibatalkan pada usulan ini.',
  'undo-of-another': () => 'Hanya pemutusnya yang bisa membatalkan. Hubungi orang itu.',
  'undo-too-late': ({ hours }) =>
    `Keputusan hanya bisa dibatalkan dalam ${formatNumber(hours)} jam. Akhiri perlindungannya satu per satu.`,
  'decision-built-upon': ({ by }) => BUILT_UPON[by],
  'minutes-missing': () => 'Pilih dulu berkas berita acaranya.',
  'minutes-kind-refused': () => 'Berkas ini bukan PDF, JPG, atau PNG. Simpan ulang sebagai salah satunya.',
  'minutes-too-large': ({ most }) =>
    `Berkas lebih besar dari ${formatNumber(most / 1_048_576)} MB. Pindai ulang dengan ukuran lebih kecil.`,
  'minutes-too-many': ({ most }) => `Satu usulan paling banyak ${formatNumber(most)} berkas.`,
  'minutes-known': () => 'Berkas ini sudah dilampirkan pada usulan ini.',
  'minutes-unknown': () => 'Berkas berita acara ini tidak ada di usulan ini.',
  'nobody-to-decide': () => 'Tidak ada orang di usulan ini yang menunggu keputusan.',
} satisfies Partial<RefusalSentences>
