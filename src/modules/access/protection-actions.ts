import { cite } from '../../rules/laws.ts'
import { act, REGION_OFFICES, LIST_KEEPERS, PDP_BASIS, type Action } from './action.ts'
import { type RoleName } from './roles.ts'

/** Whose budgets protect people: the offices of a region and those who give. */
const PROGRAMME_OFFICES: readonly RoleName[] = [
  'province-officer',
  'regency-officer',
  'district-officer',
  'agency-officer',
  'donor-officer',
  'company-officer',
]
/** Who keeps the officers of an election: the offices of a region, and the secretariat of the commission as an agency. */
const ELECTION_OFFICES: readonly RoleName[] = [
  'province-officer',
  'regency-officer',
  'district-officer',
  'agency-officer',
]
const INPRES_BASIS = cite('Inpres 2/2021', 'Diktum Kesatu dan Kedua', 'M')
const SDI_BASIS = cite('Perpres 39/2019', 'Pasal 1, 12', 'M')

/** Programmes, places, protection, and the figures of coverage. */
export const PROTECTION_ACTIONS = {
  'programmes.read': act(
    'Melihat program perlindungan',
    'See programmes of protection',
    [
      ...PROGRAMME_OFFICES,
      'village-head',
      'village-operator',
      'treasurer',
      'bpjs-membership',
      'auditor',
      'planner',
    ],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'programmes.write': act(
    'Mencatat dan menutup program perlindungan',
    'Record and close programmes of protection',
    PROGRAMME_OFFICES,
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'budgets.read': act(
    'Melihat anggaran pembayar',
    'See budgets of payers',
    [...PROGRAMME_OFFICES, 'village-head', 'village-operator', 'treasurer', 'auditor', 'planner'],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'budgets.write': act(
    'Mencatat dan menghanguskan anggaran',
    'Record budgets and let go what they have left',
    ['treasurer', 'province-officer', 'regency-officer', 'village-head', 'company-officer', 'donor-officer'],
    'within-reach',
    true,
    INPRES_BASIS,
  ),
  'coverage.read': act(
    'Melihat angka cakupan',
    'See figures of coverage',
    [...REGION_OFFICES, 'executive-staff', 'planner', 'labour-office-head', 'auditor', 'treasurer'],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'protection.read': act(
    'Melihat siapa yang terlindungi dan sampai kapan',
    'See who is protected and until when',
    [...LIST_KEEPERS, 'treasurer', 'planner'],
    'within-reach',
    false,
    PDP_BASIS,
  ),
  'proposals.read': act(
    'Melihat usulan tempat program',
    'See proposals for places in programmes',
    [...PROGRAMME_OFFICES, 'village-head', 'village-operator', 'bpjs-membership', 'auditor'],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'proposals.write': act(
    'Mengusulkan pekerja untuk tempat program',
    'Propose workers for places in programmes',
    ['village-head', 'village-operator', 'district-officer', 'regency-officer', 'agency-officer'],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'proposals.decide': act(
    'Memutuskan usulan dari tingkat di bawahnya',
    'Decide proposals of the level below',
    ['district-officer', 'regency-officer', 'province-officer'],
    'within-reach',
    true,
    INPRES_BASIS,
  ),
  'elections.read': act(
    'Melihat petugas ad hoc pemilihan',
    'See ad hoc election officers',
    [...ELECTION_OFFICES, 'bpjs-membership', 'treasurer', 'auditor'],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'elections.write': act(
    'Mencatat pemilihan dan membentuk tempat petugasnya',
    'Record an election and make its posts',
    ['province-officer', 'regency-officer', 'agency-officer'],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'elections.fill': act(
    'Mengisi dan mengganti petugas ad hoc pemilihan',
    'Fill the posts of an election and replace officers',
    ELECTION_OFFICES,
    'within-reach',
    false,
    PDP_BASIS,
  ),
  'figures.write': act(
    'Memasukkan penyebut dan target cakupan',
    'Load denominators and targets of coverage',
    ['province-officer', 'regency-officer', 'planner'],
    'within-reach',
    false,
    SDI_BASIS,
  ),
} as const satisfies Record<string, Action>
