import { once } from 'node:events'
import { findCommand } from './command-list.ts'
import { reportFailure } from './failures.ts'
import { commandHelp, groupsHelp } from './help.ts'
import { parseArguments } from './parse-arguments.ts'
import { openSession, type Terminal } from './session.ts'

/** The command line of Payung. Resolves to the exit code: 0 done, 1 refused or not possible, 2 written wrongly. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const asked = await findCommand(words)
    if (asked.kind === 'help') {
      for (const line of groupsHelp(asked.groups)) terminal.out(line)
      return 0
    }
    const parsed = parseArguments(asked.command, asked.rest)
    if (parsed.help) {
      for (const line of commandHelp(asked.command)) terminal.out(line)
      return 0
    }
    const session = openSession(terminal, parsed)
    try {
      return await asked.command.run(session.context)
    } finally {
      await session.close()
    }
  } catch (error) {
    return printFailure(error, words, terminal)
  }
}

async function printFailure(error: unknown, words: readonly string[], terminal: Terminal): Promise<number> {
  const json = words.includes('--json')
  const report = await reportFailure(error, { json, isDebug: terminal.env['PAYUNG_LOG'] === 'debug' })
  for (const line of report.stdout) terminal.out(line)
  for (const line of report.stderr) terminal.err(line)
  return report.exitCode
}

/** `… | head` closes our output early: there is nobody left to tell, so the rest is silence and no error. */
function endQuietlyOnClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
}

/** Signals are left to the system, except by `serve`: a database that a command started is stopped by its own watcher. */
async function main(): Promise<void> {
  endQuietlyOnClosedPipe(process.stdout)
  endQuietlyOnClosedPipe(process.stderr)
  const words = process.argv.slice(2)
  const terminal: Terminal = {
    env: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    flushed: async () => {
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
    },
  }
  // An error outside of any await leaves us in an unknown state: say it as every other failure, and end.
  process.on('uncaughtException', (error) => {
    void printFailure(error, words, terminal).then((exitCode) => process.exit(exitCode))
  })
  process.exitCode = await runCommandLine(words, terminal)
}

if (import.meta.main) await main()
