import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seconds } from '../src/platform/progress.ts'
import { Report } from './report.ts'
import { runTestFiles } from './run-tests.ts'
import { startTestServer } from './test-server.ts'

const ROOT = join(import.meta.dirname, '..')
const report = new Report()
const stop = new AbortController()

/** A part of the run that can be asked for by name: `npm test -- unit`. */
type Step = { readonly name: string; readonly title: string; run(): Promise<void> }

const tool = (name: string, title: string, commands: readonly (readonly string[])[]): Step => ({
  name,
  title,
  run: async () => {
    for (const command of commands) await runTool(title, command)
  },
})

const STEPS: readonly Step[] = [
  tool('types', 'types', [['tsc']]),
  tool('lint', 'lint and format', [
    ['eslint', '.'],
    ['prettier', '--check', '--log-level', 'warn', '.'],
  ]),
  tool('walls', 'module walls', [['depcruise', '--output-type', 'err', 'src', 'web', 'demo', 'bank-sim']]),
  {
    name: 'unit',
    title: 'unit tests',
    run: () => runTestFiles(filesOf('unit'), report, stop.signal, { TMPDIR: scratch() }),
  },
  {
    name: 'database',
    title: 'database tests',
    run: () => withServer(filesOf('database'), { TMPDIR: scratch() }),
  },
  { name: 'journeys', title: 'browser journeys', run: () => withServer(filesOf('journeys')) },
]

/** Test files of a step; `isWanted` is replaced when paths were asked for. */
let isWanted: (file: string) => boolean = () => true

function filesOf(step: 'unit' | 'database' | 'journeys'): string[] {
  const patterns = {
    unit: '{src,web,test,bench,demo,bank-sim}/**/*.test.{ts,tsx}',
    database: '{src,web,test,demo,bank-sim}/**/*.db.test.ts',
    journeys: 'test/e2e/*.e2e.ts',
  }
  const found = globSync(patterns[step], { cwd: ROOT }).sort()
  return found.filter((file) => isWanted(file) && (step !== 'unit' || !file.endsWith('.db.test.ts')))
}

/** Tools of this package; each counts as one test and its output is shown only when it fails. */
async function runTool(title: string, [name = '', ...args]: readonly string[]): Promise<void> {
  const child = spawn(join(ROOT, 'node_modules/.bin', name), args, { cwd: ROOT, signal: stop.signal })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code === 0) report.pass()
  else report.fail({ where: title, name: [name, ...args].join(' '), why: output })
}

/**
 * Where tests put their temporary files, so that an interrupted run leaves none. Others may pass through: the database of a
 * test may run as another account. Journeys keep the system's folder, in which the browser is unpacked once.
 */
let scratchFolder: string | undefined
function scratch(): string {
  if (scratchFolder === undefined) {
    scratchFolder = mkdtempSync(join(tmpdir(), 'payung-run-'))
    chmodSync(scratchFolder, 0o711)
  }
  return scratchFolder
}

let server: ReturnType<typeof startTestServer> | undefined

/** Database tests and journeys share one server, started by whoever needs it first. */
async function withServer(
  files: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<void> {
  if (files.length === 0) return
  server ??= startTestServer((line) => {
    report.say(`  ${line}`)
  }, stop.signal)
  await runTestFiles(files, report, stop.signal, { ...(await server).environment, ...environment })
}

/** Steps asked for by name, or those that hold files whose path contains what was asked for, or all. */
function chosenSteps(asked: readonly string[]): readonly Step[] {
  if (asked.length === 0) return STEPS
  const named = STEPS.filter(({ name }) => asked.includes(name))
  const paths = asked.filter((word) => !STEPS.some(({ name }) => name === word))
  if (paths.length === 0) return named
  isWanted = (file) => paths.some((part) => file.includes(part))
  const holding = STEPS.filter(
    ({ name }) => (name === 'unit' || name === 'database' || name === 'journeys') && filesOf(name).length > 0,
  )
  return [...new Set([...named, ...holding])]
}

const wasInterrupted = () => stop.signal.aborted

async function runSteps(steps: readonly Step[]): Promise<void> {
  for (const { title, run } of steps) {
    if (wasInterrupted()) return
    const started = performance.now()
    const before = { ...report.tally }
    report.say(`• ${title} …`)
    try {
      await run()
    } catch (error) {
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
      if (!wasInterrupted()) report.fail({ where: title, name: 'the step itself', why })
    }
    const { passed, failed } = report.tally
    const count = `${passed - before.passed} passed${failed > before.failed ? `, ${failed - before.failed} failed` : ''}`
    report.say(
      `  ${failed > before.failed ? '✗' : '✓'} ${title}: ${count} (${seconds(performance.now() - started)})`,
    )
  }
}

async function main(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stop.abort()
    })
  }
  const asked = process.argv.slice(2)
  const steps = chosenSteps(asked)
  if (steps.length === 0)
    report.fail({ where: 'npm test', name: asked.join(' '), why: 'no step and no test file is called so' })
  try {
    await runSteps(steps)
  } finally {
    await (await server?.catch(() => undefined))?.stop()
    if (scratchFolder !== undefined) rmSync(scratchFolder, { recursive: true, force: true })
  }
  if (wasInterrupted()) report.fail({ where: 'npm test', name: 'interrupted', why: 'stopped before the end' })
  report.conclude()
  process.exitCode = report.tally.failed > 0 ? 1 : 0
}

await main()
