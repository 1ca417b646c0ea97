import { openDatabase } from '../src/platform/db.ts'
import { importDeps, takeList } from './import-stage.ts'

/** `node bench/import-list.ts LIST URL FOLDER`: brings a list in, in a process of its own, and prints `{rows, peakMib}`. */
const [path = '', url = '', folder = ''] = process.argv.slice(2)
const database = openDatabase(url, { maxConnections: 2, role: 'payung_app' })
try {
  const { tally } = await takeList(importDeps(database, folder), path)
  console.log(
    JSON.stringify({ rows: tally.rows, peakMib: Math.round(process.resourceUsage().maxRSS / 1_024) }),
  )
} finally {
  await database.close()
}
