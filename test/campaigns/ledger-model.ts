/** One amount from one account to another, by their places in the model. */
export type Move = readonly [from: number, to: number, amount: number]

/** What somebody may ask of the ledger. `which` counts the entries made before; `key` is one of few, so that many come again. */
export type Wish =
  | { readonly is: 'post' | 'hold'; readonly moves: readonly Move[]; readonly key: number }
  | { readonly is: 'settle' | 'void' | 'reverse'; readonly which: number; readonly key: number }
  | { readonly is: 'post-many'; readonly moves: readonly Move[]; readonly key: number }

/** What the ledger must answer: the entry made before under that key, a new one, or no. */
export type Expected =
  | { readonly is: 'replay'; readonly entry: Known }
  | { readonly is: 'new'; readonly entry: Known }
  | { readonly is: 'refused'; readonly code: string }

export type Known = {
  /** What the database calls it; told when it has answered. */
  id: bigint
  readonly content: string
  readonly moves: readonly Move[]
  readonly phase: 'posted' | 'pending' | 'settled' | 'voided' | 'reversal'
}

const refused = (code: string): Expected => ({ is: 'refused', code })

/** The ledger as nothing but sums in memory, written without a look at how the database does it. */
export class LedgerModel {
  readonly #funded: readonly boolean[]
  balances: number[]
  held: number[]
  /** Entries in the order in which they were made. */
  readonly entries: Known[] = []
  readonly #byKey = new Map<string, Known>()
  readonly #over = new Set<Known>()

  constructor(
    funded: readonly boolean[],
    stand: { readonly balances: readonly number[]; readonly held: readonly number[] },
  ) {
    this.#funded = funded
    this.balances = [...stand.balances]
    this.held = [...stand.held]
  }

  /** Answers one wish. Of many together: one answer each, or one refusal for all. */
  answer(wish: Wish): readonly Expected[] {
    switch (wish.is) {
      case 'post':
      case 'hold':
        return [this.#post(wish.is, wish.moves, String(wish.key))]
      case 'post-many':
        return this.#postMany(wish.moves, wish.key)
      case 'settle':
      case 'void':
      case 'reverse':
        return [this.#resolve(wish.is, this.entries[wish.which], String(wish.key))]
    }
  }

  #post(how: 'post' | 'hold', moves: readonly Move[], key: string): Expected {
    const content = JSON.stringify([how, moves])
    const earlier = this.#earlier(key, content)
    if (earlier) return earlier
    const isDone = how === 'post' ? this.#move(moves) : this.#hold(moves)
    if (!isDone) return refused('insufficient-funds')
    return this.#made(key, { id: 0n, content, moves, phase: how === 'post' ? 'posted' : 'pending' })
  }

  #postMany(moves: readonly Move[], key: number): readonly Expected[] {
    const [balances, held] = [[...this.balances], [...this.held]]
    const keys = moves.map((_, at) => `many/${key}/${at}`)
    const contents = moves.map((move) => JSON.stringify(['post', [move]]))
    const isReused = keys.some((each, at) => this.#earlier(each, contents[at] ?? '')?.is === 'refused')
    if (isReused) return [refused('idempotency-key-reused')]
    const answers: Expected[] = []
    for (const [at, move] of moves.entries()) {
      const answer = this.#post('post', [move], keys[at] ?? '')
      if (answer.is === 'refused') {
        // All or none: what this call has made so far is not there.
        for (const [place, made] of answers.entries()) if (made.is === 'new') this.#unmake(keys[place] ?? '')
        this.balances = balances
        this.held = held
        return [answer]
      }
      answers.push(answer)
    }
    return answers
  }

  #resolve(how: 'settle' | 'void' | 'reverse', original: Known | undefined, key: string): Expected {
    if (!original) return refused('entry-unknown')
    const content = `${how} ${this.entries.indexOf(original)}`
    const earlier = this.#earlier(key, content)
    if (earlier) return earlier
    if (how === 'reverse') return this.#reverse(original, key, content)
    if (original.phase !== 'pending') return refused('entry-not-pending')
    if (this.#over.has(original)) return refused('entry-settled-already')
    for (const [from, , amount] of original.moves) this.held[from] = (this.held[from] ?? 0) - amount
    if (how === 'settle' && !this.#move(original.moves)) throw new Error('what was held was not there')
    this.#over.add(original)
    return this.#made(key, {
      id: 0n,
      content,
      moves: how === 'settle' ? original.moves : [],
      phase: how === 'settle' ? 'settled' : 'voided',
    })
  }

  #reverse(original: Known, key: string, content: string): Expected {
    if (original.phase !== 'posted' && original.phase !== 'settled') return refused('entry-not-reversible')
    if (this.#over.has(original)) return refused('entry-reversed-already')
    const back = original.moves.map(([from, to, amount]): Move => [to, from, amount]).toReversed()
    if (!this.#move(back)) return refused('insufficient-funds')
    this.#over.add(original)
    return this.#made(key, { id: 0n, content, moves: back, phase: 'reversal' })
  }

  #earlier(key: string, content: string): Expected | null {
    const entry = this.#byKey.get(key)
    if (!entry) return null
    return entry.content === content ? { is: 'replay', entry } : refused('idempotency-key-reused')
  }

  #made(key: string, entry: Known): Expected {
    this.entries.push(entry)
    this.#byKey.set(key, entry)
    return { is: 'new', entry }
  }

  #unmake(key: string): void {
    const entry = this.#byKey.get(key)
    this.#byKey.delete(key)
    if (entry) this.entries.splice(this.entries.indexOf(entry), 1)
  }

  /** In order; on the first that is not funded nothing of them stays. */
  #move(moves: readonly Move[]): boolean {
    const before = [...this.balances]
    for (const [from, to, amount] of moves) {
      this.balances[from] = (this.balances[from] ?? 0) - amount
      this.balances[to] = (this.balances[to] ?? 0) + amount
      if (this.#isShort(from)) {
        this.balances = before
        return false
      }
    }
    return true
  }

  #hold(moves: readonly Move[]): boolean {
    const before = [...this.held]
    for (const [from, , amount] of moves) {
      this.held[from] = (this.held[from] ?? 0) + amount
      if (this.#isShort(from)) {
        this.held = before
        return false
      }
    }
    return true
  }

  #isShort(account: number): boolean {
    return this.#funded[account] === true && (this.balances[account] ?? 0) < (this.held[account] ?? 0)
  }
}
