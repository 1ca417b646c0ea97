import { formatList, formatMonth, formatRate, formatRupiah, type Language } from '../kernel/format.ts'
import type { Month } from '../kernel/month.ts'
import type { PartsPerMillion, Rupiah } from '../kernel/rupiah.ts'
import type { Confidence } from './laws.ts'

/** What an answer must say beside its figures, and the facts of each sentence. */
export type NoteDetails = {
  'relief-applied': {
    readonly programmes: readonly string[]
    readonly keeps: PartsPerMillion
    readonly law: string
  }
  'relief-not-for-state-budget': { readonly law: string }
  'village-budget-unsettled': { readonly excluded: boolean }
  'covid-relief-condition': Record<string, never>
  'jp-deferred': Record<string, never>
  'labour-intensive-condition': { readonly settleByMid2026: boolean }
  'booking-under-relief': Record<string, never>
  'jkp-recomposition': Record<string, never>
  'jkp-needs-programmes': { readonly missing: readonly string[] }
  'programmes-obliged': { readonly missing: readonly string[]; readonly law: string }
  'bracket-base': { readonly bracket: number; readonly base: Rupiah }
  'jkm-short-membership': { readonly months: number; readonly amount: Rupiah }
  'price-changes': { readonly month: Month; readonly before: Rupiah; readonly after: Rupiah }
  'prepaid-relief-unsettled': Record<string, never>
  'contract-without-vat': Record<string, never>
  'pmi-programmes-together': Record<string, never>
  'needs-legal-confirmation': {
    readonly parameter: string
    readonly law: string
    readonly confidence: Confidence
  }
  'membership-assumed': { readonly months: number }
  'membership-too-short': { readonly needed: number; readonly have: number }
  'scholarship-yearly': { readonly endAge: number }
  'scholarship-once': Record<string, never>
  'scholarship-needs-membership': { readonly needed: number }
  'scholarship-children': { readonly most: number }
  'jkk-floor': { readonly amount: Rupiah }
  'treatment-unlimited': Record<string, never>
  'jkp-wage-capped': { readonly cap: Rupiah }
  'jkp-months-capped': { readonly months: number }
  'jkp-claim-window': { readonly months: number }
  'jkp-conditions': Record<string, never>
  'jp-density': { readonly months: number; readonly share: PartsPerMillion }
  'jp-age-assumed': { readonly age: number }
  'field-not-used': { readonly fields: readonly string[] }
  'liability-reimbursed': { readonly months: number }
  'liability-none-in-arrears': { readonly months: number }
  'jht-without-yield': Record<string, never>
  'jht-wait': { readonly months: number }
  'jp-lump-sum': { readonly needed: number }
  'jp-without-indexation': Record<string, never>
  'liability-estimate': Record<string, never>
  'liability-by-analogy': Record<string, never>
  'late-fine-months': Record<string, never>
}

export type NoteCode = keyof NoteDetails
export type Note = {
  [Code in NoteCode]: { readonly code: Code; readonly details: NoteDetails[Code] }
}[NoteCode]

export function note<Code extends NoteCode>(code: Code, details: NoteDetails[Code]): Note {
  return { code, details } as unknown as Note
}

type Sentences = { readonly [Code in NoteCode]: (details: NoteDetails[Code], language: Language) => string }

