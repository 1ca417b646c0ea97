/** A main group (golongan pokok) of KBLI, the two digits that every code begins with. */
export type KbliDivision = {
  readonly code: string
  readonly title: string
  /** The category's letter in KBLI 2020. KBLI 2025 moves the letters from J on, not the digits, so the letter is never stored. */
  readonly category: KbliCategory
}

/**
 * KBLI 2020 (Peraturan BPS 2/2020), whose digits KBLI 2025 (Peraturan BPS 7/2025, December 2025) keeps at this level but for 45, which
 * it puts under 46 and 47. Employers registered before still carry 45.
 */
export const KBLI_CATEGORIES = {
  A: 'Pertanian, Kehutanan, dan Perikanan',
  B: 'Pertambangan dan Penggalian',
  C: 'Industri Pengolahan',
  D: 'Pengadaan Listrik, Gas, Uap/Air Panas, dan Udara Dingin',
  E: 'Treatment Air, Treatment Air Limbah, Treatment dan Pemulihan Material Sampah, dan Aktivitas Remediasi',
  F: 'Konstruksi',
  G: 'Perdagangan Besar dan Eceran; Reparasi dan Perawatan Mobil dan Sepeda Motor',
  H: 'Pengangkutan dan Pergudangan',
  I: 'Penyediaan Akomodasi dan Penyediaan Makan Minum',
  J: 'Informasi dan Komunikasi',
  K: 'Aktivitas Keuangan dan Asuransi',
  L: 'Real Estat',
  M: 'Aktivitas Profesional, Ilmiah, dan Teknis',
  N: 'Aktivitas Penyewaan dan Sewa Guna Usaha Tanpa Hak Opsi, Ketenagakerjaan, Agen Perjalanan, dan Penunjang Usaha Lainnya',
  O: 'Administrasi Pemerintahan, Pertahanan, dan Jaminan Sosial Wajib',
  P: 'Pendidikan',
  Q: 'Aktivitas Kesehatan Manusia dan Aktivitas Sosial',
  R: 'Kesenian, Hiburan, dan Rekreasi',
  S: 'Aktivitas Jasa Lainnya',
  T: 'Aktivitas Rumah Tangga sebagai Pemberi Kerja',
  U: 'Aktivitas Badan Internasional dan Badan Ekstra Internasional Lainnya',
} as const
export type KbliCategory = keyof typeof KBLI_CATEGORIES

