import { buildApp } from '../../src/api/app.ts'
import { readPartners } from '../../src/modules/payments/partner.ts'
import { clockAt } from '../../src/platform/clock.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { TEST_NOW } from '../people.ts'
import { testRing } from '../test-ring.ts'

/**
 * A Payung that is killed when it is about to answer its n-th payment: what it did is committed by then, and the bank never hears of it. The
 * hook is here and not in the program.
 */
const [, , url = '', partnersText = '', killAt = ''] = process.argv
const { db, pool } = openDatabase(url, { role: 'payung_app', maxConnections: 6 })
const app = await buildApp({
  ...{ db, pool, ring: testRing(), clock: clockAt(TEST_NOW) },
  partners: readPartners('uji', partnersText),
  log: { level: 'silent' },
})
let answers = 0
app.server.prependListener('request', (request, response) => {
  if (!request.url?.includes('/transfer-va/payment')) return
  const writeHead = response.writeHead.bind(response)
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    // A token of the Payung before it is refused: that is no answer to a payment.
    if (args[0] === 200) answers += 1
    if (args[0] === 200 && answers === Number(killAt)) process.kill(process.pid, 'SIGKILL')
    return writeHead(...args)
  }) as typeof response.writeHead
})
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
