import { runChecks, type CheckOutcome } from '../../modules/checks/run-checks.ts'
import { CHECKS } from '../../modules/checks/checks.ts'
import { systemClock } from '../../platform/clock.ts'
import { jsonText } from '../../platform/json-text.ts'
import { seconds } from '../../platform/progress.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { CHECK_WORDS } from '../../../web/locales/id/checks.ts'
import type { Command, CommandContext } from '../command.ts'

export const checkCommand: Command = {
  name: 'check',
  summary: 'Periksa apa yang harus selalu berlaku: uang, tagihan, pembayaran, jejak audit, wilayah.',
  usage: '[NAMA …] [--json]',
  options: [],
  examples: ['./payung check', './payung check ledger-balances-are-their-transfers --json'],
  run: check,
}

/** Exit code 1 when a check does not hold or cannot be run. */
async function check(context: CommandContext): Promise<number> {
  const owner = await context.openOwnerDatabase()
  const names = context.positionals.length > 0 ? { names: context.positionals } : {}
  const outcomes = await runChecks({ owner, clock: systemClock }, 'command', names)
  const missing = context.positionals.filter((name) => !outcomes.some((outcome) => outcome.name === name))
  if (context.json) context.out(jsonText({ checks: outcomes.map(masked), unknown: missing }))
  else {
    for (const outcome of outcomes) for (const line of linesOf(outcome)) context.out(line)
    for (const name of missing) context.out(`✗ ${name}: tidak ada pemeriksaan dengan nama ini.`)
  }
  return missing.length === 0 && outcomes.every(({ brokenCount }) => brokenCount === 0n) ? 0 : 1
}

/** Whatever looks like a NIK is hidden: what is shown here is copied into messages. */
function masked(outcome: CheckOutcome): CheckOutcome {
  const hide = (value: unknown): unknown => {
    if (typeof value !== 'string' && typeof value !== 'bigint' && typeof value !== 'number') return value
    const hidden = scrubDigits(String(value))
    return hidden === String(value) ? value : hidden
  }
  const rows = outcome.rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, hide(value)])),
  )
  return { ...outcome, rows }
}

function linesOf(outcome: CheckOutcome): string[] {
  const { name, brokenCount, lookedCount, milliseconds, rows, trouble } = masked(outcome)
  const known = CHECKS.find((each) => each.name === name)
  const title = known ? CHECK_WORDS[known.name].title : name
  const took = `${String(lookedCount ?? 0n)} baris, ${seconds(milliseconds)}`
  if (trouble !== null) return [`✗ ${title} (${name}): tidak dapat dijalankan (${trouble}).`]
  if (brokenCount === 0n) return [`✓ ${title} (${took})`]
  const shown = rows.map((row) => `    ${jsonText(row)}`)
  return [`✗ ${title} (${name}): ${String(brokenCount)} baris tidak cocok (${took})`, ...shown]
}
