import { headerKey } from './header-names.ts'

/**
 * Every field that a list can fill, with the headers under which people have it: SIPP (five workbooks), the BPU template, OpenSID,
 * Regsosek, DTSEN, lists of villages and agencies, and our own layout, which comes first. Order, case, blanks and marks do not matter.
 */
const ALIASES = {
  ordinal: 'NO | NO URUT | NOMOR URUT | NO. | URUT | NOMOR',
  nik: `NIK | NO KTP | NOMOR KTP | NOMOR_IDENTITAS | NO_IDENTITAS | NOMOR INDUK KEPENDUDUKAN | NIK KTP | NO INDUK KEPENDUDUKAN | NO NIK |
    NIK/NO KTP | KTP | NO KTP/NIK | NIK PEKERJA | NIK PESERTA | NIK TENAGA KERJA | NO E-KTP | NO KTP ELEKTRONIK | NIK SESUAI KTP`,
  familyCardNumber: 'NO_KK | KK | NO KARTU KELUARGA | NOMOR KARTU KELUARGA | NKK | KARTU KELUARGA | NOMOR KK',
  name: `NAMA | NAMA LENGKAP | NAMA PESERTA | NAMA TK | NAMA TENAGA KERJA | NAMA KTP | NAMA PEKERJA | NAMA SESUAI KTP | NAMA LENGKAP SESUAI KTP |
    NAMA CALON PESERTA | NAMA WARGA | NAMA PENDUDUK | NAMA PEGAWAI | NAMA KARYAWAN | NAMA ANGGOTA | NAMA PENERIMA | NAMA PENERIMA MANFAAT`,
  firstName: 'NAMA_DEPAN',
  middleName: 'NAMA_TENGAH',
  lastName: 'NAMA_BELAKANG',
  title: 'GELAR | GELAR AKADEMIK',
  birthPlace: 'TEMPAT_LAHIR | TMP LAHIR | TMPT LAHIR | TPT LAHIR | KOTA LAHIR | TEMPAT KELAHIRAN',
  bornOn:
    'TGL_LAHIR | TANGGAL LAHIR | TGL_LHR | TGL KELAHIRAN | TANGGAL KELAHIRAN | LAHIR TANGGAL | TGL LAHIR SESUAI KTP',
  birthPlaceAndDate:
    'TTL | TEMPAT TANGGAL LAHIR | TEMPAT TGL LAHIR | TEMPAT/TGL LAHIR | TEMPAT DAN TANGGAL LAHIR | TMPT TGL LAHIR',
  sex: 'JENIS_KELAMIN | JK | L/P | KELAMIN | SEX | GENDER | JNS KELAMIN | JENIS KEL | LAKI LAKI PEREMPUAN | J KELAMIN',
  motherName: 'NAMA_IBU_KANDUNG | NAMA IBU | IBU KANDUNG | NM IBU KANDUNG | NAMA GADIS IBU KANDUNG',
  fatherName: 'NAMA_AYAH | NAMA AYAH KANDUNG | NAMA BAPAK',
  phone: `NO_HP | HP | HANDPHONE | TELEPON | NO WA | NO TELEPON | NO TELP | NOMOR HP | NO HANDPHONE | WHATSAPP | NO WHATSAPP | NO HP/WA | TELP |
    NOMOR HANDPHONE | HP/WA | NOMOR HP YANG AKTIF | NO HP AKTIF | KONTAK | NO KONTAK | TELEPON/HP`,
  email: 'EMAIL | E-MAIL | SUREL | ALAMAT EMAIL | ALAMAT SUREL',
  address:
    'ALAMAT | ALAMAT LENGKAP | ALAMAT KTP | ALAMAT SESUAI KTP | ALAMAT RUMAH | ALAMAT TINGGAL | ALAMAT TEMPAT TINGGAL | JALAN',
  currentAddress: 'ALAMAT_SEKARANG | ALAMAT DOMISILI | ALAMAT_LENGKAP_DOMISILI | DOMISILI',
  rt: 'RT | NO RT',
  rw: 'RW | NO RW',
  rtRw: 'RT/RW | RT RW | RT-RW',
  hamlet: 'DUSUN | LINGKUNGAN | KAMPUNG | NAMA DUSUN | DUSUN/LINGKUNGAN | JORONG | BANJAR',
  village:
    'DESA | DESA/KELURAHAN | KELURAHAN | KEL/DESA | NAMA DESA | DESA/KEL | KELURAHAN/DESA | NAMA DESA/KELURAHAN | NAGARI | GAMPONG',
  district: 'KECAMATAN | KEC | NAMA KECAMATAN | DISTRIK',
  regency: 'KABUPATEN | KAB/KOTA | KABUPATEN/KOTA | KAB | KOTA | NAMA KABUPATEN | KOTA/KABUPATEN',
  province: 'PROVINSI | PROPINSI | PROV | NAMA PROVINSI',
  regionCode: 'KODE_WILAYAH | KODE DESA | KD WILAYAH | KODE WILAYAH KEMENDAGRI | KODE KEMENDAGRI | KD DESA',
  postalCode: 'KODE_POS | KODEPOS',
  occupation: `PEKERJAAN | JENIS_PEKERJAAN_1 | JENIS PEKERJAAN | PROFESI | PEKERJAAN_ID | PEKERJAAN UTAMA | MATA PENCAHARIAN | BIDANG PEKERJAAN |
    JENIS PEKERJAAN UTAMA | PEKERJAAN 1`,
  occupationSecond:
    'JENIS_PEKERJAAN_2 | PEKERJAAN 2 | PEKERJAAN SAMPINGAN | PEKERJAAN KEDUA | PEKERJAAN TAMBAHAN',
  position: 'JABATAN | POSISI | JABATAN/TUGAS',
  workLocation:
    'LOKASI_KERJA | LOKASI_PEKERJAAN | TEMPAT KERJA | LOKASI BEKERJA | LOKASI USAHA | TEMPAT USAHA',
  workStartsAt: 'JAM_KERJA_MULAI | JAM MULAI | JAM MULAI KERJA | JAM MASUK',
  workEndsAt: 'JAM_KERJA_SELESAI | JAM SELESAI | JAM SELESAI KERJA | JAM PULANG',
  income: `PENGHASILAN | UPAH | GAJI | PENDAPATAN | PENGHASILAN PER BULAN | UPAH SEBULAN | PENDAPATAN SEBULAN | PENDAPATAN PER BULAN | HONOR |
    GAJI POKOK | PENGHASILAN RATA RATA | RATA RATA PENGHASILAN | UPAH PER BULAN | GAJI PER BULAN | HONORARIUM`,
  backPay: 'RAPEL',
  group: 'KELOMPOK | KELOMPOK PEKERJA | KATEGORI | JENIS KELOMPOK | KELOMPOK SASARAN | NAMA KELOMPOK',
  decile: 'DESIL | DESIL NASIONAL | DESIL KESEJAHTERAAN | DESIL DTSEN | PERINGKAT KESEJAHTERAAN',
  fundingSource: 'SUMBER_DANA | SUMBER PENDANAAN | SUMBER PEMBIAYAAN | SUMBER ANGGARAN | PEMBIAYAAN',
  programme: 'PROGRAM | PROGRAM JAMINAN | JENIS PROGRAM | PROGRAM BPJS | PROGRAM YANG DIIKUTI',
  startMonth: 'BULAN_MULAI | MULAI BULAN | BULAN AWAL | PERIODE MULAI | BULAN MULAI IURAN',
  monthCount: 'JUMLAH_BULAN | BULAN_IURAN | JML BULAN | LAMA BULAN | JUMLAH BULAN IURAN | LAMA IURAN',
  contributionMonth: 'BLTH | BULAN TAHUN | PERIODE | PERIODE IURAN',
  heirName: 'NAMA_AHLI_WARIS | AHLI WARIS | AHLI WARIS NAMA',
  heirRelation:
    'HUBUNGAN | HUBUNGAN AHLI WARIS | HUBUNGAN KELUARGA AHLI WARIS | AHLI WARIS HUBUNGAN | HUBUNGAN DENGAN AHLI WARIS | HUB AHLI WARIS',
  heirPhone:
    'NO_HP_AHLI_WARIS | HP AHLI WARIS | TELEPON AHLI WARIS | NO TELEPON AHLI WARIS | AHLI WARIS NO HP | AHLI WARIS HP',
  note: 'KET | KETERANGAN | CATATAN',
  kpj: `KPJ | NOMOR_IDENTITAS_KPJ | NO KPJ | NOMOR KPJ | BPJS_KETENAGAKERJAAN | NO BPJS KETENAGAKERJAAN | NO KARTU BPJS KETENAGAKERJAAN | NO BPJSTK |
    NO PESERTA | NOMOR PESERTA | NO KEPESERTAAN | NO KARTU PESERTA | NO BPJAMSOSTEK | NO JAMSOSTEK`,
  workerCode: 'KODE_TK | KODE TENAGA KERJA',
  employeeNumber:
    'NO_PEGAWAI | NOMOR_PEGAWAI | NIP | NO INDUK PEGAWAI | NIP/NO PEGAWAI | ID_PEGAWAI | NO KARYAWAN | NIK KARYAWAN | NIPTT',
  npp: 'NPP | NOMOR PENDAFTARAN PERUSAHAAN | NO NPP',
  npwp: 'NPWP | NO NPWP | NOMOR NPWP',
  employerName:
    'NAMA_PERUSAHAAN | PERUSAHAAN | NAMA BADAN USAHA | PEMBERI KERJA | NAMA PEMBERI KERJA | INSTANSI | NAMA INSTANSI | OPD | UNIT KERJA',
  nib: 'NIB | NO NIB | NOMOR INDUK BERUSAHA | NO INDUK BERUSAHA',
  kbli: 'KBLI | KODE KBLI | KBLI UTAMA | KODE KBLI UTAMA',
  businessSize: 'SKALA | SKALA USAHA | UKURAN USAHA | SKALA PERUSAHAAN',
  menCount:
    'TK_L | TK LAKI LAKI | JUMLAH TK LAKI LAKI | TENAGA KERJA LAKI LAKI | JUMLAH TENAGA KERJA LAKI LAKI | TK PRIA',
  womenCount:
    'TK_P | TK PEREMPUAN | JUMLAH TK PEREMPUAN | TENAGA KERJA PEREMPUAN | JUMLAH TENAGA KERJA PEREMPUAN | TK WANITA',
  foreignCount: 'TK_ASING | TKA | JUMLAH TKA | TENAGA KERJA ASING | JUMLAH TENAGA KERJA ASING',
  registeredCount: `TK_TERDAFTAR_BPJS | TK TERDAFTAR | TK TERDAFTAR BPJS KETENAGAKERJAAN | JUMLAH TK TERDAFTAR | TK TERDAFTAR BPJSTK |
    JUMLAH PESERTA BPJS KETENAGAKERJAAN`,
  wageTotal: 'TOTAL_UPAH | JUMLAH UPAH | TOTAL UPAH SEBULAN | JUMLAH UPAH SEBULAN | TOTAL UPAH PER BULAN',
  reportedOn:
    'TANGGAL_LAPOR | TGL LAPOR WLKP | TANGGAL LAPOR WLKP | TANGGAL PELAPORAN | TGL PELAPORAN WLKP | TANGGAL WLKP',
  identityKind: 'JENIS_IDENTITAS',
  identityValidUntil: 'MASA_LAKU_IDENTITAS',
  maritalStatus: 'STATUS_KAWIN | STATUS PERKAWINAN | STATUS PERNIKAHAN | STATUS NIKAH',
  bloodType: 'GOLONGAN_DARAH | GOL DARAH | GOLONGAN_DARAH_ID | GOLDAR',
  country: 'KODE_NEGARA | KEWARGANEGARAAN | NATIONALITY | WARGANEGARA_ID | NEGARA',
  bpuPackage: 'KODE_PAKET | PAKET | PAKET BPU',
  employmentStatus:
    'STATUS_PEGAWAI | STATUS KEPEGAWAIAN | STATUS KARYAWAN | STATUS HUBUNGAN KERJA | STATUS KERJA',
  memberFrom: 'TANGGAL_KEPESERTAAN | TGL KEPESERTAAN | TMT KEPESERTAAN',
  employedFrom:
    'TGL_AWAL_BEKERJA | TANGGAL MULAI KERJA | TGL MASUK KERJA | TANGGAL MASUK | TGL MULAI BEKERJA | TMT KERJA | TMT',
  contractEndsOn: 'TGL_AKHIR_KONTRAK | TANGGAL AKHIR KONTRAK | AKHIR KONTRAK | TANGGAL BERAKHIR KONTRAK',
  leavingCause: 'SEBAB_NA | SEBAB NONAKTIF | ALASAN KELUAR | SEBAB KELUAR',
  eventOn: 'TGL_KEJADIAN | TANGGAL KEJADIAN | TGL KELUAR | TANGGAL KELUAR',
  livingStatus: 'STATUS_DASAR | STATUS HIDUP | KETERANGAN KEBERADAAN | STATUS PENDUDUK | STATUS KEBERADAAN',
  bankName: 'NAMA_BANK | BANK',
  bankCode: 'KODE_BANK',
  accountNumber: 'NOMOR_REKENING | NO REKENING | NO REK | REKENING',
  accountHolder: 'NAMA_REKENING | NAMA PEMILIK REKENING | ATAS NAMA REKENING',
} as const

