import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  TODAY,
  MUBA,
  SUMSEL,
  PALEMBANG,
  held,
  actor,
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
import { INDONESIA, regionCode, type RegionCode } from '../../kernel/region-code.ts'
import { decideAccess, isForPrograms, type Actor } from './access.ts'
import { ACTION_NAMES } from './actions.ts'
import {
  planHandOver,
  requireDelegation,
  requireDisable,
  requireKey,
  requireNewOrganisation,
  type AdministeredUser,
  type Doer,
} from './administration.ts'
import { type OrganisationKind } from './roles.ts'

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
  assert.deepEqual(ACTION_NAMES.filter(isForPrograms), [
    'users.read',
    'organisations.read',
    'keys.read',
    'people.find',
    'people.read',
    'people.change',
    'people.import',
    'people.import-undo',
    'employers.read',
    'employers.write',
    'programmes.read',
    'programmes.write',
    'budgets.read',
    'coverage.read',
    'protection.read',
    'proposals.read',
    'proposals.write',
    'elections.read',
    'elections.write',
    'elections.fill',
    'figures.write',
    'submissions.read',
    'submissions.write',
    'submissions.mend',
    'gifts.read',
    'gifts.write',
    'ledger.read',
    'ledger.export',
    'payers.read',
    'payers.write',
    'rosters.read',
    'rosters.write',
    'rosters.report',
    'rosters.reopen',
    'bills.read',
    'bills.run',
    'statements.read',
    'settlement.read',
    'payments.read',
    'payments.create',
  ])
})
