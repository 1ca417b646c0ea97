import type { BenefitKind } from '../../../src/rules/benefit.ts'
import type { JhtGround, PensionRecipient } from '../../../src/rules/old-age-benefit.ts'

type Event = { readonly title: string; readonly text: string }
type Names<Key extends string> = { readonly [Name in Key]: string }

const events: { readonly [Kind in BenefitKind]: Event } = {
  JKM: { title: 'Peserta meninggal', text: 'Bukan karena kecelakaan kerja.' },
  'JKK-death': {
    title: 'Peserta meninggal karena kecelakaan kerja',
    text: 'Saat bekerja, atau di jalan pergi dan pulang kerja.',
  },
  'JKK-temporary': {
    title: 'Celaka saat bekerja, belum bisa kerja',
    text: 'Pengganti upah selama pemulihan.',
  },
  'JKK-total-disability': {
    title: 'Cacat total tetap karena kecelakaan kerja',
    text: 'Tidak dapat bekerja lagi.',
  },
  'JKK-partial-disability': {
    title: 'Cacat sebagian karena kecelakaan kerja',
    text: 'Kehilangan anggota badan atau fungsinya.',
  },
  JKP: { title: 'Kehilangan pekerjaan', text: 'Penerima upah yang terkena pemutusan hubungan kerja.' },
  JHT: {
    title: 'Mengambil tabungan hari tua',
    text: 'Usia cukup, berhenti kerja, atau sebagian untuk rumah.',
  },
  JP: { title: 'Pensiun', text: 'Uang bulanan bagi peserta, janda atau duda, anak, atau orang tua.' },
  scholarship: { title: 'Beasiswa anak', text: 'Bila peserta meninggal atau cacat total tetap.' },
}

const grounds: Names<JhtGround> = {
  age: 'Usia cukup',
  'total-disability': 'Cacat total tetap',
  death: 'Meninggal dunia',
  leaver: 'Mengundurkan diri atau diberhentikan',
  emigration: 'Meninggalkan Indonesia selamanya',
  'pension-preparation': 'Sebagian, untuk persiapan pensiun',
  housing: 'Sebagian, untuk rumah',
}

const recipients: Names<PensionRecipient> = {
  worker: 'Peserta',
  widow: 'Janda atau duda',
  child: 'Anak',
  parent: 'Orang tua',
}

