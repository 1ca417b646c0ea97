import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measure, type Benchmark, type BenchmarkResult } from './benchmark.ts'

/** `npm run bench [-- NAME] [-- --json]`: measures every benchmark of `bench/*.bench.ts` whose name contains NAME. See README.md here. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const wanted = positionals.join(' ')
const found = (await loadBenchmarks()).filter(({ name }) => name.includes(wanted))
if (found.length === 0) {
  console.error(
    wanted === '' ? 'Belum ada pengukuran di bench/.' : `Tidak ada pengukuran bernama "${wanted}".`,
  )
  process.exit(1)
}

const results: BenchmarkResult[] = []
for (const subject of found) {
  const result = await measure(subject)
  results.push(result)
  if (!values.json) console.log(describe(result))
}
if (values.json) console.log(JSON.stringify(results, null, 2))
if (results.some(({ reached }) => !reached)) process.exitCode = 1

async function loadBenchmarks(): Promise<Benchmark[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'))
  const modules = await Promise.all(files.sort().map((file) => import(`./${file}`) as Promise<unknown>))
  return modules.flatMap((loaded, index) => {
    if (typeof loaded !== 'object' || loaded === null || !('benchmarks' in loaded)) {
      throw new TypeError(`bench/${files[index] ?? ''} exports no benchmarks`)
    }
    return loaded.benchmarks as Benchmark[]
  })
}

function describe({ name, limitName, goal, ratio, runMs, reached, unitsPerSecond }: BenchmarkResult): string {
  const verdict = reached ? 'tercapai' : 'TIDAK TERCAPAI'
  const rate = unitsPerSecond ? `, ${Math.round(unitsPerSecond.median)} ${unitsPerSecond.name}/s` : ''
  return [
    name,
    `  ${short(ratio.median)} dari batas "${limitName}" (${short(ratio.min)}–${short(ratio.max)}), sasaran ${goal}: ${verdict}`,
    `  ${short(runMs.median)} ms per putaran${rate}`,
  ].join('\n')
}

function short(value: number): string {
  return value.toPrecision(3)
}
