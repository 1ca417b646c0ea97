import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { recordAuditMany } from '../audit/record-audit.ts'
import { listAlertsOf, listDays } from './alert-queries.ts'
import { assessDay, type Alert, type AlertAction, type AlertThresholds } from './alerts.ts'
import { throughGate } from './scope.ts'

/**
 * Looks at what users and keys did today and records each alert once a day, for the auditors of the region. Resolves to how many of each
 * kind today has. Servers that look at the same moment wait for one another, so that none is recorded twice.
 */
export function raiseAlerts(
  { db, clock }: Deps,
  thresholds: AlertThresholds,
): Promise<ReadonlyMap<AlertAction, number>> {
  return throughGate(db, 'system', async (tx) => {
    await watchEverything(tx)
    const today = clock.today()
    const alerts = (await listDays(tx, today)).flatMap((day) => assessDay(day, thresholds))
    const known = await listAlertsOf(tx, today)
    await recordAuditMany(tx, alerts.filter((alert) => !known.has(nameOf(alert))).map(entryOf))
    return countByAction([...known, ...alerts.map(nameOf)])
  })
}

/** Records that a check of the night does not hold, each once a day, for auditors of the whole country. */
export function raiseCheckAlerts(
  { db, clock }: Deps,
  broken: readonly { readonly name: string; readonly brokenCount: bigint | null }[],
): Promise<void> {
  return throughGate(db, 'system', async (tx) => {
    await watchEverything(tx)
    const known = await listAlertsOf(tx, clock.today())
    const action: AlertAction = 'alert.check-broken'
    const entries = broken
      .filter(({ name }) => !known.has(`${action} check ${name}`))
      .map(({ name, brokenCount }) => ({
        actor: { kind: 'system' } as const,
        action,
        subject: { kind: 'check', id: name },
        ...(brokenCount !== null && { count: Number(brokenCount) }),
        details: {},
      }))
    await recordAuditMany(tx, entries)
  })
}

/** The program itself watches as an auditor of the whole country would: the audit is open to nobody else. */
async function watchEverything(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('alerts'))`.execute(tx)
  await sql
    .raw(
      `set local app.role = 'auditor'; set local app.region_first = '0'; set local app.region_last = '9999999999'`,
    )
    .execute(tx)
}

function nameOf({ action, subject }: Alert): string {
  return `${action} ${subject.kind} ${subject.id}`
}

function entryOf({ action, subject, regionCode, count, threshold }: Alert) {
  return {
    actor: { kind: 'system' },
    action,
    subject,
    ...(regionCode !== null && { region: regionCode }),
    count,
    details: { threshold },
  } as const
}

function countByAction(names: readonly string[]): ReadonlyMap<AlertAction, number> {
  const groups = Map.groupBy(new Set(names), (name) => name.split(' ', 1)[0] as AlertAction)
  return new Map([...groups].map(([action, each]) => [action, each.length]))
}
