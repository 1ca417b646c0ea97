import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { addJob } from '../../src/platform/jobs.ts'
import { rowsOf } from '../people.ts'
import { onOneDatabase } from './campaign.ts'
import { chanceOf } from './chance.ts'
import { startChild } from './child.ts'

declare module '../../src/platform/jobs.ts' {
  interface JobPayloads {
    'campaign-effect': { readonly job: number }
  }
}

const JOBS = 40
const KILLS = 4

/** Two workers at once, of which one after the other is killed and replaced; each job's effect is there once. */
export const killedWorkers = onOneDatabase(
  { code: 'F20', title: 'kill -9 of job workers, two at a time', shortSeeds: 1 },
  async ({ owner }) => {
    await rowsOf(owner, 'create table campaign_effects (job integer not null)')
    await rowsOf(owner, 'grant insert, select on campaign_effects to payung_app')
  },
  async ({ db, owner, appUrl }, seed) => {
    const chance = chanceOf(seed)
    const start = (turn: number) => startChild('worker-child.ts', [appUrl, String(seed * 100 + turn)])
    await rowsOf(owner, 'truncate campaign_effects')
    for (let job = 0; job < JOBS; job += 1) await addJob(db, 'campaign-effect', { job })
    const workers = [start(0), start(1)]
    const retried = { attempts: 0 }
    try {
      await Promise.all(workers.map(({ said }) => said))
      for (let kill = 0; kill < KILLS; kill += 1) {
        await sleep(50 + chance.below(250))
        const at = chance.below(workers.length)
        await workers[at]?.kill()
        workers[at] = start(kill + 2)
      }
      await untilDone(owner, retried)
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()))
    }
    const [sum] = await rowsOf<{ effects: number; jobs: number }>(
      owner,
      'select count(*)::int as effects, count(distinct job)::int as jobs from campaign_effects',
    )
    assert.deepEqual(sum, { effects: JOBS, jobs: JOBS })
    return { jobs: JOBS, kills: KILLS, takenUpAgain: retried.attempts }
  },
)

/** The most tries that any job was seen to need tells whether a kill hit one. */
async function untilDone(owner: Parameters<typeof rowsOf>[0], retried: { attempts: number }): Promise<void> {
  const again = new Set<string>()
  for (let turn = 0; turn < 1_200; turn += 1) {
    const rows = await rowsOf<{ id: bigint; attempts: number; state: string }>(
      owner,
      'select id, attempts, state from jobs',
    )
    for (const { id, attempts } of rows) if (attempts > 1) again.add(String(id))
    retried.attempts = again.size
    assert.ok(rows.every(({ state }) => state !== 'given-up'))
    if (rows.length === 0) return
    await sleep(25)
  }
  assert.fail('jobs are left over')
}
