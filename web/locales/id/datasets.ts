type Dataset = { readonly title: string; readonly what: string; readonly columns: readonly string[] }

export type DatasetName = 'cakupan' | 'angka-terbit' | 'penyebut' | 'target' | 'wilayah' | 'peraturan'
export type DatasetWords = Readonly<Record<DatasetName, Dataset>>

/** The tables of `/data`, by the name in their address. */
export const datasetWords: DatasetWords = {
  cakupan: {
    title: 'Cakupan menurut wilayah',
    what: 'Berapa pekerja terlindungi, dari berapa, di satu wilayah dan wilayah di bawahnya.',
    columns: [
      'Kode wilayah Kemendagri dan namanya',
      'Per tanggal',
      'Terlindungi: orang, dihitung sekali',
      'Pekerja: penyebut, bila sudah dimasukkan',
      'Cakupan dalam persen, dan kurang berapa orang',
      'Sumber pembilang dan penyebut',
    ],
  },
  'angka-terbit': {
    title: 'Angka terbit dari pihak lain',
    what: 'Angka cakupan dan peserta yang diterbitkan pihak lain, dengan sumber dan keyakinannya.',
    columns: [
      'Per tanggal, bulan, atau tahun',
      'Apa yang diukur dan segmennya',
      'Orang atau persen',
      'Sumber dan keyakinan',
    ],
  },
  penyebut: {
    title: 'Penyebut cakupan',
    what: 'Berapa pekerja yang berhak di setiap wilayah, menurut survei dan tahunnya.',
    columns: ['Indikator dan segmen', 'Jumlah orang', 'Dihitung per tanggal', 'Edisi, sumber, dan keyakinan'],
  },
  target: {
    title: 'Target cakupan',
    what: 'Cakupan yang dituju, per tahun, dengan dokumennya.',
    columns: ['Tahun dan indikator', 'Target dalam perseratus persen', 'Sumber dan keyakinan'],
  },
  wilayah: {
    title: 'Wilayah Indonesia',
    what: 'Provinsi sampai desa dengan kode Kemendagri, jumlah bagiannya, dan penduduknya.',
    columns: ['Kode dan nama', 'Jenis wilayah', 'Jumlah wilayah di dalamnya', 'Penduduk dan tanggalnya'],
  },
  peraturan: {
    title: 'Angka hukum jaminan sosial ketenagakerjaan',
    what: 'Semua tarif, batas, dan tenggat yang kami pakai, dengan pasal dan tanggal berlakunya.',
    columns: [
      'Nama dan nilai',
      'Berlaku sejak dan sampai',
      'Peraturan dan pasal',
      'Keyakinan dan tanggal diperiksa',
    ],
  },
}