/** Words of `/manfaat`: what would my family get. */
export const benefitWords = {
  title: 'Apa manfaat untuk keluarga?',
  description: 'Hitung santunan jaminan sosial ketenagakerjaan, baris demi baris, dengan pasalnya.',
  lede: 'Pilih kejadiannya. Jawabannya memuat pasal, syarat, dan apa yang harus dilakukan.',
  whatHappened: 'Apa yang terjadi?',
  changeEvent: 'Ganti kejadian',
  events,
  grounds,
  recipients,
  button: 'Hitung manfaat',
  changeTitle: 'Ubah keterangan',
  segment: 'Jenis pekerja',
  segments: {
    BPU: { label: 'Bekerja sendiri', hint: 'Bukan Penerima Upah (BPU)' },
    PU: { label: 'Menerima upah', hint: 'Penerima Upah (PU)' },
  },
  on: 'Tanggal kejadian',
  onHint: 'Tahun-bulan-tanggal, misalnya 2026-05-01',
  wage: 'Upah atau penghasilan sebulan, dalam rupiah',
  wageHint: 'Yang dilaporkan kepada BPJS Ketenagakerjaan. Misalnya 1.000.000',
  memberMonths: 'Sudah berapa bulan menjadi peserta?',
  memberMonthsHint: 'Kosongkan bila tidak tahu',
  monthsOff: 'Berapa bulan tidak bekerja?',
  monthsOffHint: 'Misalnya 3',
  disabilityPercent: 'Persen menurut tabel cacat',
  disabilityPercentHint: 'Dari surat keterangan dokter. Misalnya 40',
  balance: 'Saldo tabungan, dalam rupiah',
  balanceHint: 'Kosongkan bila tidak tahu. Lihat di aplikasi JMO (Jamsostek Mobile)',
  ground: 'Alasan',
  recipient: 'Siapa yang menerima?',
  cause: 'Sebabnya',
  causes: { natural: 'Bukan kecelakaan kerja', work: 'Kecelakaan kerja' },
  child1: 'Anak pertama yang bersekolah',
  child2: 'Anak kedua yang bersekolah',
  childHint: 'Untuk menghitung beasiswa',
  noChild: 'Tidak ada',
  levels: {
    TK: 'Taman kanak-kanak (TK)',
    SD: 'Sekolah dasar (SD)',
    SMP: 'Sekolah menengah pertama (SMP)',
    SMA: 'Sekolah menengah atas (SMA)',
    PT: 'Perguruan tinggi (PT)',
  },
  answer: (amount: string, day: string) => `Keluarga menerima ${amount} untuk kejadian ${day}.`,
  workerAnswer: (amount: string, day: string) => `Peserta menerima ${amount} untuk kejadian ${day}.`,
  pensionAnswer: (amount: string) => `Uang pensiun ${amount} setiap bulan.`,
  notEntitled: 'Belum berhak atas manfaat ini. Alasannya ada di bawah.',
  andScholarship: (amount: string) => `Ditambah beasiswa anak sampai ${amount}, dibayar tiap tahun.`,
  childNumber: (number: string) => `anak ke-${number}`,
  linesCaption: 'Rincian manfaat',
  component: 'Manfaat',
  total: 'Jumlah',
  components: {
    'lump-sum': 'Santunan sekaligus',
    periodic: 'Santunan berkala, dibayar sekaligus',
    funeral: 'Biaya pemakaman',
    'short-membership': 'Santunan peserta baru',
    'death-grant': 'Santunan kematian',
    'total-disability': 'Santunan cacat total tetap',
    'partial-disability': 'Santunan cacat sebagian',
    scholarship: 'Beasiswa',
    'scholarship-TK': 'Beasiswa taman kanak-kanak',
    'scholarship-SD': 'Beasiswa sekolah dasar',
    'scholarship-SMP': 'Beasiswa sekolah menengah pertama',
    'scholarship-SMA': 'Beasiswa sekolah menengah atas',
    'scholarship-PT': 'Beasiswa perguruan tinggi',
    'monthly-pension-worker': 'Pensiun sebulan',
    'monthly-pension-widow': 'Pensiun janda atau duda sebulan',
    'monthly-pension-child': 'Pensiun anak sebulan',
    'monthly-pension-parent': 'Pensiun orang tua sebulan',
  } as Readonly<Record<string, string>>,
  componentFrom: (month: string) => `Uang tunai mulai bulan ke-${month}`,
  stmbFrom: (month: string) => `Pengganti upah mulai bulan ke-${month}`,
  payout: 'Tabungan dibayar',
  nextTitle: 'Yang dilakukan sekarang',
  reportWithin: (hours: string) =>
    `Laporkan kecelakaan kepada BPJS Ketenagakerjaan paling lambat ${hours} jam sesudah kejadian.`,
  steps: {
    death: [
      'Siapkan kartu peserta, KTP peserta dan ahli waris, kartu keluarga, akta kematian, dan buku rekening.',
      'Ajukan di kantor cabang BPJS Ketenagakerjaan, atau lewat layanan daringnya.',
    ],
    accident: [
      'Berobat di pusat layanan kecelakaan kerja. Perawatan ditanggung.',
      'Siapkan kartu peserta, KTP, kronologi kejadian, dan keterangan dua saksi atau laporan polisi.',
    ],
    jobLoss: ['Siapkan bukti pemutusan hubungan kerja, lalu ajukan dan lapor mencari kerja.'],
    savings: [
      'Siapkan kartu peserta, KTP, dan buku rekening, lalu ajukan di kantor cabang atau aplikasi JMO.',
    ],
  },
}
