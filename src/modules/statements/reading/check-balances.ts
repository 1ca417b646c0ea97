import { refuse } from '../../../kernel/refusal.ts'
import type { Rupiah } from '../../../kernel/rupiah.ts'
import type { ReadLine } from '../statements.ts'

/** A line with the balance that the bank printed behind it, if any; below zero when the account was overdrawn. */
export type BalancedLine = ReadLine & { readonly balance: Rupiah | null }

export function signedOf({ side, amount }: Pick<ReadLine, 'side' | 'amount'>): Rupiah {
  return side === 'credit' ? amount : -amount
}

export function movementOf(lines: readonly Pick<ReadLine, 'side' | 'amount'>[]): Rupiah {
  let sum = 0n
  for (const line of lines) sum += signedOf(line)
  return sum
}

/** Refuses unless opening and movements lead to the closing balance. */
export function requireClosing(
  opening: Rupiah | null,
  lines: readonly ReadLine[],
  closing: Rupiah | null,
  line: number | null = null,
): void {
  if (opening === null || closing === null) return
  const counted = opening + movementOf(lines)
  if (counted !== closing) throw refuse('statement-balance-wrong', { line, stated: closing, counted })
}

/**
 * The lines in the order in which they happened, each leading to the balance printed behind it: banks list newest first or last. Refuses
 * when neither order adds up, with the first line that does not in the order of the file.
 */
export function inOrder(lines: readonly BalancedLine[], opening: Rupiah | null): readonly BalancedLine[] {
  const wrong = firstWrong(lines, opening)
  if (wrong === null) return lines
  const reversed = lines.toReversed()
  if (firstWrong(reversed, opening) === null) return reversed
  throw refuse('statement-balance-wrong', wrong)
}

function firstWrong(
  lines: readonly BalancedLine[],
  opening: Rupiah | null,
): { line: number; stated: Rupiah; counted: Rupiah } | null {
  let running = opening
  for (const line of lines) {
    const counted = running === null ? null : running + signedOf(line)
    if (line.balance !== null && counted !== null && counted !== line.balance) {
      return { line: line.line, stated: line.balance, counted }
    }
    running = line.balance ?? counted
  }
  return null
}