const ID: Sentences = {
  'relief-applied': ({ programmes, keeps, law }) =>
    `Keringanan ${law}: yang dibayar ${formatRate(keeps)} dari iuran ${formatList(programmes)}.`,
  'relief-not-for-state-budget': ({ law }) =>
    `Keringanan ${law} tidak berlaku bila iuran dibayar APBN atau APBD, jadi harga penuh.`,
  'village-budget-unsettled': ({ excluded }) =>
    excluded
      ? 'Belum pasti apakah APBDes termasuk APBN/APBD dalam PP 50/2025. Dihitung harga penuh agar anggaran aman.'
      : 'Belum pasti apakah APBDes termasuk APBN/APBD dalam PP 50/2025. Di sini dihitung dengan keringanan.',
  'covid-relief-condition': () =>
    'Keringanan Covid-19 berlaku bagi yang lunas sampai Juli 2020 atau baru mendaftar.',
  'jp-deferred': () =>
    'Atas permohonan, 99% iuran JP bulan ini boleh ditunda dan dilunasi 15 Mei 2021 sampai 15 April 2022.',
  'labour-intensive-condition': ({ settleByMid2026 }) =>
    `Hanya untuk industri padat karya tertentu dengan paling sedikit 50 pekerja.${settleByMid2026 ? ' Lunasi paling lambat 30 Juni 2026.' : ''}`,
  'booking-under-relief': () =>
    'Cara rekomposisi JKP saat JKK mendapat keringanan belum terlihat dalam sumber; pembukuannya perkiraan.',
  'jkp-recomposition': () =>
    'Iuran JKP diambil dari iuran JKK (dan dahulu JKM). Pemberi kerja tidak membayar tambahan.',
  'jkp-needs-programmes': ({ missing }) =>
    `JKP hanya untuk peserta yang juga ikut ${formatList(missing)} dan JKN.`,
  'programmes-obliged': ({ missing, law }) =>
    `Menurut ${law}, pemberi kerja ini juga wajib mengikutkan ${formatList(missing)}.`,
  'bracket-base': ({ bracket, base }) =>
    `Golongan ${String(bracket)}: dasar upah ${formatRupiah(base)} sebulan.`,
  'jkm-short-membership': ({ months, amount }) =>
    `Peserta BPU baru di bawah ${String(months)} bulan hanya mendapat ${formatRupiah(amount)} bila meninggal biasa. Sebaiknya ${String(months)} bulan atau lebih.`,
  'price-changes': ({ month, before, after }) =>
    `Mulai ${formatMonth(month)} iuran berubah dari ${formatRupiah(before)} menjadi ${formatRupiah(after)}.`,
  'prepaid-relief-unsettled': () =>
    'Tiap bulan dihitung dengan aturannya sendiri. Belum terlihat aturan keringanan untuk bulan yang dibayar di muka.',
  'contract-without-vat': () => 'Nilai kontrak dihitung di luar PPN, lapis demi lapis.',
  'pmi-programmes-together': () => 'Sumber menyebut satu jumlah untuk JKK dan JKM bersama.',
  'needs-legal-confirmation': ({ parameter, law, confidence }) =>
    `Perlu konfirmasi hukum: ${parameter} (${law}) bersumber ${confidence === 'L' ? 'lemah' : 'sedang'}.`,
  'membership-assumed': ({ months }) =>
    `Dianggap sudah menjadi peserta paling sedikit ${String(months)} bulan.`,
  'membership-too-short': ({ needed, have }) =>
    `Belum berhak: perlu ${String(needed)} bulan kepesertaan, baru ${String(have)} bulan.`,
  'scholarship-yearly': ({ endAge }) =>
    `Beasiswa diajukan tiap tahun dan berakhir pada usia ${String(endAge)}, saat menikah, atau bekerja. Jumlah di sini yang paling banyak.`,
  'scholarship-once': () => 'Aturan lama: beasiswa sekali, untuk satu anak.',
  'scholarship-needs-membership': ({ needed }) =>
    `Beasiswa JKM hanya bila iuran sudah ${String(needed)} bulan; belum dihitung di sini.`,
  'scholarship-children': ({ most }) =>
    `Beasiswa paling banyak untuk ${String(most)} anak; yang terbesar dihitung.`,
  'jkk-floor': ({ amount }) => `Santunan dinaikkan ke jumlah paling sedikit: ${formatRupiah(amount)}.`,
  'treatment-unlimited': () =>
    'Perawatan dan pengobatan ditanggung sesuai kebutuhan medis, tanpa batas biaya, di luar jumlah ini.',
  'jkp-wage-capped': ({ cap }) => `Upah dihitung paling banyak ${formatRupiah(cap)}.`,
  'jkp-months-capped': ({ months }) => `Manfaat uang tunai paling lama ${String(months)} bulan.`,
  'jkp-claim-window': ({ months }) => `Ajukan paling lambat ${String(months)} bulan setelah PHK.`,
  'jkp-conditions': () =>
    'Bukan untuk yang mengundurkan diri, pensiun, cacat total tetap, meninggal, atau kontraknya berakhir. JKN harus aktif.',
  'jp-density': ({ months, share }) =>
    `Untuk ahli waris: iuran paling sedikit ${String(months)} bulan dan ${formatRate(share)} bulannya terbayar.`,
  'jp-age-assumed': ({ age }) => `Dianggap sudah berusia pensiun, ${String(age)} tahun.`,
  'field-not-used': ({ fields }) => `Tidak dipakai untuk manfaat ini: ${formatList(fields)}.`,
  'liability-reimbursed': ({ months }) =>
    `Tunggakan lebih dari ${String(months)} bulan: pemberi kerja membayar dahulu, lalu diganti BPJS setelah lunas.`,
  'liability-none-in-arrears': ({ months }) =>
    `Tunggakan paling banyak ${String(months)} bulan: manfaat tetap dilayani BPJS.`,
  'jht-without-yield': () =>
    'Perkiraan dari iuran saja, tanpa hasil pengembangan. Saldo sebenarnya ada di BPJS Ketenagakerjaan.',
  'jht-wait': ({ months }) => `Dibayar setelah masa tunggu ${String(months)} bulan.`,
  'jp-lump-sum': ({ needed }) =>
    `Iuran belum ${String(needed)} bulan: dibayar sekaligus sejumlah iuran ditambah hasil pengembangan (belum dihitung).`,
  'jp-without-indexation': () =>
    'Upah dianggap tetap; rata-rata upah sebenarnya diindeks menurut masa iuran.',
  'liability-estimate': () =>
    'Ini perkiraan. Kewajiban pasti ditetapkan pengawas ketenagakerjaan atau pengadilan.',
  'liability-by-analogy': () =>
    'Pasal untuk keadaan ini belum terverifikasi; dihitung dengan asas yang sama.',
  'late-fine-months': () => 'Sebagian bulan keterlambatan dihitung satu bulan.',
}

