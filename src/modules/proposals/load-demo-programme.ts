import { monthOf } from '../../kernel/month.ts'
import { regionCode } from '../../kernel/region-code.ts'
import type { LawBook } from '../../rules/law-book.ts'
import type { Deps } from '../../platform/deps.ts'
import { inScopeOf, sightOf, type By } from '../access/act.ts'
import { findTrainingOrganisation } from '../access/organisation-queries.ts'
import { addPayer } from '../payers/add-payer.ts'
import { createProgramme } from '../programmes/create-programme.ts'
import { listProgrammes } from '../programmes/queries.ts'
import { setProgrammePlaces } from './set-places.ts'

/** Where the demonstration accounts work: a regency, and the district whose villages get places. */
const REGENCY = '16.06'
const DISTRICT = '16.06.01'
const PLACES_OF_A_VILLAGE = 40
const MONTHS = 12
const REASON = 'Contoh untuk latihan'

/**
 * A payer, a programme from this month on, and places for each village of a district, all invented: what whoever learns needs to go from a
 * list to protection. In a data folder for training only, and once.
 */
export async function loadDemoProgramme(
  deps: Deps & { readonly book: LawBook },
  by: By,
): Promise<{ readonly made: boolean }> {
  const { db, clock } = deps
  const [organisationId, there] = await inScopeOf(db, by, async (tx) => [
    await findTrainingOrganisation(tx, 'regency'),
    await listProgrammes(tx, sightOf(by), { region: regionCode(REGENCY) }, { limit: 1, offset: 0 }),
  ])
  if (organisationId === null || there.length > 0) return { made: false }
  const { id: payerId } = await addPayer(deps, by, {
    kind: 'apbd-regency',
    name: 'Pemerintah kabupaten latihan',
    region: REGENCY,
    organisationId,
    reason: REASON,
  })
  const { id } = await createProgramme(deps, by, {
    payerId,
    name: 'Pekerja rentan latihan',
    firstMonth: monthOf(clock.today()),
    months: MONTHS,
    ageFrom: 18,
    ageBelow: 65,
    legalBasis: 'Contoh, bukan peraturan',
    reason: REASON,
  })
  await setProgrammePlaces(deps, by, id, { region: DISTRICT, each: PLACES_OF_A_VILLAGE, reason: REASON })
  return { made: true }
}
