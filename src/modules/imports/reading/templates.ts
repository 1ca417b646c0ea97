import { headerKey } from './header-names.ts'

/**
 * Headers of the forms that people know by name, in their order, separated by blanks, or by bars where a header has blanks itself. A list
 * is recognised by its header, never by its file name or order; what we hand out has exactly these.
 */
const HEADERS = {
  'BPU collective': `NOMOR_IDENTITAS NAMA_LENGKAP TGL_LAHIR HANDPHONE EMAIL JENIS_PEKERJAAN_1 JENIS_PEKERJAAN_2 LOKASI_PEKERJAAN UPAH
    KODE_PAKET BULAN_IURAN`,
  'SIPP new': `NO_PEGAWAI NAMA_LENGKAP GELAR TELEPON_AREA_RUMAH TELEPON_RUMAH TELEPON_AREA_KANTOR TELEPON_KANTOR TELEPON_EXT_KANTOR HP EMAIL
    TEMPAT_LAHIR TANGGAL_LAHIR NAMA_IBU_KANDUNG JENIS_IDENTITAS NOMOR_IDENTITAS MASA_LAKU_IDENTITAS JENIS_KELAMIN SURAT_MENYURAT_KE
    TANGGAL_KEPESERTAAN STATUS_KAWIN GOLONGAN_DARAH NPWP KODE_NEGARA UPAH ALAMAT KODE_POS LOKASI_PEKERJAAN STATUS_PEGAWAI TGL_AWAL_BEKERJA
    TGL_AKHIR_KONTRAK`,
  'SIPP continuing': `NOMOR_IDENTITAS_KPJ NO_PEGAWAI NAMA_LENGKAP TGL_LAHIR UPAH LOKASI_PEKERJAAN STATUS_PEGAWAI TGL_AWAL_BEKERJA
    TGL_AKHIR_KONTRAK`,
  'SIPP wages': 'NIK NO_PEGAWAI KPJ KODE_TK NAMA_LENGKAP TGL_LAHIR UPAH RAPEL BLTH NPP',
  'SIPP leavers': 'KPJ NAMA_LENGKAP TGL_LAHIR SEBAB_NA TGL_KEJADIAN KETERANGAN',
  'SIPP corrections': `KODE ALAMAT_LENGKAP_DOMISILI HANDPHONE LOKASI_PEKERJAAN EMAIL NAMA_BANK KODE_BANK NOMOR_REKENING NAMA_REKENING`,
  'OpenSID residents': `alamat dusun rw rt nama no_kk nik sex tempatlahir tanggallahir agama_id pendidikan_kk_id pendidikan_sedang_id
    pekerjaan_id status_kawin kk_level warganegara_id ayah_nik nama_ayah ibu_nik nama_ibu golongan_darah_id akta_lahir dokumen_pasport
    tanggal_akhir_paspor dokumen_kitas akta_perkawinan tanggalperkawinan akta_perceraian tanggalperceraian cacat_id cara_kb_id hamil ktp_el
    status_rekam alamat_sekarang status_dasar suku tag_id_card id_asuransi no_asuransi lat lng`,
  'OpenSID aid': 'Peserta|No. Peserta|NIK|Nama|Tempat Lahir|Tanggal Lahir|Alamat',
  'Payung people': `NIK NO_KK NAMA TEMPAT_LAHIR TGL_LAHIR JENIS_KELAMIN NAMA_IBU_KANDUNG ALAMAT RT RW DUSUN DESA/KELURAHAN KECAMATAN KABUPATEN
    KODE_WILAYAH NO_HP PEKERJAAN LOKASI_KERJA JAM_KERJA_MULAI JAM_KERJA_SELESAI PENGHASILAN KELOMPOK DESIL SUMBER_DANA PROGRAM BULAN_MULAI
    JUMLAH_BULAN NAMA_AHLI_WARIS HUBUNGAN NO_HP_AHLI_WARIS KET`,
} as const

export type TemplateName = keyof typeof HEADERS

/** Of a template's columns, how many must be there: older copies lack some and people add others. */
const ENOUGH = 0.8

const TEMPLATES = Object.entries(HEADERS).map(([name, headers]) => ({
  name: name as TemplateName,
  keys: new Set(split(headers).map(headerKey)),
}))

function split(headers: string): string[] {
  return headers.split(headers.includes('|') ? '|' : /\s+/)
}

/** The headers of a template, as written and in their order. */
export function templateHeaders(name: TemplateName): readonly string[] {
  return split(HEADERS[name])
}

/** The template that a header row is a copy of; null for a list of nobody's form. Of several, the one with most of its columns there. */
export function templateOf(headers: readonly string[]): TemplateName | null {
  const present = new Set(headers.map(headerKey))
  let best: { readonly name: TemplateName; readonly share: number; readonly count: number } | null = null
  for (const { name, keys } of TEMPLATES) {
    const count = [...keys].filter((key) => present.has(key)).length
    const share = count / keys.size
    if (share < ENOUGH) continue
    if (!best || share > best.share || (share === best.share && count > best.count))
      best = { name, share, count }
  }
  return best?.name ?? null
}
