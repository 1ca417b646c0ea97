import { sql } from 'kysely'
import { type Check, type CheckAnswer, good, warning } from '../../platform/checkup.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { listAlertsOf } from './alert-queries.ts'

/** Whether today has alerts in the audit. Looks as the owner of the tables, who reads every entry. */
export function alertCheck(owner: Db, clock: Clock): Check {
  return { name: 'alerts', title: 'Peringatan', run: () => checkAlerts(owner, clock) }
}

async function checkAlerts(owner: Db, clock: Clock): Promise<CheckAnswer> {
  const { rows } = await sql<{
    exists: boolean
  }>`select to_regclass('audit_entries') is not null as exists`.execute(owner)
  if (!rows[0]?.exists) return good('belum ada jejak audit')
  const { size } = await listAlertsOf(owner, clock.today())
  if (size === 0) return good('tidak ada hari ini')
  return warning(`${String(size)} hari ini`, 'Lihat halaman /audit, tindakan "Peringatan, semua jenis".')
}
