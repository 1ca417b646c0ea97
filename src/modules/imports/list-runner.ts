import { Refusal, refuse, type RefusalValue } from '../../kernel/refusal.ts'
import { throughGate } from '../access/scope.ts'
import type { By } from '../access/act.ts'
import type { Tally } from './imports.ts'
import { beginPreview, giveUpPreview, keepTrouble } from './keep-preview.ts'
import type { ListDeps } from './list-deps.ts'
import { kindDepsOf, type Compare, type KindDeps, type ListKind } from './list-kind.ts'
import { listAbandonedRuns, listNotCompared } from './preparation-queries.ts'
import { removeForsakenCopies } from './stored-file.ts'
import { previewList, ServerStops } from './preview-list.ts'
import { runPreparedList } from './run-prepared-list.ts'
import { getList, getOwnList } from './stored-list.ts'

/** How far a list is that this server works on; `since` is when its work began, null while it waits for its turn. */
export type ListProgress = {
  readonly kind: 'preview' | 'run'
  readonly rows: number
  readonly since: number | null
}

/** A run that has not said for so long that it is alive is taken over. */
const SILENT_MILLISECONDS = 90_000
const LOOK_EVERY = 30_000

/**
 * Works on lists in the background: previews one after the other, and runs one after the other beside them, so that a list of a million
 * rows keeps nobody from looking at fifty. Lists that are in are then compared with the registry, in a row of their own. What a killed
 * server left is found and goes on.
 */
export class ListRunner {
  readonly #deps: ListDeps
  readonly #kinds: readonly ListKind[]
  readonly #warn: (sentence: string) => void
  readonly #progress = new Map<string, ListProgress>()
  readonly #stop = new AbortController()
  readonly #compared = new Map<string, number>()
  readonly #notCompared = new Set<string>()
  readonly #lanes = { preview: Promise.resolve(), run: Promise.resolve(), compare: Promise.resolve() }
  #watch: NodeJS.Timeout | null = null

  constructor(deps: ListDeps, kinds: readonly ListKind[], warn: (sentence: string) => void) {
    this.#deps = deps
    this.#kinds = kinds
    this.#warn = warn
  }

  progressOf(id: string): ListProgress | null {
    return this.#progress.get(id) ?? null
  }

