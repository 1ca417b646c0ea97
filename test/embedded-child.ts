import { openEmbeddedPostgres } from '../src/platform/embedded-postgres.ts'
import { errorText } from '../src/platform/operator-failure.ts'
import { listenForStop } from '../src/platform/stop-request.ts'

/**
 * A process that a test can kill: holds the embedded database of a data folder until SIGTERM. Prints one JSON line when it is
 * ready, a line for each step before, and the sentence when it fails.
 */
const [folder = '', purpose = 'serve'] = process.argv.slice(2)
const say = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`)
const stop = listenForStop()
try {
  const database = await openEmbeddedPostgres({
    dataFolder: folder,
    purpose: purpose === 'command' ? 'command' : 'serve',
    progress: (progress) => say({ progress }),
    signal: stop.asked,
    isDisposable: true,
  })
  database.announceUrl('http://127.0.0.1:1')
  say({ ownerUrl: database.ownerUrl })
  const lost = await Promise.race([stop.happened, database.lost])
  if (lost !== undefined) say({ lost })
  await database.stop()
} catch (error) {
  say({ failure: errorText(error) })
  process.exitCode = 1
}
stop.dispose()
