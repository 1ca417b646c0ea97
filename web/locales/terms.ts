/** One word of the field: as people say it, in English, and what it means in plain words of both languages. */
export type Term = {
  readonly anchor: string
  readonly term: string
  readonly english: string
  readonly meaning: { readonly id: string; readonly en: string }
}

/** One term a line: what people say | English | meaning in Indonesian | meaning in English. */
const LINES = `
jaminan sosial ketenagakerjaan | employment social security | Perlindungan negara bagi pekerja: saat celaka, meninggal, tua, dan kehilangan kerja. | What the state insures workers against: injury, death, old age, loss of work.
BPJS Ketenagakerjaan (BPJAMSOSTEK) | employment social-security agency | Badan negara yang menjamin pekerja dan membayar manfaat. Bukan BPJS Kesehatan. | The public agency that insures workers and pays benefits. Not the health insurer.
JKK, Jaminan Kecelakaan Kerja | work-injury insurance | Menanggung perawatan dan santunan bila celaka karena kerja, juga di jalan kerja. | Pays treatment and cash after an injury at work or on the way.
JKM, Jaminan Kematian | death insurance | Santunan bagi keluarga bila peserta meninggal bukan karena kecelakaan kerja. | Cash for the family when a member dies other than by a work accident.
JHT, Jaminan Hari Tua | old-age savings | Tabungan peserta yang diambil saat tua, berhenti kerja, atau keadaan tertentu. | Savings that a member takes out in old age, after leaving work, or in set cases.
JP, Jaminan Pensiun | pension | Uang bulanan setelah usia pensiun, juga bagi janda, duda, atau anak. | Monthly money after pension age, also for widow, widower or child.
JKP, Jaminan Kehilangan Pekerjaan | job-loss benefit | Uang tunai sementara, pelatihan, dan informasi kerja setelah diberhentikan. | Cash for a while, training and job news after a dismissal.
peserta | member | Orang yang terdaftar dan dijamin BPJS Ketenagakerjaan. | Somebody registered with and insured by BPJS Ketenagakerjaan.
peserta aktif, nonaktif | active, inactive member | Aktif: iurannya berjalan. Nonaktif: iurannya berhenti, jadi tidak terlindungi. | Active: contributions run. Inactive: they have stopped, and so has protection.
kepesertaan | membership | Keadaan seseorang sebagai peserta: sejak kapan, program apa, sampai kapan. | How somebody is a member: since when, in which programmes, until when.
cakupan | coverage | Berapa pekerja yang terlindungi dari seluruh pekerja yang berhak. | How many workers are protected of all who are entitled.
UCJ, cakupan semesta | universal coverage | Sasaran agar semua pekerja di suatu wilayah terlindungi. | The aim that every worker of a region is protected.
PU, Penerima Upah | wage earner | Pekerja yang digaji pemberi kerja. | Somebody an employer pays a wage.
BPU, Bukan Penerima Upah | own-account worker | Pekerja yang bekerja sendiri: petani, nelayan, pedagang, ojek. | Somebody who works on his own: farmer, fisher, trader, driver.
Jakon, jasa konstruksi | construction services | Pekerja proyek bangunan. Iurannya dihitung dari nilai kontrak. | Workers of building projects; contributions follow the contract value.
PMI, Pekerja Migran Indonesia | migrant worker | Warga Indonesia yang bekerja di luar negeri. | An Indonesian who works abroad.
pekerja rentan | vulnerable worker | Pekerja berpenghasilan kecil dan berisiko tinggi, yang sulit membayar iuran sendiri. | A worker with little income and much risk, who can hardly pay alone.
pekerja formal, informal | formal, informal worker | Formal: punya pemberi kerja dan upah. Informal: bekerja sendiri atau tanpa ikatan tetap. | Formal: with employer and wage. Informal: on one's own or without fixed ties.
penduduk bekerja | employed population | Penduduk yang bekerja menurut survei BPS. Dipakai sebagai penyebut. | People in work by the survey of BPS; used as a denominator.
angkatan kerja | labour force | Penduduk usia kerja yang bekerja atau mencari kerja. | People of working age who work or look for work.
iuran | contribution | Uang yang dibayar tiap bulan agar tetap terlindungi. | Money paid every month to stay protected.
bantuan iuran | contribution subsidy | Iuran yang dibayarkan pihak lain, misalnya desa atau donatur. | A contribution that somebody else pays, such as a village or donor.
penerima bantuan iuran | subsidised member | Peserta yang iurannya dibayarkan pihak lain. | A member whose contribution somebody else pays.
kode iuran | billing code | Nomor untuk membayar iuran ke BPJS Ketenagakerjaan. | The number by which contributions are paid to BPJS Ketenagakerjaan.
tunggakan | arrears | Iuran yang lewat jatuh tempo dan belum dibayar. | Contributions past their due day and still unpaid.
denda | fine | Tambahan yang dikenakan karena terlambat atau tidak patuh. | What is added for paying late or not obeying.
masa perlindungan | period of protection | Bulan-bulan yang sudah dijanjikan atau dibayar. | The months that are promised or paid.
akan berakhir | expiring | Perlindungan yang habis dalam 30, 60, atau 90 hari. | Protection that ends within 30, 60 or 90 days.
KPJ | member number | Nomor peserta BPJS Ketenagakerjaan. | The number of a member at BPJS Ketenagakerjaan.
NPP, Nomor Pendaftaran Perusahaan | employer number | Nomor pemberi kerja di BPJS Ketenagakerjaan. | The number of an employer at BPJS Ketenagakerjaan.
NIK, Nomor Induk Kependudukan | identity number | Nomor 16 angka di KTP, milik satu orang seumur hidup. | The 16 digits on the identity card, one person's for life.
NIB, Nomor Induk Berusaha | business number | Nomor usaha yang keluar dari sistem perizinan negara. | The number of a business from the state's permit system.
NPWP | tax number | Nomor wajib pajak. | The number of a taxpayer.
KTP-el | electronic identity card | Kartu tanda penduduk dengan cip. | The identity card with a chip.
KK, Kartu Keluarga | family card | Kartu berisi semua anggota satu keluarga. | The card that lists one household.
ahli waris | heir | Keluarga yang berhak menerima manfaat setelah peserta meninggal. | The family who receives the benefit after a member dies.
ibu kandung | biological mother | Namanya ditanyakan untuk memastikan seseorang memang dirinya. | Asked by name to make sure that somebody is who he says.
santunan | cash benefit | Manfaat yang dibayar dalam uang. | A benefit paid in money.
manfaat | benefit | Apa yang diterima peserta atau keluarganya. | What a member or his family gets.
STMB | temporary inability to work | Pengganti upah selama belum bisa bekerja karena kecelakaan kerja. | Replaces the wage while an injury keeps somebody from work.
cacat | disability | Istilah hukum JKK. Di luar itu kami memakai kata disabilitas. | The law's word in work-injury insurance.
beasiswa anak | children's scholarship | Uang sekolah bagi anak peserta yang meninggal atau cacat total. | School money for children of a member who died or is totally disabled.
klaim | claim | Permintaan agar manfaat dibayarkan. | Asking for a benefit to be paid.
lapak asik | online claim service | Layanan daring BPJS Ketenagakerjaan untuk mengajukan klaim. | The online claim service of BPJS Ketenagakerjaan.
laporan tahap I dan II | accident report, stage I and II | Laporan segera setelah kecelakaan, lalu setelah keterangan dokter. | The report right after an accident, and that after the physician's statement.
PLKK, pusat layanan kecelakaan kerja | trauma centre | Rumah sakit atau klinik yang melayani kecelakaan kerja tanpa bayar dulu. | A hospital or clinic that treats work accidents without payment first.
pemberi kerja | employer | Orang atau badan yang mempekerjakan orang lain dengan upah. | Whoever employs others for a wage.
badan usaha | business entity | Usaha berbentuk badan, misalnya PT, CV, atau koperasi. | A business with a legal form, such as a company or cooperative.
tenaga kerja | worker | Orang yang bekerja. Di formulir disingkat TK. | Somebody who works; TK on forms.
upah | wage | Gaji pokok dan tunjangan tetap, dasar iuran penerima upah. | Base pay and fixed allowances, on which contributions of wage earners rest.
rapel | back pay | Upah bulan lalu yang dibayarkan kemudian. | Wages of earlier months paid later.
BLTH, bulan iuran | contribution month | Bulan dan tahun yang diiurkan. | The month and year a contribution is for.
mutasi data | data changes | Laporan pekerja masuk, keluar, atau upahnya berubah. | The report of who joined, left, or earns otherwise.
finalisasi | closing a month | Mengunci laporan satu bulan sebelum ditagihkan. | Locking the report of a month before it is billed.
SIPP | employer reporting system | Sistem BPJS Ketenagakerjaan tempat pemberi kerja melapor. | The system in which employers report to BPJS Ketenagakerjaan.
JMO, Jamsostek Mobile | mobile app of BPJS Ketenagakerjaan | Aplikasi ponsel resmi bagi peserta. | The official app for members.
SERTAKAN | protecting workers around you | Gerakan peserta melindungi pekerja di sekitarnya. | A movement in which members protect workers around them.
GN Lingkaran | donation movement | Gerakan donatur membayar iuran pekerja rentan. | A movement in which donors pay for vulnerable workers.
Perisai | agent scheme | Agen yang mendaftarkan pekerja mandiri dan menagih iurannya. | Agents who enrol own-account workers and collect from them.
donatur, donasi | donor, donation | Orang atau badan yang menyumbang iuran, dan sumbangannya. | Whoever gives contributions for others, and what is given.
TJSL, CSR | corporate social responsibility | Dana perusahaan untuk masyarakat dan lingkungan. | A company's money for society and nature.
PWBD | employer not registered | Perusahaan yang wajib daftar tetapi belum mendaftar. | An employer who must register and has not.
PDS | partly registered employer | Perusahaan yang mendaftarkan sebagian pekerja, upah, atau program. | An employer who registered part of workers, wages or programmes.
wasrik | supervision and examination unit | Petugas BPJS Ketenagakerjaan yang memeriksa kepatuhan. | The agency's own examiners of compliance.
pengawas ketenagakerjaan | labour inspector | Pegawai pemerintah yang mengawasi aturan kerja. | The state's official who watches over labour law.
nota pemeriksaan | inspection note | Surat hasil pemeriksaan yang harus ditindaklanjuti. | The letter after an inspection that must be acted on.
teguran tertulis | written warning | Peringatan resmi sebelum denda. | An official warning before a fine.
TMP2T | denial of public services | Sanksi: tidak mendapat pelayanan publik tertentu. | A sanction: certain public services are denied.
SKK, surat kuasa khusus | special power of attorney | Kuasa kepada kejaksaan untuk menagih tunggakan. | The mandate by which prosecutors collect arrears.
kejaksaan | prosecutor's office | Lembaga penuntut negara, juga pengacara negara. | The state's prosecutors, and its lawyers.
sidak, razia | unannounced inspection | Pemeriksaan mendadak, sering bersama beberapa instansi. | A surprise inspection, often of several agencies together.
kepatuhan | compliance | Memenuhi kewajiban mendaftar dan membayar. | Meeting the duties to register and pay.
WLKP | yearly labour report | Laporan ketenagakerjaan yang wajib dibuat perusahaan tiap tahun. | The report about its workers that every company owes each year.
KBLI | business classification | Daftar baku jenis usaha dari BPS. | The standard list of lines of business by BPS.
OSS | online permit system | Sistem perizinan usaha daring milik negara. | The state's online system for business permits.
PTSP, DPMPTSP, MPP | one-stop permit counter | Tempat mengurus izin dan layanan publik di satu loket. | Where permits and public services are had at one counter.
pemerintah daerah (Pemda) | local government | Gubernur, bupati, atau wali kota dengan perangkatnya. | Governor, regent or mayor with their offices.
gubernur, bupati, wali kota | governor, regent, mayor | Kepala provinsi, kabupaten, dan kota. | Heads of province, regency and city.
penjabat (Pj.) | acting head | Pejabat yang memimpin sementara. | Who leads for the time being.
Setda, Sekda | regional secretariat, secretary | Kantor yang membantu kepala daerah, dan pemimpinnya. | The office that helps the head of a region, and who leads it.
asisten, staf ahli | assistant, expert staff | Pembantu sekda, dan penasihat kepala daerah. | Help of the secretary, and advisers of the head.
OPD, perangkat daerah | regional agency | Dinas, badan, dan kantor pemerintah daerah. | Offices and agencies of a local government.
Bappeda, Bapperida | regional planning agency | Badan yang menyusun rencana daerah dan ukurannya. | The agency that writes a region's plans and measures.
Disnakertrans | manpower and transmigration office | Dinas yang mengurus ketenagakerjaan. | The office for labour.
Dinsos | social affairs office | Dinas sosial, yang mengurus warga miskin dan rentan. | The office for the poor and vulnerable.
DPMD | village empowerment office | Dinas pemberdayaan masyarakat dan desa. | The office that looks after villages.
Disdukcapil | civil registry | Dinas kependudukan. Hanya di sana NIK dapat dipastikan. | The registry; only it can confirm a NIK.
Diskominfo | computing office | Dinas komunikasi dan informatika. | The office for communication and computing.
Inspektorat | internal audit | Pengawas di dalam pemerintah daerah. | Auditors inside a local government.
provinsi, kabupaten, kota | province, regency, city | Tingkat wilayah pertama dan kedua di Indonesia. | The first and second levels of regions.
kecamatan, camat | district, its head | Wilayah di bawah kabupaten atau kota, dan pemimpinnya. | The level below regency or city, and who leads it.
desa, kelurahan | village, urban ward | Wilayah terbawah. Desa memilih kepalanya sendiri. | The lowest level; villages elect their head.
kepala desa, lurah, perangkat desa | village head, ward head, officials | Pemimpin desa, pemimpin kelurahan, dan pembantunya. | Who leads a village or ward, and who helps.
BPD, RT, RW, dusun | village council, neighbourhoods, hamlet | Dewan desa dan bagian-bagian kecil di dalam desa. | The council of a village and its smallest parts.
musdes, musyawarah desa | village deliberation | Rapat warga yang memutuskan siapa yang diusulkan. | The meeting that decides who is proposed.
berita acara | minutes | Catatan resmi sebuah rapat atau serah terima. | The official record of a meeting or handover.
BAST | handover record | Berita acara serah terima. | The record that something was handed over.
APBD, APBDes, ADD | regional and village budgets | Anggaran daerah, anggaran desa, dan bagian daerah untuk desa. | Budgets of region and village, and the region's share for villages.
Dana Desa | village fund | Dana dari negara untuk desa. | Money from the state for villages.
DBH sawit, DBHCHT | palm-oil, tobacco revenue share | Bagian daerah dari hasil sawit dan cukai tembakau. | A region's share of palm-oil and tobacco revenue.
Siltap | fixed income of village officials | Penghasilan tetap kepala dan perangkat desa. | What village heads and officials earn each month.
DPA | budget implementation document | Dokumen yang membolehkan kantor memakai anggarannya. | The paper that lets an office spend its budget.
Perda, Pergub, Perbup, Perkades | regional regulations | Peraturan daerah, gubernur, bupati, dan kepala desa. | Regulations of region, governor, regent and village head.
surat edaran (SE) | circular | Surat pejabat yang meminta sesuatu dilakukan. | A letter by which an official asks for something.
Inpres 2/2021 | presidential instruction | Perintah Presiden agar semua instansi mendukung jaminan sosial ketenagakerjaan. | The President's order that all offices support employment social security.
RPJMD, RKPD, IKU | plans and key indicators | Rencana lima tahun, rencana setahun, dan ukuran utamanya. | The five-year plan, the yearly plan, and their key measures.
capaian, target, selisih | achievement, target, gap | Yang sudah tercapai, yang dituju, dan berapa orang lagi. | What is reached, what is aimed at, and how many more people.
peringkat | ranking | Urutan wilayah menurut cakupan. | Regions in the order of their coverage.
Paritrana | national award | Penghargaan negara bagi daerah dan perusahaan yang melindungi pekerja. | The state's award for regions and companies that protect workers.
DTSEN, DTKS, Regsosek, P3KE | social registries | Daftar sosial ekonomi keluarga dari pemerintah. | The state's registries of households and their welfare.
desil | decile | Sepersepuluh keluarga menurut kesejahteraan. Desil 1 paling miskin. | A tenth of households by welfare; decile 1 is the poorest.
verval, verifikasi dan validasi | verification and validation | Memeriksa bahwa orangnya ada dan datanya benar. | Checking that a person exists and the data is right.
padan data | data matching | Mencocokkan dua daftar untuk menemukan orang yang sama. | Comparing two lists to find the same people.
kuota | quota | Banyaknya tempat yang disediakan untuk suatu wilayah. | How many places a region has.
usulan, pengajuan | proposal, submission | Usulan dibuat desa. Pengajuan dikirim ke BPJS Ketenagakerjaan. | Villages propose; submissions go to BPJS Ketenagakerjaan.
daftar tunggu | waiting list | Orang yang layak tetapi belum ada tempatnya. | People who qualify and have no place yet.
eskalasi | escalation | Yang tidak tertampung diangkat ke tingkat di atasnya. | What one level cannot carry is lifted to the next.
non-ASN, GTK, PPPK | non-civil-servant staff | Pegawai tanpa status ASN, guru, dan pegawai dengan perjanjian kerja. | Staff who are no civil servants, teachers, and contract staff.
petugas ad hoc: PPK, PPS, KPPS, Pantarlih, Linmas | election officers | Petugas pemilu yang bekerja satu atau beberapa bulan. | Officers who serve for an election, a month or more.
KPU, Bawaslu | election commission, supervisor | Penyelenggara dan pengawas pemilihan umum. | Who runs elections, and who watches them.
peserta mandiri | self-paying member | Peserta yang membayar iurannya sendiri. | A member who pays himself.
kanwil, kacab | regional office, branch | Kantor wilayah dan kantor cabang BPJS Ketenagakerjaan. | Regional offices and branches of BPJS Ketenagakerjaan.
per tanggal | as of | Hari yang digambarkan sebuah angka. | The day a figure is about.
bahan rapat, paparan, kop surat | meeting brief, slides, letterhead | Ringkasan tercetak, tayangan, dan kepala surat resmi. | A printed summary, slides, and an official letterhead.
jejak audit | audit trail | Catatan siapa melakukan apa, yang tidak dapat diubah diam-diam. | The record of who did what, which nobody can change unseen.
mode latihan | training mode | Payung dengan orang rekaan, untuk belajar tanpa risiko. | Payung with made-up people, for learning without risk.
`

/** Every term, by its first letter whatever its case. */
export const TERMS: readonly Term[] = LINES.trim()
  .split('\n')
  .map(termOf)
  .toSorted((one, other) => (one.term.toLowerCase() < other.term.toLowerCase() ? -1 : 1))

function termOf(line: string): Term {
  const [term = '', english = '', id = '', en = ''] = line.split(' | ')
  return { anchor: anchorOf(term), term, english, meaning: { id, en } }
}

/** `JKK, Jaminan Kecelakaan Kerja` is found at `#jkk`. */
function anchorOf(term: string): string {
  const [first = ''] = term.split(/[,(:]/)
  return first
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
}

/** The terms in which every typed word begins some word, in whatever language. */
export function findTerms(typed: string): readonly Term[] {
  const asked = wordsOf(typed)
  return TERMS.filter(({ term, english, meaning }) => {
    const words = wordsOf(`${term} ${english} ${meaning.id} ${meaning.en}`)
    return asked.every((part) => words.some((word) => word.startsWith(part)))
  })
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
