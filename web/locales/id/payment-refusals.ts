export const paymentRefusals = {
  'bank-unknown': ({ bank }: { readonly bank: string }) =>
    `Bank "${bank}" tidak ada atau tidak melayani ini. Periksa berkas bank.`,
  'bank-refused': ({ bank, responseCode }: { readonly bank: string; readonly responseCode: string }) =>
    `${bank} menolak dengan kode ${responseCode}. Periksa data, lalu coba lagi.`,
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