  /** Begins to look a list through; the promise ends with the preview, however it ends. */
  async preview(by: By, id: string): Promise<void> {
    if (this.#progress.has(id)) return
    await beginPreview(this.#deps, by, id)
    await this.#enqueue('preview', id, async (onProgress) => {
      const watching = { signal: this.#stop.signal, onProgress }
      const deps = await this.#depsOf(by, id)
      await previewList(deps, by, id, watching).catch((error: unknown) => this.#previewFailed(by, id, error))
    })
  }

  /** Begins to take a confirmed list in; the promise ends with the run. */
  run(by: By, id: string): Promise<void> {
    if (this.#progress.has(id)) return Promise.resolve()
    return this.#enqueue('run', id, async (onProgress) => {
      const deps = await this.#depsOf(by, id)
      const prepared = await getOwnList(deps, by, id)
      try {
        const { end } = await runPreparedList(deps, by, prepared, this.#stop.signal, onProgress)
        const { compare } = deps.kind
        if (end === 'done' && compare) void this.#compare(compare, by, id)
      } catch (error) {
        // Refused, and the list says why; or it stays on record as running, and goes on when a server looks again.
        if (!(error instanceof Refusal) && !(error instanceof ServerStops)) throw error
      }
    })
  }

  /** How many people of a list have been compared with the registry, while that goes on; null when it does not. */
  comparedOf(id: string): number | null {
    return this.#compared.get(id) ?? null
  }

  /** Looks for duplicates of whom a list brought, behind the lists that are taken in. Tried once until this server is started anew. */
  async #compare(compare: Compare, by: By, id: string, before = 0): Promise<void> {
    if (this.#compared.has(id) || this.#notCompared.has(id)) return
    this.#compared.set(id, before)
    this.#lanes.compare = this.#lanes.compare.then(async () => {
      let goesOn: number | null = null
      try {
        if (this.#stop.signal.aborted) return
        const { isDone } = await compare(by, id, (people) => {
          this.#compared.set(id, before + people)
          if (this.#stop.signal.aborted) throw new ServerStops('the server is going down')
        })
        if (!isDone) goesOn = this.#compared.get(id) ?? before
      } catch (error) {
        this.#notCompared.add(id)
        if (!(error instanceof ServerStops))
          this.#warn(`the people of a list cannot be compared: ${nameOf(error)}`)
      } finally {
        this.#compared.delete(id)
      }
      // Behind the lists that have waited meanwhile.
      if (goesOn !== null) void this.#compare(compare, by, id, goesOn)
    })
    return this.#lanes.compare
  }

  /** Looks now and then for lists that another server left, or this one before it was killed. */
  begin(): void {
    const look = () => {
      this.resumeAbandoned().catch((error: unknown) => {
        this.#warn(`lists that were cut off cannot be found: ${nameOf(error)}`)
      })
    }
    removeForsakenCopies(this.#deps.folder).catch(() => undefined)
    look()
    this.#watch = setInterval(look, LOOK_EVERY)
    this.#watch.unref()
  }

  /** Goes on with every list whose run was cut off. */
  async resumeAbandoned(): Promise<void> {
    const silentSince = new Date(this.#deps.clock.now().getTime() - SILENT_MILLISECONDS)
    const left = await throughGate(this.#deps.db, 'system', (tx) => listAbandonedRuns(tx, silentSince))
    for (const { id, doer } of left) void this.run({ kind: 'user', actor: doer }, id)
    for (const { purposes, compare } of this.#kinds) {
      if (!compare) continue
      const done = await throughGate(this.#deps.db, 'system', (tx) =>
        listNotCompared(tx, purposes, silentSince),
      )
      for (const { id, doer } of done)
        void this.#compare(compare, doer ? { kind: 'user', actor: doer } : { kind: 'system' }, id)
    }
  }

  /** Ends after the step that is being done. What is not finished goes on when a server starts again. */
  async stop(): Promise<void> {
    if (this.#watch) clearInterval(this.#watch)
    this.#stop.abort()
    await Promise.all([this.#lanes.preview, this.#lanes.run])
    // Only now: a run that ended has begun to be compared.
    await this.#lanes.compare
  }

  /** What a list of its kind needs; none of ours is refused as if it were not there. */
  async #depsOf(by: By, id: string): Promise<KindDeps> {
    const { purpose } = await getList(this.#deps, by, id)
    const kind = this.#kinds.find(({ purposes }) => purposes.includes(purpose))
    if (!kind) throw refuse('import-unknown', {})
    return kindDepsOf(this.#deps, kind)
  }

  #enqueue(
    kind: 'preview' | 'run',
    id: string,
    work: (onProgress: (tally: Tally) => void) => Promise<void>,
  ): Promise<void> {
    this.#progress.set(id, { kind, rows: 0, since: null })
    const turn = this.#lanes[kind].then(async () => {
      const since = performance.now()
      try {
        if (this.#stop.signal.aborted) return
        this.#progress.set(id, { kind, rows: 0, since })
        await work(({ rows }) => this.#progress.set(id, { kind, rows, since }))
      } catch (error) {
        this.#warn(`a list cannot be worked on: ${nameOf(error)}`)
      } finally {
        this.#progress.delete(id)
      }
    })
    this.#lanes[kind] = turn
    return turn
  }

  async #previewFailed(by: By, id: string, error: unknown): Promise<void> {
    if (error instanceof Refusal && !isForPerson(error))
      return keepTrouble(this.#deps, by, id, troubleOf(error.value))
    await giveUpPreview(this.#deps, by, id)
    if (!(error instanceof ServerStops) && !(error instanceof Refusal)) throw error
  }
}

/** A question of columns is answered on the page of columns; the list is not lost for it. */
function isForPerson({ code }: Refusal): boolean {
  return code === 'KOLOM_HILANG' || code === 'KOLOM_GANDA' || code === 'import-not-so-far'
}

function troubleOf({ code, details }: RefusalValue) {
  return { code, details: details as Readonly<Record<string, unknown>> }
}

/** Only the kind of an error reaches the log: its text could hold a value of a row. */
function nameOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return error instanceof Error ? `${error.name} ${code}`.trim() : 'unknown'
}
