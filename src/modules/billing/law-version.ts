import { createHash } from 'node:crypto'
import type { LawBook } from '../../rules/law-book.ts'
import { REGISTER } from '../../rules/register.ts'

const known = new WeakMap<LawBook, string>()

/** Names the law as this installation reads it: the same periods make the same name, any other value another. */
export function lawVersionOf(book: LawBook): string {
  const found = known.get(book)
  if (found !== undefined) return found
  const hash = createHash('sha256')
  for (const parameter of REGISTER) {
    const periods = book.periodsOf(parameter)
    hash.update(
      JSON.stringify([parameter.id, periods], (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    )
  }
  const version = hash.digest('hex').slice(0, 16)
  known.set(book, version)
  return version
}
