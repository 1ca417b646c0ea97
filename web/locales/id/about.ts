type Question = {
  readonly ask: string
  readonly answer: string
  readonly href: string
  readonly link: string
}
type Questions = readonly [Question, ...Question[]]

const questions: Questions = [
  {
    ask: 'Apakah saya terlindungi?',
    answer: 'Ketik NIK dan tanggal lahir. Jawabannya satu kalimat, tanpa akun.',
    href: '/cek',
    link: 'Cek perlindungan',
  },
  {
    ask: 'Ada yang celaka saat bekerja. Apa dulu?',
    answer: 'Tolong korban, lalu lapor dalam 2 × 24 jam.',
    href: '/kecelakaan',
    link: 'Urutan langkahnya',
  },
  {
    ask: 'Peserta meninggal. Apa hak keluarga?',
    answer: 'Santunan, biaya pemakaman, dan mungkin beasiswa anak.',
    href: '/meninggal',
    link: 'Langkah untuk keluarga',
  },
  {
    ask: 'Berapa iurannya?',
    answer: 'Tergantung jenis pekerja, penghasilan, dan bulan. Kami tunjukkan pasalnya.',
    href: '/iuran',
    link: 'Hitung iuran',
  },
  {
    ask: 'Apa yang diterima keluarga?',
    answer: 'Pilih kejadiannya, lalu lihat jumlah dan syaratnya.',
    href: '/manfaat',
    link: 'Hitung manfaat',
  },
  {
    ask: 'Siapa yang membayar iuran saya?',
    answer: 'Halaman cek menyebut jenis pembayarnya. Nama pembayar tidak ditampilkan.',
    href: '/cek',
    link: 'Cek perlindungan',
  },
  {
    ask: 'Data saya salah. Ke mana?',
    answer: 'Bawa KTP ke kantor desa atau kelurahan. Petugas mengajukan perubahannya.',
    href: '/kamus?query=NIK',
    link: 'Apa itu NIK',
  },
  {
    ask: 'Bagaimana saya diusulkan?',
    answer: 'Desa bermusyawarah dan mengusulkan pekerja rentan. Tanyakan di kantor desa.',
    href: '/kamus?query=musyawarah',
    link: 'Apa itu musyawarah desa',
  },
  {
    ask: 'Dari mana angka cakupan berasal?',
    answer: 'Dari catatan di sini, dengan penyebut dan sumber di bawah setiap angka.',
    href: '/cakupan',
    link: 'Lihat cakupan',
  },
  {
    ask: 'Apakah Payung milik BPJS Ketenagakerjaan?',
    answer: 'Bukan. Payung membantu daerah, dan keputusan manfaat ada pada BPJS Ketenagakerjaan.',
    href: '/peraturan',
    link: 'Peraturannya',
  },
]

type Ways = readonly [string, ...string[]]
const works: Ways = [
  'Setiap halaman dapat dibaca dan dipakai tanpa tetikus, cukup dengan papan tombol.',
  'Tidak ada halaman umum yang memerlukan skrip.',
  'Warna selalu ditemani kata atau bentuk.',
  'Tulisan dapat diperbesar dua kali lipat tanpa ada yang terpotong.',
  'Layar selebar 320 piksel sudah cukup.',
  'Tampilan gelap mengikuti pengaturan perangkat Anda.',
  'Setiap grafik punya tabel atau kalimat dengan angka yang sama.',
]
const limits: Ways = [
  'Pengujian memakai program pemeriksa dan peramban Chromium, belum oleh pembaca layar sehari-hari.',
  'Peraturan dikutip dengan istilah hukumnya. Kamus menjelaskan istilah itu.',
  'Berkas yang diunggah petugas lain mungkin belum mudah dibaca alat bantu.',
]

/** Words of `/kamus`, `/bantuan`, `/aksesibilitas` and `/status`. */
export const aboutWords = {
  terms: {
    title: 'Kamus',
    description: 'Arti istilah jaminan sosial ketenagakerjaan, dengan kata sehari-hari.',
    lede: (count: string) => `${count} istilah, dijelaskan dengan kata sehari-hari.`,
    search: 'Cari istilah',
    searchHint: 'Misalnya: ahli waris, JKK, tunggakan',
    button: 'Cari',
    found: (count: string, query: string) => `${count} istilah memuat “${query}”.`,
    none: (query: string) => `Tidak ada istilah yang memuat “${query}”. Coba satu kata saja.`,
    all: 'Lihat semua istilah',
    english: 'Inggris',
    letters: 'Menurut huruf',
  },
  help: {
    title: 'Bantuan',
    description: 'Jawaban atas pertanyaan yang sering diajukan, dan ke mana bertanya.',
    lede: 'Pertanyaan yang sering diajukan. Bila belum terjawab, hubungi kami.',
    questions,
    contact: 'Hubungi kami',
    contactNone: 'Tanyakan kepada kantor desa atau kelurahan, atau kantor cabang BPJS Ketenagakerjaan.',
    careTitle: 'Jaga data Anda',
    care: 'Kami tidak pernah meminta sandi, kode, atau uang lewat telepon.',
    terms: 'Arti istilah ada di kamus.',
    status: 'Apakah sistem sedang berjalan?',
  },
  accessibility: {
    title: 'Aksesibilitas',
    description: 'Bagaimana halaman ini dibuat agar dapat dipakai semua orang.',
    lede: 'Payung dibuat agar dapat dipakai semua orang, dengan alat apa pun.',
    aim: 'Ukuran kami adalah WCAG 2.2 tingkat AA (Web Content Accessibility Guidelines).',
    worksTitle: 'Yang sudah kami jaga',
    works,
    limitsTitle: 'Yang belum sempurna',
    limits,
    tested: 'Setiap perubahan diperiksa otomatis pada lebar 320, 768, dan 1280 piksel, terang dan gelap.',
    tell: 'Menemui halangan? Beri tahu kami.',
  },
  status: {
    title: 'Keadaan sistem',
    description: 'Apakah Payung sedang berjalan dengan baik, dalam kata-kata.',
    fine: 'Semua berjalan baik.',
    trouble: 'Ada gangguan. Petugas sudah dapat melihatnya.',
    at: (day: string, time: string) => `Dilihat ${day} pukul ${time}.`,
    part: 'Bagian',
    state: 'Keadaan',
    parts: {
      pages: 'Halaman dan hitungan iuran',
      database: 'Basis data',
      checks: 'Pemeriksaan catatan',
      trail: 'Segel jejak audit',
    },
    works: 'berjalan',
    databaseDown: 'tidak menjawab; cek perlindungan dan cakupan belum dapat dibuka',
    databaseOther: 'menjawab, tetapi versinya berbeda dari program',
    checksNone: 'belum pernah dijalankan',
    checksFine: (count: string, day: string) => `${count} aturan terpenuhi pada ${day}`,
    checksBroken: (broken: string, count: string, day: string) =>
      `${broken} dari ${count} aturan perlu dilihat petugas, ${day}`,
    trailNone: 'belum ada',
    trailOf: (day: string) => `terakhir untuk ${day}`,
    unknown: 'belum dapat diketahui',
    version: (version: string) => `Payung versi ${version}.`,
    again: 'Lihat lagi',
  },
}
