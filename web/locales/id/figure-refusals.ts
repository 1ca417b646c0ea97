import { formatNumber } from '../../../src/kernel/format.ts'
import type { FigureColumn, FigureProblem } from '../../../src/modules/figures/read-figures.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const COLUMNS: { readonly [Column in FigureColumn]: string } = {
  region: 'kode wilayah',
  indicator: 'indikator',
  segment: 'segmen',
  persons: 'jumlah',
  countedOn: 'per tanggal',
  year: 'tahun',
  percent: 'target',
  vintage: 'edisi',
  source: 'sumber',
  confidence: 'keyakinan',
}

const BECAUSE: { readonly [Reason in FigureProblem['because']]: string } = {
  missing: 'belum diisi',
  'not-a-region': 'bukan kode wilayah Kemendagri; tulis misalnya 16.06, atau ID untuk nasional',
  'not-one-of': 'bukan salah satu pilihan; lihat daftar pilihan di panduan penyebut',
  'not-a-count': 'bukan jumlah orang; tulis bilangan bulat, misalnya 213.582',
  'not-a-percentage': 'bukan persentase dari 0,01 sampai 100; tulis misalnya 49,46',
  'not-a-day': 'bukan tanggal atau tahun; tulis misalnya 2025-08-31',
}

/** Files of denominators and targets that cannot be taken in. */
export const figureRefusals = {
  'figures-file-invalid': ({ count, problems }) => {
    const shown = problems.map(
      ({ row, column, text, because }) =>
        `baris ${formatNumber(row)}, kolom ${COLUMNS[column]}${text === '' ? '' : ` "${text}"`}: ${BECAUSE[because]}`,
    )
    return `${formatNumber(count)} isian tidak dapat dipakai, jadi tidak ada yang disimpan. ${shown.join('; ')}.`
  },
  'figures-twice': ({ rows: [first, second] }) =>
    `Baris ${formatNumber(first)} dan ${formatNumber(second)} berisi hitungan yang sama. Hapus salah satu.`,
} satisfies Partial<RefusalSentences>
