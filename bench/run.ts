import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measure, type Benchmark, type BenchmarkResult } from './benchmark.ts'
import { measureCeiling, type Ceiling, type CeilingResult } from './ceiling.ts'

/** `npm run bench [-- NAME] [-- --json]`: measures every benchmark of `bench/*.bench.ts` whose name contains NAME. See README.md here. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const wanted = positionals.join(' ')
const loaded = await loadAll()
const found = loaded.benchmarks.filter(({ name }) => name.includes(wanted))
const ceilings = loaded.ceilings.filter(({ name }) => name.includes(wanted))
if (found.length + ceilings.length === 0) {
  console.error(
    wanted === '' ? 'Belum ada pengukuran di bench/.' : `Tidak ada pengukuran bernama "${wanted}".`,
  )
  process.exit(1)
}

const results: (BenchmarkResult | CeilingResult)[] = []
for (const subject of found) {
  const result = await measure(subject)
  results.push(result)
  if (!values.json) console.log(describe(result))
}
for (const subject of ceilings) {
  const result = await measureCeiling(subject)
  results.push(result)
  if (!values.json) console.log(describeCeiling(result))
}
if (values.json) console.log(JSON.stringify(results, null, 2))
if (results.some(({ reached }) => !reached)) process.exitCode = 1

type Loaded = { readonly benchmarks: readonly Benchmark[]; readonly ceilings: readonly Ceiling[] }

async function loadAll(): Promise<Loaded> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts'))
  const modules = await Promise.all(
    files.sort().map((file) => import(`./${file}`) as Promise<Partial<Loaded>>),
  )
  for (const [index, { benchmarks }] of modules.entries()) {
    if (benchmarks === undefined) throw new TypeError(`bench/${files[index] ?? ''} exports no benchmarks`)
  }
  return {
    benchmarks: modules.flatMap(({ benchmarks = [] }) => benchmarks),
    ceilings: modules.flatMap((each) => each.ceilings ?? []),
  }
}

function describeCeiling({ name, unit, most, figure, reached }: CeilingResult): string {
  return [
    name,
    `  ${short(figure)} ${unit}, paling banyak ${most}: ${reached ? 'tercapai' : 'TIDAK TERCAPAI'}`,
  ].join('\n')
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
