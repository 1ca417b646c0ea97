import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts'
import { decideAccess, isForPrograms, type Actor, type HeldRole } from './access.ts'
import { ACTION_NAMES } from './actions.ts'
import {
  planHandOver,
  requireDelegation,
  requireDisable,
  requireGrant,
  requireGrantEnd,
  requireKey,
  requireNewOrganisation,
  type AdministeredUser,
  type Doer,
  type WantedRole,
} from './administration.ts'
import { ROLE_NAMES, roleNamed, type OrganisationKind, type RoleName } from './roles.ts'

const TODAY = plainDate('2026-05-20')
const MUBA = regionCode('16.06')
const SUMSEL = regionCode('16')
const PALEMBANG = regionCode('16.71')

const held = (role: RoleName, regionCode: RegionCode, change: Partial<HeldRole> = {}): HeldRole => ({
  grantId: `grant of ${role}`,
  role,
  regionCode,
  validFrom: plainDate('2026-01-01'),
  validTo: null,
  endedEarly: false,
  ...change,
})
const actor = (role: RoleName, region: RegionCode, change: Partial<Actor> = {}): Actor => ({
  userId: 'giver',
  organisationId: 'office',
  held: held(role, region),
  hasSecondFactor: true,
  ...change,
})
const doer = (role: RoleName, region: RegionCode): Doer => ({ kind: 'user', actor: actor(role, region) })
const user = (
  kind: OrganisationKind,
  region: RegionCode,
  change: Partial<AdministeredUser> = {},
): AdministeredUser => ({
  id: 'taker',
  isDisabled: false,
  organisation: { id: 'office', kind, regionCode: region, closedOn: null },
  roles: [],
  ...change,
})
const wanted = (role: RoleName, region: RegionCode, change: Partial<WantedRole> = {}): WantedRole => ({
  role,
  regionCode: region,
  validFrom: TODAY,
  validTo: null,
  ...change,
})
const codeOf = (work: () => unknown): RefusalCode | 'allowed' => {
  try {
    work()
    return 'allowed'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const SYSTEM: Doer = { kind: 'system' }
const province = doer('region-administrator', SUMSEL)
const regency = doer('region-administrator', MUBA)
const top = doer('system-administrator', INDONESIA)

const GRANTS: readonly (readonly [
  name: string,
  doer: Doer,
  AdministeredUser,
  WantedRole,
  RefusalCode | 'allowed',
])[] = [
  [
    'a regency officer in his regency',
    regency,
    user('regency', MUBA),
    wanted('regency-officer', MUBA),
    'allowed',
  ],
  ['by the province above', province, user('regency', MUBA), wanted('regency-officer', MUBA), 'allowed'],
  [
    'by the sibling regency',
    doer('region-administrator', PALEMBANG),
    user('regency', MUBA),
    wanted('regency-officer', MUBA),
    'region-outside',
  ],
  [
    'a province from a regency',
    regency,
    user('province', SUMSEL),
    wanted('planner', SUMSEL),
    'region-outside',
  ],
  [
    'beyond the organisation',
    province,
    user('regency', MUBA),
    wanted('regency-officer', PALEMBANG),
    'region-outside',
  ],
  [
    'a role its organisation cannot hold',
    province,
    user('village', regionCode('16.06.01.2001')),
    wanted('planner', MUBA),
    'value-not-allowed',
  ],
  [
    'a system administrator by a regional one',
    doer('region-administrator', INDONESIA),
    user('administrator', INDONESIA),
    wanted('system-administrator', INDONESIA),
    'role-above-oneself',
  ],
  [
    'his own auditor by a regional administrator',
    province,
    user('auditor', SUMSEL),
    wanted('auditor', SUMSEL),
    'role-above-oneself',
  ],
  [
    'his own data protection officer',
    province,
    user('province', SUMSEL),
    wanted('data-protection-officer', SUMSEL),
    'role-above-oneself',
  ],
  [
    'an auditor by the system administrator',
    top,
    user('auditor', SUMSEL),
    wanted('auditor', SUMSEL),
    'allowed',
  ],
  ['an auditor by the command line', SYSTEM, user('auditor', SUMSEL), wanted('auditor', SUMSEL), 'allowed'],
  [
    'half a system administrator',
    top,
    user('administrator', INDONESIA),
    wanted('system-administrator', SUMSEL),
    'region-wrong-level',
  ],
  [
    'anything by an auditor',
    doer('auditor', SUMSEL),
    user('regency', MUBA),
    wanted('regency-officer', MUBA),
    'role-above-oneself',
  ],
  ['himself', regency, user('regency', MUBA, { id: 'giver' }), wanted('planner', MUBA), 'not-on-oneself'],
  [
    'somebody switched off',
    regency,
    user('regency', MUBA, { isDisabled: true }),
    wanted('planner', MUBA),
    'already-so',
  ],
  [
    'in a closed organisation',
    regency,
    user('regency', MUBA, { organisation: { id: 'x', kind: 'regency', regionCode: MUBA, closedOn: TODAY } }),
    wanted('planner', MUBA),
    'already-so',
  ],
  [
    'a second time',
    regency,
    user('regency', MUBA, { roles: [held('planner', MUBA)] }),
    wanted('planner', MUBA),
    'already-so',
  ],
  [
    'again after a lent one',
    regency,
    user('regency', MUBA, { roles: [held('planner', MUBA, { onBehalfOf: 'x' })] }),
    wanted('planner', MUBA),
    'allowed',
  ],
  [
    'from yesterday',
    regency,
    user('regency', MUBA),
    wanted('planner', MUBA, { validFrom: plainDate('2026-05-19') }),
    'value-out-of-range',
  ],
  [
    'to the day it begins',
    regency,
    user('regency', MUBA),
    wanted('planner', MUBA, { validTo: TODAY }),
    'value-out-of-range',
  ],
  [
    'for fifty years',
    regency,
    user('regency', MUBA),
    wanted('planner', MUBA, { validTo: plainDate('2076-01-01') }),
    'value-out-of-range',
  ],
]
for (const [name, by, taker, role, expected] of GRANTS) {
  test(`giving a role ${name}: ${expected}`, () => {
    assert.equal(
      codeOf(() => {
        requireGrant(by, taker, role, TODAY)
      }),
      expected,
    )
  })
}

test('a refused role names the roles that its organisation can hold', () => {
  try {
    requireGrant(province, user('village', regionCode('16.06.01.2001')), wanted('planner', MUBA), TODAY)
    assert.fail()
  } catch (error) {
    assert.ok(error instanceof Refusal)
    assert.deepEqual(error.value.details, {
      field: 'role',
      value: 'planner',
      allowed: ['village-head', 'village-operator', 'treasurer'],
    })
  }
})

test('every role can be held somewhere, and every kind of organisation has a role', () => {
  for (const name of ROLE_NAMES) assert.notEqual(roleNamed(name).organisations.length, 0, name)
})

const end = { endsOn: null, today: TODAY, otherAdministrators: 1 }
const ENDS: readonly (readonly [
  name: string,
  doer: Doer,
  AdministeredUser,
  HeldRole,
  Partial<{ endsOn: ReturnType<typeof plainDate>; otherAdministrators: number }>,
  RefusalCode | 'allowed',
])[] = [
  ['within reach', regency, user('regency', MUBA), held('planner', MUBA), {}, 'allowed'],
  [
    'of oneself',
    regency,
    user('regency', MUBA, { id: 'giver' }),
    held('planner', MUBA),
    {},
    'not-on-oneself',
  ],
  ['above oneself', regency, user('auditor', MUBA), held('auditor', MUBA), {}, 'role-above-oneself'],
  [
    'of the province by a regency',
    regency,
    user('regency', MUBA),
    held('planner', SUMSEL),
    {},
    'region-outside',
  ],
  [
    'of the last system administrator',
    top,
    user('administrator', INDONESIA),
    held('system-administrator', INDONESIA),
    { otherAdministrators: 0 },
    'last-administrator',
  ],
  [
    'of the last but one system administrator',
    top,
    user('administrator', INDONESIA),
    held('system-administrator', INDONESIA),
    {},
    'allowed',
  ],
  [
    'of the last system administrator by the command line',
    SYSTEM,
    user('administrator', INDONESIA),
    held('system-administrator', INDONESIA),
    { otherAdministrators: 0 },
    'last-administrator',
  ],
  [
    'that is over',
    regency,
    user('regency', MUBA),
    held('planner', MUBA, { validTo: TODAY }),
    {},
    'already-so',
  ],
  [
    'today by date',
    regency,
    user('regency', MUBA),
    held('planner', MUBA),
    { endsOn: TODAY },
    'value-out-of-range',
  ],
  [
    'later than its own end',
    regency,
    user('regency', MUBA),
    held('planner', MUBA, { validTo: plainDate('2026-06-01') }),
    { endsOn: plainDate('2026-06-02') },
    'value-out-of-range',
  ],
  [
    'that one lent oneself',
    doer('planner', MUBA),
    user('regency', MUBA),
    held('planner', MUBA, { onBehalfOf: 'giver' }),
    {},
    'allowed',
  ],
  [
    'that another lent',
    doer('planner', MUBA),
    user('regency', MUBA),
    held('planner', MUBA, { onBehalfOf: 'x' }),
    {},
    'role-above-oneself',
  ],
]
for (const [name, by, taker, role, change, expected] of ENDS) {
  test(`ending a role ${name}: ${expected}`, () => {
    assert.equal(
      codeOf(() => {
        requireGrantEnd(by, taker, role, { ...end, ...change })
      }),
      expected,
    )
  })
}

test('nobody switches off himself, somebody above him, or the last administrator', () => {
  const code = (by: Doer, taker: AdministeredUser, others = 1) =>
    codeOf(() => {
      requireDisable(by, taker, others)
    })
  assert.equal(code(regency, user('regency', MUBA, { roles: [held('planner', MUBA)] })), 'allowed')
  assert.equal(code(regency, user('regency', MUBA, { id: 'giver' })), 'not-on-oneself')
  assert.equal(code(regency, user('regency', MUBA, { roles: [held('auditor', MUBA)] })), 'role-above-oneself')
  assert.equal(code(regency, user('regency', MUBA, { isDisabled: true })), 'already-so')
  const administrator = user('administrator', INDONESIA, { roles: [held('system-administrator', INDONESIA)] })
  assert.equal(code(top, administrator, 0), 'last-administrator')
  assert.equal(code(SYSTEM, administrator, 0), 'last-administrator')
  assert.equal(code(top, administrator, 1), 'allowed')
})

test('a hand-over gives the successor what he lacks and ends all the other holds', () => {
  const on = plainDate('2026-06-01')
  const leaving = user('regency', MUBA, {
    id: 'leaving',
    roles: [
      held('planner', MUBA),
      held('treasurer', MUBA),
      held('executive-staff', MUBA, { onBehalfOf: 'x', validTo: plainDate('2026-07-01') }),
      held('regency-officer', MUBA, { validTo: plainDate('2026-05-25') }),
    ],
  })
  const successor = user('regency', MUBA, { roles: [held('treasurer', MUBA)] })
  const { ending, giving } = planHandOver(regency, leaving, successor, { on, today: TODAY })
  assert.deepEqual(
    ending.map(({ role }) => role),
    ['planner', 'treasurer', 'executive-staff'],
  )
  assert.deepEqual(giving, [wanted('planner', MUBA, { validFrom: on })])
  const code = (from: AdministeredUser, to: AdministeredUser, by = regency) =>
    codeOf(() => planHandOver(by, from, to, { on, today: TODAY }))
  assert.equal(code(leaving, { ...successor, id: 'giver' }), 'not-on-oneself')
  assert.equal(code({ ...leaving, id: 'giver' }, successor), 'not-on-oneself')
  assert.equal(code(leaving, { ...successor, id: 'leaving' }), 'value-not-allowed')
  assert.equal(code({ ...leaving, roles: [] }, successor), 'already-so')
  assert.equal(code(leaving, { ...successor, isDisabled: true }), 'already-so')
  assert.equal(code(leaving, user('village', regionCode('16.06.01.2001'))), 'value-not-allowed')
})

test('one lends only the role one acts in, to a colleague, for at most 90 days, and never on', () => {
  const own = held('planner', MUBA)
  const lender = actor('planner', MUBA)
  const days = { validFrom: TODAY, validTo: plainDate('2026-08-18'), today: TODAY }
  const colleague = user('regency', MUBA)
  const code = (role = own, taker = colleague, change: Partial<typeof days> = {}) =>
    codeOf(() => {
      requireDelegation(lender, role, taker, { ...days, ...change })
    })
  assert.equal(code(), 'allowed')
  assert.equal(code(own, colleague, { validTo: plainDate('2026-08-19') }), 'delegation-refused')
  assert.equal(code({ ...own, grantId: 'other' }), 'delegation-refused')
  assert.equal(code({ ...own, onBehalfOf: 'x' }), 'delegation-refused')
  assert.equal(code({ ...own, validTo: plainDate('2026-06-01') }), 'delegation-refused')
  assert.equal(
    code(own, user('regency', MUBA, { organisation: { ...colleague.organisation, id: 'other' } })),
    'delegation-refused',
  )
  assert.equal(code(own, user('regency', MUBA, { id: 'giver' })), 'not-on-oneself')
  assert.equal(code(own, user('regency', MUBA, { isDisabled: true })), 'already-so')
})

test('organisations belong to their level, and only who runs the system makes watchers', () => {
  const code = (by: Doer, kind: OrganisationKind, region: RegionCode) =>
    codeOf(() => {
      requireNewOrganisation(by, kind, region)
    })
  assert.equal(code(province, 'regency', MUBA), 'allowed')
  assert.equal(code(province, 'regency', SUMSEL), 'region-wrong-level')
  assert.equal(code(regency, 'village', regionCode('16.06.01.2001')), 'allowed')
  assert.equal(code(regency, 'village', regionCode('16.71.01.1001')), 'region-outside')
  assert.equal(code(province, 'auditor', SUMSEL), 'role-above-oneself')
  assert.equal(code(top, 'auditor', SUMSEL), 'allowed')
})

test('a key holds nothing its maker may not do, nothing that needs a person, and ends within a year', () => {
  const office = user('regency', MUBA).organisation
  const key = {
    actions: ['users.read'],
    reach: 'region',
    regionCode: MUBA,
    expiresOn: plainDate('2027-05-20'),
  } as const
  const code = (change: Partial<Parameters<typeof requireKey>[2]> = {}, by: Doer = regency, of = office) =>
    codeOf(() => {
      requireKey(by, of, { ...key, ...change }, TODAY)
    })
  assert.equal(code(), 'allowed')
  assert.equal(code({ actions: ['users.grant'] }), 'value-not-allowed')
  assert.equal(code({ actions: ['account.read'] }), 'value-not-allowed')
  assert.equal(code({ actions: [] }), 'value-missing')
  assert.equal(code({ expiresOn: TODAY }), 'value-out-of-range')
  assert.equal(code({ expiresOn: plainDate('2027-05-22') }), 'value-out-of-range')
  assert.equal(code({ regionCode: SUMSEL }), 'region-outside')
  assert.equal(code({}, doer('region-administrator', PALEMBANG)), 'region-outside')
  assert.equal(code({}, regency, { ...office, kind: 'company' }), 'value-not-allowed')
  assert.equal(code({ reach: 'organisation' }, regency, { ...office, kind: 'company' }), 'allowed')
  assert.equal(code({}, regency, { ...office, closedOn: TODAY }), 'already-so')
})

test('a key does what it was given, where it was given it, until it ends', () => {
  const program: Actor = {
    userId: 'key',
    organisationId: 'office',
    held: null,
    hasSecondFactor: false,
    key: {
      actions: ['users.read', 'users.grant'],
      reach: 'region',
      regionCode: MUBA,
      expiresOn: plainDate('2026-06-01'),
    },
  }
  const reason = (name: Parameters<typeof decideAccess>[1], subject = {}, today = TODAY) => {
    const access = decideAccess(program, name, subject, today)
    return access.allowed ? 'allowed' : access.reason
  }
  assert.equal(reason('users.read'), 'allowed')
  assert.equal(reason('users.read', { regionCode: regionCode('16.06.01') }), 'allowed')
  assert.equal(reason('users.read', { regionCode: PALEMBANG }), 'out-of-reach')
  assert.equal(reason('users.read', { regionCode: PALEMBANG, organisationId: 'office' }), 'allowed')
  assert.equal(reason('users.read', {}, plainDate('2026-06-01')), 'no-role-today')
  assert.equal(reason('keys.read'), 'role')
  // Even if the table held it by mistake.
  assert.equal(reason('users.grant'), 'role')
  assert.equal(reason('account.read', { userId: 'key' }), 'role')
  assert.deepEqual(ACTION_NAMES.filter(isForPrograms), ['users.read', 'organisations.read', 'keys.read'])
})
