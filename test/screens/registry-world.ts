import { setTimeout as sleep } from 'node:timers/promises'
import { addRegistryPair, addRegistryPerson } from '../registry-people.ts'
import { rowsOf } from '../people.ts'
import type { Desk, Office } from './office.ts'

export const VILLAGE = '16.06.01.2001'
const REASON = 'Surat desa 12/2026'
const NAMES = [
  ...['SITI AMINAH', 'BUDI SANTOSO', 'RINA MARLINA', 'AGUS SALIM', 'DEWI LESTARI', 'TONO', 'YANTI', 'WAHYU'],
  ...['RATNA SARI', 'JOKO SUSILO', 'EKO PRASETYO', 'NURLELA'],
]
const NEW_NAMES = ['ANI', 'BAMBANG', 'CICIH', 'DARTO', 'EKO', 'FITRI', 'GUNAWAN', 'HASAN']

/** A minute of looks, fifty milliseconds apart: a busy machine takes its time. */
const MOST_TURNS = 1_200

/** Numbers of a district that was never issued: they can belong to nobody. */
export const nikOf = (serial: number): string => `169999200390${String(serial).padStart(4, '0')}`

export type RegistryWorld = {
  /** People whom the village’s list brought, by their numbers. */
  readonly people: readonly number[]
  /** A list that was taken in, one whose columns are asked, one that waits to be taken in. */
  readonly listDone: string
  readonly listAsked: string
  readonly listWaiting: string
  readonly request: string
  readonly pair: string
  readonly mergedPair: string
  readonly employer: string
  readonly employerList: string
  readonly employerListWaiting: string
}

export async function fillRegistry(office: Office): Promise<RegistryWorld> {
  const operator = await office.as('village-operator')
  const [twin] = await rowsOf<{ last: string }>(
    office.database.owner,
    'select max(id)::text as last from people',
  )
  const lists = await handInLists(operator)
  const people = await rowsOf<{ id: string }>(
    office.database.owner,
    'select id::text as id from people where id > $1 order by id',
    [twin?.last],
  )
  const [person] = people
  if (!person) throw new Error('the list brought nobody')
  const { request } = await operator.ask<{ request: string }>('POST', `/api/v1/people/${person.id}/changes`, {
    fields: { name: 'SITI AMINAH BINTI ALI', birthPlace: 'SEKAYU' },
    reason: REASON,
  })
  return {
    ...{ ...lists, people: people.map(({ id }) => Number(id)), request },
    ...(await addPairs(office, operator)),
    ...(await addEmployers(office)),
  }
}

async function handInLists(operator: Desk) {
  const rowOf = (name: string, serial: number) => ({
    ...{ nik: nikOf(serial), name, bornOn: '20-03-1990', sex: serial % 2 === 0 ? 'L' : 'P' },
    ...{ occupation: 'PETANI', phone: `0812000${String(serial).padStart(5, '0')}` },
  })
  const handIn = (fileName: string, rows: readonly object[]) =>
    operator.ask<{ id: string }>('POST', '/api/v1/imports', {
      ...{ purpose: 'own-account', region: VILLAGE, fileName, rows },
    })
  const done = await handIn(
    'pekerja-desa.csv',
    NAMES.map((name, at) => rowOf(name, 11 + at)),
  )
  await preview(operator, done.id)
  await operator.ask('POST', `/api/v1/imports/${done.id}/confirm`, {})
  await until(operator, done.id, ['done'])
  const bad = [
    { ...rowOf('PENDEK', 41), nik: nikOf(41).slice(0, 14) },
    { ...rowOf('TANPA TANGGAL', 42), bornOn: '31-02-1990' },
  ]
  const waiting = await handIn('usulan-mei.csv', [
    ...NEW_NAMES.map((name, at) => rowOf(name, 31 + at)),
    ...bad,
    rowOf('SITI AMINAH', 11),
  ])
  await preview(operator, waiting.id)
  const asked = await operator.upload(
    '/daftar/baru',
    { purpose: 'own-account', region: VILLAGE },
    {
      ...{ field: 'file', name: 'daftar-kelompok-tani.csv' },
      content: `NIK;NAMA;TGL LAHIR;ASAL DANA;KODE X\n${nikOf(51)};SURYA;20-03-1990;APBD;A7\n${nikOf(52)};MAWAR;21-03-1990;APBD;A8`,
    },
  )
  return { listDone: done.id, listWaiting: waiting.id, listAsked: lastPart(asked) }
}

