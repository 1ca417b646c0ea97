import { cite } from '../../rules/laws.ts'
import { act, type Action } from './action.ts'
import type { RoleName } from './roles.ts'

/** Who gives, and the offices that receive gifts for their region. */
const GIFT_OFFICES: readonly RoleName[] = [
  'province-officer',
  'regency-officer',
  'district-officer',
  'donor-officer',
  'company-officer',
]
const GIFT_BASIS = cite('Inpres 2/2021', 'Diktum Kesatu dan Kedua', 'M')

/** Gifts of months of protection, their draws and their proofs. */
export const GIFT_ACTIONS = {
  'gifts.read': act(
    'Melihat hadiah perlindungan dan pembagiannya',
    'See gifts of protection and what became of them',
    [...GIFT_OFFICES, 'treasurer', 'bpjs-membership', 'auditor', 'planner'],
    'within-reach',
    false,
    GIFT_BASIS,
  ),
  'gifts.write': act(
    'Menjanjikan dan membatalkan hadiah perlindungan',
    'Promise gifts of protection and take them back',
    GIFT_OFFICES,
    'within-reach',
    false,
    GIFT_BASIS,
  ),
  'gifts.allocate': act(
    'Mengundi hadiah yang sudah dibayar',
    'Draw gifts that are paid',
    ['province-officer', 'regency-officer', 'donor-officer'],
    'within-reach',
    true,
    GIFT_BASIS,
  ),
} as const satisfies Record<string, Action>
