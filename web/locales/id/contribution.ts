import type { PaidBy } from '../../../src/rules/assessment.ts'
import type { BusinessSize, EmployerKind } from '../../../src/rules/membership.ts'
import type { MigrantPackage } from '../../../src/rules/migrant-contribution.ts'
import type { Programme, Segment } from '../../../src/rules/parameter.ts'
import type { OccupationGroup, Payer } from '../../../src/rules/payers.ts'
import type { RiskClass } from '../../../src/rules/wage-earner-contribution.ts'

type Choice = { readonly label: string; readonly hint?: string }
type Names<Key extends string> = { readonly [Name in Key]: string }
type Choices<Key extends string> = { readonly [Name in Key]: Choice }

const segments: { readonly [Name in Segment]: { readonly title: string; readonly text: string } } = {
  BPU: {
    title: 'Saya bekerja sendiri',
    text: 'Petani, nelayan, pedagang, ojek, sopir, buruh lepas. Disebut Bukan Penerima Upah (BPU).',
  },
  PU: {
    title: 'Saya menerima upah',
    text: 'Karyawan, pegawai honorer, perangkat desa. Disebut Penerima Upah (PU).',
  },
  JAKON: {
    title: 'Proyek bangunan',
    text: 'Kontraktor yang melindungi pekerja satu proyek. Disebut Jasa Konstruksi (Jakon).',
  },
  PMI: { title: 'Saya bekerja di luar negeri', text: 'Pekerja Migran Indonesia (PMI).' },
}

const programmes: Names<Programme | 'JKK+JKM'> = {
  JKK: 'Jaminan Kecelakaan Kerja',
  JKM: 'Jaminan Kematian',
  JHT: 'Jaminan Hari Tua',
  JP: 'Jaminan Pensiun',
  JKP: 'Jaminan Kehilangan Pekerjaan',
  'JKK+JKM': 'Jaminan Kecelakaan Kerja dan Jaminan Kematian',
}

const paidBy: Names<PaidBy> = {
  employer: 'pemberi kerja',
  worker: 'pekerja',
  state: 'pemerintah',
  payer: 'pembayar',
}

const payers: Names<Payer> = {
  self: 'Saya sendiri',
  csr: 'Perusahaan, sebagai tanggung jawab sosial (CSR)',
  donor: 'Donatur',
  employee: 'Karyawan yang peduli (SERTAKAN)',
  zakat: 'Zakat',
  apbd: 'Anggaran daerah (APBD)',
  'apbd-province': 'Anggaran provinsi (APBD provinsi)',
  'apbd-regency': 'Anggaran kabupaten atau kota (APBD)',
  apbdes: 'Anggaran desa (APBDes)',
  'dbh-sawit': 'Bagi hasil sawit (DBH Sawit)',
  apbn: 'Anggaran negara (APBN)',
}

const occupationGroups: Choices<OccupationGroup> = {
  other: { label: 'Pekerjaan lain', hint: 'Petani, nelayan, pedagang, tukang, dan lainnya.' },
  transport: { label: 'Angkutan', hint: 'Pengemudi daring, ojek pangkalan, sopir, kurir.' },
}

const riskClasses: Choices<RiskClass> = {
  I: { label: 'I: sangat rendah', hint: 'Kantor, bank, toko.' },
  II: { label: 'II: rendah', hint: 'Pertanian rakyat, konveksi, percetakan.' },
  III: { label: 'III: sedang', hint: 'Perkebunan, pabrik makanan, bengkel.' },
  IV: { label: 'IV: tinggi', hint: 'Kayu lapis, angkutan, bahan kimia.' },
  V: { label: 'V: sangat tinggi', hint: 'Tambang, penebangan, bangunan.' },
}

const sizes: Choices<BusinessSize> = {
  large: { label: 'Besar', hint: 'Penjualan setahun lebih dari Rp50 miliar.' },
  medium: { label: 'Menengah', hint: 'Penjualan setahun sampai Rp50 miliar.' },
  small: { label: 'Kecil', hint: 'Penjualan setahun sampai Rp15 miliar.' },
  micro: { label: 'Mikro', hint: 'Penjualan setahun sampai Rp2 miliar.' },
}

const employers: Names<EmployerKind> = {
  business: 'Perusahaan atau perorangan',
  'state-body': 'Instansi pemerintah (pegawai bukan ASN)',
  village: 'Pemerintah desa',
}

const packages: Names<MigrantPackage> = {
  'before-placement': 'Hanya sebelum berangkat',
  '6-month': 'Kontrak 6 bulan',
  '12-month': 'Kontrak 12 bulan',
  '24-month': 'Kontrak 24 bulan',
}

