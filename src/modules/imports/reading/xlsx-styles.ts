import { attribute, attributesOfAll } from './xml-text.ts'

/** Built-in formats that show a date or time (ECMA-376 part 1, 18.8.30), those of East Asian copies of Excel included. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
}

/** Whether a format code shows a date or time: it has a day, month, year, hour or second outside quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const [positive = ''] = code.split(';')
  const elapsed = /\[(h+|m+|s+)\]/i.test(positive)
  const bare = positive.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  return elapsed || (/[dmyhs]/i.test(bare) && !/^general$/i.test(bare.trim()))
}

/** For each style number that cells refer to, whether it shows a number as a date. */
export function dateStyles(styles: string): readonly boolean[] {
  const dates = new Map<number, boolean>()
  for (const format of attributesOfAll(styles, 'numFmt')) {
    dates.set(Number(attribute(format, 'numFmtId')), isDateFormat(attribute(format, 'formatCode') ?? ''))
  }
  // Cells count in cellXfs only; cellStyleXfs holds the same elements before it.
  const [, cells = ''] = /<(?:[\w.-]+:)?cellXfs[\s>]([\s\S]*?)<\/(?:[\w.-]+:)?cellXfs>/.exec(styles) ?? []
  return attributesOfAll(cells, 'xf').map((format) => {
    const id = Number(attribute(format, 'numFmtId') ?? '0')
    return dates.get(id) ?? isBuiltInDate(id)
  })
}
