/** What the programmes of a payer must do, in memory and without any of their code: places, promises of a budget, and who stands where. */

export type ModelProgramme = {
  readonly line: number
  readonly first: number
  readonly months: number
  places: number
  isClosed: boolean
  /** The places that somebody has or had; whatever is beyond them was never given. */
  readonly seats: Seat[]
  /** Everybody who has a place, waits for one or is proposed, with his number in the list that named him. */
  readonly live: Map<number, number>
}

export type Stretch = {
  readonly roster: number | 'self'
  readonly person: number
  readonly from: number
  until: number
}
/** A place that was given: by whom it is held, whether nobody had it before him, and from which month on it was or is free. */
export type Seat = { held: Stretch | null; isNew: boolean; freeFrom: number }
export type ModelProposal = {
  readonly programme: number
  readonly listed: readonly number[]
  open: number[]
  /** What the last decision did, until it is taken back. */
  last: Outcome | null
}
/** Who got which place: afterwards it may be another's. */
type Given = { readonly seat: Seat; readonly held: Stretch }
type Outcome = {
  readonly given: readonly Given[]
  readonly refused: readonly number[]
  readonly waiting: readonly number[]
}
export type Said = string | { readonly [word: string]: number }

const PRICE = 16_800

const filledOf = ({ seats }: ModelProgramme) => seats.filter(({ held }) => held !== null).length
const endOf = ({ first, months }: ModelProgramme) => first + months
const countsOf = ({ given, refused, waiting }: Outcome) => ({
  approved: given.length,
  refused: refused.length,
  waiting: waiting.length,
})

export class ProgrammeModel {
  readonly stretches: Stretch[] = []
  readonly proposals: ModelProposal[] = []
  readonly dead = new Set<number>()
  readonly programmes: readonly ModelProgramme[]
  readonly lines: { left: number; committed: number }[]

  /** The month in which everything happens. */
  readonly #now: number

  constructor(programmes: readonly ModelProgramme[], lines: readonly number[], now: number) {
    this.#now = now
    this.programmes = programmes
    this.lines = lines.map((left) => ({ left, committed: 0 }))
  }

  filled(): number[] {
    return this.programmes.map(filledOf)
  }

  setPlaces(at: number, places: number): Said {
    const programme = this.#at(at)
    if (programme.isClosed) return 'programme-closed'
    if (places < filledOf(programme)) return 'places-filled'
    programme.places = places
    return { places }
  }

  propose(at: number, people: readonly number[]): Said {
    const programme = this.#at(at)
    if (programme.isClosed) return 'programme-closed'
    const open = people.filter((person) => !programme.live.has(person))
    if (open.length === 0) return 'nobody-to-propose'
    for (const person of open) programme.live.set(person, people.indexOf(person) + 1)
    this.proposals.push({ programme: at, listed: [...people], open, last: null })
    return { proposed: open.length }
  }

  approve(which: number): Said {
    const proposal = this.proposals[which]
    if (!proposal) throw new RangeError('no such proposal')
    if (this.#at(proposal.programme).isClosed) return 'programme-closed'
    if (proposal.open.length === 0) return 'nobody-to-decide'
    const said = this.#decide(proposal.programme, proposal.open)
    proposal.open = [...said.waiting]
    proposal.last = said
    return countsOf(said)
  }

  /** Takes the last decision back, unless somebody's months were shortened since or somebody refused was proposed anew. */
  undo(which: number): Said {
    const proposal = this.proposals[which]
    if (!proposal) throw new RangeError('no such proposal')
    if (!proposal.last) return 'nothing-to-undo'
    const { given, refused, waiting } = proposal.last
    const programme = this.#at(proposal.programme)
    const back = given.map(({ held }) => held)
    const isWhole = back.every(({ until }) => until === endOf(programme))
    if (!isWhole || refused.some((person) => programme.live.has(person))) return 'decision-built-upon'
    this.#shorten(proposal.programme, back, programme.first)
    for (const { seat } of given) {
      seat.held = null
      if (seat.isNew) programme.seats.splice(programme.seats.indexOf(seat), 1)
    }
    for (const person of refused) programme.live.set(person, proposal.listed.indexOf(person) + 1)
    const touched = new Set([...back.map(({ person }) => person), ...refused, ...waiting])
    proposal.open = proposal.listed.filter((person) => touched.has(person))
    proposal.last = null
    return { people: touched.size, approved: back.length }
  }

  /** The job: whoever left early has no place any longer, wherever people are still taken in. */
  freeAll(): Said {
    for (const programme of this.programmes) if (!programme.isClosed) this.#free(programme)
    return { looked: 1 }
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
    return countsOf(this.#decide(into, people))
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

  /** Whole places first, in the order of the list; then those that others left, from the month on in which each is free. */
  #decide(at: number, people: readonly number[]): Outcome {
    const programme = this.#at(at)
    const fit = people.filter((person) => this.#fits(at, person))
    const refused = people.filter((person) => !fit.includes(person))
    for (const person of refused) programme.live.delete(person)
    this.#free(programme)
    const given: Given[] = []
    for (const { seat, from } of this.#offers(programme)) {
      const person = fit[given.length]
      const price = (endOf(programme) - from) * PRICE
      const line = this.lines[programme.line]
      if (person === undefined || line === undefined || line.left < price) break
      line.left -= price
      line.committed += price
      const held = { roster: at, person, from, until: endOf(programme) }
      seat.held = held
      this.stretches.push(held)
      if (!programme.seats.includes(seat)) programme.seats.push(seat)
      given.push({ seat, held })
    }
    return { given, refused, waiting: fit.slice(given.length) }
  }

  #offers(programme: ModelProgramme): { readonly seat: Seat; readonly from: number }[] {
    const free = programme.places - filledOf(programme)
    const left = programme.seats
      .filter(({ held }) => held === null)
      .map((seat) => ({ seat, from: Math.max(seat.freeFrom, this.#now) }))
      .toSorted((one, other) => one.from - other.from)
      .slice(0, free)
    const { first } = programme
    const whole = Array.from({ length: free - left.length }, () => ({
      seat: { held: null, isNew: true, freeFrom: first },
      from: first,
    }))
    return [...whole, ...left.filter(({ from }) => from < endOf(programme))]
  }

  /** Whoever was to stay to the end and does not loses his place; taken back whole, it is free since it was free before him. */
  #free(programme: ModelProgramme): void {
    for (const seat of programme.seats) {
      const { held } = seat
      if (!held || held.until === endOf(programme)) continue
      if (held.from < held.until) seat.freeFrom = held.until
      seat.held = null
      seat.isNew = false
      programme.live.delete(held.person)
    }
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
