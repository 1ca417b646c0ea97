import { Refusal, refuse, type RefusalValue } from '../../kernel/refusal.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { findPayersNamed, listCodes } from './queries.ts'
import type { ReadCode } from './read-codes-file.ts'
import { recordCode, type CodeWish, type SettlementDeps } from './record-code.ts'

/** What became of a row: recorded now, known already with the same month and amount, or refused. */
export type LoadedCode = { readonly row: number; readonly code: string } & (
  | { readonly fate: 'recorded' | 'known'; readonly refusal: null }
  | { readonly fate: 'refused'; readonly refusal: RefusalValue }
)

/**
 * Records the kode iuran of a file, each by itself: what cannot be recorded is told with its reason and holds back no other. The same file
 * again records nothing.
 */
export async function loadCodes(
  deps: SettlementDeps,
  by: By,
  rows: readonly ReadCode[],
): Promise<readonly LoadedCode[]> {
  const loaded: LoadedCode[] = []
  for (const row of rows) loaded.push(await loadOne(deps, by, row))
  return loaded
}

async function loadOne(deps: SettlementDeps, by: By, read: ReadCode): Promise<LoadedCode> {
  const { row, code } = read
  try {
    const wish = await wishOf(deps, by, read)
    return (await isRecorded(deps, by, wish))
      ? { row, code, fate: 'known', refusal: null }
      : { row, code, fate: 'recorded', refusal: (await recordCode(deps, by, wish), null) }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'not-allowed') throw error
    return { row, code, fate: 'refused', refusal: error.value }
  }
}

async function wishOf({ db }: SettlementDeps, by: By, { wish, broken, payer }: ReadCode): Promise<CodeWish> {
  if (!wish) {
    const { field, value } = broken ?? { field: 'amount', value: '' }
    const expected = field === 'month' ? 'month' : field === 'dueOn' ? 'date' : 'whole-rupiah'
    throw refuse('value-malformed', { field, value, expected })
  }
  if (payer === '') return wish
  const [found, other] = await inScopeOf(db, by, (tx) => findPayersNamed(tx, sightOf(by), payer))
  if (found === undefined || other !== undefined) throw refuse('payer-unknown', {})
  return { ...wish, payerId: found }
}

async function isRecorded(
  { db }: SettlementDeps,
  by: By,
  { code, month, amount }: CodeWish,
): Promise<boolean> {
  const [known] = await inScopeOf(db, by, (tx) => listCodes(tx, sightOf(by), { code, limit: 1, offset: 0 }))
  return known?.month === month && known.amount === amount
}
