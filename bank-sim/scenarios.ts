/**
 * Everything that banks have been seen to do. The number is the last two digits of a virtual account that is paid without another word;
 * `needs` says what the player must bring beside one virtual account.
 */
export const SCENARIOS = {
  exact: { number: 1, id: 'Tagihan tertutup dibayar pas', en: 'Closed bill, paid exactly' },
  'open-amount': { number: 2, id: 'Nominal terbuka', en: 'Open amount' },
  'other-amount': { number: 3, id: 'Dibayar kurang atau lebih', en: 'Paid less or more' },
  'paid-already': { number: 4, id: 'Tagihan sudah dibayar', en: 'Bill paid already' },
  expired: { number: 5, id: 'Kedaluwarsa', en: 'Expired' },
  'unknown-va': { number: 6, id: 'VA tidak dikenal', en: 'Unknown virtual account' },
  'inquiry-only': { number: 7, id: 'Ditanya, lalu tidak dibayar', en: 'Inquiry, then no payment' },
  'no-inquiry': { number: 8, id: 'Dibayar tanpa bertanya', en: 'Payment without inquiry' },
  'fifty-times': { number: 9, id: 'Kabar sama 50 kali serentak', en: 'Same notice 50 times at once' },
  'retry-advice': { number: 10, id: 'Diulang sebagai susulan', en: 'Retried with flagAdvise Y' },
  'same-external-id': { number: 11, id: 'X-EXTERNAL-ID sama lagi', en: 'Same X-EXTERNAL-ID again' },
  'same-request-other-amount': {
    number: 12,
    id: 'Pembayaran sama dengan nominal lain',
    en: 'Same payment with another amount',
  },
  'dropped-after-answer': {
    number: 13,
    id: 'Sambungan putus setelah tercatat',
    en: 'Connection dropped after commit',
  },
  impatient: { number: 14, id: 'Jawaban terlambat', en: 'Answer later than the bank waits' },
  'month-end': { number: 15, id: 'Detik terakhir dan pertama bulan', en: 'Last and first second of a month' },
  'before-create-answer': {
    number: 16,
    id: 'Kabar datang sebelum VA selesai dibuat',
    en: 'Notice before the answer to create-va',
  },
  'reverse-order': { number: 17, id: 'Kabar dalam urutan terbalik', en: 'Notices in reverse order' },
  'cancelled-bill': { number: 18, id: 'Kabar untuk tagihan batal', en: 'Notice for a cancelled bill' },
  'token-expires': {
    number: 19,
    id: 'Token habis di antara dua panggilan',
    en: 'Token expires between two calls',
  },
  'key-rotation': { number: 20, id: 'Kunci lama dan baru', en: 'Old and new key' },
  'clock-off': { number: 21, id: 'Jam meleset 10 menit', en: 'Clock off by 10 minutes' },
  'odd-body': { number: 22, id: 'Isi janggal: spasi, angka 20 digit, kolom asing', en: 'Odd body' },
  'statement-only': {
    number: 23,
    id: 'Hanya di mutasi, atau hanya dikabarkan',
    en: 'Statement and notices differ',
  },
  'qr-pending-then-paid': { number: 24, id: 'QR: menunggu, lalu lunas', en: 'QR: pending, then paid' },
  refund: { number: 25, id: 'Dikembalikan', en: 'Refund' },
  'wrong-certificate': { number: 26, id: 'Sertifikat TLS salah', en: 'TLS with a wrong certificate' },
  /** Beside the list: headers and half a body, and then nothing. */
  'half-open': { number: 27, id: 'Sambungan menggantung', en: 'Half-open connection' },
} as const satisfies Record<string, { readonly number: number; readonly id: string; readonly en: string }>

export type ScenarioName = keyof typeof SCENARIOS
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[]

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name)
}

/** What the last two digits ask for; paid exactly when they ask for nothing. */
export function scenarioOfSuffix(va: string): ScenarioName {
  const number = Number(va.slice(-2))
  return SCENARIO_NAMES.find((name) => SCENARIOS[name].number === number) ?? 'exact'
}
