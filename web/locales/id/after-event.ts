import type { EventDeadline, EventStep } from '../../../src/rules/event-deadlines.ts'

type Steps = readonly [string, ...string[]]

const accident: Steps = [
  'Tolong korban. Bawa ke rumah sakit atau klinik terdekat.',
  'Katakan kepada petugas: ini kecelakaan kerja, peserta BPJS Ketenagakerjaan.',
  'Tunjukkan KTP. Kartu peserta boleh menyusul.',
  'Beri tahu pemberi kerja, kantor desa, atau yang membayar iuran.',
  'Laporkan kecelakaan ke kantor cabang BPJS Ketenagakerjaan, tahap pertama.',
  'Tulis kejadiannya: kapan, di mana, sedang mengerjakan apa, siapa saksinya.',
  'Simpan semua kuitansi: angkutan, obat, dan perawatan.',
  'Setelah dokter memberi keterangan, kirim laporan tahap kedua.',
]

const death: Steps = [
  'Urus surat keterangan kematian di rumah sakit atau kantor desa.',
  'Minta akta kematian di dinas kependudukan.',
  'Minta surat keterangan ahli waris di kantor desa atau kelurahan.',
  'Cek apakah almarhum masih terlindungi pada hari itu.',
  'Ajukan manfaat di kantor cabang BPJS Ketenagakerjaan, atau lewat layanan daringnya.',
  'Bila anak masih sekolah, tanyakan beasiswanya sekaligus.',
]

const steps: { readonly [Step in EventStep]: string } = {
  'first-report': 'Laporan tahap pertama',
  'second-report': 'Laporan tahap kedua, sejak keterangan dokter',
  conclusion: 'Kesimpulan bila masih diduga kecelakaan kerja',
  payment: 'Manfaat dibayar, sejak berkas lengkap',
  expiry: 'Hak menuntut manfaat gugur',
}

const units: { readonly [Unit in EventDeadline['unit']]: string } = {
  hours: 'jam',
  days: 'hari',
  'working days': 'hari kerja',
  years: 'tahun',
}

/** Words of `/kecelakaan` and `/meninggal`: what to do, in which order, by when. */
export const afterEventWords = {
  accident: {
    title: 'Kecelakaan kerja: yang dilakukan sekarang',
    description: 'Urutan langkah, batas waktu, dan berkas setelah kecelakaan kerja, dengan pasalnya.',
    lede: 'Tolong dulu, lapor segera. Perawatan ditanggung sesuai kebutuhan medis.',
    what: 'Kecelakaan kerja juga berarti celaka di jalan pergi dan pulang kerja.',
    steps: accident,
    documents: [
      'Kartu peserta, bila ada',
      'KTP pekerja',
      'Kronologi kejadian dan keterangan dua saksi',
      'Laporan polisi, bila kecelakaan di jalan',
      'Surat keterangan dokter',
      'Kuitansi angkutan dan perawatan',
      'Buku rekening',
    ],
  },
  death: {
    title: 'Peserta meninggal: yang dilakukan keluarga',
    description: 'Urutan langkah, hak keluarga, dan berkas setelah peserta meninggal, dengan pasalnya.',
    lede: 'Kami turut berduka. Halaman ini membantu keluarga mengurus haknya, satu per satu.',
    what: 'Meninggal saat bekerja atau di jalan kerja adalah kecelakaan kerja. Batas lapornya pendek.',
    steps: death,
    documents: [
      'Kartu peserta, bila ada',
      'KTP almarhum dan KTP ahli waris',
      'Kartu Keluarga (KK)',
      'Akta kematian',
      'Surat keterangan ahli waris',
      'Buku nikah, bila ahli warisnya suami atau istri',
      'Buku rekening ahli waris',
      'Keterangan sekolah anak, untuk beasiswa',
    ],
  },
  stepsTitle: 'Langkah demi langkah',
  documentsTitle: 'Berkas yang disiapkan',
  documentsNote:
    'Daftar berkas menurut kebiasaan kantor cabang. Datanglah walau belum lengkap, lalu tanyakan kekurangannya.',
  onTitle: 'Hitung batas waktu',
  on: { accident: 'Tanggal kecelakaan', death: 'Tanggal meninggal' },
  onWrong: 'Tanggal belum benar, atau belum terjadi. Tulis tahun-bulan-tanggal.',
  button: 'Hitung',
  deadlinesTitle: (day: string) => `Batas waktu untuk kejadian ${day}`,
  deadlinesNone: 'Belum ada aturan tercatat untuk tanggal itu.',
  deadline: 'Apa',
  latest: 'Paling lambat',
  within: (count: string, unit: string) => `${count} ${unit}`,
  sameHour: (day: string) => `${day}, pada jam yang sama dengan kejadian`,
  steps,
  units,
  basis: 'Dasar',
  rightsTitle: 'Hak keluarga menurut peraturan pada hari itu',
  natural: 'Meninggal biasa (JKM)',
  short: 'Peserta mandiri kurang dari 3 bulan',
  work: 'Karena kecelakaan kerja (JKK), paling sedikit',
  toBenefit: 'Hitung manfaatnya',
  toCheck: 'Cek apakah terlindungi',
  toHelp: 'Tanya petugas',
  toOther: { accident: 'Peserta meninggal', death: 'Kecelakaan kerja' },
  event: 'Kejadian',
  amount: 'Jumlah',
}
