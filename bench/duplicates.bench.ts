import { addDays, dayNumber, plainDate } from '../src/kernel/plain-date.ts'
import { findSimilarNames } from '../src/modules/people/matching/similar-names.ts'
import { benchmark, type Benchmark } from './benchmark.ts'
import { startThrowAwayDatabase, type ThrowAwayDatabase } from './throw-away-database.ts'

/** 950,000 people and 50,000 written a second time with one slip, born on one of 20,000 days: R7 of the recipes. */
const PEOPLE = 950_000
const TWICE = 50_000
const DAYS = 20_000

const FIRST =
  `Siti Muhammad Ahmad Nur Sri Dewi Abdul Agus Budi Eko Dwi Tri Ade Dedi Endang Indah Yuni Ani Ayu Putri Rudi Hendra Heri Deni Iwan
  Asep Ujang Joko Bambang Slamet Sutrisno Supriadi Suparman Syamsul Zainal Khairul Rosmiati Sumiati Nurhayati Maimunah Khadijah`.split(
    /\s+/,
  )
const SYLLABLES =
  `su har ri yan to mi na wa ti ra man ha di yat ku nia set ia wan sa put pra ta ma les ri nur hi da fit lu bis sim bo lon si re gar
  ha ra hap ta nju ng pa ne wi bo wo hen dra`.split(/\s+/)

/** A seeded sequence, so that every machine compares the same names. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * below)
  }
}

type Names = { readonly names: readonly string[]; readonly days: Int32Array }

function makeNames(): Names {
  const pick = sequence(1)
  const names: string[] = []
  const days = new Int32Array(PEOPLE + TWICE)
  const first = dayNumber(plainDate('1960-01-01'))
  for (let place = 0; place < PEOPLE; place += 1) {
    const words = [FIRST[pick(FIRST.length)] ?? '']
    for (let word = pick(3); word > 0; word -= 1) {
      let built = ''
      for (let syllable = 2 + pick(3); syllable > 0; syllable -= 1)
        built += SYLLABLES[pick(SYLLABLES.length)] ?? ''
      words.push(built)
    }
    names.push(words.join(' ').toUpperCase())
    days[place] = first + pick(DAYS)
  }
  for (let place = PEOPLE; place < PEOPLE + TWICE; place += 1) {
    const original = pick(PEOPLE)
    names.push(withSlip(names[original] ?? '', pick))
    days[place] = days[original] ?? 0
  }
  return { names, days }
}

/** A letter left out, doubled or swapped, or another vowel. */
function withSlip(name: string, pick: (below: number) => number): string {
  const place = 1 + pick(Math.max(name.length - 2, 1))
  const [before, letter, after] = [name.slice(0, place), name.charAt(place), name.slice(place + 1)]
  switch (pick(4)) {
    case 0:
      return before + after
    case 1:
      return before + letter + letter + after
    case 2:
      return before + after.charAt(0) + letter + after.slice(1)
    default:
      return before + 'AIUEO'.charAt(pick(5)) + after
  }
}

let made: Names = { names: [], days: new Int32Array(0) }
let database: ThrowAwayDatabase | undefined

async function setUp(): Promise<void> {
  made = makeNames()
  database = await startThrowAwayDatabase()
  const { pool } = database.owner
  await pool.query('create extension if not exists pg_trgm')
  await pool.query('create table listed (id int not null, name text not null, born_on date not null)')
  for (let from = 0; from < made.names.length; from += 50_000) {
    const names = made.names.slice(from, from + 50_000)
    const bornOn = names.map((_, place) => addDays(plainDate('1970-01-01'), made.days[from + place] ?? 0))
    await pool.query(
      'insert into listed select $3 + place - 1, name, born_on from unnest($1::text[], $2::date[]) with ordinality as rows (name, born_on, place)',
      [names, bornOn, from],
    )
  }
  await pool.query('analyze listed')
  await requireSamePairs()
}

const PAIRS = `select a.id as a, b.id as b from listed a join listed b on a.born_on = b.born_on and a.id < b.id
  where similarity(a.name, b.name) >= 0.6`

/** A fast answer that differs would be worth nothing, so the pairs are compared once, pair by pair, before anything is measured. */
async function requireSamePairs(): Promise<void> {
  const { left, right } = findSimilarNames(made.names, made.days)
  const found = new Set(Array.from(left, (a, k) => a * 1_000_000 + (right[k] ?? 0)))
  const { rows } = await inPostgres(PAIRS)
  const missed = rows.filter(({ a, b }) => !found.has(a * 1_000_000 + b)).length
  if (missed > 0 || rows.length !== found.size) {
    throw new Error(
      `pg_trgm finds ${rows.length} pairs, we ${found.size}; ${missed} of its pairs are missing`,
    )
  }
}

async function inPostgres(sql: string): Promise<{ rows: { a: number; b: number }[] }> {
  if (!database) throw new Error('the database has not started')
  const client = await database.owner.pool.connect()
  try {
    await client.query("set work_mem = '512MB'")
    return await client.query<{ a: number; b: number }>(sql)
  } finally {
    client.release()
  }
}

export const benchmarks: readonly Benchmark[] = [
  benchmark({
    name: 'similar names among 1,000,000 people, by birth date',
    limitName: 'pg_trgm on the same blocks, the same pairs',
    setUp,
    tearDown: () => database?.stop() ?? Promise.resolve(),
    run: () => findSimilarNames(made.names, made.days).left.length,
    limit: () => inPostgres(`select count(*) from (${PAIRS}) as pairs`),
    units: { count: PEOPLE + TWICE, name: 'people' },
    goal: 15,
    rounds: 1,
  }),
]
