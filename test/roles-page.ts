import { ACTION_NAMES, ACTIONS, type Action } from '../src/modules/access/actions.ts'
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
