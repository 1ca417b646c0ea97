import type { Database } from '../platform/db.ts'

/** One option of a command, as `--help` shows it. An option without `value` is a switch. */
export type CommandOption = {
  readonly flag: `--${string}`
  readonly value?: string
  readonly meaning: string
}

/** What a command gets from `main.ts`. Everything it prints goes through here, so that tests can read it. */
export type CommandContext = {
  readonly positionals: readonly string[]
  /** Options as typed, without dashes; a switch is `true`. Only options the command declares can be here. */
  readonly options: ReadonlyMap<string, string | true>
  /** `--json` was given: print machine-readable answers on stdout and nothing else there. */
  readonly json: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  out(line: string): void
  err(line: string): void
  /** Waits until what was printed has left this process: a long list awaits it now and then, so that memory stays flat. */
  flushed(): Promise<void>
  /** The database as the application role; started if nothing runs it yet, closed by `main.ts` when the command ends. */
  openDatabase(): Promise<Database>
  /** The database as its owner, for loading reference tables. Same life as above. */
  openOwnerDatabase(): Promise<Database>
}

/** A command of `./payung`: its words, its help, and what it does. It resolves to the exit code; a thrown Refusal becomes exit code 1. */
export type Command = {
  /** The words after `./payung`: `law price`. */
  readonly name: string
  /** One Indonesian line for `./payung --help`. */
  readonly summary: string
  /** What follows the name: `--segment BPU --income 1000000 …`. */
  readonly usage: string
  readonly options: readonly CommandOption[]
  readonly examples?: readonly string[]
  run(context: CommandContext): Promise<number>
}