const EN: Sentences = {
  'relief-applied': ({ programmes, keeps, law }, language) =>
    `Relief of ${law}: ${formatRate(keeps, language)} of the ${formatList(programmes, language)} contribution is paid.`,
  'relief-not-for-state-budget': ({ law }) =>
    `The relief of ${law} does not hold when APBN or APBD pays, so the price is full.`,
  'village-budget-unsettled': ({ excluded }) =>
    excluded
      ? 'It is not settled whether the village budget counts as APBN/APBD in PP 50/2025. Full price, to be safe.'
      : 'It is not settled whether the village budget counts as APBN/APBD in PP 50/2025. Relief applied here.',
  'covid-relief-condition': () =>
    'The Covid-19 relief held for those paid up to July 2020 or newly registered.',
  'jp-deferred': () =>
    'On request 99% of this month’s JP could be deferred and paid from 15 May 2021 to 15 April 2022.',
  'labour-intensive-condition': ({ settleByMid2026 }) =>
    `Only for listed labour-intensive industries with at least 50 workers.${settleByMid2026 ? ' Settle by 30 June 2026.' : ''}`,
  'booking-under-relief': () =>
    'How JKP is recomposed while JKK has relief was not seen in any source; the booking is an estimate.',
  'jkp-recomposition': () =>
    'The JKP contribution comes out of JKK (formerly also JKM). The employer pays nothing more.',
  'jkp-needs-programmes': ({ missing }, language) =>
    `JKP is only for members who also have ${formatList(missing, language)} and JKN.`,
  'programmes-obliged': ({ missing, law }, language) =>
    `Under ${law} this employer must also provide ${formatList(missing, language)}.`,
  'bracket-base': ({ bracket, base }, language) =>
    `Bracket ${String(bracket)}: wage base ${formatRupiah(base, language)} a month.`,
  'jkm-short-membership': ({ months, amount }, language) =>
    `A new own-account member under ${String(months)} months gets only ${formatRupiah(amount, language)} on natural death. Better ${String(months)} months or more.`,
  'price-changes': ({ month, before, after }, language) =>
    `From ${formatMonth(month, language)} the contribution changes from ${formatRupiah(before, language)} to ${formatRupiah(after, language)}.`,
  'prepaid-relief-unsettled': () =>
    'Each month follows its own rule. How relief treats months paid in advance was not seen.',
  'contract-without-vat': () => 'The contract counts without VAT, slice by slice.',
  'pmi-programmes-together': () => 'The source gives one sum for JKK and JKM together.',
  'needs-legal-confirmation': ({ parameter, law, confidence }) =>
    `Needs legal confirmation: ${parameter} (${law}) rests on a ${confidence === 'L' ? 'weak' : 'fair'} source.`,
  'membership-assumed': ({ months }) => `Assumes membership of at least ${String(months)} months.`,
  'membership-too-short': ({ needed, have }) =>
    `Not yet entitled: ${String(needed)} months of membership needed, ${String(have)} so far.`,
  'scholarship-yearly': ({ endAge }) =>
    `The scholarship is claimed each year and ends at age ${String(endAge)}, on marriage or work. The sum here is the largest.`,
  'scholarship-once': () => 'Former rule: one scholarship, for one child.',
  'scholarship-needs-membership': ({ needed }) =>
    `The JKM scholarship needs ${String(needed)} contribution months; not counted here.`,
  'scholarship-children': ({ most }) => `At most ${String(most)} children; the largest are counted.`,
  'jkk-floor': ({ amount }, language) => `Raised to the smallest grant: ${formatRupiah(amount, language)}.`,
  'treatment-unlimited': () => 'Treatment is covered by medical need, without a cost limit, beside this sum.',
  'jkp-wage-capped': ({ cap }, language) => `The wage counts up to ${formatRupiah(cap, language)}.`,
  'jkp-months-capped': ({ months }) => `The cash benefit lasts at most ${String(months)} months.`,
  'jkp-claim-window': ({ months }) => `Claim within ${String(months)} months of dismissal.`,
  'jkp-conditions': () =>
    'Not after resignation, retirement, permanent total disability, death or the end of a contract. JKN must be active.',
  'jp-density': ({ months, share }, language) =>
    `For survivors: at least ${String(months)} months of contributions, ${formatRate(share, language)} of the months paid.`,
  'jp-age-assumed': ({ age }) => `Assumes the pension age of ${String(age)}.`,
  'field-not-used': ({ fields }, language) => `Not used for this benefit: ${formatList(fields, language)}.`,
  'liability-reimbursed': ({ months }) =>
    `More than ${String(months)} months of arrears: the employer pays first and is reimbursed after settling.`,
  'liability-none-in-arrears': ({ months }) =>
    `Up to ${String(months)} months of arrears BPJS still serves the benefit.`,
  'jht-without-yield': () =>
    'Estimated from contributions only, without yield. BPJS Ketenagakerjaan holds the real balance.',
  'jht-wait': ({ months }) => `Paid after a wait of ${String(months)} month(s).`,
  'jp-lump-sum': ({ needed }) =>
    `Fewer than ${String(needed)} contribution months: paid at once as contributions plus yield (yield not counted).`,
  'jp-without-indexation': () =>
    'The wage is taken as constant; the real average is indexed over the contribution years.',
  'liability-estimate': () => 'An estimate. The labour inspector or a court decides the real liability.',
  'liability-by-analogy': () => 'The article for this case is not verified; computed by the same principle.',
  'late-fine-months': () => 'A part of a month late counts as a month.',
}

/** The sentence of a note. */
export function noteSentence(value: Note, language: Language = 'id'): string {
  const sentences = language === 'id' ? ID : EN
  const sentence = sentences[value.code] as (details: Note['details'], language: Language) => string
  return sentence(value.details, language)
}
