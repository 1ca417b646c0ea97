import { formatDate, formatNumber } from '../kernel/format.ts'
import { plainDate } from '../kernel/plain-date.ts'
import { dottedCode, kindOf, type RegionCode } from '../kernel/region-code.ts'
import type { TreeAnswer, TreeNodeAnswer } from '../modules/regions/answers.ts'
import type { SearchAnswer } from '../modules/regions/contract.ts'
import type { BoundaryReport } from '../modules/regions/load-boundaries.ts'
import type { ChangePreview } from '../modules/regions/preview-change.ts'
import type { NamedCode } from '../modules/regions/region-change.ts'

/** Answers about regions for a terminal: tables with the figures under each other, then day and source. */

const day = (text: string): string => formatDate(plainDate(text))

const COLUMNS = [
  ['kabupaten', 'kab'],
  ['kota', 'kota'],
  ['kecamatan', 'kec'],
  ['desa', 'desa'],
  ['kelurahan', 'kel'],
] as const

export function showTree(answer: TreeAnswer): string[] {
  const rows = indented(answer, 0).map(({ node, indent }) => [
    `${'  '.repeat(indent)}${node.code} ${node.name}`,
    ...COLUMNS.map(([kind]) =>
      formatNumber(kind === 'desa' ? node.counts.desa + node.counts['desa-adat'] : node.counts[kind]),
    ),
    node.population ? formatNumber(node.population.value) + (node.population.restated ? '*' : '') : '–',
  ])
  const counted = indented(answer, 0).find(({ node }) => node.population)?.node.population
  const isRestated = indented(answer, 0).some(({ node }) => node.population?.restated)
  return [
    ...table(['wilayah', ...COLUMNS.map(([, heading]) => heading), 'penduduk'], rows),
    '',
    `Peta wilayah ${day(answer.on)}. Sumber: ${answer.source.attribution}.`,
    ...(counted ? [`Penduduk ${day(counted.asOf)}: ${counted.source}.`] : []),
    ...(isRestated ? ['* Dibagi menurut bobot perubahan wilayah sesudah tanggal itu.'] : []),
  ]
}

function indented(node: TreeNodeAnswer, indent: number): { node: TreeNodeAnswer; indent: number }[] {
  return [{ node, indent }, ...node.children.flatMap((child) => indented(child, indent + 1))]
}

const MATCHED_BY = {
  code: 'kode',
  alias: 'sebutan',
  name: 'nama',
  prefix: 'awal nama',
  similar: 'mirip',
} as const

export function showMatches({ query, matches, source, on }: SearchAnswer): string[] {
  if (matches.length === 0) return [`Tidak ada wilayah yang mirip "${query}". Coba nama lain atau kodenya.`]
  const rows = matches.map(({ code, path, matchedBy, score }) => [
    `${code} ${path}`,
    MATCHED_BY[matchedBy],
    score.toFixed(2).replace('.', ','),
  ])
  return [
    ...table(['wilayah', 'cocok', 'nilai'], rows),
    '',
    `Peta wilayah ${day(on)}. Sumber: ${source.attribution}.`,
  ]
}

const SHOWN_MISSING = 20

type BoundaryAnswer = Omit<BoundaryReport, 'missing'> & {
  readonly checkedOnly: boolean
  readonly missing: readonly { readonly code: string; readonly name: string }[]
}

export function showBoundaries(answer: BoundaryAnswer): string[] {
  const { checkedOnly, outlineCount, added, replaced, unchanged, missing } = answer
  const counts = `${formatNumber(added)} baru, ${formatNumber(replaced)} diganti, ${formatNumber(unchanged)} tetap`
  return [
    `${checkedOnly ? 'Diperiksa' : 'Dimuat'}: ${formatNumber(outlineCount)} garis batas (${counts}).`,
    `Sumber: ${answer.source}. Lisensi: ${answer.license ?? 'tidak disebut; tambahkan --license'}.`,
    missing.length === 0
      ? 'Semua wilayah setingkat di provinsi itu ada di berkas.'
      : `${formatNumber(missing.length)} wilayah setingkat tidak ada di berkas:`,
    ...missing.slice(0, SHOWN_MISSING).map(({ code, name }) => `  ${code} ${name}`),
    ...(missing.length > SHOWN_MISSING
      ? [`  … dan ${formatNumber(missing.length - SHOWN_MISSING)} lagi`]
      : []),
    ...(checkedOnly ? ['Tidak ada yang disimpan.'] : []),
  ]
}

