import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'
import type { Readable } from 'node:stream'
import pdfmake from 'pdfmake'
import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces.js'
import { toDataURL } from 'qrcode'
import { refuse } from '../kernel/refusal.ts'

declare module '../kernel/refusal.ts' {
  interface RefusalDetails {
    /** A document is laid out in memory; longer ones are for a spreadsheet. */
    'too-long-for-paper': { readonly rowCount: number; readonly most: number }
  }
}

/** Amounts and counts stand at the right. */
export type PdfColumn = {
  readonly title: string
  readonly isNumber?: boolean
  /** Share of the width that is left over; without it the column is as wide as what stands in it. */
  readonly isWide?: boolean
}

/** One part of a document, from top to bottom. */
export type PdfPart =
  | { readonly heading: string }
  | { readonly text: string; readonly isSmall?: boolean }
  | { readonly facts: readonly (readonly [name: string, value: string])[] }
  | {
      readonly columns: readonly PdfColumn[]
      readonly rows: readonly (readonly string[])[]
      /** Below the rows, in bold: the total. */
      readonly foot?: readonly string[]
    }
  | { readonly qr: string; readonly about: string }
  /** A drawing of ours in SVG, across the page unless told its width in points. */
  | { readonly svg: string; readonly width?: number }
  /** Parts side by side, for what must stand on one page. */
  | { readonly beside: readonly (readonly PdfPart[])[] }

export type PdfDocument = {
  readonly title: string
  readonly language: 'id' | 'en'
  readonly parts: readonly PdfPart[]
  /** At the foot of every page, left of the page number: who made it and when. */
  readonly sign: string
  readonly isLandscape?: boolean
  /** Set smaller and closer, for what must stand on one page. */
  readonly isDense?: boolean
  /** At the head of an official document: whose it is, over a rule. */
  readonly letterhead?: { readonly name: string; readonly about: string }
}

export const MOST_PDF_ROWS = 5_000
/** A4 upright between its margins, in points. */
const PAGE_WIDTH = 515

const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto')
const font = (name: string) => join(FONTS, `Roboto-${name}.ttf`)

pdfmake.setFonts({
  Roboto: {
    normal: font('Regular'),
    bold: font('Medium'),
    italics: font('Italic'),
    bolditalics: font('MediumItalic'),
  },
})
// A document shows what it is given and fetches nothing.
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS + sep))

/** Documents are laid out one after the other: each takes memory by its rows. */
let last: Promise<unknown> = Promise.resolve()

/** Lays a document out on A4. Refuses `too-long-for-paper` above 5,000 rows. */
export async function pdfStream(document: PdfDocument): Promise<Readable> {
  const rowCount = document.parts.reduce((count, part) => count + ('rows' in part ? part.rows.length : 0), 0)
  if (rowCount > MOST_PDF_ROWS) throw refuse('too-long-for-paper', { rowCount, most: MOST_PDF_ROWS })
  const mine = last.then(() => laidOut(document))
  last = mine.catch(() => undefined)
  return mine
}

async function laidOut({
  title,
  language,
  parts,
  sign,
  isLandscape = false,
  isDense = false,
  letterhead,
}: PdfDocument): Promise<Readable> {
  const content: Content[] = [
    ...(letterhead === undefined ? [] : [letterheadOf(letterhead)]),
    { text: title, fontSize: isDense ? 13 : 16, bold: true, margin: [0, 0, 0, isDense ? 4 : 8] },
  ]
  for (const part of parts) content.push(await contentOf(part))
  const stream = await pdfmake
    .createPdf({
      content,
      info: { title },
      language: language === 'id' ? 'id-ID' : 'en',
      pageSize: 'A4',
      pageOrientation: isLandscape ? 'landscape' : 'portrait',
      pageMargins: isDense ? [40, 28, 40, 40] : [40, 40, 40, 48],
      defaultStyle: { font: 'Roboto', fontSize: isDense ? 8 : 9, lineHeight: isDense ? 1.1 : 1.2 },
      footer: (page, pageCount) => ({
        margin: [40, 12, 40, 0],
        fontSize: 8,
        columns: [
          { text: sign },
          { text: pageOf(language, page, pageCount), alignment: 'right', width: 'auto' },
        ],
      }),
    })
    .getStream()
  stream.end()
  return stream
}

function pageOf(language: 'id' | 'en', page: number, pageCount: number): string {
  return language === 'id'
    ? `Halaman ${String(page)} dari ${String(pageCount)}`
    : `Page ${String(page)} of ${String(pageCount)}`
}

async function contentOf(part: PdfPart): Promise<Content> {
  if ('heading' in part) return { text: part.heading, fontSize: 12, bold: true, margin: [0, 10, 0, 4] }
  if ('text' in part)
    return { text: part.text, ...(part.isSmall === true && { fontSize: 8 }), margin: [0, 0, 0, 6] }
  if ('facts' in part) return factsTable(part.facts)
  if ('svg' in part) return { svg: part.svg, width: part.width ?? PAGE_WIDTH, margin: [0, 2, 0, 4] }
  if ('beside' in part)
    return {
      columns: await Promise.all(
        part.beside.map(async (parts) => ({ stack: await Promise.all(parts.map(contentOf)) })),
      ),
      columnGap: 16,
    }
  if ('qr' in part) {
    const image = await toDataURL(part.qr, { errorCorrectionLevel: 'M', margin: 4, scale: 6 })
    return {
      stack: [
        { image, width: 150 },
        { text: part.about, fontSize: 8 },
      ],
      margin: [0, 6, 0, 6],
    }
  }
  return rowsTable(part)
}

function letterheadOf({ name, about }: NonNullable<PdfDocument['letterhead']>): Content {
  return {
    stack: [
      { text: name.toUpperCase(), fontSize: 13, bold: true, alignment: 'center' },
      { text: about, fontSize: 9, alignment: 'center', margin: [0, 0, 0, 4] },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: PAGE_WIDTH, y2: 0, lineWidth: 1.5 }] },
    ],
    margin: [0, 0, 0, 8],
  }
}

function factsTable(facts: readonly (readonly [string, string])[]): Content {
  return {
    layout: 'noBorders',
    margin: [0, 0, 0, 8],
    table: {
      widths: ['auto', '*'],
      body: facts.map(([name, value]) => [
        { text: name, color: '#444444' },
        { text: value, bold: true },
      ]),
    },
  }
}

/** The header stands on every page again, and a row is never cut in two. */
function rowsTable({ columns, rows, foot }: Extract<PdfPart, { readonly columns: unknown }>): ContentTable {
  const cells = (texts: readonly string[], bold: boolean): TableCell[] =>
    columns.map(({ isNumber = false }, index) => ({
      text: texts[index] ?? '',
      alignment: isNumber ? 'right' : 'left',
      noWrap: isNumber,
      bold,
    }))
  return {
    layout: 'lightHorizontalLines',
    margin: [0, 0, 0, 8],
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map(({ isWide = false }) => (isWide ? '*' : 'auto')),
      body: [
        cells(
          columns.map(({ title }) => title),
          true,
        ),
        ...rows.map((row) => cells(row, false)),
        ...(foot === undefined ? [] : [cells(foot, true)]),
      ],
    },
  }
}
