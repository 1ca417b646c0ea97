import type { PlainDate } from '../kernel/plain-date.ts'
import { smaller, type Rupiah } from '../kernel/rupiah.ts'
import { sourceOf, totalOf, weakest, type Line } from './assessment.ts'
import type { LawBook } from './law-book.ts'
import { note, type Note } from './notes.ts'
import * as law from './parameters/scholarship.ts'
import { SCHOOL_LEVELS, type SchoolLevel } from './parameters/scholarship.ts'

export { SCHOOL_LEVELS, type SchoolLevel }

/** A child at school: the level now, and how many of that level's years are over (0: at its beginning). */
export type SchoolChild = { readonly level: SchoolLevel; readonly yearsDone: number }

type Scholarship = { readonly lines: readonly Line[]; readonly notes: readonly Note[] }

/**
 * The largest scholarship the children can still receive, level by level (PP 82/2019 Annex III): claimed yearly, at most two children
 * and Rp174 million. Before 2 December 2019 one sum for one child.
 * `memberMonths` is asked for after a natural death only; null says that it is not known and assumes that it suffices.
 */
export function assessScholarship(
  children: readonly SchoolChild[],
  cause: 'natural' | 'work',
  memberMonths: number | null,
  on: PlainDate,
  book: LawBook,
): Scholarship {
  if (children.length === 0) return { lines: [], notes: [] }
  const notes: Note[] = []
  if (cause === 'natural') {
    const needed = book.on(law.scholarshipMembershipMonths, on).value
    if (memberMonths !== null && memberMonths < needed) {
      return { lines: [], notes: [note('scholarship-needs-membership', { needed })] }
    }
    if (memberMonths === null) notes.push(note('membership-assumed', { months: needed }))
  }
  const most = book.on(law.scholarshipChildren, on).value
  if (children.length > most) notes.push(note('scholarship-children', { most }))
  const once = book.findOn(law.scholarshipOnce, on)
  if (once) {
    const line: Line = {
      programme: cause === 'work' ? 'JKK' : 'JKM',
      component: 'scholarship',
      amount: once.value,
      ...sourceOf(once),
    }
    return { lines: [line], notes: [...notes, note('scholarship-once', {})] }
  }
  notes.push(note('scholarship-yearly', { endAge: book.on(law.scholarshipEndAge, on).value }))
  const programme = cause === 'work' ? 'JKK' : 'JKM'
  const perChild = children
    .map((child, index) => childLines(child, index + 1, programme, on, book))
    .sort((a, b) => (totalOf(b) > totalOf(a) ? 1 : totalOf(b) < totalOf(a) ? -1 : 0))
    .slice(0, most)
  return { lines: capped(perChild.flat(), on, book), notes }
}

/** From the child's level upwards: what is left of that level, then every level above in full. */
function childLines(
  child: SchoolChild,
  number: number,
  programme: 'JKK' | 'JKM',
  on: PlainDate,
  book: LawBook,
): Line[] {
  const levels = book.on(law.scholarshipLevels, on)
  const from = SCHOOL_LEVELS.indexOf(child.level)
  return levels.value
    .filter((level) => SCHOOL_LEVELS.indexOf(level.level) >= from)
    .map((level) => {
      const years = level.level === child.level ? Math.max(level.years - child.yearsDone, 0) : level.years
      return {
        programme,
        component: `scholarship-${level.level}`,
        amount: level.perYear * BigInt(years),
        base: level.perYear,
        child: number,
        ...sourceOf(levels),
        // The years at TK are deduced from the sum per child.
        confidence: weakest(levels.cite.confidence, level.level === 'TK' ? 'M' : 'H'),
      }
    })
    .filter((line) => line.amount > 0n)
}

function capped(lines: readonly Line[], on: PlainDate, book: LawBook): Line[] {
  let left: Rupiah = book.on(law.scholarshipMaximum, on).value
  return lines
    .map((line) => {
      const amount = smaller(line.amount, left)
      left -= amount
      return { ...line, amount }
    })
    .filter((line) => line.amount > 0n)
}
