/** Who can pay an own-account worker's contribution. `apbd` is the word people use when the level does not matter. */
export const PAYERS = [
  'self',
  'csr',
  'donor',
  'employee',
  'zakat',
  'apbd',
  'apbd-province',
  'apbd-regency',
  'apbdes',
  'dbh-sawit',
  'apbn',
] as const
export type Payer = (typeof PAYERS)[number]

/** Payers that spend APBN or APBD; palm-oil revenue share reaches workers through the APBD. PP 50/2025 gives them no relief. */
export const STATE_BUDGET_PAYERS: ReadonlySet<Payer> = new Set([
  'apbd',
  'apbd-province',
  'apbd-regency',
  'dbh-sawit',
  'apbn',
] satisfies Payer[])

/** PP 50/2025: online drivers, motorcycle taxis, drivers and couriers form one group, everybody else the other. */
export const OCCUPATION_GROUPS = ['transport', 'other'] as const
export type OccupationGroup = (typeof OCCUPATION_GROUPS)[number]
