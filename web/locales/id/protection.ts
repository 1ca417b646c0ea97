import type {
  MonthPayment,
  ProtectionAnswer,
  ProtectionState,
} from '../../../src/modules/protection/protection.ts'

const states: { readonly [State in ProtectionState]: string } = {
  active: 'Terlindungi',
  'at-risk': 'Berisiko terputus',
  lapsed: 'Terputus',
  'to-come': 'Akan terlindungi',
  none: 'Belum terlindungi',
}
const because: { readonly [Why in NonNullable<ProtectionAnswer['because']>]: string } = {
  arrears: 'ada iuran yang lewat jatuh tempo',
  ending: 'segera berakhir dan belum ada lanjutannya',
  ended: 'sudah berakhir',
}
const payments: { readonly [Payment in MonthPayment]: string } = {
  paid: 'dibayar',
  open: 'belum dibayar',
  overdue: 'lewat jatuh tempo',
  'not-billed': 'belum ditagih',
}

/** How somebody stands, and whose protection ends soon. */
export const protectionWords = {
  states,
  because,
  payments,
  title: 'Perlindungan',
  state: 'Keadaan',
  until: 'Sampai',
  openEnd: 'sampai ada pemberitahuan',
  months: 'Bulan',
  payer: 'Jenis pembayar',
  programmes: 'Jaminan',
  ground: 'Dasar',
  payment: 'Iuran bulan',
  none: 'Belum pernah ada yang membayar iurannya.',
  noMonths: 'belum ada bulan',
  card: {
    title: 'Kartu perlindungan',
    lede: 'Untuk dicetak atau diperlihatkan. Nama dan NIK disamarkan.',
    open: 'Kartu perlindungan',
    name: 'Nama',
    nik: 'NIK',
    on: 'Dilihat pada',
    note: 'Bukan kartu BPJS Ketenagakerjaan. Tunjukkan kartu peserta saat berobat.',
    back: 'Kembali ke data orang',
  },
  ending: {
    title: 'Masa berlaku',
    lede: (people: string, days: string, perMonth: string) =>
      `${people} orang berakhir dalam ${days} hari. Satu bulan lanjutan ${perMonth}.`,
    none: 'Tidak ada perlindungan yang berakhir dalam waktu ini.',
    within: 'Berakhir dalam',
    days: (days: string) => `${days} hari`,
    region: 'Wilayah',
    roster: 'Daftar bayar',
    lastMonth: 'Bulan terakhir',
    people: 'Orang',
    perMonth: 'Satu bulan lanjutan',
    download: 'Unduh masa berlaku (Excel)',
  },
}
