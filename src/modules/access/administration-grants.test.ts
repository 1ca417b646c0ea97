import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  TODAY,
  MUBA,
  SUMSEL,
  PALEMBANG,
  held,
  doer,
  user,
  wanted,
  codeOf,
  SYSTEM,
  province,
  regency,
  top,
} from '../../../test/deciding.ts'
import { plainDate } from '../../kernel/plain-date.ts'
import { INDONESIA, regionCode } from '../../kernel/region-code.ts'
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts'
import { type HeldRole } from './access.ts'
import {
  requireGrant,
  requireGrantEnd,
  type AdministeredUser,
  type Doer,
  type WantedRole,
} from './administration.ts'
import { ROLE_NAMES, roleNamed } from './roles.ts'

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
