import { aboutWords } from './about.ts'
import { administrationWords } from './administration.ts'
import { afterEventWords } from './after-event.ts'
import { apiWords } from './api.ts'
import { auditWords } from './audit.ts'
import { bankingWords } from './banking.ts'
import { benefitWords } from './benefit.ts'
import { changeWords } from './changes.ts'
import { checkWords } from './checks.ts'
import { componentWords } from './components.ts'
import { contributionWords } from './contribution.ts'
import { datasetWords } from './datasets.ts'
import { duplicatesWords } from './duplicates.ts'
import { employerWords } from './employers.ts'
import { galleryWords } from './gallery.ts'
import { ledger } from './ledger.ts'
import { billing } from './billing.ts'
import { payments } from './payments.ts'
import { receiptWords } from './receipts.ts'
import { payerFormWords } from './payer-forms.ts'
import { trainingWords } from './training.ts'
import { budgetWords } from './budgets.ts'
import { programmeWords } from './programmes.ts'
import { agencyMonthWords } from './agency-months.ts'
import { electionWords } from './elections.ts'
import { proposalWords } from './proposals.ts'
import { protectionWords } from './protection.ts'
import { exportWords } from './exports.ts'
import { giftWords } from './gifts.ts'
import { importWords } from './imports.ts'
import { lawWords } from './law.ts'
import { ownCheckWords } from './own-check.ts'
import { peopleWords } from './people.ts'
import { publicCoverageWords } from './public-coverage.ts'
import { regionWords } from './region.ts'
import { signInWords } from './sign-in.ts'
import { staffWords } from './staff.ts'
import { summaryWords } from './summary.ts'
import { submissionWords } from './submissions.ts'

/** The words of the public pages in Indonesian. English must follow this shape: see en/public.ts. */
export const publicWords = {
  frame: {
    error: 'Kesalahan',
    skip: 'Langsung ke isi',
    mainNavigation: 'Halaman utama',
    whereAmI: 'Letak halaman ini',
    home: 'Depan',
    back: 'Kembali',
    sections: {
      check: 'Cek',
      contribution: 'Iuran',
      benefit: 'Manfaat',
      coverage: 'Cakupan',
      region: 'Wilayah',
      law: 'Peraturan',
    },
    openData: 'Data terbuka',
    help: 'Bantuan',
    terms: 'Kamus',
    accessibility: 'Aksesibilitas',
    systemState: 'Keadaan sistem',
    lawRegister: 'Register peraturan',
    auditTrail: 'Segel jejak audit',
    forPrograms: 'Untuk pembuat program (API)',
    disclaimer:
      'Payung bukan BPJS Ketenagakerjaan (Badan Penyelenggara Jaminan Sosial). Angka di sini menurut peraturan; keputusan manfaat ada pada BPJS Ketenagakerjaan.',
    openSource: 'program sumber terbuka, lisensi Apache-2.0',
    abbreviations: 'Kepanjangan singkatan di halaman ini',
    needsMending: 'Ada yang perlu diperbaiki',
    downloadTable: 'Unduh tabel (CSV)',
    sameAsJson: 'Jawaban ini untuk program (JSON)',
    print: 'Untuk mencetak, pakai menu cetak peramban. Halaman ini sudah diatur untuk kertas A4.',
    source: 'Sumber',
  },
  confidence: { H: 'pasti', M: 'cukup yakin', L: 'perlu kepastian hukum' },
  confidenceMeaning:
    'Pasti: teks peraturan atau beberapa sumber sepakat. Cukup yakin: satu sumber yang baik. Perlu kepastian hukum: sumbernya lemah, tanyakan dulu.',
  home: {
    title: 'Setiap pekerja, satu payung',
    description:
      'Berapa iuran jaminan sosial ketenagakerjaan, apa manfaatnya, dan pasal mana yang mengaturnya.',
    lede: 'Payung membantu setiap pekerja masuk jaminan sosial ketenagakerjaan, dan tetap terlindungi.',
    doors: {
      check: {
        title: 'Apakah saya terlindungi?',
        text: 'Ketik NIK (Nomor Induk Kependudukan) dan tanggal lahir. Tanpa akun.',
      },
      contribution: { title: 'Berapa iuran saya?', text: 'Jumlahnya, baris demi baris, dengan pasalnya.' },
      gift: { title: 'Lindungi orang lain', text: 'Bayarkan iuran pekerja di desa atau di sekitar Anda.' },
    },
    needTitle: 'Saat diperlukan',
    needs: {
      benefit: 'Apa manfaat untuk keluarga?',
      accident: 'Kecelakaan kerja: yang dilakukan sekarang',
      death: 'Peserta meninggal: yang dilakukan keluarga',
      region: 'Wilayah saya, dari provinsi sampai desa',
      help: 'Bantuan dan pertanyaan',
    },
    figureTitle: 'Berapa yang sudah terlindungi',
    figureMore: 'Lihat per wilayah',
    figureRanking: 'Peringkat wilayah',
    todayTitle: (day: string) => `Hari ini, ${day}`,
    perMonth: 'sebulan',
    cheapest: (programmes: string) => `Iuran termurah pekerja mandiri yang membayar sendiri: ${programmes}.`,
    cheapestBudget: (amount: string) => `Bila dibayar anggaran daerah: ${amount} sebulan.`,
    deathTitle: 'untuk keluarga',
    death: 'Santunan bila peserta meninggal dunia, bukan karena kecelakaan kerja.',
    accidentDeathTitle: 'untuk keluarga',
    accidentDeath: 'Santunan bila peserta mandiri termurah meninggal karena kecelakaan kerja.',
    seeLines: 'Lihat rinciannya',
    work: 'Pekerjaan Anda',
    moreTitle: 'Lebih jauh',
    registerLink: 'Register peraturan: semua angka, pasal, dan tanggal berlakunya',
    changesLink: 'Perubahan peraturan antara dua bulan',
    apiLink: 'Untuk pembuat program: API dan contohnya',
  },
  errors: {
    number: 'Nomor laporan',
    toHome: 'Ke halaman depan',
    tryThese: 'Mungkin yang Anda cari:',
  },
  components: componentWords,
  gallery: galleryWords,
  staff: staffWords,
  summary: summaryWords,
  submissions: submissionWords,
  contribution: contributionWords,
  benefit: benefitWords,
  region: regionWords,
  law: lawWords,
  api: apiWords,
  administration: administrationWords,
  duplicates: duplicatesWords,
  banking: bankingWords,
  changes: changeWords,
  checks: checkWords,
  exports: exportWords,
  employers: employerWords,
  ledger,
  billing,
  payments,
  payerForms: payerFormWords,
  budgets: budgetWords,
  receipts: receiptWords,
  programmes: programmeWords,
  training: trainingWords,
  proposals: proposalWords,
  agencyMonths: agencyMonthWords,
  elections: electionWords,
  protection: protectionWords,
  signIn: signInWords,
  audit: auditWords,
  imports: importWords,
  people: peopleWords,
  gifts: giftWords,
  ownCheck: ownCheckWords,
  datasets: datasetWords,
  publicCoverage: publicCoverageWords,
  about: aboutWords,
  afterEvent: afterEventWords,
}
