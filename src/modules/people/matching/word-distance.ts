/** Two rows before and the present row of the distance table; a word of a name is far shorter. */
const LONGEST = 64
const before = new Uint8Array(LONGEST + 1)
const last = new Uint8Array(LONGEST + 1)
const now = new Uint8Array(LONGEST + 1)

/**
 * How many letters must be typed, dropped, changed or swapped with their neighbour to make one text of the other (optimal string
 * alignment). Stops at `most` + 1. Texts beyond 64 letters are as far apart as can be.
 */
export function typingDistance(a: string, b: string, most: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST || b.length > LONGEST) return most + 1
  for (let column = 0; column <= b.length; column += 1) last[column] = column
  for (let row = 1; row <= a.length; row += 1) {
    if (fillRow(a, b, row) > most) return most + 1
    before.set(last)
    last.set(now)
  }
  return Math.min(last[b.length] ?? most + 1, most + 1)
}

/** Fills `now` and returns its least value: the distance never falls below it again. */
function fillRow(a: string, b: string, row: number): number {
  now[0] = row
  let least = row
  for (let column = 1; column <= b.length; column += 1) {
    const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1)
    let cost = Math.min(at(last, column) + 1, at(now, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1))
    const isSwap =
      row > 1 &&
      column > 1 &&
      a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
      a.charCodeAt(row - 2) === b.charCodeAt(column - 1)
    if (isSwap) cost = Math.min(cost, at(before, column - 2) + 1)
    now[column] = cost
    if (cost < least) least = cost
  }
  return least
}

function at(row: Uint8Array, column: number): number {
  return row[column] ?? 0
}
