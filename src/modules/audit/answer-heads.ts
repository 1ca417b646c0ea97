import { refuse } from '../../kernel/refusal.ts'
import type { HeadsAnswer } from './contract.ts'
import { type HeadsRead, readHeads } from './head-file.ts'

/** Where the public heads come from: the file of the data folder, or nothing where there is none. */
export type HeadSource = () => Promise<HeadsRead>

export function headSourceOf(headFile: string): HeadSource {
  return () => readHeads(headFile)
}

const USUAL = 100
const MOST = 1_000

/** The newest heads, oldest first, and how many there are. Refuses a limit outside 1 to 1000. */
export async function answerHeads(source: HeadSource, written: string | undefined): Promise<HeadsAnswer> {
  const limit = written === undefined ? USUAL : Number(written)
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw refuse('value-out-of-range', {
      field: 'limit',
      value: written ?? '',
      minimum: '1',
      maximum: String(MOST),
    })
  }
  const { heads } = await source()
  return { count: heads.length, heads: heads.slice(-limit) }
}
