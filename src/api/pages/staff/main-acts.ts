import type { ActionName } from '../../../modules/access/actions.ts'
import type { RoleName } from '../../../modules/access/roles.ts'
import type { Workqueue } from '../../../modules/workqueues/workqueues.ts'
import type { PublicWords } from '../../../../web/locales/public.ts'

export type MainActName = keyof PublicWords['staff']['acts']
type MainAct = { readonly act: MainActName; readonly action: ActionName; readonly path: string }

const PROPOSE: MainAct = { act: 'propose', action: 'proposals.write', path: '/usulan/baru' }
const DECIDE: MainAct = { act: 'decide', action: 'proposals.decide', path: '/usulan?open=yes' }
const SUMMARY: MainAct = { act: 'summary', action: 'coverage.read', path: '/ringkasan' }
const BILLS: MainAct = { act: 'bills', action: 'bills.read', path: '/tagihan' }
const SUBMIT: MainAct = { act: 'submit', action: 'submissions.read', path: '/pengajuan' }
const MONTHS: MainAct = { act: 'months', action: 'rosters.read', path: '/instansi' }
const ELECTION: MainAct = { act: 'election', action: 'people.import', path: '/program/adhoc' }
const LIST: MainAct = { act: 'list', action: 'people.import', path: '/daftar/baru' }
const EMPLOYERS: MainAct = { act: 'employers', action: 'employers.read', path: '/perusahaan' }
const USERS: MainAct = { act: 'users', action: 'users.read', path: '/admin/pengguna' }
const TRAIL: MainAct = { act: 'trail', action: 'audit.read', path: '/audit' }

/** What each role comes for, the first it may do; the second where the first is not for this session. */
export const MAIN_ACTS: { readonly [Name in RoleName]: readonly MainAct[] } = {
  'system-administrator': [USERS],
  'region-administrator': [USERS],
  'data-protection-officer': [TRAIL],
  auditor: [TRAIL, SUMMARY],
  'executive-staff': [SUMMARY],
  planner: [SUMMARY],
  'province-officer': [DECIDE, SUMMARY],
  'regency-officer': [DECIDE, SUMMARY],
  'district-officer': [DECIDE, PROPOSE],
  'village-head': [PROPOSE],
  'village-operator': [PROPOSE],
  'agency-officer': [MONTHS, LIST],
  treasurer: [BILLS],
  'labour-office-head': [SUMMARY],
  'labour-inspector': [EMPLOYERS],
  'bpjs-membership': [SUBMIT, LIST],
  'bpjs-examiner': [EMPLOYERS],
  'election-officer': [ELECTION, LIST],
  'permit-clerk': [EMPLOYERS],
  'company-officer': [BILLS, LIST],
  'donor-officer': [BILLS],
  'perisai-agent': [LIST],
}

/** Who may work on a queue, and where. */
export const QUEUE_PLACES: {
  readonly [Queue in Workqueue]: {
    readonly action: ActionName
    readonly path: string
    readonly isUrgent?: true
  }
} = {
  proposals: { action: 'proposals.decide', path: '/usulan?open=yes' },
  rejected: { action: 'submissions.read', path: '/pengajuan/ditolak', isUrgent: true },
  ending: { action: 'protection.read', path: '/masa-berlaku', isUrgent: true },
  lists: { action: 'people.import', path: '/daftar' },
  rows: { action: 'people.import', path: '/daftar' },
  requests: { action: 'people.approve-change', path: '/orang/permintaan' },
  duplicates: { action: 'people.merge', path: '/orang/gabung' },
  tasks: { action: 'payments.settle', path: '/tugas-keuangan' },
  overdue: { action: 'bills.read', path: '/tagihan?overdue=yes', isUrgent: true },
}
