/** A sentence or title in both languages of Payung. */
export type Bilingual = { readonly id: string; readonly en: string }

/**
 * How sure we are. H: law text, several independent sources, or re-derived by arithmetic. M: one decent source, or well-known law quoted
 * without seeing its text. L: weak or indirect. M and L are shown to the user as "needs legal confirmation" and can be replaced by
 * configuration (see `law-book.ts`).
 */
export type Confidence = 'H' | 'M' | 'L'

export type Law = {
  readonly title: Bilingual
  /** ISO day, month or year, as exactly as we know it. */
  readonly inForceFrom: string
  readonly inForceTo?: string
  readonly use: Bilingual
  readonly confidence: Confidence
  /** Where the text or the report of it was found. */
  readonly source: string
}

const law = (
  titleId: string,
  titleEn: string,
  inForceFrom: string,
  useId: string,
  useEn: string,
  confidence: Confidence,
  source: string,
  inForceTo?: string,
): Law => ({
  title: { id: titleId, en: titleEn },
  inForceFrom,
  use: { id: useId, en: useEn },
  confidence,
  source,
  ...(inForceTo === undefined ? {} : { inForceTo }),
})

/** The day a person last compared the register with its sources. */
export const REGISTER_CHECKED_ON = '2026-11-20'

/** Every legal text Payung relies on; a citation can name nothing else. */
export const LAWS = {
  'UU 40/2004': law(
    'Sistem Jaminan Sosial Nasional',
    'National Social Security System',
    '2004-10-19',
    'Asas: pemberi kerja mendaftarkan pekerja; iuran persen upah',
    'Principle: employers register workers; contributions as a share of wage',
    'H',
    'peraturan.bpk.go.id',
  ),
  'UU 24/2011': law(
    'Badan Penyelenggara Jaminan Sosial',
    'Social Security Agencies',
    '2011-11-25',
    'Kewajiban (Pasal 14–19), sanksi (17), pidana (55)',
    'Duties (Art. 14–19), sanctions (17), criminal liability (55)',
    'H',
    'peraturan.bpk.go.id',
  ),
  'UU 23/2014': law(
    'Pemerintahan Daerah',
    'Regional Government',
    '2014-10-02',
    'Pengawasan ketenagakerjaan adalah urusan provinsi',
    'Labour inspection is a provincial matter',
    'H',
    'peraturan.bpk.go.id',
  ),
  'UU 4/2023': law(
    'Pengembangan dan Penguatan Sektor Keuangan',
    'Financial Sector Development',
    '2023-01-12',
    'JHT akun utama dan tambahan (menunggu PP)',
    'JHT main and additional accounts (awaiting regulation)',
    'M',
    'peraturan.bpk.go.id',
  ),
  'UU 6/2023': law(
    'Cipta Kerja (Perppu 2/2022)',
    'Job Creation',
    '2023-03-31',
    'Dasar undang-undang JKP',
    'Statutory base of JKP',
    'H',
    'peraturan.bpk.go.id',
  ),
  'UU 59/2024': law(
    'RPJPN 2025–2045',
    'Long-term development plan 2025–2045',
    '2024-09-13',
    'Target cakupan 99,5% pada 2045',
    'Coverage target 99.5% in 2045',
    'M',
    'peraturan.bpk.go.id',
  ),
  'PP 86/2013': law(
    'Tata cara sanksi administratif',
    'Administrative sanctions',
    '2013-12-24',
    'Teguran, denda, TMP2T',
    'Warnings, fines, denial of public services',
    'H',
    'hukumonline lt6214606588311',
  ),
  'Perpres 109/2013': law(
    'Penahapan kepesertaan',
    'Staged participation',
    '2014-01-01',
    'Kewajiban program menurut skala usaha',
    'Programme duties by business size',
    'H',
    'peraturan.bpk.go.id',
  ),
  'PP 44/2015': law(
    'Penyelenggaraan JKK dan JKM',
    'Work injury and death insurance',
    '2015-07-01',
    'Iuran, golongan upah, manfaat',
    'Rates, brackets, benefits',
    'H',
    'peraturan.bpk.go.id/Download/28927; pasal.id',
  ),
  'PP 45/2015': law(
    'Penyelenggaraan Jaminan Pensiun',
    'Pension insurance',
    '2015-07-01',
    'Iuran, batas upah, usia dan manfaat pensiun',
    'Rates, wage cap, pension age and amounts',
    'H',
    'peraturan.bpk.go.id/Download/28931',
  ),
  'PP 46/2015': law(
    'Penyelenggaraan JHT (jo PP 60/2015)',
    'Old-age savings (with PP 60/2015)',
    '2015-07-01',
    'Iuran dan pembayaran JHT',
    'JHT rates and payout',
    'H',
    'peraturan.bpk.go.id/Download/28934, 29100',
  ),
  'PP 82/2019': law(
    'Perubahan PP 44/2015',
    'Amendment of PP 44/2015',
    '2019-12-02',
    'JKM 42 juta, beasiswa, STMB, kelompok risiko',
    'JKM 42 million, scholarships, STMB, risk groups',
    'H',
    'peraturan.bpk.go.id/Download/118686; scribd 481284436',
  ),
  'PP 49/2020': law(
    'Penyesuaian iuran selama bencana Covid-19',
    'Contribution relief during Covid-19',
    '2020-08-31',
    'Keringanan 99% JKK/JKM, penundaan JP',
    '99% relief on JKK/JKM, JP deferral',
    'H',
    'pasal.id',
    '2021-01-31',
  ),
  'PP 7/2021': law(
    'Kemudahan UMKM',
    'Ease for micro, small and medium business',
    '2021-02-02',
    'Ambang skala usaha',
    'Business size thresholds',
    'H',
    'peraturan.bpk.go.id',
  ),
  'PP 37/2021': law(
    'Penyelenggaraan JKP',
    'Job loss insurance',
    '2021-02-02',
    'JKP versi pertama',
    'JKP, first version',
    'H',
    'peraturan.bpk.go.id',
  ),
  'PP 49/2023': law(
    'Perubahan kedua PP 44/2015',
    'Second amendment of PP 44/2015',
    '2023-10-06',
    'Rekomposisi iuran, dugaan kecelakaan kerja, non-ASN',
    'Recomposition, suspected accidents, non-civil-servants',
    'H',
    'peraturan.bpk.go.id/Download/323386; hukumonline lt65278e692a7a6',
  ),
  'PP 6/2025': law(
    'Perubahan PP 37/2021',
    'Amendment of PP 37/2021',
    '2025-02-07',
    'JKP versi kedua',
    'JKP, second version',
    'H',
    'peraturan.bpk.go.id/Download/375603; pasal.id 5825012',
  ),
  'PP 7/2025': law(
    'Keringanan JKK industri padat karya',
    'JKK relief for labour-intensive industry',
    '2025-02',
    'JKK setengah, iuran Februari–Juli 2025',
    'Half JKK, contributions February–July 2025',
    'H',
    'pasal.id',
    '2025-07-31',
  ),
  'PP 36/2025': law(
    'Perpanjangan PP 7/2025',
    'Extension of PP 7/2025',
    '2025-09-04',
    'JKK setengah sampai iuran Januari 2026',
    'Half JKK until the January 2026 contribution',
    'H',
    'pasal.id',
    '2026-01-31',
  ),
  'PP 50/2025': law(
    'Penyesuaian iuran JKK dan JKM peserta BPU',
    'JKK and JKM relief for own-account workers',
    '2025-12-22',
    'Setengah iuran Januari 2026–Maret 2027',
    'Half contributions January 2026–March 2027',
    'H',
    'peraturan.bpk.go.id/Details/339151; cnbcindonesia 20260204140501; jateng.antaranews.com/berita/619022',
  ),
  'Permenaker 4/2018': law(
    'Tata cara TMP2T (BN 503/2018)',
    'Procedure for denial of public services',
    '2018',
    'Pengenaan dan pencabutan TMP2T',
    'Imposing and lifting denial of services',
    'M',
    'hukumonline lt6214606588311',
  ),
  'Permenaker 5/2021': law(
    'Tata cara JKK, JKM, JHT',
    'Procedure of JKK, JKM, JHT',
    '2021-04',
    'BPU, jasa konstruksi, klaim',
    'Own-account workers, construction, claims',
    'H',
    'jdih.kemnaker.go.id 21permenaker005',
  ),
  'Permenaker 4/2022': law(
    'Pembayaran manfaat JHT',
    'JHT payout',
    '2022-04-26',
    'Syarat pembayaran JHT',
    'Conditions of JHT payout',
    'H',
    'jdih.kemnaker.go.id',
  ),
  'Permenaker 4/2023': law(
    'Jaminan sosial pekerja migran Indonesia',
    'Social security of migrant workers',
    '2023-02',
    'Iuran PMI',
    'Migrant workers’ contributions',
    'H',
    'jdih.kemnaker.go.id 2023pmnaker004',
  ),
  'Permenaker 1/2025': law(
    'Perubahan Permenaker 5/2021',
    'Amendment of Permenaker 5/2021',
    '2025',
    'Non-ASN; aturan BPU di bawah 3 bulan tetap',
    'Non-civil-servants; own-account rule under 3 months kept',
    'M',
    'jdih.kemnaker.go.id 2025pmnaker001',
  ),
  'Permenaker 33/2016': law(
    'Tata cara pengawasan (jo 1/2020)',
    'Labour inspection procedure (with 1/2020)',
    '2016',
    'Nota pemeriksaan',
    'Inspection notes',
    'M',
    'jdih.kemnaker.go.id',
  ),
  'Permenaker 26/2015': law(
    'Tata cara kepesertaan PU',
    'Former procedure for wage earners',
    '2015',
    'Tata cara lama PU',
    'Former procedure, wage earners',
    'H',
    'jdih.kemnaker.go.id',
    '2021-03-31',
  ),
  'Permenaker 44/2015': law(
    'Tata cara kepesertaan jasa konstruksi',
    'Former procedure for construction',
    '2015',
    'Pendaftaran proyek 14 hari kerja',
    'Project registration in 14 working days',
    'H',
    'pasal.id',
    '2021-03-31',
  ),
  'Permenaker 1/2016': law(
    'Tata cara kepesertaan BPU',
    'Former procedure for own-account workers',
    '2016',
    'Tata cara lama BPU',
    'Former procedure, own-account workers',
    'H',
    'jdih.kemnaker.go.id',
    '2021-03-31',
  ),
  'Inpres 2/2021': law(
    'Optimalisasi jaminan sosial ketenagakerjaan',
    'Optimising employment social security',
    '2021-03-25',
    'Tugas tiap lembaga dan kepala daerah',
    'Duties per agency and head of region',
    'M',
    'hukumonline lt6065320612c0d',
  ),
  'Inpres 4/2022': law(
    'Penghapusan kemiskinan ekstrem',
    'Ending extreme poverty',
    '2022-06-08',
    'Kaitan anggaran pekerja rentan',
    'Budget hook for vulnerable workers',
    'M',
    'peraturan.bpk.go.id',
  ),
  'Inpres 4/2025': law(
    'Data Tunggal Sosial dan Ekonomi Nasional',
    'National socio-economic register (DTSEN)',
    '2025-02-05',
    'Dasar sasaran menggantikan DTKS/P3KE/Regsosek',
    'Targeting base replacing DTKS/P3KE/Regsosek',
    'M',
    'peraturan.bpk.go.id',
  ),
  'Inpres 8/2025': law(
    'Optimalisasi pengentasan kemiskinan',
    'Optimising poverty elimination',
    '2025-03-27',
    'Perluasan Jamsostek bagi warga miskin',
    'Extending coverage to the poor',
    'M',
    'peraturan.bpk.go.id',
  ),
  'SE Mendagri 842.2/5193/SJ': law(
    'Tindak lanjut Inpres 2/2021',
    'Follow-up of Inpres 2/2021',
    '2021-11-11',
    'Paling sedikit JKK dan JKM; laporan triwulan',
    'At least JKK and JKM; quarterly report',
    'M',
    'surat edaran',
  ),
  'Permendagri APBD': law(
    'Pedoman APBD (27/2021, 84/2022, 15/2023, 15/2024, 14/2025)',
    'Yearly regional budget guidelines',
    '2021',
    'Dasar anggaran per tahun',
    'Budget basis per year',
    'M',
    'Pedoman 2026 belum dibaca; pedoman 2027 belum terlihat',
  ),
  'PP 38/2023': law(
    'Dana Bagi Hasil Perkebunan Sawit (PMK 91/2023)',
    'Palm-oil revenue share (with PMK 91/2023)',
    '2023-07',
    'Sumber dana pekerja sawit',
    'Fund source for palm-oil workers',
    'M',
    'peraturan.bpk.go.id',
  ),
  'Fatwa MUI 102/2025': law(
    'Zakat untuk iuran',
    'Zakat for contributions',
    '2025-10-13',
    'Hanya untuk mustahik',
    'For those entitled to zakat only',
    'M',
    'Majelis Ulama Indonesia',
  ),
  'UU 2/2017': law(
    'Jasa Konstruksi (jo Permen PUPR 10/2021, SE PUPR 04/SE/M/2022, PerLKPP 12/2021)',
    'Construction services',
    '2017',
    'Kewajiban dalam kontrak konstruksi',
    'Duty in construction contracts',
    'M',
    'peraturan.bpk.go.id',
  ),
  'Pergub Sumsel 2014': law(
    'Jaminan sosial ketenagakerjaan Sumatera Selatan (nomor 14 atau 15 tahun 2014)',
    'Provincial rule of South Sumatra (number 14 or 15 of 2014)',
    '2014',
    'Nomor belum pasti: dua sumber berbeda',
    'Number unresolved: two sources differ',
    'L',
    'pemberitaan 2019 dan 2024',
  ),
} as const satisfies Record<string, Law>

export type LawCode = keyof typeof LAWS

export type Citation = {
  readonly law: LawCode
  /** As officials write it: `Pasal 16`, `Lampiran II`. */
  readonly article: string
  readonly confidence: Confidence
}

export function cite(law: LawCode, article: string, confidence: Confidence): Citation {
  return { law, article, confidence }
}
