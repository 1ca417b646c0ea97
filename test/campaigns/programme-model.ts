/** What the programmes of a payer must do, in memory and without any of their code: places, promises of a budget, and who stands where. */

export type ModelProgramme = {
  readonly line: number
  readonly first: number
  readonly months: number
  places: number
  filled: number
  isClosed: boolean
  /** Everybody who has a place, waits for one or is proposed, with his number in the list that named him. */
  readonly live: Map<number, number>
}

export type Stretch = {
  readonly roster: number | 'self'
  readonly person: number
  readonly from: number
  until: number
}
export type ModelProposal = { readonly programme: number; readonly open: number[] }
export type Said = string | { readonly [word: string]: number }

const PRICE = 16_800

export class ProgrammeModel {
  readonly stretches: Stretch[] = []
  readonly proposals: ModelProposal[] = []
  readonly dead = new Set<number>()
  readonly programmes: readonly ModelProgramme[]
  readonly lines: { left: number; committed: number }[]

  constructor(programmes: readonly ModelProgramme[], lines: readonly number[]) {
    this.programmes = programmes
    this.lines = lines.map((left) => ({ left, committed: 0 }))
  }

  setPlaces(at: number, places: number): Said {
    const programme = this.#at(at)
    if (programme.isClosed) return 'programme-closed'
    if (places < programme.filled) return 'places-filled'
    programme.places = places
    return { places }
  }

  propose(at: number, people: readonly number[]): Said {
    const programme = this.#at(at)
    if (programme.isClosed) return 'programme-closed'
    const open = people.filter((person) => !programme.live.has(person))
    if (open.length === 0) return 'nobody-to-propose'
    for (const person of open) programme.live.set(person, people.indexOf(person) + 1)
    this.proposals.push({ programme: at, open: [...open] })
    return { proposed: open.length }
  }

  approve(which: number): Said {
    const proposal = this.proposals[which]
    if (!proposal) throw new RangeError('no such proposal')
    if (this.#at(proposal.programme).isClosed) return 'programme-closed'
    if (proposal.open.length === 0) return 'nobody-to-decide'
    const people = proposal.open.splice(0)
    const { waiting, ...said } = this.#decide(proposal.programme, people)
    proposal.open.push(...waiting)
    return { ...said, waiting: waiting.length }
  }

  renew(from: number, into: number): Said {
    const [before, after] = [this.#at(from), this.#at(into)]
    if (after.isClosed) return 'programme-closed'
    if (after.first <= before.first) return 'renewal-not-later'
    const end = before.first + before.months
    const stayed = this.stretches.filter(
      ({ roster, person, from: first, until }) =>
        roster === from && first < until && until === end && !after.live.has(person),
    )
    if (stayed.length === 0) return 'nobody-to-renew'
    // All lists are of the same moment: the number in the list decides, then that of the person.
    const place = (person: number) => before.live.get(person) ?? 0
    const people = stayed.map(({ person }) => person).sort((a, b) => place(a) - place(b) || a - b)
    for (const [at, person] of people.entries()) after.live.set(person, at + 1)
    after.places += people.filter((person) => this.#fits(into, person)).length
    const { waiting, ...said } = this.#decide(into, people)
    return { ...said, waiting: waiting.length }
  }

  end(at: number, person: number, from: number): Said {
    const held = this.#reaching(at, from).filter((stretch) => stretch.person === person)
    if (held.length === 0) return 'member-unknown'
    this.#shorten(at, held, from)
    return { changed: held.length }
  }

  close(at: number, from: number | null): Said {
    const programme = this.#at(at)
    if (programme.isClosed) return 'programme-closed'
    programme.isClosed = true
    const held = from === null ? [] : this.#reaching(at, from)
    if (from !== null) this.#shorten(at, held, from)
    return { ended: held.length }
  }

  handOver(at: number, person: number, from: number, months: number): Said {
    const isIn = this.stretches.some(
      (each) => each.roster === at && each.person === person && each.from < each.until,
    )
    if (!isIn || this.dead.has(person)) return 'nobody-to-hand-over'
    const held = this.#reaching(at, from).filter((stretch) => stretch.person === person)
    this.#shorten(at, held, from)
    const isCovered = this.#isCovered(person, from, from + months)
    if (!isCovered) this.stretches.push({ roster: 'self', person, from, until: from + months })
    return { handedOver: isCovered ? 0 : 1, ended: held.length, covered: isCovered ? 1 : 0 }
  }

  #at(at: number): ModelProgramme {
    const programme = this.programmes[at]
    if (!programme) throw new RangeError('no such programme')
    return programme
  }

  #isCovered(person: number, from: number, until: number): boolean {
    return this.stretches.some(
      (each) => each.person === person && each.from < each.until && each.from < until && from < each.until,
    )
  }

  #fits(at: number, person: number): boolean {
    const { first, months } = this.#at(at)
    return !this.dead.has(person) && !this.#isCovered(person, first, first + months)
  }

  #decide(at: number, people: readonly number[]) {
    const programme = this.#at(at)
    const line = this.lines[programme.line] ?? { left: 0, committed: 0 }
    const price = programme.months * PRICE
    const waiting: number[] = []
    let [approved, refused, free, isSpent] = [0, 0, programme.places - programme.filled, false]
    for (const person of people) {
      if (!this.#fits(at, person)) {
        refused += 1
        programme.live.delete(person)
      } else if (free <= 0) waiting.push(person)
      else {
        free -= 1
        isSpent ||= line.left < price
        if (isSpent) waiting.push(person)
        else {
          approved += 1
          programme.filled += 1
          line.left -= price
          line.committed += price
          const { first, months } = programme
          this.stretches.push({ roster: at, person, from: first, until: first + months })
        }
      }
    }
    return { approved, refused, waiting }
  }

  #reaching(at: number, from: number): Stretch[] {
    return this.stretches.filter(
      ({ roster, from: first, until }) => roster === at && first < until && until > from,
    )
  }

  #shorten(at: number, held: readonly Stretch[], from: number): void {
    const line = this.lines[this.#at(at).line]
    for (const stretch of held) {
      const until = Math.max(stretch.from, Math.min(stretch.until, from))
      const returned = (stretch.until - until) * PRICE
      stretch.until = until
      if (line) {
        line.left += returned
        line.committed -= returned
      }
    }
  }
}
