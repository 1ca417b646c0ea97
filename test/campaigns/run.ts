import { parseArgs } from 'node:util'
import { startTestServer } from '../test-server.ts'
import { addCounts, type Campaign, type Counts } from './campaign.ts'
import { CAMPAIGNS } from './campaigns.ts'

/** `npm run campaign -- F6 --seeds 200 [--first 1]`: the long form of the campaigns named, or of all. Ends with 1 when a seed failed. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '20' }, first: { type: 'string', default: '1' } },
})
const [seeds, first] = [Number(values.seeds), Number(values.first)]
const chosen =
  positionals.length === 0 ? CAMPAIGNS : CAMPAIGNS.filter(({ code }) => positionals.includes(code))
const stop = new AbortController()
process.once('SIGINT', () => {
  stop.abort()
})

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function countsText(counts: Counts): string {
  return Object.entries(counts)
    .map(([word, count]) => `${word} ${count}`)
    .join(', ')
}

/** How many seeds failed. */
async function runCampaign({ code, title, begin }: Campaign): Promise<number> {
  say(`• ${code}: ${title}, seeds ${first} to ${first + seeds - 1}`)
  const started = performance.now()
  const campaign = await begin()
  const counts: Counts[] = []
  let failed = 0
  try {
    for (let seed = first; seed < first + seeds && !stop.signal.aborted; seed += 1) {
      try {
        counts.push(await campaign.run(seed))
      } catch (error) {
        failed += 1
        say(`  ✗ seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      }
    }
  } finally {
    await campaign.end()
  }
  const took = ((performance.now() - started) / 1_000).toFixed(0)
  say(
    `  ${failed === 0 ? '✓' : '✗'} ${counts.length} seeds held, ${failed} failed, ${took} s: ${countsText(addCounts(counts))}`,
  )
  return failed
}

const isWrong = chosen.length === 0 || !Number.isInteger(seeds) || seeds < 1 || !Number.isInteger(first)
if (isWrong) {
  say(`Campaigns: ${CAMPAIGNS.map(({ code }) => code).join(', ')}. Usage: npm run campaign -- F6 --seeds 200`)
  process.exitCode = 1
} else {
  const server = await startTestServer(() => undefined, stop.signal)
  try {
    Object.assign(process.env, server.environment)
    let failed = 0
    for (const campaign of chosen) failed += await runCampaign(campaign)
    if (failed > 0) process.exitCode = 1
  } finally {
    await server.stop()
  }
}
