import { plainDate } from '../src/kernel/plain-date.ts'
import { INDONESIA, regionCode, type RegionCode } from '../src/kernel/region-code.ts'
import { Refusal, type RefusalCode } from '../src/kernel/refusal.ts'
import type { Actor, HeldRole } from '../src/modules/access/access.ts'
import type { AdministeredUser, Doer, WantedRole } from '../src/modules/access/administration.ts'
import type { OrganisationKind, RoleName } from '../src/modules/access/roles.ts'

/** Who decides over whom in the decision tables of administration: valid unless a table changes it. */
export const TODAY = plainDate('2026-05-20')
export const MUBA = regionCode('16.06')
export const SUMSEL = regionCode('16')
export const PALEMBANG = regionCode('16.71')

export const held = (role: RoleName, regionCode: RegionCode, change: Partial<HeldRole> = {}): HeldRole => ({
  grantId: `grant of ${role}`,
  role,
  regionCode,
  validFrom: plainDate('2026-01-01'),
  validTo: null,
  endedEarly: false,
  ...change,
})
export const actor = (role: RoleName, region: RegionCode, change: Partial<Actor> = {}): Actor => ({
  userId: 'giver',
  organisationId: 'office',
  held: held(role, region),
  hasSecondFactor: true,
  ...change,
})
export const doer = (role: RoleName, region: RegionCode): Doer => ({
  kind: 'user',
  actor: actor(role, region),
})
export const user = (
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
export const wanted = (role: RoleName, region: RegionCode, change: Partial<WantedRole> = {}): WantedRole => ({
  role,
  regionCode: region,
  validFrom: TODAY,
  validTo: null,
  ...change,
})
export const codeOf = (work: () => unknown): RefusalCode | 'allowed' => {
  try {
    work()
    return 'allowed'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

export const SYSTEM: Doer = { kind: 'system' }
export const province = doer('region-administrator', SUMSEL)
export const regency = doer('region-administrator', MUBA)
export const top = doer('system-administrator', INDONESIA)
