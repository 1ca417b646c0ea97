import { test } from 'node:test'
import { addCounts } from './campaign.ts'
import { CAMPAIGNS } from './campaigns.ts'

/** The short form; `npm run campaign -- F6 --seeds 200` is the long one. */
for (const { code, title, shortSeeds, begin } of CAMPAIGNS) {
  test(`${code}: ${title}`, async (t) => {
    const started = performance.now()
    const campaign = await begin()
    try {
      const counts = []
      for (let seed = 1; seed <= shortSeeds; seed += 1) counts.push(await campaign.run(seed))
      const sums = Object.entries(addCounts(counts)).map(([word, count]) => `${word} ${count}`)
      t.diagnostic(
        `measured: ${code}, ${shortSeeds} seeds in ${((performance.now() - started) / 1_000).toFixed(1)} s: ${sums.join(', ')}`,
      )
    } finally {
      await campaign.end()
    }
  })
}
