/** Everything a keyboard types in plain Latin; such a text has nothing to clean but its spaces. */
const PLAIN = /^[\x20-\x7e]*$/
const SPACES = /[\s\u00a0]+/gu
/** Control, format (zero-width, direction, byte order) and private characters: nobody sees them, and NUL stops PostgreSQL. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}]/gu

export type CleanText = {
  readonly text: string
  /** A character that cannot be seen was taken away. */
  readonly hasLost: boolean
  /** Half a character, or the mark that a decoder leaves where bytes made no sense: the original can no longer be known. */
  readonly isBroken: boolean
}

/** An apostrophe that a safe export, ours too, puts before a sign with which a spreadsheet would begin a formula. */
const FORMULA_GUARD = /^'(?=\s*[=+\-@＝＋－＠])/

/** A text in NFC without edge and double spaces and without characters that cannot be seen. Letters are never changed. */
export function cleanText(written: string): CleanText {
  const typed = written.startsWith("'") ? written.replace(FORMULA_GUARD, '') : written
  if (PLAIN.test(typed)) {
    const text = typed.trim()
    return { text: text.includes('  ') ? text.replace(SPACES, ' ') : text, hasLost: false, isBroken: false }
  }
  const isBroken = !typed.isWellFormed() || typed.includes('\ufffd')
  const spaced = typed
    .normalize('NFC')
    .replace(SPACES, ' ')
    .replace(/^\ufeff/, '')
  const seen = spaced.replace(UNSEEN, '')
  return { text: seen.replace(SPACES, ' ').trim(), hasLost: seen.length !== spaced.length, isBroken }
}

const NOTHING_WRITTEN = /^(?:[-–—_.]+|n\/?a|null|nihil|kosong|(?:tidak|tdk|belum|blm) ada)$/i

/** People fill an empty cell with a dash or a word; a name is never judged by this, since any text may be one. */
export function isPlaceholder(text: string): boolean {
  return text === '' || NOTHING_WRITTEN.test(text)
}

/** What a spreadsheet shows when a formula failed. */
const CELL_ERROR = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$/i

export function isCellError(text: string): boolean {
  return text.startsWith('#') && CELL_ERROR.test(text)
}
