/** Words of `/jejak`, the public heads of the audit. */
export const auditWords = {
  title: 'Segel jejak audit',
  lede: 'Setiap tindakan di Payung dicatat, dan catatan itu tidak dapat diubah diam-diam.',
  what: 'Tiap catatan dikunci dengan sidik dari semua catatan sebelumnya. Sidik terakhir setiap hari ditulis di luar basis data dan tampil di sini. Tidak ada nama atau nomor orang di dalamnya.',
  none: 'Belum ada sidik. Yang pertama ditulis saat hari berganti atau server berhenti.',
  caption: (shown: string, all: string) => `${shown} sidik terbaru dari ${all}`,
  day: 'Hari',
  causes: { start: 'saat mulai', day: 'akhir hari', stop: 'saat berhenti' },
  count: 'Catatan',
  hash: 'Sidik rantai',
  seal: 'Segel baris ini',
  checkTitle: 'Cara memeriksa',
  check: [
    'Simpan halaman ini di tempat lain. Salinan itulah buktinya.',
    'Bandingkan lagi kapan saja. Baris yang sudah ada tidak boleh berubah.',
    'Segel adalah SHA-256 dari teks: segel sebelumnya, hari, sebab, waktu, jumlah, sidik.',
    'Bagian teks itu dipisah satu spasi. Segel pertama memakai 64 angka nol di depannya.',
    'Pengelola memeriksa seluruh rantai dengan perintah ./payung audit verify.',
  ] as readonly string[],
  checkExample: 'Contoh untuk baris terbaru:',
  json: 'Semua bagiannya untuk program (JSON)',
}
