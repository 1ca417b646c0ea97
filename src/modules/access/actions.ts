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

const EVERYBODY = ROLE_NAMES
const ADMINISTRATORS: readonly RoleName[] = ['system-administrator', 'region-administrator']
const WATCHERS: readonly RoleName[] = ['system-administrator', 'auditor', 'data-protection-officer']

/** Who works with lists of people: the offices of a region, and organisations for the people they name themselves. */
const REGION_OFFICES: readonly RoleName[] = [
  'province-officer',
  'regency-officer',
  'district-officer',
  'village-head',
  'village-operator',
  'bpjs-membership',
]
const OWN_PEOPLE: readonly RoleName[] = [
  'agency-officer',
  'election-officer',
  'company-officer',
  'donor-officer',
  'perisai-agent',
]
const LIST_KEEPERS: readonly RoleName[] = [...REGION_OFFICES, ...OWN_PEOPLE]

const PDP_BASIS = cite('UU 27/2022', 'Pasal 20', 'M')
const PDP_RECTIFY = cite('UU 27/2022', 'Pasal 30', 'M')
const PDP_SECURITY = cite('UU 27/2022', 'Pasal 35, 39', 'M')
const PDP_RECORD = cite('UU 27/2022', 'Pasal 31', 'M')
const PDP_ACCESS = cite('UU 27/2022', 'Pasal 32', 'M')

/**
 * Everything a signed-in user can do, and who may: the one table that server, pages and documents read. A module adds its rows here with
 * the act itself. Public reading (law, regions) asks for nobody.
 */
export const ACTIONS = {
  'account.read': act(
    'Melihat akun sendiri',
    'See one’s own account',
    EVERYBODY,
    'oneself',
    false,
    PDP_ACCESS,
  ),
  'account.secure': act(
    'Mengatur sandi, kode, dan kunci sandi sendiri',
    'Set one’s own password, code and passkeys',
    EVERYBODY,
    'oneself',
    false,
    PDP_SECURITY,
  ),
  'account.trail': act(
    'Melihat siapa yang membuka data sendiri',
    'See who looked at one’s own record',
    EVERYBODY,
    'oneself',
    false,
    PDP_ACCESS,
  ),
  'users.read': act(
    'Melihat pengguna',
    'See users',
    [...ADMINISTRATORS, 'auditor', 'data-protection-officer'],
    'within-reach',
    false,
    PDP_SECURITY,
  ),
  'users.add': act('Menambah pengguna', 'Add a user', ADMINISTRATORS, 'within-reach', true, PDP_SECURITY),
  'users.invite': act(
    'Membuat tautan undangan atau pemulihan',
    'Make an invitation or recovery link',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'users.reset-code': act(
    'Melepas kode pengaman dan kunci sandi pengguna',
    'Take a user’s security code and passkeys away',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'users.disable': act(
    'Menonaktifkan pengguna',
    'Switch a user off',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'users.grant': act(
    'Memberi atau mengakhiri peran',
    'Give or end a role',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'users.export': act(
    'Mengunduh daftar pengguna',
    'Export users',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_RECORD,
  ),
  'roles.delegate': act(
    'Menitipkan peran selama berhalangan',
    'Delegate one’s role while away',
    EVERYBODY,
    'oneself',
    true,
    PDP_SECURITY,
  ),
  'organisations.read': act(
    'Melihat organisasi',
    'See organisations',
    [...ADMINISTRATORS, ...WATCHERS.slice(1)],
    'within-reach',
    false,
    PDP_SECURITY,
  ),
  'organisations.add': act(
    'Menambah organisasi',
    'Add an organisation',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'organisations.close': act(
    'Menutup atau membuka kembali organisasi',
    'Close or reopen an organisation',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'keys.read': act(
    'Melihat kunci program',
    'See keys of programs',
    [...ADMINISTRATORS, 'auditor'],
    'within-reach',
    false,
    PDP_SECURITY,
  ),
  'keys.create': act(
    'Membuat kunci program',
    'Create a key for a program',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'keys.revoke': act(
    'Mencabut kunci program',
    'Revoke a key of a program',
    ADMINISTRATORS,
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'audit.read': act('Melihat jejak audit', 'See the audit trail', WATCHERS, 'within-reach', true, PDP_RECORD),
  'audit.export': act(
    'Mengunduh jejak audit',
    'Export the audit trail',
    WATCHERS,
    'within-reach',
    true,
    PDP_RECORD,
  ),
  'people.find': act('Mencari orang', 'Find a person', LIST_KEEPERS, 'within-reach', false, PDP_BASIS),
  'people.read': act(
    'Melihat data orang',
    'See a person’s record',
    LIST_KEEPERS,
    'within-reach',
    false,
    PDP_BASIS,
  ),
  'people.unmask': act(
    'Membuka data orang yang disamarkan',
    'Unmask a person’s record',
    [
      'province-officer',
      'regency-officer',
      'district-officer',
      'village-head',
      'village-operator',
      'bpjs-membership',
    ],
    'within-reach',
    true,
    PDP_SECURITY,
  ),
  'people.import': act(
    'Memasukkan daftar orang',
    'Take in a list of people',
    LIST_KEEPERS,
    'within-reach',
    false,
    PDP_BASIS,
  ),
  'people.import-undo': act(
    'Membatalkan daftar orang',
    'Take a list of people back',
    LIST_KEEPERS,
    'within-reach',
    false,
    PDP_BASIS,
  ),
  'people.merge': act(
    'Menggabungkan data ganda',
    'Merge duplicate records',
    ['province-officer', 'regency-officer', 'district-officer', 'village-head', 'village-operator'],
    'within-reach',
    true,
    PDP_RECTIFY,
  ),
} as const satisfies Record<string, Action>

export type ActionName = keyof typeof ACTIONS
export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[]

function act(
  id: string,
  en: string,
  roles: readonly RoleName[],
  condition: Condition,
  secondFactor: boolean,
  basis: Citation,
): Action {
  return { title: { id, en }, roles, condition, secondFactor, basis }
}
