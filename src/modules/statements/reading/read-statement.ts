import { TextDecoding } from '../../imports/reading/text-decoding.ts'
import { refuse } from '../../../kernel/refusal.ts'
import type { ReadStatement } from '../statements.ts'
import { readStatementCsv } from './statement-csv.ts'
import { looksLikeMt940, readStatementMt940 } from './statement-mt940.ts'

/** Sixteen megabytes: some hundred thousand movements, a year of a busy account. */
export const LARGEST_STATEMENT_BYTES = 16_777_216

/** Reads a statement of any kind that banks give: which one it is, its own text says and not its name. */
export function readStatement(bytes: Buffer): ReadStatement {
  if (bytes.length > LARGEST_STATEMENT_BYTES) {
    throw refuse('file-beyond-limit', { limit: 'fileBytes', most: LARGEST_STATEMENT_BYTES })
  }
  const text = new TextDecoding().decode(bytes, true)
  if (text.includes('\0'))
    throw refuse('file-holds-nul', { row: text.slice(0, text.indexOf('\0')).split('\n').length })
  return looksLikeMt940(text) ? readStatementMt940(text) : readStatementCsv(text)
}
