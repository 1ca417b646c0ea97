import type { Bilingual } from '../../rules/laws.ts'

/** The kinds of organisation that have users. */
export const ORGANISATION_KINDS = [
  'province',
  'regency',
  'district',
  'village',
  'agency',
  'labour-office',
  'bpjs-branch',
  'election-secretariat',
  'permit-office',
  'company',
  'donor',
  'perisai',
  'auditor',
  'administrator',
] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

/** How far a role sees: the subtree of its region, or its own organisation only. */
export type Reach = 'region' | 'organisation'

export type Role = {
  readonly title: Bilingual
  readonly organisations: readonly OrganisationKind[]
  readonly reach: Reach
  /** Signs in with a second factor, always. */
  readonly secondFactor: boolean
}

const role = (
  id: string,
  en: string,
  organisations: readonly OrganisationKind[],
  reach: Reach,
  secondFactor = false,
): Role => ({ title: { id, en }, organisations, reach, secondFactor })

/** Every role there is. What each may do stands in `actions.ts`. */
export const ROLES = {
  'system-administrator': role(
    'Administrator sistem',
    'System administrator',
    ['administrator'],
    'region',
    true,
  ),
  'region-administrator': role(
    'Administrator daerah',
    'Regional administrator',
    ['province', 'regency', 'administrator'],
    'region',
    true,
  ),
  'data-protection-officer': role(
    'Pejabat pelindungan data',
    'Data protection officer',
    ['province', 'regency', 'administrator'],
    'region',
    true,
  ),
  auditor: role(
    'Pemeriksa (Inspektorat)',
    'Auditor (Inspectorate)',
    ['auditor', 'province', 'regency'],
    'region',
    true,
  ),
  'executive-staff': role(
    'Staf pimpinan daerah',
    'Staff of the head of region',
    ['province', 'regency'],
    'region',
  ),
  planner: role('Perencana (Bappeda)', 'Planner (Bappeda)', ['province', 'regency', 'agency'], 'region'),
  'province-officer': role('Petugas provinsi', 'Provincial officer', ['province'], 'region'),
  'regency-officer': role('Petugas kabupaten/kota', 'Regency or city officer', ['regency'], 'region'),
  'district-officer': role('Petugas kecamatan', 'District officer', ['district'], 'region'),
  'village-head': role('Kepala desa/lurah', 'Village head', ['village'], 'region'),
  'village-operator': role('Operator desa/kelurahan', 'Village operator', ['village'], 'region'),
  'agency-officer': role('Petugas perangkat daerah (OPD)', 'Agency officer', ['agency'], 'organisation'),
  treasurer: role('Bendahara', 'Treasurer', ['province', 'regency', 'village', 'agency'], 'organisation'),
  'labour-office-head': role(
    'Kepala dinas tenaga kerja',
    'Head of the labour office',
    ['labour-office'],
    'region',
  ),
  'labour-inspector': role('Pengawas ketenagakerjaan', 'Labour inspector', ['labour-office'], 'region'),
  'bpjs-membership': role(
    'Kepesertaan BPJS Ketenagakerjaan',
    'BPJS membership officer',
    ['bpjs-branch'],
    'region',
  ),
  'bpjs-examiner': role('Petugas pemeriksa BPJS Ketenagakerjaan', 'BPJS examiner', ['bpjs-branch'], 'region'),
  'election-officer': role(
    'Sekretariat pemilihan',
    'Election secretariat',
    ['election-secretariat'],
    'organisation',
  ),
  'permit-clerk': role('Petugas loket perizinan', 'Permit clerk', ['permit-office'], 'region'),
  'company-officer': role('Petugas perusahaan', 'Company officer', ['company'], 'organisation'),
  'donor-officer': role('Donatur', 'Donor', ['donor', 'company'], 'organisation'),
  'perisai-agent': role('Agen Perisai', 'Perisai agent', ['perisai'], 'organisation'),
} as const satisfies Record<string, Role>

export type RoleName = keyof typeof ROLES
export const ROLE_NAMES = Object.keys(ROLES) as readonly RoleName[]

export function roleNamed(name: RoleName): Role {
  return ROLES[name]
}

export function isRoleName(name: string): name is RoleName {
  return Object.hasOwn(ROLES, name)
}

/** Who watches the administrators is not chosen by those he watches. */
const APPOINTED_BY_SYSTEM: readonly RoleName[] = [
  'system-administrator',
  'data-protection-officer',
  'auditor',
]

/** Whether one role may give another, and take it again: nobody what is above himself, and nobody his own watchers. */
export function mayAppoint(giver: RoleName, role: RoleName): boolean {
  if (giver === 'system-administrator') return true
  return giver === 'region-administrator' && !APPOINTED_BY_SYSTEM.includes(role)
}
