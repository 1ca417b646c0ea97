import { crc32, deflateRawSync } from 'node:zlib'

/** One part of a zip file, and the lies that its header may tell. */
export type ZipEntry = {
  readonly name: string
  readonly body: string | Buffer
  /** Instead of the true size. */
  readonly declaredSize?: number
  /** Instead of the true checksum. */
  readonly declaredSum?: number
}

/** The bytes of a zip file, deflated. */
export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const body = typeof entry.body === 'string' ? Buffer.from(entry.body) : entry.body
    const packed = deflateRawSync(body)
    const name = Buffer.from(entry.name)
    const sizes = Buffer.alloc(16)
    sizes.writeUInt32LE(entry.declaredSum ?? crc32(body), 0)
    sizes.writeUInt32LE(packed.length, 4)
    sizes.writeUInt32LE(entry.declaredSize ?? body.length, 8)
    sizes.writeUInt16LE(name.length, 12)
    // Version 2.0, UTF-8 names, deflate, 1 January 1980.
    const common = Buffer.from([20, 0, 0, 8, 8, 0, 0, 0, 0x21, 0])
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, sizes, name, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, sizes, place, name]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

/** A cell as a test writes it: text in the shared table, a number, or the XML of the cell after its reference. */
export type TestCell = string | number | null | { readonly xml: string }

export type TestSheet = {
  readonly name: string
  readonly state?: 'hidden' | 'veryHidden'
  readonly rows?: readonly (readonly TestCell[])[]
  /** The whole sheet instead of `rows`. */
  readonly xml?: string
  /** Behind the rows: merged cells, filters. */
  readonly behind?: string
  /** Attributes by row number, such as `hidden="1"`. */
  readonly rowAttributes?: Readonly<Record<number, string>>
}

export type TestWorkbook = {
  readonly sheets: readonly TestSheet[]
  readonly from1904?: boolean
  /** Instead of the table that the texts of the rows make. */
  readonly sharedStrings?: string
  readonly more?: readonly ZipEntry[]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Style 1 shows a date by a built-in format, 2 by one of its own, 3 a time, 4 an amount with letters in quotes. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy;@"/>
<numFmt numFmtId="165" formatCode="hh:mm"/><numFmt numFmtId="166" formatCode="#,##0\\ &quot;hari dan yd&quot;"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>
<xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`

/** The parts of a workbook, to be zipped. */
export function workbookEntries(workbook: TestWorkbook): ZipEntry[] {
  const texts = new Map<string, number>()
  const bodies = workbook.sheets.map((sheet) => sheet.xml ?? sheetXml(sheet, texts))
  const tabs = workbook.sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escape(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  )
  const relations = workbook.sheets.map((_, index) =>
    relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  )
  const shared = [...texts.keys()]
    .map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`)
    .join('')
  return [
    { name: '[Content_Types].xml', body: contentTypes(bodies.length) },
    { name: '_rels/.rels', body: relationships([relation(1, 'officeDocument', 'xl/workbook.xml')]) },
    {
      name: 'xl/workbook.xml',
      body: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${workbook.from1904 === true ? ' date1904="1"' : ''}/><sheets>${tabs.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: relationships([
        ...relations,
        relation(901, 'styles', 'styles.xml'),
        relation(902, 'sharedStrings', 'sharedStrings.xml'),
      ]),
    },
    { name: 'xl/styles.xml', body: STYLES },
    {
      name: 'xl/sharedStrings.xml',
      body: workbook.sharedStrings ?? `${XML}<sst xmlns="${MAIN}">${shared}</sst>`,
    },
    ...bodies.map((body, index) => ({ name: `xl/worksheets/sheet${index + 1}.xml`, body })),
    ...(workbook.more ?? []),
  ]
}

export function workbookBytes(workbook: TestWorkbook): Buffer {
  return zipBytes(workbookEntries(workbook))
}

function contentTypes(sheetCount: number): string {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const part = (name: string, type: string) =>
    `<Override PartName="/xl/${name}.xml" ContentType="${main}.${type}+xml"/>`
  const sheets = Array.from({ length: sheetCount }, (_, index) =>
    part(`worksheets/sheet${index + 1}`, 'worksheet'),
  )
  const others = [
    part('workbook', 'sheet.main'),
    part('styles', 'styles'),
    part('sharedStrings', 'sharedStrings'),
  ]
  return `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[...others, ...sheets].join('')}</Types>`
}

function relationships(relations: readonly string[]): string {
  return `${XML}<Relationships xmlns="${PACKAGE}">${relations.join('')}</Relationships>`
}

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
}

function sheetXml(
  { rows = [], behind = '', rowAttributes = {} }: TestSheet,
  texts: Map<string, number>,
): string {
  const lines = rows.map((cells, index) => {
    const number = index + 1
    const body = cells.map((cell, column) => cellXml(cell, `${letters(column)}${number}`, texts)).join('')
    return body === '' ? '' : `<row r="${number}" ${rowAttributes[number] ?? ''}>${body}</row>`
  })
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData>${behind}</worksheet>`
}

function cellXml(cell: TestCell, reference: string, texts: Map<string, number>): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
  if (typeof cell === 'object') return `<c r="${reference}"${cell.xml}</c>`
  const index = texts.get(cell) ?? texts.size
  texts.set(cell, index)
  return `<c r="${reference}" t="s"><v>${index}</v></c>`
}

function letters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : letters(Math.floor(column / 26) - 1) + letter
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
