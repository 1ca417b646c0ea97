import { join, relative } from 'node:path'
import { finished } from 'node:stream/promises'
import { run } from 'node:test'
import type { Report } from './report.ts'

const ROOT = join(import.meta.dirname, '..')
const FILE_TIMEOUT_MS = 300_000

/** Runs test files, each in a process of its own, two at a time, and counts every test in them. */
export async function runTestFiles(
  files: readonly string[],
  report: Report,
  signal: AbortSignal,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  const output = new Map<string, string>()
  const stream = run({
    files: files.map((file) => join(ROOT, file)),
    concurrency: 2,
    isolation: 'process',
    timeout: FILE_TIMEOUT_MS,
    signal,
    env: { ...process.env, ...environment },
    execArgv: ['--import', join(ROOT, 'src/platform/register-tsx.ts')],
  })
  const keep = ({ file, message }: { file?: string; message: string }) => {
    if (file !== undefined) output.set(file, ((output.get(file) ?? '') + message).slice(-8_000))
  }
  stream.on('test:stdout', keep)
  stream.on('test:stderr', keep)
  // What a test has measured is shown on each run; Node's own sums do not begin so.
  stream.on('test:diagnostic', ({ message }) => {
    if (message.startsWith('measured: ')) report.say(`    ${message.slice(10)}`)
  })
  stream.on('test:pass', ({ name, details, skip, todo, file }) => {
    if (details.type === 'suite' || isFileItself(name, file)) return
    if (skip === undefined && todo === undefined) report.pass()
    else report.skip(name, typeof skip === 'string' ? skip : '')
  })
  stream.on('test:fail', ({ name, details, file }) => {
    const cause: unknown = details.error.cause
    // A parent fails when its child does; the child says why.
    if (causedByChild(details.error)) return
    const where = file === undefined ? '' : relative(ROOT, file)
    const said = isFileItself(name, file) ? (output.get(file ?? '') ?? '') : ''
    report.fail({
      where,
      name: isFileItself(name, file) ? 'the file itself' : name,
      why: `${describe(cause)}\n${said}`,
    })
  })
  // The stream ends only when it is read to its end.
  await finished(stream.resume())
}

/** A file that breaks outside of any test is reported as a test with the file's own path for a name. */
function isFileItself(name: string, file: string | undefined): boolean {
  return file !== undefined && (name === file || join(ROOT, name) === file)
}

function causedByChild(error: unknown): boolean {
  return error instanceof Error && 'failureType' in error && error.failureType === 'subtestsFailed'
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const stack = (cause.stack ?? cause.message).split('\n')
  return stack.filter((line) => !/^\s+at .*(node:internal|node:test)/.test(line)).join('\n')
}