const TITLES: { readonly [Category in KbliCategory]: Readonly<Record<string, string>> } = {
  A: {
    '01': 'Pertanian Tanaman, Peternakan, Perburuan, dan Kegiatan YBDI',
    '02': 'Kehutanan dan Pemanenan Kayu serta Hasil Hutan Selain Kayu',
    '03': 'Perikanan',
  },
  B: {
    '05': 'Pertambangan Batu Bara dan Lignit',
    '06': 'Pertambangan Minyak Bumi dan Gas Alam dan Panas Bumi',
    '07': 'Pertambangan Bijih Logam',
    '08': 'Pertambangan dan Penggalian Lainnya',
    '09': 'Aktivitas Jasa Penunjang Pertambangan',
  },
  C: {
    '10': 'Industri Makanan',
    '11': 'Industri Minuman',
    '12': 'Industri Pengolahan Tembakau',
    '13': 'Industri Tekstil',
    '14': 'Industri Pakaian Jadi',
    '15': 'Industri Kulit, Barang dari Kulit, dan Alas Kaki',
    '16': 'Industri Kayu, Barang dari Kayu dan Gabus dan Barang Anyaman',
    '17': 'Industri Kertas dan Barang dari Kertas',
    '18': 'Industri Pencetakan dan Reproduksi Media Rekaman',
    '19': 'Industri Produk dari Batu Bara dan Pengilangan Minyak Bumi',
    '20': 'Industri Bahan Kimia dan Barang dari Bahan Kimia',
    '21': 'Industri Farmasi, Produk Obat Kimia, dan Obat Tradisional',
    '22': 'Industri Karet, Barang dari Karet dan Plastik',
    '23': 'Industri Barang Galian Bukan Logam',
    '24': 'Industri Logam Dasar',
    '25': 'Industri Barang Logam, Bukan Mesin dan Peralatannya',
    '26': 'Industri Komputer, Barang Elektronik, dan Optik',
    '27': 'Industri Peralatan Listrik',
    '28': 'Industri Mesin dan Perlengkapan YTDL',
    '29': 'Industri Kendaraan Bermotor, Trailer, dan Semi Trailer',
    '30': 'Industri Alat Angkutan Lainnya',
    '31': 'Industri Furnitur',
    '32': 'Industri Pengolahan Lainnya',
    '33': 'Reparasi dan Pemasangan Mesin dan Peralatan',
  },
  D: { '35': 'Pengadaan Listrik, Gas, Uap/Air Panas, dan Udara Dingin' },
  E: {
    '36': 'Pengelolaan Air',
    '37': 'Pengelolaan Air Limbah',
    '38': 'Pengumpulan, Pengolahan, dan Pembuangan Sampah, dan Daur Ulang Material',
    '39': 'Aktivitas Remediasi dan Pengelolaan Sampah Lainnya',
  },
  F: { '41': 'Konstruksi Gedung', '42': 'Konstruksi Bangunan Sipil', '43': 'Konstruksi Khusus' },
  G: {
    '45': 'Perdagangan, Reparasi, dan Perawatan Mobil dan Sepeda Motor',
    '46': 'Perdagangan Besar, Bukan Mobil dan Sepeda Motor',
    '47': 'Perdagangan Eceran, Bukan Mobil dan Sepeda Motor',
  },
  H: {
    '49': 'Angkutan Darat dan Angkutan Melalui Saluran Pipa',
    '50': 'Angkutan Perairan',
    '51': 'Angkutan Udara',
    '52': 'Pergudangan dan Aktivitas Penunjang Angkutan',
    '53': 'Aktivitas Pos dan Kurir',
  },
  I: { '55': 'Penyediaan Akomodasi', '56': 'Penyediaan Makanan dan Minuman' },
  J: {
    '58': 'Aktivitas Penerbitan',
    '59': 'Aktivitas Produksi Gambar Bergerak, Video, dan Program Televisi, Perekaman Suara, dan Penerbitan Musik',
    '60': 'Aktivitas Penyiaran dan Pemrograman',
    '61': 'Telekomunikasi',
    '62': 'Aktivitas Pemrograman, Konsultasi Komputer, dan Kegiatan YBDI',
    '63': 'Aktivitas Jasa Informasi',
  },
  K: {
    '64': 'Aktivitas Jasa Keuangan, Bukan Asuransi dan Dana Pensiun',
    '65': 'Asuransi, Reasuransi, dan Dana Pensiun, Bukan Jaminan Sosial Wajib',
    '66': 'Aktivitas Penunjang Jasa Keuangan, Asuransi, dan Dana Pensiun',
  },
  L: { '68': 'Real Estat' },
  M: {
    '69': 'Aktivitas Hukum dan Akuntansi',
    '70': 'Aktivitas Kantor Pusat dan Konsultasi Manajemen',
    '71': 'Aktivitas Arsitektur dan Keinsinyuran; Analisis dan Uji Teknis',
    '72': 'Penelitian dan Pengembangan Ilmu Pengetahuan',
    '73': 'Periklanan dan Penelitian Pasar',
    '74': 'Aktivitas Profesional, Ilmiah, dan Teknis Lainnya',
    '75': 'Aktivitas Kesehatan Hewan',
  },
  N: {
    '77': 'Aktivitas Penyewaan dan Sewa Guna Usaha Tanpa Hak Opsi',
    '78': 'Aktivitas Ketenagakerjaan',
    '79': 'Aktivitas Agen Perjalanan, Penyelenggara Tur, dan Jasa Reservasi Lainnya',
    '80': 'Aktivitas Keamanan dan Penyelidikan',
    '81': 'Aktivitas Penyedia Jasa untuk Gedung dan Pertamanan',
    '82': 'Aktivitas Administrasi Kantor, Aktivitas Penunjang Kantor, dan Aktivitas Penunjang Usaha Lainnya',
  },
  O: { '84': 'Administrasi Pemerintahan, Pertahanan, dan Jaminan Sosial Wajib' },
  P: { '85': 'Pendidikan' },
  Q: {
    '86': 'Aktivitas Kesehatan Manusia',
    '87': 'Aktivitas Sosial di Dalam Panti',
    '88': 'Aktivitas Sosial di Luar Panti',
  },
  R: {
    '90': 'Aktivitas Hiburan, Kesenian, dan Kreativitas',
    '91': 'Perpustakaan, Arsip, Museum, dan Kegiatan Kebudayaan Lainnya',
    '92': 'Aktivitas Perjudian dan Pertaruhan',
    '93': 'Aktivitas Olahraga dan Rekreasi Lainnya',
  },
  S: {
    '94': 'Aktivitas Keanggotaan Organisasi',
    '95': 'Reparasi Komputer dan Barang Keperluan Pribadi dan Perlengkapan Rumah Tangga',
    '96': 'Aktivitas Jasa Perorangan Lainnya',
  },
  T: {
    '97': 'Aktivitas Rumah Tangga sebagai Pemberi Kerja dari Personel Domestik',
    '98': 'Aktivitas yang Menghasilkan Barang dan Jasa oleh Rumah Tangga yang Digunakan untuk Memenuhi Kebutuhan Sendiri',
  },
  U: { '99': 'Aktivitas Badan Internasional dan Badan Ekstra Internasional Lainnya' },
}

export const KBLI_DIVISIONS: readonly KbliDivision[] = Object.entries(TITLES).flatMap(([category, titles]) =>
  // Object keys that look like numbers come out in their order, those with a leading zero as written: both rise.
  Object.entries(titles).map(([code, title]) => ({ code, title, category: category as KbliCategory })),
)

const BY_CODE: ReadonlyMap<string, KbliDivision> = new Map(KBLI_DIVISIONS.map((each) => [each.code, each]))

/** The main group that a KBLI code of 2 to 5 digits belongs to, or nothing. */
export function findKbliDivision(code: string): KbliDivision | null {
  return /^\d{2,5}$/.test(code) ? (BY_CODE.get(code.slice(0, 2)) ?? null) : null
}
