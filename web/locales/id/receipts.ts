import { amountInWords } from '../amount-in-words.ts'

/** Receipts on paper, of bills and of gifts. */
export const receiptWords = {
  title: 'Kuitansi',
  about: 'Iuran BPJS Ketenagakerjaan, dicatat di buku besar Payung',
  download: 'Unduh kuitansi (PDF)',
  scan: 'Pindai untuk memeriksa kuitansi ini.',
  purse: 'Saldo di Payung',
  columns: {
    number: 'Nomor',
    from: 'Sudah terima dari',
    amount: 'Jumlah',
    words: 'Terbilang',
    purpose: 'Untuk pembayaran',
    on: 'Tanggal bayar',
    way: 'Lewat',
    reference: 'Nomor referensi',
    part: 'Jumlah',
  },
  signature: ['Dibuat oleh sistem dan sah tanpa tanda tangan basah.'] as readonly string[],
  inWords: (amount: bigint) => amountInWords(amount, 'id'),
  bill: (number: string, roster: string, month: string, people: number) =>
    `Tagihan ${number}, ${roster}, ${month}, ${String(people)} orang`,
  gift: (code: string, region: string, months: string) =>
    `Hadiah perlindungan ${code}, ${region}, mulai ${months}`,
}
