import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { regionCode } from '../src/kernel/region-code.ts'
import { createElection } from '../src/modules/elections/create-election.ts'
import { makePosts } from '../src/modules/elections/make-posts.ts'
import { setStations } from '../src/modules/elections/set-stations.ts'
import { addPayer } from '../src/modules/payers/add-payer.ts'
import { importPeople } from '../src/modules/people/import-people.ts'
import { clockAt } from '../src/platform/clock.ts'
import type { KeyRing } from '../src/platform/key-ring.ts'
import { LawBook } from '../src/rules/law-book.ts'
import { addStagedRoster, protect, SYSTEM } from './billing-stage.ts'
import type { TestDatabase } from './database.ts'
import { rowsOf, TEST_NOW } from './people.ts'

const clock = clockAt(TEST_NOW)
export const STAGE_VILLAGE = '16.06.01.2001'

/** A number of a district that was never issued: it can belong to nobody. */
export const stagedNik = (serial: number) => `169999170290${String(serial).padStart(4, '0')}`

/** People with names and numbers, taken in by a list as every list is; their numbers in the registry, by name. */
export async function addNamedPeople(
  { db, pool, owner }: TestDatabase,
  ring: KeyRing,
  names: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const folder = mkdtempSync(join(tmpdir(), 'payung-orang-'))
  try {
    const path = join(folder, 'daftar.csv')
    const rows = names.map((name, at) => `${stagedNik(at + 1)};${name};17-02-1990;L;GURU`)
    writeFileSync(path, ['NIK;NAMA;TGL LAHIR;JK;PEKERJAAN', ...rows].join('\n'))
    const region = regionCode(STAGE_VILLAGE)
    const deps = { db, pool, ring, clock, book: new LawBook(), folder: join(folder, 'kept') }
    const list = { path, fileName: 'daftar.csv', region, purpose: 'own-account', isRehearsal: false } as const
    await importPeople(deps, SYSTEM, list)
  } finally {
    rmSync(folder, { recursive: true })
  }
  const known = await rowsOf<{ id: string; name: string }>(owner, 'select id::text as id, name from people')
  return new Map(known.map(({ id, name }) => [name, BigInt(id)]))
}

/** The roster of an agency whose staff earns two million rupiah each, from January 2026 on. */
export async function addAgency(database: TestDatabase, people: readonly bigint[]): Promise<string> {
  const conditions = { riskClass: 'I', size: 'large', employer: 'state-body', labourIntensive: false }
  const roster = await addStagedRoster(database, 'agency', 'agency', conditions)
  await protect(database, roster, people, { pay: () => 2_000_000, segment: 'PU' })
  return roster.id
}

/** An election of the regency with its posts: two polling stations in one village. */
export async function addElection({ db }: TestDatabase): Promise<string> {
  const deps = { db, clock }
  const reason = 'uji'
  const payer = await addPayer(deps, SYSTEM, {
    kind: 'apbd-regency',
    name: 'Kas kabupaten',
    region: '16.06',
    reason,
  })
  const offices = ['ppk', 'ppk-secretariat', 'panwascam', 'pps', 'pps-secretariat', 'pkd']
  const stations = ['pantarlih', 'kpps', 'linmas', 'ptps']
  const { id } = await createElection(deps, SYSTEM, {
    ...{ payerId: payer.id, name: 'Pemilihan bupati', votedOn: '2026-06-27', rule: 'pilkada-2024' },
    serviceDays: [
      ...offices.map((role) => `${role}:2026-04-16:2026-12-27`),
      ...stations.map((role) => `${role}:2026-06-07:2026-07-08`),
    ],
    ...{ income: 1_000_000, legalBasis: 'Keputusan bupati', reason },
  })
  await setStations(deps, SYSTEM, id, {
    villages: [{ region: STAGE_VILLAGE, stations: 2 }],
    source: 'uji',
    reason,
  })
  await makePosts(deps, SYSTEM, id, reason)
  return id
}
