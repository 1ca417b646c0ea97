import type {
  BankTrouble,
  CallOutcome,
  TargetState,
  TaskKind,
  TaskReason,
  TaskState,
} from '../../../src/modules/payments/payments.ts'

export const bankTroubles: { readonly [Name in BankTrouble]: string } = {
  timeout: 'tidak menjawab pada waktunya',
  connection: 'sambungan gagal',
  certificate: 'sertifikat TLS tidak dapat dipercaya',
  'not-json': 'jawabannya bukan JSON',
  'too-large': 'jawabannya terlalu besar',
  resting: 'sedang tidak dihubungi karena gagal berulang kali',
  'unclear-code': 'kode jawabannya tidak jelas',
  'token-refused': 'menolak memberi token',
}

export const targetStates: { readonly [Name in TargetState]: string } = {
  asked: 'menunggu jawaban bank',
  open: 'terbuka',
  paid: 'sudah dibayar',
  cancelled: 'dibatalkan',
  refused: 'ditolak bank',
}

export const taskKinds: { readonly [Name in TaskKind]: string } = {
  misplaced: 'Uang belum punya tempat',
  inconsistent: 'Kabar bank bertentangan',
  'unknown-outcome': 'Hasil di bank tidak diketahui',
  'period-closed': 'Bulan buku sudah ditutup',
}

export const taskStates: { readonly [Name in TaskState]: string } = {
  open: 'menunggu keputusan',
  placed: 'sudah ditempatkan',
  refunded: 'dikembalikan',
  noted: 'dicatat selesai',
}

export const taskReasons: { readonly [Name in TaskReason]: string } = {
  'code-paid-already': 'QR ini sudah pernah dibayar',
  'code-cancelled': 'QR ini sudah dibatalkan',
  'code-amount-differs': 'Nominal berbeda dari QR',
  'bill-closed': 'Tagihannya sudah lunas atau batal',
  'same-payment-differs': 'Pembayaran yang sama dikabarkan dengan isi lain',
  'gave-up': 'Bank tidak memberi jawaban jelas selama sehari',
  'refunded-by-bank': 'Bank mengembalikan pembayaran kepada pembayar',
  'month-closed': 'Pembayaran bertanggal di bulan buku yang ditutup',
  'statement-line': 'Baris mutasi tanpa pembayaran',
}

export const callOutcomes: { readonly [Name in CallOutcome]: string } = {
  told: 'tagihan diberitahukan',
  booked: 'dibukukan',
  repeated: 'kabar ulang, jawaban pertama dikirim lagi',
  noted: 'dicatat, tidak ada uang',
  'field-missing': 'isian wajib tidak ada',
  'field-format': 'isian salah bentuk',
  'signature-wrong': 'tanda tangan salah',
  'clock-off': 'jam di luar batas',
  'too-many': 'terlalu sering',
  'token-wrong': 'token salah atau habis',
  'external-id-used': 'X-EXTERNAL-ID sudah dipakai hari itu',
  'account-unknown': 'nomor tidak dikenal',
  'account-cancelled': 'nomor sudah dibatalkan',
  'account-expired': 'nomor sudah kedaluwarsa',
  'bill-paid': 'tagihan sudah lunas',
  'amount-differs': 'nominal tidak sesuai',
  'content-differs': 'isi berbeda dari kabar pertama',
  'month-closed': 'bulan buku sudah ditutup',
}
