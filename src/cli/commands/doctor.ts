import { alertCheck } from '../../modules/access/alert-check.ts'
import { badBecause, type Finding, runChecks } from '../../platform/checkup.ts'
import { systemClock } from '../../platform/clock.ts'
import { type Config, readConfig } from '../../platform/config.ts'
import { databaseChecks } from '../../platform/database-checks.ts'
import { keyCheck } from '../../platform/key-check.ts'
import { describeDatabaseError } from '../../platform/database-errors.ts'
import { machineChecks } from '../../platform/machine-checks.ts'
import { errorText, OperatorFailure } from '../../platform/operator-failure.ts'
import { openPayungDatabase } from '../../platform/payung-database.ts'
import { onlyNoticeable } from '../../platform/progress.ts'
import type { Command, CommandContext } from '../command.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Memeriksa runtime, basis data, skema, disk, jam, kunci, dan port; menyebut cara memperbaiki.',
  usage: '[--json]',
  options: [],
  examples: ['./payung doctor', './payung doctor --json'],
  async run(context) {
    const findings = await examine(context)
    const isHealthy = findings.every(({ verdict }) => verdict !== 'bad')
    if (context.json) context.out(JSON.stringify({ isHealthy, findings }, null, 2))
    else {
      for (const line of findings.flatMap(findingLines)) context.out(line)
      context.out(isHealthy ? '\nPayung sehat.' : '\nAda yang perlu diperbaiki; lihat baris bertanda ✗.')
    }
    return isHealthy ? 0 : 1
  },
}

async function examine(context: CommandContext): Promise<Finding[]> {
  let config: Config
  try {
    config = readConfig(context.env)
  } catch (error) {
    if (!(error instanceof OperatorFailure)) throw error
    return [{ name: 'settings', title: 'Pengaturan', ...badBecause(error.message) }]
  }
  let holderUrl: string | undefined
  const ofDatabase = await examineDatabase(config, context, (url) => (holderUrl = url))
  const ofMachine = await runChecks(machineChecks(config, systemClock, () => holderUrl))
  return [...ofMachine, ...ofDatabase]
}

async function examineDatabase(
  config: Config,
  context: CommandContext,
  tellHolder: (url: string | undefined) => void,
): Promise<Finding[]> {
  try {
    const database = await openPayungDatabase(config, {
      purpose: 'command',
      progress: onlyNoticeable(context.err),
      signal: new AbortController().signal,
    })
    tellHolder(database.holderUrl)
    // As the owner: before the first migration the application role has no rights, and that is a finding, not an error.
    const owner = database.openAsOwner()
    try {
      return await runChecks([
        ...databaseChecks(owner.db, systemClock),
        keyCheck(config, owner.db),
        alertCheck(owner.db, systemClock),
      ])
    } finally {
      await owner.close()
      await database.stop()
    }
  } catch (error) {
    const sentence = describeDatabaseError(error)?.message ?? errorText(error)
    return [{ name: 'database', title: 'Basis data', ...badBecause(sentence) }]
  }
}

const MARK = { good: '✓', warning: '!', bad: '✗' } as const

function findingLines({ title, verdict, found, mend }: Finding): string[] {
  const line = `${MARK[verdict]} ${title.padEnd(15)} ${found}`
  return mend === undefined ? [line] : [line, `${' '.repeat(18)}→ ${mend}`]
}
