import { addOrganisation } from '../src/modules/access/add-organisation.ts'
import type { By } from '../src/modules/access/act.ts'
import { addUser } from '../src/modules/access/add-user.ts'
import { createApiKey } from '../src/modules/access/create-api-key.ts'
import { disableUser } from '../src/modules/access/disable-user.ts'
import { grantRole } from '../src/modules/access/grant-role.ts'
import type { OrganisationKind, RoleName } from '../src/modules/access/roles.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import type { Clock } from '../src/platform/clock.ts'
import type { Database, Db } from '../src/platform/db.ts'
import type { KeyRing } from '../src/platform/key-ring.ts'
import { addTestPerson, rowsOf, type TestPerson } from './people.ts'

/** One city with its offices, as the journeys and the pictures of the documents meet it. */
export type ExampleOffice = {
  readonly administrator: TestPerson
  readonly auditor: TestPerson
  readonly operator: TestPerson
  readonly colleague: TestPerson
}

type OfficeDeps = {
  readonly db: Db
  readonly owner: Database
  readonly ring: KeyRing
  readonly clock: Clock
}

const CITY = '16.71'
const VILLAGE = '16.71.01.1001'
const LETTER = 'SK 12/2026'

const OFFICES: readonly { kind: OrganisationKind; name: string; region: string }[] = [
  { kind: 'bpjs-branch', name: 'BPJS Ketenagakerjaan Cabang Palembang', region: CITY },
  { kind: 'labour-office', name: 'Dinas Ketenagakerjaan Kota Palembang', region: CITY },
  { kind: 'company', name: 'PT Contoh Karet Makmur', region: CITY },
]

/** Fills an empty city: offices, users, roles, a key and the audit entries that making them leaves. */
export async function exampleOffice(deps: OfficeDeps): Promise<ExampleOffice> {
  const { owner } = deps
  const administrator = await person(owner, 'region-administrator', {
    ...{ region: CITY, kind: 'regency', office: 'Pemerintah Kota Palembang', name: 'Sulastri' },
  })
  const auditor = await person(owner, 'auditor', {
    ...{ region: CITY, kind: 'auditor', office: 'Inspektorat Kota Palembang', name: 'Hendra' },
  })
  const operator = await person(owner, 'village-operator', {
    ...{ region: VILLAGE, kind: 'village', office: 'Kelurahan 35 Ilir', name: 'Yanti' },
  })
  const colleague = await person(owner, 'village-operator', {
    ...{ region: VILLAGE, kind: 'village', name: 'Fitri', organisation: operator.organisationId },
  })
  await workOf(administrator, deps)
  return { administrator, auditor, operator, colleague }
}

/** What the administrator did since: the lists and the audit are not empty, and everything in them came by the commands. */
async function workOf({ by, organisationId }: TestPerson, deps: OfficeDeps): Promise<void> {
  const offices: string[] = []
  for (const office of OFFICES) offices.push(await addOrganisation(deps, by, { ...office, reason: LETTER }))
  const [branch = organisationId] = offices
  await newUser(deps, by, { organisation: branch, name: 'Ratna', role: 'bpjs-membership' })
  await newUser(deps, by, { organisation: organisationId, name: 'Zulkifli', role: 'regency-officer' })
  const left = await newUser(deps, by, { organisation: organisationId, name: 'Bahar', role: 'planner' })
  await disableUser(deps, by, { id: left, reason: 'Pindah tugas, SK 14/2026' })
  await createApiKey(deps, by, {
    organisation: organisationId,
    name: 'Aplikasi perizinan kota',
    actions: ['users.read'],
    reach: 'organisation',
    region: CITY,
    personsPerDay: 500,
    expiresOn: '2026-12-31',
    reason: LETTER,
  })
}

async function newUser(
  deps: OfficeDeps,
  by: By,
  { role, ...wanted }: { organisation: string; name: string; role: RoleName },
): Promise<string> {
  const email = `${wanted.name.toLowerCase()}@contoh.go.id`
  const id = await addUser(deps, by, { ...wanted, email, reason: LETTER })
  const validFrom = plainDate('2026-05-20')
  await grantRole(deps, by, { id, role, region: CITY, validFrom, validTo: '2027-01-01', reason: LETTER })
  return id
}

async function person(
  owner: Database,
  role: RoleName,
  {
    name,
    office,
    ...place
  }: { region: string; kind: OrganisationKind; name: string; office?: string; organisation?: string },
): Promise<TestPerson> {
  const made = await addTestPerson(owner, role, place)
  const email = `${name.toLowerCase()}@contoh.go.id`
  await rowsOf(owner, 'update users set name = $2, email = $3 where id = $1', [made.userId, name, email])
  if (office !== undefined) {
    await rowsOf(owner, 'update organisations set name = $2 where id = $1', [made.organisationId, office])
  }
  return { ...made, email }
}
