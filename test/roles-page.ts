import type { Action } from '../src/modules/access/action.ts'
import { ACTION_NAMES, ACTIONS } from '../src/modules/access/actions.ts'
import { mayAppoint, ROLE_NAMES, roleNamed, type RoleName } from '../src/modules/access/roles.ts'

export const ROLES_PAGE = 'docs/operations/roles.md'

const titles = (names: readonly RoleName[]): string =>
  names.map((name) => roleNamed(name).title.en).join(', ')
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

const CONDITIONS = {
  'within-reach': 'within reach',
  oneself: 'one’s own only',
  always: 'always',
} as const

/** Who works with Payung, and in which role; without one, where he goes instead. */
export const WHO_WORKS_IN: readonly {
  readonly who: string
  readonly roles: readonly RoleName[]
  readonly instead?: string
}[] = [
  { who: 'Staff of governor, regent or mayor', roles: ['executive-staff'] },
  { who: 'Planner (Bappeda, Bapperida)', roles: ['planner'] },
  {
    who: 'Officials of province, regency or city who run a programme',
    roles: ['province-officer', 'regency-officer'],
  },
  { who: 'Head of the labour office and his heads of section', roles: ['labour-office-head'] },
  { who: 'Labour inspector (pengawas ketenagakerjaan)', roles: ['labour-inspector'] },
  { who: 'Examiner of BPJS Ketenagakerjaan (petugas pemeriksa)', roles: ['bpjs-examiner'] },
  { who: 'Membership officer of a BPJS branch', roles: ['bpjs-membership'] },
  { who: 'Head of district (camat) and his staff', roles: ['district-officer'] },
  { who: 'Village head', roles: ['village-head'] },
  { who: 'Village secretary and operator', roles: ['village-operator'] },
  { who: 'Staff officer of an agency (OPD)', roles: ['agency-officer'] },
  { who: 'Treasurer of government, agency or village', roles: ['treasurer'] },
  { who: 'Agencies for social affairs, villages, civil registry', roles: ['agency-officer'] },
  { who: 'Secretariat of KPU or Bawaslu', roles: ['election-officer'] },
  { who: 'Counter of permits (PTSP, MPP)', roles: ['permit-clerk'] },
  { who: 'Staff officer of a company, contractor or plantation', roles: ['company-officer'] },
  { who: 'Manager of CSR, donor', roles: ['donor-officer'] },
  { who: 'Perisai agent', roles: ['perisai-agent'] },
  { who: 'Inspectorate', roles: ['auditor'] },
  { who: 'Data protection officer', roles: ['data-protection-officer'] },
  {
    who: 'System administrator (Diskominfo)',
    roles: ['system-administrator', 'region-administrator'],
  },
  { who: 'Employee who pays for his household’s worker', roles: [], instead: 'pages without an account' },
  { who: 'Vulnerable worker and heir', roles: [], instead: 'pages without an account, or the village' },
  {
    who: 'Journalist, citizen, union, employers’ association, DPRD',
    roles: [],
    instead: 'public pages and tables',
  },
]

/** Roles and actions as a page for reading in the repository, made from the tables by which the server decides. */
export function rolesPage(): string {
  return [
    '# Roles and what they may do',
    '',
    'Made from `src/modules/access/roles.ts` and `actions.ts` by `npm run access-pages`; a test compares. What each role gets at each',
    'route stands in [rights-matrix.md](rights-matrix.md).',
    '',
    'A role holds in one region from a day until a day. Reach *region* is the subtree of that region and one’s own organisation; reach',
    '*organisation* is one’s own organisation only. A role can be held only in the kinds of organisation named here, within the region of',
    'the organisation. Nobody changes his own roles. The last system administrator without an end date stays.',
    '',
    '## Roles',
    '',
    '| Role | Name in the program | Held in | Reach | Second factor | Given by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...ROLE_NAMES.map((name) => {
      const { title, organisations, reach, secondFactor } = roleNamed(name)
      const givers = ROLE_NAMES.filter((giver) => mayAppoint(giver, name))
      return row([
        `${title.en} (${title.id})`,
        `\`${name}\``,
        organisations.join(', '),
        reach,
        secondFactor ? 'always' : 'where the action asks',
        titles(givers),
      ])
    }),
    '',
    '## Who works in which role',
    '',
    '| Who | Role |',
    '| --- | --- |',
    ...WHO_WORKS_IN.map(({ who, roles, instead }) =>
      row([who, roles.length === 0 ? `none: ${instead ?? ''}` : titles(roles)]),
    ),
    '',
    '## Actions',
    '',
    '| Action | Name in the program | Roles | Condition | Second factor | Legal basis |',
    '| --- | --- | --- | --- | --- | --- |',
    ...ACTION_NAMES.map((name) => {
      const { title, roles, condition, secondFactor, basis }: Action = ACTIONS[name]
      return row([
        `${title.en} (${title.id})`,
        `\`${name}\``,
        roles.length === ROLE_NAMES.length ? 'every role' : titles(roles),
        CONDITIONS[condition],
        secondFactor ? 'yes' : 'as the role asks',
        `${basis.law}, ${basis.article} (${basis.confidence})`,
      ])
    }),
    '',
    'A key of a program can carry the actions that are done within reach and need no second factor; nothing else.',
    '',
  ].join('\n')
}
