import { administrationWords } from './administration.ts'
import { apiWords } from './api.ts'
import { auditWords } from './audit.ts'
import { bankingWords } from './banking.ts'
import { benefitWords } from './benefit.ts'
import { changeWords } from './changes.ts'
import { checkWords } from './checks.ts'
import { contributionWords } from './contribution.ts'
import { duplicatesWords } from './duplicates.ts'
import { employerWords } from './employers.ts'
import { ledger } from './ledger.ts'
import { billing } from './billing.ts'
import { payments } from './payments.ts'
import { exportWords } from './exports.ts'
import { importWords } from './imports.ts'
import { lawWords } from './law.ts'
import { peopleWords } from './people.ts'
import { regionWords } from './region.ts'
import { signInWords } from './sign-in.ts'

/** The words of the public pages in Indonesian. English must follow this shape: see en/public.ts. */
export const publicWords = {
  frame: {
    error: 'Kesalahan',
    skip: 'Langsung ke isi',
    mainNavigation: 'Halaman utama',
    whereAmI: 'Letak halaman ini',
    home: 'Depan',
    back: 'Kembali',
    sections: { contribution: 'Iuran', benefit: 'Manfaat', region: 'Wilayah', law: 'Peraturan' },
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
      contribution: { title: 'Berapa iuran saya?', text: 'Jumlahnya, baris demi baris, dengan pasalnya.' },
      benefit: {
        title: 'Apa manfaat untuk keluarga?',
        text: 'Saat celaka, meninggal, tua, atau kehilangan kerja.',
      },
      region: { title: 'Wilayah saya', text: 'Dari provinsi sampai desa, dengan sumber dan tanggalnya.' },
    },
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
  signIn: signInWords,
  audit: auditWords,
  imports: importWords,
  people: peopleWords,
}
