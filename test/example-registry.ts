import { approveChange } from '../src/modules/people/approve-change.ts'
import { changePerson } from '../src/modules/people/change-person.ts'
import { recordEmployer } from '../src/modules/employers/record-employer.ts'
import type { Clock } from '../src/platform/clock.ts'
import type { Database, Db } from '../src/platform/db.ts'
import type { KeyRing } from '../src/platform/key-ring.ts'
import type { ExampleOffice } from './example-office.ts'
import { addTestPerson, place, rowsOf, type TestPerson } from './people.ts'
import { addRegistryPerson } from './registry-people.ts'

/** Invented people and employers of the example city, and changes of them, for the pictures of the documents. */
export type ExampleRegistry = {
  readonly inspector: TestPerson
  readonly personId: number
  readonly requestId: string
  readonly employerId: string
}

type RegistryDeps = {
  readonly db: Db
  readonly owner: Database
  readonly ring: KeyRing
  readonly clock: Clock
}

const VILLAGE = '16.71.01.1001'
const LETTER = 'Surat kelurahan 12/2026'

export async function exampleRegistry(
  deps: RegistryDeps,
  { operator, colleague }: ExampleOffice,
): Promise<ExampleRegistry> {
  const { owner, ring } = deps
  const kept = { region: VILLAGE, organisation: operator.organisationId, sealed: { phone: '+6281234567890' } }
  const personId = await addRegistryPerson(owner, ring, {
    ...{ name: 'RIZKI RAMADHAN', occupation: 'PEDAGANG', ...kept },
  })
  const neighbour = await addRegistryPerson(owner, ring, {
    ...{ name: 'AHMAD FAUZI', occupation: 'NELAYAN', ...kept },
  })
  const ask = (personId: number, fields: Record<string, string>) =>
    changePerson(deps, colleague.by, { personId: String(personId), fields, reason: LETTER })
  const decile = { decile: '2', decileSource: 'DTSEN triwulan I 2026', decileOn: '31-03-2026' }
  await ask(personId, { ...decile, groups: 'Pedagang Pasar 26 Ilir' })
  const { requestId } = await ask(personId, { name: 'RIZKI RAMADHAN PUTRA', birthPlace: 'PALEMBANG' })
  const died = await ask(neighbour, { livingStatus: 'meninggal', livingStatusOn: '02-05-2026' })
  const village = { region: VILLAGE, kind: 'village', organisation: operator.organisationId } as const
  const head = await addTestPerson(owner, 'village-head', village)
  await rowsOf(owner, `update users set name = 'Rusdi' where id = $1`, [head.userId])
  await approveChange(deps, head.by, { id: died.requestId, reason: 'Akta kematian dilihat' })
  return { personId, requestId, ...(await employersOf(deps)) }
}

/** The same employer as the labour office and BPJS Ketenagakerjaan know it. */
async function employersOf(deps: RegistryDeps): Promise<{ inspector: TestPerson; employerId: string }> {
  const inspector = await memberOf(deps.owner, 'labour-inspector', 'labour-office', 'Ratih')
  const examiner = await memberOf(deps.owner, 'bpjs-examiner', 'bpjs-branch', 'Doni')
  const told = { name: 'PT Contoh Karet Makmur', nib: '1234567890123', kbli: '22122', size: 'menengah' }
  const { id } = await recordEmployer(deps, inspector.by, {
    region: '16.71',
    texts: { ...told, menCount: '140', womenCount: '35', wages: '612500000', reportedOn: '31-03-2026' },
    reason: 'Bukti lapor WLKP',
  })
  await recordEmployer(deps, examiner.by, {
    region: '16.71',
    texts: { name: 'CONTOH KARET MAKMUR, PT', npp: 'JJ012345', nib: told.nib, registeredCount: '118' },
    reason: 'Data kepesertaan',
  })
  return { inspector, employerId: id }
}

async function memberOf(
  owner: Database,
  role: 'labour-inspector' | 'bpjs-examiner',
  kind: 'labour-office' | 'bpjs-branch',
  name: string,
): Promise<TestPerson> {
  const [office] = await rowsOf<{ id: string }>(
    owner,
    'select id from organisations where kind = $1 and region_code = $2',
    [kind, place('16.71')],
  )
  const made = await addTestPerson(owner, role, {
    region: '16.71',
    kind,
    ...(office && { organisation: office.id }),
  })
  await rowsOf(owner, 'update users set name = $2 where id = $1', [made.userId, name])
  return made
}