/** A field that a column of a list can fill. */
export type ListField = keyof typeof ALIASES

/**
 * Columns of well-known templates that we do not take: what a purpose does not need is not kept (UU 27/2022).
 * They are known, so nobody is asked about them.
 */
const SET_ASIDE = `TELEPON_AREA_RUMAH | TELEPON_RUMAH | TELEPON_AREA_KANTOR | TELEPON_KANTOR | TELEPON_EXT_KANTOR | SURAT_MENYURAT_KE |
  agama_id | AGAMA | pendidikan_kk_id | pendidikan_sedang_id | PENDIDIKAN | kk_level | ayah_nik | ibu_nik | akta_lahir | dokumen_pasport |
  tanggal_akhir_paspor | dokumen_kitas | akta_perkawinan | tanggalperkawinan | akta_perceraian | tanggalperceraian | cacat_id | cara_kb_id |
  hamil | ktp_el | status_rekam | suku | tag_id_card | id_asuransi | no_asuransi | lat | lng | UMUR | USIA | TTD | TANDA TANGAN | PARAF`

/** The field of every header key that is known. */
const FIELD_BY_KEY: ReadonlyMap<string, ListField | 'set-aside'> = keyTable()

function keyTable(): Map<string, ListField | 'set-aside'> {
  const table = new Map<string, ListField | 'set-aside'>()
  for (const [field, aliases] of [...Object.entries(ALIASES), ['set-aside', SET_ASIDE] as const]) {
    for (const alias of aliases.split('|')) {
      const key = headerKey(alias)
      const other = table.get(key)
      if (other !== undefined && other !== field) throw new RangeError(`${alias}: ${other} and ${field}`)
      table.set(key, field as ListField | 'set-aside')
    }
  }
  return table
}

/** All fields, in the order of our own layout. */
export const LIST_FIELDS = Object.keys(ALIASES) as readonly ListField[]

/** The header of a field in our own layout: what people are told to write. */
export function ownHeader(field: ListField): string {
  return ALIASES[field].split('|')[0]?.trim() ?? field
}

/** The field of a header, `set-aside` for a known column that we do not take, null for one nobody has told us of. */
export function fieldOfHeader(header: string): ListField | 'set-aside' | null {
  return FIELD_BY_KEY.get(headerKey(header)) ?? null
}

/** Every known header key with its field, for suggestions. */
export function knownHeaders(): ReadonlyMap<string, ListField | 'set-aside'> {
  return FIELD_BY_KEY
}
