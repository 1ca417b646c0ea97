import type { Bilingual, Confidence, Law } from './law.ts'

export type { Bilingual, Confidence, Law } from './law.ts'

const t = (id: string, en: string): Bilingual => ({ id, en })

/** The day a person last compared the register with its sources. */
export const REGISTER_CHECKED_ON = '2026-11-20'

/** Every legal text Payung relies on; a citation can name nothing else. */
export const LAWS = {
  'UU 16/1997': {
    title: t('Statistik', 'Statistics'),
    inForceFrom: '1997-05-19',
    use: t(
      'Kerahasiaan keterangan di balik angka (Pasal 21)',
      'Secrecy of what stands behind figures (Article 21)',
    ),
    confidence: 'M',
    source: 'BPS: Sumbawa Dalam Angka 2012; iariadi.web.id',
  },
  'UU 40/2004': {
    title: t('Sistem Jaminan Sosial Nasional', 'National Social Security System'),
    inForceFrom: '2004-10-19',
    use: t(
      'Asas: pemberi kerja mendaftarkan pekerja; iuran persen upah',
      'Principle: employers register workers; contributions as a share of wage',
    ),
    confidence: 'H',
    source: 'peraturan.bpk.go.id',
  },
  'UU 24/2011': {
    title: t('Badan Penyelenggara Jaminan Sosial', 'Social Security Agencies'),
    inForceFrom: '2011-11-25',
    use: t(
      'Kewajiban (Pasal 14–19), sanksi (17), pidana (55)',
      'Duties (Art. 14–19), sanctions (17), criminal liability (55)',
    ),
    confidence: 'H',
    source: 'peraturan.bpk.go.id',
  },
  'UU 23/2014': {
    title: t('Pemerintahan Daerah', 'Regional Government'),
    inForceFrom: '2014-10-02',
    use: t('Pengawasan ketenagakerjaan adalah urusan provinsi', 'Labour inspection is a provincial matter'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id',
  },
  'UU 4/2023': {
    title: t('Pengembangan dan Penguatan Sektor Keuangan', 'Financial Sector Development'),
    inForceFrom: '2023-01-12',
    use: t(
      'JHT akun utama dan tambahan (menunggu PP)',
      'JHT main and additional accounts (awaiting regulation)',
    ),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'UU 6/2023': {
    title: t('Cipta Kerja (Perppu 2/2022)', 'Job Creation'),
    inForceFrom: '2023-03-31',
    use: t('Dasar undang-undang JKP', 'Statutory base of JKP'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id',
  },
  'UU 59/2024': {
    title: t('RPJPN 2025–2045', 'Long-term development plan 2025–2045'),
    inForceFrom: '2024-09-13',
    use: t('Target cakupan 99,5% pada 2045', 'Coverage target 99.5% in 2045'),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'UU 27/2022': {
    title: t('Pelindungan Data Pribadi', 'Personal data protection'),
    inForceFrom: '2022-10-17',
    use: t(
      'Dasar pemrosesan, pencatatan, akses, dan keamanan data',
      'Basis, record, access and security of processing',
    ),
    confidence: 'M',
    source: 'uupdp-info.id; Wikisource',
  },
  'PP 86/2013': {
    title: t('Tata cara sanksi administratif', 'Administrative sanctions'),
    inForceFrom: '2013-12-24',
    use: t('Teguran, denda, TMP2T', 'Warnings, fines, denial of public services'),
    confidence: 'H',
    source: 'hukumonline lt6214606588311',
  },
  'Perpres 109/2013': {
    title: t('Penahapan kepesertaan', 'Staged participation'),
    inForceFrom: '2014-01-01',
    use: t('Kewajiban program menurut skala usaha', 'Programme duties by business size'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id',
  },
  'PP 44/2015': {
    title: t('Penyelenggaraan JKK dan JKM', 'Work injury and death insurance'),
    inForceFrom: '2015-07-01',
    use: t('Iuran, golongan upah, manfaat', 'Rates, brackets, benefits'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id/Download/28927; pasal.id',
  },
  'PP 45/2015': {
    title: t('Penyelenggaraan Jaminan Pensiun', 'Pension insurance'),
    inForceFrom: '2015-07-01',
    use: t('Iuran, batas upah, usia dan manfaat pensiun', 'Rates, wage cap, pension age and amounts'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id/Download/28931',
  },
  'PP 46/2015': {
    title: t('Penyelenggaraan JHT (jo PP 60/2015)', 'Old-age savings (with PP 60/2015)'),
    inForceFrom: '2015-07-01',
    use: t('Iuran dan pembayaran JHT', 'JHT rates and payout'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id/Download/28934, 29100',
  },
  'Perpres 39/2019': {
    title: t('Satu Data Indonesia', 'One Data Indonesia'),
    inForceFrom: '2019-06-17',
    use: t(
      'Data daerah: standar, metadata, kode rujukan, walidata',
      'Regional data: standards, metadata, reference codes, stewards',
    ),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'PP 82/2019': {
    title: t('Perubahan PP 44/2015', 'Amendment of PP 44/2015'),
    inForceFrom: '2019-12-02',
    use: t('JKM 42 juta, beasiswa, STMB, kelompok risiko', 'JKM 42 million, scholarships, STMB, risk groups'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id/Download/118686; scribd 481284436',
  },
  'PP 49/2020': {
    title: t('Penyesuaian iuran selama bencana Covid-19', 'Contribution relief during Covid-19'),
    inForceFrom: '2020-08-31',
    inForceTo: '2021-01-31',
    use: t('Keringanan 99% JKK/JKM, penundaan JP', '99% relief on JKK/JKM, JP deferral'),
    confidence: 'H',
    source: 'pasal.id',
  },
  'PP 7/2021': {
    title: t('Kemudahan UMKM', 'Ease for micro, small and medium business'),
    inForceFrom: '2021-02-02',
    use: t('Ambang skala usaha', 'Business size thresholds'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id',
  },
  'PP 37/2021': {
    title: t('Penyelenggaraan JKP', 'Job loss insurance'),
    inForceFrom: '2021-02-02',
    use: t('JKP versi pertama', 'JKP, first version'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id',
  },
  'PP 49/2023': {
    title: t('Perubahan kedua PP 44/2015', 'Second amendment of PP 44/2015'),
    inForceFrom: '2023-10-06',
    use: t(
      'Rekomposisi iuran, dugaan kecelakaan kerja, non-ASN',
      'Recomposition, suspected accidents, non-civil-servants',
    ),
    confidence: 'H',
    source: 'peraturan.bpk.go.id/Download/323386; hukumonline lt65278e692a7a6',
  },
  'PP 6/2025': {
    title: t('Perubahan PP 37/2021', 'Amendment of PP 37/2021'),
    inForceFrom: '2025-02-07',
    use: t('JKP versi kedua', 'JKP, second version'),
    confidence: 'H',
    source: 'peraturan.bpk.go.id/Download/375603; pasal.id 5825012',
  },
  'PP 7/2025': {
    title: t('Keringanan JKK industri padat karya', 'JKK relief for labour-intensive industry'),
    inForceFrom: '2025-02',
    inForceTo: '2025-07-31',
    use: t('JKK setengah, iuran Februari–Juli 2025', 'Half JKK, contributions February–July 2025'),
    confidence: 'H',
    source: 'pasal.id',
  },
  'PP 36/2025': {
    title: t('Perpanjangan PP 7/2025', 'Extension of PP 7/2025'),
    inForceFrom: '2025-09-04',
    inForceTo: '2026-01-31',
    use: t('JKK setengah sampai iuran Januari 2026', 'Half JKK until the January 2026 contribution'),
    confidence: 'H',
    source: 'pasal.id',
  },
  'PP 50/2025': {
    title: t('Penyesuaian iuran JKK dan JKM peserta BPU', 'JKK and JKM relief for own-account workers'),
    inForceFrom: '2025-12-22',
    use: t('Setengah iuran Januari 2026–Maret 2027', 'Half contributions January 2026–March 2027'),
    confidence: 'H',
    source:
      'peraturan.bpk.go.id/Details/339151; cnbcindonesia 20260204140501; jateng.antaranews.com/berita/619022',
  },
  'Permenaker 4/2018': {
    title: t('Tata cara TMP2T (BN 503/2018)', 'Procedure for denial of public services'),
    inForceFrom: '2018',
    use: t('Pengenaan dan pencabutan TMP2T', 'Imposing and lifting denial of services'),
    confidence: 'M',
    source: 'hukumonline lt6214606588311',
  },
  'Permenaker 5/2021': {
    title: t('Tata cara JKK, JKM, JHT', 'Procedure of JKK, JKM, JHT'),
    inForceFrom: '2021-04',
    use: t('BPU, jasa konstruksi, klaim', 'Own-account workers, construction, claims'),
    confidence: 'H',
    source: 'jdih.kemnaker.go.id 21permenaker005',
  },
  'Permenaker 4/2022': {
    title: t('Pembayaran manfaat JHT', 'JHT payout'),
    inForceFrom: '2022-04-26',
    use: t('Syarat pembayaran JHT', 'Conditions of JHT payout'),
    confidence: 'H',
    source: 'jdih.kemnaker.go.id',
  },
  'Permenaker 4/2023': {
    title: t('Jaminan sosial pekerja migran Indonesia', 'Social security of migrant workers'),
    inForceFrom: '2023-02',
    use: t('Iuran PMI', 'Migrant workers’ contributions'),
    confidence: 'H',
    source: 'jdih.kemnaker.go.id 2023pmnaker004',
  },
  'Permenaker 1/2025': {
    title: t('Perubahan Permenaker 5/2021', 'Amendment of Permenaker 5/2021'),
    inForceFrom: '2025',
    use: t(
      'Non-ASN; aturan BPU di bawah 3 bulan tetap',
      'Non-civil-servants; own-account rule under 3 months kept',
    ),
    confidence: 'M',
    source: 'jdih.kemnaker.go.id 2025pmnaker001',
  },
  'Permenaker 33/2016': {
    title: t('Tata cara pengawasan (jo 1/2020)', 'Labour inspection procedure (with 1/2020)'),
    inForceFrom: '2016',
    use: t('Nota pemeriksaan', 'Inspection notes'),
    confidence: 'M',
    source: 'jdih.kemnaker.go.id',
  },
  'Permenaker 26/2015': {
    title: t('Tata cara kepesertaan PU', 'Former procedure for wage earners'),
    inForceFrom: '2015',
    inForceTo: '2021-03-31',
    use: t('Tata cara lama PU', 'Former procedure, wage earners'),
    confidence: 'H',
    source: 'jdih.kemnaker.go.id',
  },
  'Permenaker 44/2015': {
    title: t('Tata cara kepesertaan jasa konstruksi', 'Former procedure for construction'),
    inForceFrom: '2015',
    inForceTo: '2021-03-31',
    use: t('Pendaftaran proyek 14 hari kerja', 'Project registration in 14 working days'),
    confidence: 'H',
    source: 'pasal.id',
  },
  'Permenaker 1/2016': {
    title: t('Tata cara kepesertaan BPU', 'Former procedure for own-account workers'),
    inForceFrom: '2016',
    inForceTo: '2021-03-31',
    use: t('Tata cara lama BPU', 'Former procedure, own-account workers'),
    confidence: 'H',
    source: 'jdih.kemnaker.go.id',
  },
  'Inpres 2/2021': {
    title: t('Optimalisasi jaminan sosial ketenagakerjaan', 'Optimising employment social security'),
    inForceFrom: '2021-03-25',
    use: t('Tugas tiap lembaga dan kepala daerah', 'Duties per agency and head of region'),
    confidence: 'M',
    source: 'hukumonline lt6065320612c0d',
  },
  'UU 7/2017': {
    title: t('Pemilihan Umum', 'General elections'),
    inForceFrom: '2017-08-16',
    use: t(
      'Jumlah pengawas pemilihan per kecamatan, desa, dan TPS',
      'Number of election watchers per district, village and polling station',
    ),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'PKPU 8/2022': {
    title: t('Badan ad hoc penyelenggara pemilihan', 'Ad hoc election bodies'),
    inForceFrom: '2022-11-04',
    use: t(
      'Jumlah PPK, PPS, Pantarlih, KPPS, dan petugas ketertiban; dengan Keputusan KPU 476/2022 jo. 534/2022 dan 475/2024',
      'Number of officers per unit; with KPU decisions 476/2022, 534/2022 and 475/2024',
    ),
    confidence: 'M',
    source: 'jdih.kpu.go.id',
  },
  'Inpres 4/2022': {
    title: t('Penghapusan kemiskinan ekstrem', 'Ending extreme poverty'),
    inForceFrom: '2022-06-08',
    use: t('Kaitan anggaran pekerja rentan', 'Budget hook for vulnerable workers'),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'Inpres 4/2025': {
    title: t('Data Tunggal Sosial dan Ekonomi Nasional', 'National socio-economic register (DTSEN)'),
    inForceFrom: '2025-02-05',
    use: t('Dasar sasaran menggantikan DTKS/P3KE/Regsosek', 'Targeting base replacing DTKS/P3KE/Regsosek'),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'Inpres 8/2025': {
    title: t('Optimalisasi pengentasan kemiskinan', 'Optimising poverty elimination'),
    inForceFrom: '2025-03-27',
    use: t('Perluasan Jamsostek bagi warga miskin', 'Extending coverage to the poor'),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'SE Mendagri 842.2/5193/SJ': {
    title: t('Tindak lanjut Inpres 2/2021', 'Follow-up of Inpres 2/2021'),
    inForceFrom: '2021-11-11',
    use: t('Paling sedikit JKK dan JKM; laporan triwulan', 'At least JKK and JKM; quarterly report'),
    confidence: 'M',
    source: 'surat edaran',
  },
  'Permendagri APBD': {
    title: t(
      'Pedoman APBD (27/2021, 84/2022, 15/2023, 15/2024, 14/2025)',
      'Yearly regional budget guidelines',
    ),
    inForceFrom: '2021',
    use: t('Dasar anggaran per tahun', 'Budget basis per year'),
    confidence: 'M',
    source: 'Pedoman 2026 belum dibaca; pedoman 2027 belum terlihat',
  },
  'PP 38/2023': {
    title: t('Dana Bagi Hasil Perkebunan Sawit (PMK 91/2023)', 'Palm-oil revenue share (with PMK 91/2023)'),
    inForceFrom: '2023-07',
    use: t('Sumber dana pekerja sawit', 'Fund source for palm-oil workers'),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'Fatwa MUI 102/2025': {
    title: t('Zakat untuk iuran', 'Zakat for contributions'),
    inForceFrom: '2025-10-13',
    use: t('Hanya untuk mustahik', 'For those entitled to zakat only'),
    confidence: 'M',
    source: 'Majelis Ulama Indonesia',
  },
  'UU 2/2017': {
    title: t(
      'Jasa Konstruksi (jo Permen PUPR 10/2021, SE PUPR 04/SE/M/2022, PerLKPP 12/2021)',
      'Construction services',
    ),
    inForceFrom: '2017',
    use: t('Kewajiban dalam kontrak konstruksi', 'Duty in construction contracts'),
    confidence: 'M',
    source: 'peraturan.bpk.go.id',
  },
  'Pergub Sumsel 2014': {
    title: t(
      'Jaminan sosial ketenagakerjaan Sumatera Selatan (nomor 14 atau 15 tahun 2014)',
      'Provincial rule of South Sumatra (number 14 or 15 of 2014)',
    ),
    inForceFrom: '2014',
    use: t('Nomor belum pasti: dua sumber berbeda', 'Number unresolved: two sources differ'),
    confidence: 'L',
    source: 'pemberitaan 2019 dan 2024',
  },
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