/** Words of `/iuran`: what would I pay. */
export const contributionWords = {
  title: 'Berapa iuran saya?',
  description: 'Hitung iuran jaminan sosial ketenagakerjaan, baris demi baris, dengan pasalnya.',
  lede: 'Pilih keadaan Anda. Jawabannya memuat pasal untuk tiap baris.',
  whoAreYou: 'Siapa yang dilindungi?',
  changeSegment: 'Ganti jenis pekerja',
  segments,
  programmes,
  paidBy,
  payers,
  occupationGroups,
  riskClasses,
  sizes,
  employers,
  packages,
  formTitle: 'Keterangan',
  changeTitle: 'Ubah keterangan',
  button: 'Hitung iuran',
  income: 'Penghasilan sebulan, dalam rupiah',
  incomeHint: 'Perkiraan saja. Misalnya 1.000.000',
  wage: 'Upah sebulan, dalam rupiah',
  wageHint: 'Upah pokok ditambah tunjangan tetap. Misalnya 4.000.000',
  contract: 'Nilai kontrak, dalam rupiah',
  contractHint: 'Tanpa Pajak Pertambahan Nilai (PPN). Misalnya 250.000.000',
  package: 'Paket',
  month: 'Bulan iuran',
  monthHint: 'Tahun-bulan, misalnya 2026-05',
  months: 'Untuk berapa bulan?',
  monthsHint: '1 sampai 60',
  payer: 'Siapa yang membayar?',
  occupationGroup: 'Pekerjaan',
  riskClass: 'Risiko pekerjaan',
  riskClassHint: 'Ditetapkan menurut jenis usaha. Contohnya hanya petunjuk.',
  size: 'Ukuran usaha',
  employer: 'Pemberi kerja',
  labourIntensive: 'Industri padat karya',
  labourIntensiveYes: 'Ya, dengan paling sedikit 50 pekerja',
  labourIntensiveHint: 'Makanan, minuman, tembakau, tekstil, kulit, alas kaki, mainan, mebel.',
  withPlacement: 'Sebelum berangkat',
  withPlacementYes: 'Tambahkan iuran sebelum berangkat',
  withPlacementHint: 'Melindungi selama pelatihan dan persiapan.',
  extraMonths: 'Perpanjangan kontrak',
  extraMonthsHint: 'Banyaknya bulan tambahan. Isi 0 bila tidak ada',
  jhtMonthly: 'Jaminan Hari Tua (JHT) sebulan',
  jhtNone: 'Tidak ikut',
  programmesQuestion: 'Program',
  programmesHint: 'Kosongkan semua untuk yang wajib saja.',
  answerTitle: 'Jawaban',
  answers: {
    self: (amount: string, month: string) => `Iuran Anda ${amount} untuk ${month}.`,
    other: (amount: string, month: string, payer: string) =>
      `Iurannya ${amount} untuk ${month}. Pembayar: ${payer}.`,
    wage: (amount: string, month: string) => `Jumlah tagihan ${month} ${amount}.`,
    project: (amount: string) => `Iuran proyek ini ${amount}, dibayar pemberi kerja.`,
    migrant: (amount: string) => `Iuran paket ini ${amount}, dibayar sekali.`,
  },
  fromWage: 'dipotong dari upah',
  fromEmployer: 'dibayar pemberi kerja',
  span: (months: string, first: string, last: string) => `Untuk ${months} bulan, ${first} sampai ${last}.`,
  perMonth: 'sebulan',
  once: 'sekali',
  billed: 'jumlah tagihan',
  stateShare: (amount: string) => `Pemerintah menambah ${amount} untuk Anda. Itu tidak ditagih.`,
  linesCaption: (month: string) => `Rincian untuk ${month}`,
  line: 'Program',
  pays: 'Dibayar',
  amount: 'Jumlah',
  basis: 'Hitungan',
  article: 'Pasal',
  since: 'Sejak',
  confidence: 'Keyakinan',
  total: 'Jumlah ditagih',
  fullPrice: (amount: string) => `tanpa keringanan ${amount}`,
  relief: 'keringanan',
  notesTitle: 'Yang perlu diketahui',
  monthsCaption: 'Bulan demi bulan',
  monthColumn: 'Bulan',
  employerColumn: 'Pemberi kerja',
  workerColumn: 'Pekerja',
  payerColumn: 'Iuran',
  monthTotal: 'Jumlah',
  bookingTitle: 'Pembukuan Jaminan Kehilangan Pekerjaan',
  bookingText: 'Ini pembagian di dalam BPJS Ketenagakerjaan. Tagihan tidak bertambah.',
  bookingCaption: 'Asal iuran JKP',
  bookingFrom: 'Diambil dari',
  bookingSources: { state: 'pemerintah', JKK: 'iuran JKK', JKM: 'iuran JKM' },
  components: {
    'before-placement': 'sebelum berangkat',
    '6-month': 'kontrak 6 bulan',
    '12-month': 'kontrak 12 bulan',
    '24-month': 'kontrak 24 bulan',
    'extra-months': 'bulan tambahan',
  } as Readonly<Record<string, string>>,
}
