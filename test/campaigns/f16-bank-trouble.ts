import assert from 'node:assert/strict'
import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { plainDate } from '../../src/kernel/plain-date.ts'
import { BankLines } from '../../src/modules/payments/bank-line.ts'
import { createVirtualAccount } from '../../src/modules/payments/create-virtual-account.ts'
import type { Partner } from '../../src/modules/payments/partner.ts'
import { selfSignedCertificate } from '../../bank-sim/self-signed-certificate.ts'
import { SYSTEM } from '../billing-stage.ts'
import { onBankStage, type BankStage } from './bank-stage.ts'
import { chanceOf } from './chance.ts'
import { decideAll, requireDecided } from './f07-early-callbacks.ts'

const LAST_DAY = plainDate('2026-06-30')
const KINDS = [
  'down',
  'half-open-tcp',
  'wrong-certificate',
  'slow',
  'html',
  'dropped',
  'half-open',
  'error',
] as const
type Trouble = (typeof KINDS)[number]

/**
 * Numbers are asked for while the bank is away, mute, slow, speaks HTML or shows a wrong certificate. Nothing is taken for done or for
 * refused: it is unknown, after five failures in a row the bank is left alone, and later each is decided by asking.
 */
export const bankTrouble = onBankStage(
  { code: 'F16', title: 'bank down, slow, half-open, wrong certificate, HTML', shortSeeds: 1 },
  async (stage, seed) => {
    const chance = chanceOf(seed)
    const bills = await stage.addBills(6)
    const counts = { asked: 0, unknown: 0, openAtOnce: 0, leftAlone: 0, askedAgain: 0 }
    const troubled = chance.pick(KINDS)
    await withTrouble(stage, troubled, async (lines, partners) => {
      for (const { id } of bills) {
        const made = await createVirtualAccount({ ...stage.deps, lines, partners }, SYSTEM, {
          ...{ bank: 'uji', bill: id, lastDay: LAST_DAY, reason: 'uji' },
        })
        counts.asked += 1
        counts[made.state === 'open' ? 'openAtOnce' : 'unknown'] += 1
      }
      const [partner] = partners
      if (partner && lines.to(partner).isResting) counts.leftAlone += 1
    })
    assert.equal(counts.leftAlone, 1, `${troubled}: five failures in a row open the circuit`)
    counts.askedAgain = await decideAll(stage)
    await requireDecided(
      stage,
      bills.map(({ id }) => id),
      'open',
    )
    return counts
  },
  { slowMs: 1_300 },
)

async function withTrouble(
  stage: BankStage,
  trouble: Trouble,
  work: (lines: BankLines, partners: readonly Partner[]) => Promise<void>,
): Promise<void> {
  const lines = new BankLines(stage.clock)
  if (trouble !== 'down' && trouble !== 'half-open-tcp' && trouble !== 'wrong-certificate') {
    await orderFault(stage, trouble)
    await work(lines, stage.deps.partners)
    return
  }
  const { url, close } = await strangeServer(trouble, stage.clock.now())
  const partners = stage.deps.partners.map((partner) => ({
    ...partner,
    outbound: { ...partner.outbound, baseUrl: url },
  }))
  if (trouble === 'down') await close()
  try {
    await work(lines, partners)
  } finally {
    if (trouble !== 'down') await close()
  }
}

/** As often as the bank will be asked before it is left alone. */
async function orderFault(
  { simulator }: BankStage,
  kind: Exclude<Trouble, 'down' | 'half-open-tcp' | 'wrong-certificate'>,
): Promise<void> {
  const response = await fetch(`${simulator.url}/sim/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ path: '/create-va', kind, times: 5 }),
  })
  assert.ok(response.ok, await response.text())
}

/** A server that takes connections and says nothing, or one whose certificate nobody vouches for. */
async function strangeServer(
  trouble: Trouble,
  now: Date,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  }
  const isTls = trouble === 'wrong-certificate'
  const server = isTls ? createTlsServer(selfSignedCertificate(now), keep) : createServer(keep)
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `${isTls ? 'https' : 'http'}://127.0.0.1:${port}`,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
