import { month } from '../src/kernel/month.ts'
import { runBills } from '../src/modules/billing/run-bills.ts'
import { openDatabase } from '../src/platform/db.ts'
import { billingDeps, SYSTEM } from './billing-stage.ts'

/** Bills a month in a process of its own, in commits of a few rosters, so that it can be killed between two of them. */
const [, , url = '', text = '', rostersPerCommit = ''] = process.argv
const database = openDatabase(url, { role: 'payung_app', maxConnections: 2 })
const deps = { ...billingDeps(database.db), rostersPerCommit: Number(rostersPerCommit) }
await runBills(deps, SYSTEM, { month: month(text) })
await database.close()
