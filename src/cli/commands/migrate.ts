import { readConfig } from '../../platform/config.ts'
import { listMigrations, migrate, type MigrationState } from '../../platform/migrate.ts'
import { openPayungDatabase, type PayungDatabase } from '../../platform/payung-database.ts'
import { onlyNoticeable } from '../../platform/progress.ts'
import type { Command, CommandContext } from '../command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Menerapkan migrasi skema yang belum, termasuk yang pernah gagal. --check hanya menampilkan.',
  usage: '[--check] [--json]',
  options: [{ flag: '--check', meaning: 'Tampilkan keadaan setiap migrasi tanpa mengubah apa pun.' }],
  examples: ['./payung migrate --check', './payung migrate'],
  async run(context) {
    const database = await openPayungDatabase(readConfig(context.env), {
      purpose: 'command',
      progress: onlyNoticeable(context.err),
      signal: new AbortController().signal,
    })
    try {
      return await (context.options.has('check') ? check(database, context) : apply(database, context))
    } finally {
      await database.stop()
    }
  },
}

async function apply(database: PayungDatabase, { err, out, json }: CommandContext): Promise<number> {
  const applied = await migrate(database.ownerUrl, { progress: err, retryFailed: true })
  if (json) out(JSON.stringify({ applied }))
  else out(applied.length === 0 ? 'Skema sudah mutakhir.' : `${applied.length} migrasi diterapkan.`)
  return 0
}

/** Exit code 1 when anything is left to do, so that a script can ask. */
async function check(database: PayungDatabase, { out, json }: CommandContext): Promise<number> {
  const states = await listMigrations(database.ownerUrl)
  const isCurrent = states.every(({ status }) => status === 'applied')
  if (json) out(JSON.stringify({ isCurrent, migrations: states }, null, 2))
  else for (const line of states.map(stateLine)) out(line)
  return isCurrent ? 0 : 1
}

const WORDS = {
  applied: 'sudah diterapkan',
  pending: 'belum diterapkan',
  running: 'terputus; akan diulang',
  failed: 'gagal',
  unknown: 'tidak dikenal: basis data lebih baru daripada program ini',
} as const

function stateLine({ name, status, appliedAt, failure }: MigrationState): string {
  const when = appliedAt ? ` (${appliedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC)` : ''
  return `${name}  ${WORDS[status]}${when}${failure === undefined ? '' : `: ${failure}`}`
}
