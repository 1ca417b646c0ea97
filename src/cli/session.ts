import { type Config, readConfig } from '../platform/config.ts'
import type { Database } from '../platform/db.ts'
import { onlyNoticeable } from '../platform/progress.ts'
import type { CommandContext } from './command.ts'
import type { ParsedArguments } from './parse-arguments.ts'

/** A command's context and the end of what it opened. */
export type Session = { readonly context: CommandContext; close(): Promise<void> }

export type Terminal = {
  readonly env: CommandContext['env']
  out(line: string): void
  err(line: string): void
  flushed(): Promise<void>
}

const NEVER_ABORTED = new AbortController().signal

/** Gives a command its options and a database that is opened at the first use and not before. */
export function openSession(terminal: Terminal, parsed: ParsedArguments): Session {
  const closers: (() => Promise<void>)[] = []
  let running: ReturnType<typeof startDatabase> | undefined
  const database = () => (running ??= startDatabase(readConfig(terminal.env), terminal, closers))
  const open = async (choose: (from: Awaited<typeof running> & object) => Database): Promise<Database> => {
    const opened = choose(await database())
    closers.push(() => opened.close())
    return opened
  }
  return {
    context: {
      positionals: parsed.positionals,
      options: parsed.options,
      json: parsed.json,
      env: terminal.env,
      out: terminal.out,
      err: terminal.err,
      flushed: terminal.flushed,
      openDatabase: () => open((from) => from.openAsApplication(4)),
      openOwnerDatabase: () => open((from) => from.openAsOwner()),
    },
    async close() {
      while (closers.length > 0) await closers.pop()?.()
    },
  }
}

async function startDatabase(config: Config, terminal: Terminal, closers: (() => Promise<void>)[]) {
  const { openPayungDatabase } = await import('../platform/payung-database.ts')
  const { readyDatabase } = await import('./ready-database.ts')
  const progress = onlyNoticeable(terminal.err)
  const database = await openPayungDatabase(config, {
    purpose: 'command',
    progress,
    signal: NEVER_ABORTED,
  })
  closers.push(() => database.stop())
  // A server of one's own may be migrated only when somebody says so; the embedded one belongs to this program alone.
  if (database.isEmbedded) await readyDatabase(database, progress, NEVER_ABORTED)
  return database
}
