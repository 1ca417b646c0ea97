import { formatDate } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'

export const paymentRefusals = {
  'bank-unknown': ({ bank }: { readonly bank: string }) =>
    `Bank "${bank}" tidak ada atau tidak melayani ini. Periksa berkas bank.`,
  'bank-refused': ({ bank, responseCode }: { readonly bank: string; readonly responseCode: string }) =>
    `${bank} menolak dengan kode ${responseCode}. Periksa data, lalu coba lagi.`,
  'virtual-account-ended': ({ state }: { readonly state: 'paid' | 'cancelled' | 'refused' }) =>
    `Nomor ini ${{ paid: 'sudah dibayar', cancelled: 'sudah dibatalkan', refused: 'ditolak bank' }[state]}. Buat nomor baru.`,
  'last-day-over': ({ on }: { readonly on: PlainDate }) =>
    `Tanggal ${formatDate(on)} sudah lewat. Isi hari ini atau sesudahnya.`,
  'virtual-account-unknown': () => 'Virtual account ini tidak ada, atau di luar jangkauan Anda.',
  'virtual-account-open': ({ number }: { readonly number: string }) =>
    `Tagihan ini sudah punya VA terbuka di bank itu: ${number}.`,
  'qr-code-unknown': () => 'Kode QR ini tidak ada, atau di luar jangkauan Anda.',
  'finance-task-unknown': () => 'Tugas keuangan ini tidak ada, atau di luar jangkauan Anda.',
  'finance-task-decided': () => 'Tugas keuangan ini sudah diputuskan. Muat ulang halaman.',
  'finance-task-without-money': () => 'Tugas ini tidak memegang uang. Pilih "catat selesai".',
  'finance-task-holds-money': () => 'Tugas ini memegang uang. Tempatkan atau kembalikan.',
  'payment-subject-unclear': () => 'Pilih tepat satu: tagihan, pembayar, atau hadiah.',
} as const
