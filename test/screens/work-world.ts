import { inviteUser } from '../../src/modules/access/invite-user.ts'
import { rowsOf } from '../people.ts'
import type { Desk, Office } from './office.ts'
import { lastPart, VILLAGE, type RegistryWorld } from './registry-world.ts'

const REASON = 'SK 12/2026'

export type WorkWorld = {
  readonly agencyRoster: string
  readonly election: string
  readonly roster: string
  readonly user: string
  readonly grant: string
  readonly key: string
  readonly organisation: string
  readonly closedOrganisation: string
  readonly delegation: string
  readonly passwordToken: string
}

/** An agency that reports its month, an election, and what an administrator has done. */
export async function fillWork(office: Office, { people }: RegistryWorld): Promise<WorkWorld> {
  return {
    ...(await addAgency(office, people)),
    ...(await addElection(office, people)),
    ...(await administer(office)),
    delegation: await lendRole(office),
  }
}

async function addAgency(office: Office, people: readonly number[]) {
  const regency = await office.as('regency-officer')
  const agency = await addPayer(regency, 'agency', 'Dinas Perkebunan')
  const wages = { riskClass: 'I', size: 'large', employer: 'state-body', labourIntensive: false }
  const agencyRoster = await addRoster(regency, agency, { kind: 'agency', name: 'Tenaga honorer', ...wages })
  const village = await addPayer(regency, 'apbdes', 'Desa Contoh')
  const roster = await addRoster(regency, village, { kind: 'village', name: 'Perangkat desa' })
  const [worker = 0, other = 0, villager = 0] = people.slice(8)
  for (const personId of [worker, other])
    await regency.ask('POST', `/api/v1/rosters/${agencyRoster}/members`, {
      ...{ personId, from: '2026-04', pay: 2_500_000, ground: REASON, reason: REASON },
    })
  await regency.ask('POST', `/api/v1/rosters/${roster}/members`, {
    ...{
      personId: villager,
      from: '2026-04',
      until: '2026-08',
      pay: 1_000_000,
      ground: 'Perdes 3/2026',
      reason: REASON,
    },
  })
  await regency.ask('POST', `/api/v1/rosters/${agencyRoster}/months/2026-05/send`, { reason: REASON })
  return { agencyRoster, roster }
}

async function addPayer(regency: Desk, kind: string, name: string): Promise<string> {
  const body = { kind, name, region: '16.06', reason: REASON }
  return (await regency.ask<{ id: string }>('POST', '/api/v1/payers', body)).id
}

async function addRoster(regency: Desk, payerId: string, roster: object): Promise<string> {
  const body = { payerId, ...roster, reason: REASON }
  return (await regency.ask<{ id: string }>('POST', '/api/v1/rosters', body)).id
}

async function addElection(office: Office, [person = 0]: readonly number[]) {
  const regency = await office.as('regency-officer')
  const payerId = await addPayer(regency, 'apbd-regency', 'Sekretariat pemilihan')
  const offices = ['ppk', 'ppk-secretariat', 'panwascam', 'pps', 'pps-secretariat', 'pkd']
  const stations = ['pantarlih', 'kpps', 'linmas', 'ptps']
  const { id } = await regency.ask<{ id: string }>('POST', '/api/v1/elections', {
    ...{ payerId, name: 'Pemilihan bupati', region: '16.06', votedOn: '2026-06-27', rule: 'pilkada-2024' },
    ...{ income: 1_000_000, legalBasis: 'Keputusan bupati', reason: REASON },
    serviceDays: [
      ...offices.map((role) => `${role}:2026-04-16:2026-12-27`),
      ...stations.map((role) => `${role}:2026-06-07:2026-07-08`),
    ],
  })
  const villages = [{ region: VILLAGE, stations: 2 }]
  await regency.ask('POST', `/api/v1/elections/${id}/stations`, {
    villages,
    source: 'SK KPU',
    reason: REASON,
  })
  await regency.ask('POST', `/api/v1/elections/${id}/posts`, { reason: REASON })
  const officers = [{ personId: person, role: 'kpps', village: VILLAGE, station: 1 }]
  await regency.ask('POST', `/api/v1/elections/${id}/officers`, {
    region: '16.06.01',
    officers,
    reason: REASON,
  })
  return { election: id }
}

async function administer(office: Office) {
  const admin = await office.as('system-administrator')
  const organisations: string[] = []
  for (const name of ['Yayasan Contoh', 'Koperasi Contoh']) {
    const body = { kind: 'donor', name, region: '16.06', reason: REASON }
    organisations.push((await admin.ask<{ id: string }>('POST', '/api/v1/organisations', body)).id)
  }
  const [organisation = '', closedOrganisation = ''] = organisations
  await admin.send(`/admin/organisasi/${closedOrganisation}/tutup`, { reason: 'Bubar' })
  const { id: user } = await admin.ask<{ id: string }>('POST', '/api/v1/users', {
    ...{ organisation, name: 'Ratna', email: 'ratna@contoh.go.id', reason: REASON },
  })
  await admin.send(`/admin/pengguna/${user}/peran`, {
    ...{
      role: 'donor-officer',
      region: '16.06',
      validFrom: '2026-05-20',
      validTo: '2027-01-01',
      reason: REASON,
    },
  })
  const [grant] = await rowsOf<{ id: string }>(
    office.database.owner,
    'select id from grants where user_id = $1',
    [user],
  )
  await admin.ask('POST', '/api/v1/api-keys', {
    ...{ organisation, name: 'Aplikasi perizinan', actions: ['users.read'], reach: 'organisation' },
    ...{ region: '16.06', personsPerDay: 500, expiresOn: '2026-12-31', reason: REASON },
  })
  const [key] = await rowsOf<{ id: string }>(office.database.owner, 'select id from api_keys')
  const invitation = { id: user, reason: REASON }
  const passwordToken = lastPart(
    await inviteUser(office.gifts, { kind: 'system', systemUser: 'uji' }, invitation),
  )
  return { user, grant: grant?.id ?? '', key: key?.id ?? '', organisation, closedOrganisation, passwordToken }
}

/** The operator of the village goes on leave; the head of the village takes over. */
async function lendRole(office: Office): Promise<string> {
  const operator = await office.as('village-operator')
  const admin = await office.as('system-administrator')
  const colleague = 'fitri@contoh.go.id'
  await admin.send('/admin/pengguna/tambah', {
    ...{ organisation: operator.organisationId, name: 'Fitri', email: colleague, reason: REASON },
  })
  await operator.send('/akun/titipkan/baru', {
    ...{ colleague, validFrom: '2026-06-01', validTo: '2026-06-15', reason: 'Cuti' },
  })
  const [lent] = await rowsOf<{ id: string }>(
    office.database.owner,
    'select id from grants where reason = $1',
    ['Cuti'],
  )
  return lent?.id ?? ''
}
