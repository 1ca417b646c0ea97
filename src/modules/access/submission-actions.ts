import { cite } from '../../rules/laws.ts'
import { act, LIST_KEEPERS, PDP_RECORD, type Action } from './action.ts'

const INPRES_BASIS = cite('Inpres 2/2021', 'Diktum Kesatu dan Kedua', 'M')

/** What BPJS Ketenagakerjaan is told of people, and what it answers. */
export const SUBMISSION_ACTIONS = {
  'submissions.read': act(
    'Melihat pengajuan kepesertaan dan jawabannya',
    'See submissions of members and their answers',
    LIST_KEEPERS,
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'submissions.write': act(
    'Menyusun, mengirim, dan menarik pengajuan kepesertaan',
    'Make, send and withdraw submissions of members',
    ['province-officer', 'regency-officer', 'bpjs-membership', 'agency-officer', 'company-officer'],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
  'submissions.file': act(
    'Mengunduh berkas pengajuan kepesertaan',
    'Download files of submissions',
    LIST_KEEPERS,
    'within-reach',
    true,
    PDP_RECORD,
  ),
  'submissions.answer': act(
    'Memuat hasil dari BPJS Ketenagakerjaan',
    'Read in results of BPJS Ketenagakerjaan',
    ['bpjs-membership', 'province-officer', 'regency-officer'],
    'within-reach',
    true,
    INPRES_BASIS,
  ),
  'submissions.mend': act(
    'Menyatakan data yang ditolak sudah benar',
    'Say that rejected people are in order',
    [
      'village-head',
      'village-operator',
      'district-officer',
      'regency-officer',
      'province-officer',
      'agency-officer',
      'company-officer',
    ],
    'within-reach',
    false,
    INPRES_BASIS,
  ),
} as const satisfies Record<string, Action>