/** A preview with dotted codes and JSON integers. */
export function previewForPrograms({ change, plan, populations, outlines }: ChangePreview) {
  const named = ({ code, name }: NamedCode) => ({ code: dottedCode(code), name, kind: kindOf(code) })
  const begun = new Set(plan.begin.map(({ code }) => code))
  const ended = new Map(plan.end.map(({ code, name }) => [code, name]))
  const isRenamed = (code: RegionCode) => begun.has(code) && ended.has(code)
  return {
    title: change.title,
    decree: change.decree,
    source: change.source,
    effectiveOn: change.effectiveOn,
    weightUnit: plan.weightUnit,
    begins: plan.begin.filter(({ code }) => !isRenamed(code)).map(named),
    ends: plan.end.filter(({ code }) => !isRenamed(code)).map(named),
    renamed: plan.begin
      .filter(({ code }) => isRenamed(code))
      .map((region) => ({ ...named(region), oldName: ended.get(region.code) ?? '' })),
    mappings: plan.pairs.map((pair) => ({
      old: dottedCode(pair.old),
      new: dottedCode(pair.new),
      weight: Number(pair.weight),
    })),
    populations: populations.map(({ code, before, after }) => ({
      code: dottedCode(code),
      before: before === null ? null : Number(before),
      after: after === null ? null : Number(after),
    })),
    outlines: outlines.map(dottedCode),
  }
}

type PreviewAnswer = ReturnType<typeof previewForPrograms> & { readonly status: 'preview' | 'applied' }

export function showPreview(answer: PreviewAnswer): string[] {
  const { begins, ends, renamed, mappings, populations, outlines } = answer
  return [
    `${answer.status === 'applied' ? 'Diterapkan' : 'Pratinjau'}: ${answer.title} (${answer.decree}), berlaku ${day(answer.effectiveOn)}.`,
    ...listed(
      'Wilayah baru',
      begins.map(({ code, name }) => `${code} ${name}`),
    ),
    ...listed(
      'Wilayah berakhir',
      ends.map(({ code, name }) => `${code} ${name}`),
    ),
    ...listed(
      'Nama baru',
      renamed.map(({ code, name, oldName }) => `${code} ${oldName} → ${name}`),
    ),
    ...listed(
      `Pembagian angka lama ke baru (bobot: ${answer.weightUnit})`,
      mappings.map((pair) => `${pair.old} → ${pair.new}: ${formatNumber(pair.weight)}`),
    ),
    ...listed(
      'Penduduk yang berubah',
      populations.map(({ code, before, after }) => `${code}: ${figure(before)} → ${figure(after)}`),
    ),
    ...listed('Garis batas yang perlu dimuat ulang', outlines),
    ...(answer.status === 'preview'
      ? ['Belum ada yang berubah. Terapkan dengan: ./payung regions changes apply']
      : []),
  ]
}

const SHOWN_LINES = 40

function listed(heading: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const rest = lines.length - SHOWN_LINES
  return [
    `${heading}: ${formatNumber(lines.length)}`,
    ...lines.slice(0, SHOWN_LINES).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  … dan ${formatNumber(rest)} lagi (lihat dengan --json)`] : []),
  ]
}

function figure(value: number | null): string {
  return value === null ? 'tidak diketahui' : formatNumber(value)
}

/** Columns under each other: the first to the left, the others to the right. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [headings, ...rows]
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}
