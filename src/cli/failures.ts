import { randomBytes } from 'node:crypto'
import { Refusal, type RefusalValue } from '../kernel/refusal.ts'
import { describeDatabaseError } from '../platform/database-errors.ts'
import { errorText, OperatorFailure } from '../platform/operator-failure.ts'
import { scrubDigits } from '../platform/scrub.ts'
import { UsageFailure } from './parse-arguments.ts'

/** How a command ended that did not succeed: what to print where, and the exit code. */
export type FailureReport = { readonly exitCode: 1 | 2; readonly stdout: string[]; readonly stderr: string[] }

/**
 * A refusal is 1 with its sentence, a wrong command line is 2. What only the operator can mend is 1 with its sentence.
 * Anything else is our bug: a sentence with an id, the stack only when `isDebug`. No 16-digit run is ever printed.
 */
export async function reportFailure(
  error: unknown,
  options: { readonly json: boolean; readonly isDebug: boolean },
): Promise<FailureReport> {
  if (error instanceof Refusal) {
    const { refusalSentence } = await import('../../web/locales/refusal-sentence.ts')
    return report(1, error.value, refusalSentence(error.value), options.json)
  }
  if (error instanceof UsageFailure) return report(2, error.value, error.message, options.json)
  const operator = describeDatabaseError(error)
  const stack = options.isDebug ? [scrubDigits(stackOf(error))] : []
  if (operator) return sayPlainly('not-possible-now', operator, stack, options.json)
  const id = randomBytes(4).toString('hex')
  const bug = new OperatorFailure(
    `Terjadi kesalahan di dalam Payung (nomor ${id}): ${firstLine(error)}. Laporkan nomor dan kalimat ini kepada pengelola.` +
      (options.isDebug ? '' : ' Rinciannya: ulangi dengan PAYUNG_LOG=debug.'),
  )
  return sayPlainly('internal', bug, stack, options.json)
}

function report(exitCode: 1 | 2, value: RefusalValue, sentence: string, json: boolean): FailureReport {
  const message = scrubDigits(sentence)
  if (!json) return { exitCode, stdout: [], stderr: [message] }
  return { exitCode, stdout: [toJson({ refusal: value.code, message, ...value.details })], stderr: [] }
}

function sayPlainly(code: string, failure: OperatorFailure, stack: string[], json: boolean): FailureReport {
  const message = scrubDigits(failure.message)
  const stdout = json ? [toJson({ error: code, message })] : []
  return { exitCode: 1, stdout, stderr: json ? stack : [message, ...stack] }
}

/** Details of a refusal may hold rupiah, which JSON has no type for. */
function toJson(value: unknown): string {
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? Number(each) : each,
  )
  return scrubDigits(text)
}

function firstLine(error: unknown): string {
  return errorText(error).split('\n')[0]?.replace(/\.$/, '') ?? ''
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return `${error.stack ?? error.message}${error.cause === undefined ? '' : `\nsebab: ${stackOf(error.cause)}`}`
}
