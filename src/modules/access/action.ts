import { cite, type Bilingual, type Citation } from '../../rules/laws.ts'
import { ROLE_NAMES, type RoleName } from './roles.ts'

/** What must hold beside the role. */
export type Condition =
  /** The subject lies in the region or organisation the role reaches. */
  | 'within-reach'
  /** The subject is the user himself. */
  | 'oneself'
  /** Nothing: whoever holds the role. */
  | 'always'

export type Action = {
  readonly title: Bilingual
  readonly roles: readonly RoleName[]
  readonly condition: Condition
  /** Only in a session that has shown its second factor. */
  readonly secondFactor: boolean
  readonly basis: Citation
}

export const EVERYBODY = ROLE_NAMES
/** Who works with lists of people: the offices of a region, and organisations for the people they name themselves. */
export const REGION_OFFICES: readonly RoleName[] = [
  'province-officer',
  'regency-officer',
  'district-officer',
  'village-head',
  'village-operator',
  'bpjs-membership',
]
export const OWN_PEOPLE: readonly RoleName[] = [
  'agency-officer',
  'election-officer',
  'company-officer',
  'donor-officer',
  'perisai-agent',
]
export const LIST_KEEPERS: readonly RoleName[] = [...REGION_OFFICES, ...OWN_PEOPLE]

export const PDP_BASIS = cite('UU 27/2022', 'Pasal 20', 'M')
export const PDP_SECURITY = cite('UU 27/2022', 'Pasal 35, 39', 'M')
export const PDP_RECORD = cite('UU 27/2022', 'Pasal 31', 'M')

/** A row of the table: titles in both languages, who may, under which condition, and on what legal basis. */
export function act(
  id: string,
  en: string,
  roles: readonly RoleName[],
  condition: Condition,
  secondFactor: boolean,
  basis: Citation,
): Action {
  return { title: { id, en }, roles, condition, secondFactor, basis }
}