async function preview(operator: Desk, id: string): Promise<void> {
  await operator.ask('POST', `/api/v1/imports/${id}/preview`, {})
  await until(operator, id, ['previewed'])
}

/** Waits for what goes on in the background. */
async function until(operator: Desk, id: string, wanted: readonly string[]): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const list = await operator.ask<{ state: string; stage: string }>('GET', `/api/v1/imports/${id}`)
    if (wanted.includes(list.state) || wanted.includes(list.stage)) return
    await sleep(50)
  }
  throw new Error(`the list did not become ${wanted.join(' or ')}`)
}

export async function waitFor<Row>(look: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const rows = await look()
    if (rows.length > 0) return rows
    await sleep(50)
  }
  throw new Error('waited in vain')
}

export const lastPart = (location: string): string => location.split('?', 1)[0]?.split('/').at(-1) ?? ''

async function addPairs({ database: { owner }, gifts: { ring } }: Office, operator: Desk) {
  const kept = { region: VILLAGE, organisation: operator.organisationId, occupation: 'NELAYAN' }
  const { pair } = await addRegistryPair(
    owner,
    ring,
    { name: 'RIZKI RAMADHAN', ...kept },
    { name: 'RIZKY RAMADHAN' },
  )
  const merged = await addRegistryPair(owner, ring, { name: 'AHMAD FAUZI', ...kept })
  await operator.ask('POST', `/api/v1/duplicates/${merged.pair}/merge`, {
    ...{ keep: merged.people[0], reason: 'KTP dilihat' },
  })
  await addRegistryPerson(owner, ring, { name: 'MARLINA', ...kept })
  return { pair, mergedPair: merged.pair }
}

async function addEmployers(office: Office) {
  const inspector = await office.as('labour-inspector')
  const examiner = await office.as('bpjs-examiner')
  const told = { name: 'PT Contoh Karet Makmur', nib: '1234567890123', kbli: '22122', size: 'menengah' }
  const employer = lastPart(
    await inspector.send('/perusahaan/baru', {
      ...{ ...told, region: '16.06', menCount: '140', womenCount: '35', wages: '612500000' },
      ...{ reportedOn: '31-03-2026', reason: 'Bukti lapor WLKP' },
    }),
  )
  await examiner.send('/perusahaan/baru', {
    ...{ name: 'CONTOH KARET MAKMUR, PT', npp: 'JJ012345', nib: told.nib, registeredCount: '118' },
    ...{ region: '16.06', reason: 'Data kepesertaan' },
  })
  const handIn = async (name: string, row: string) =>
    lastPart(
      await inspector.upload(
        '/perusahaan/daftar/baru',
        { region: '16.06' },
        { field: 'file', name, content: `NAMA_PERUSAHAAN;NIB;ALAMAT;TK_L\n${row}\nPT;12;;x` },
      ),
    )
  const employerList = await handIn('wlkp-mei.csv', 'CV Contoh Sawit;1234567890124;Jalan Desa 1;24')
  const employerListWaiting = await handIn('wlkp-juni.csv', 'CV Contoh Kopi;1234567890125;Jalan Desa 2;12')
  for (const id of [employerList, employerListWaiting])
    await waitFor(async () => {
      const { status, body } = await inspector.open(`/perusahaan/daftar/${id}/pratinjau`)
      return status === 200 && body.includes('/masukkan') ? [id] : []
    })
  await inspector.send(`/perusahaan/daftar/${employerList}/masukkan`, {})
  await waitFor(() =>
    rowsOf(office.database.owner, `select id from imports where id = $1 and state = 'done'`, [employerList]),
  )
  return { employer, employerList, employerListWaiting }
}
