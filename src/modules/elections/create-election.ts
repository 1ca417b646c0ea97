import { randomUUID } from 'node:crypto'
import { parsePlainDate } from '../../kernel/plain-date.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Deps } from '../../platform/deps.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { act, recordAct, requireReason, sightOf, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { programmeRangeOf } from '../payers/payers.ts'
import { openProgrammeRoster } from '../payers/protect-people.ts'
import { getOpenPayer } from '../payers/queries.ts'
import { programmePayer } from '../programmes/programmes.ts'
import { getRegion } from '../regions/queries.ts'
import type { CreateElectionBody } from './contract.ts'
import { servingLines } from './elections.ts'
import { POST_RULES } from './post-rules.ts'
import { insertElection } from './store.ts'

/**
 * Records an election with the rule that its posts follow from, and opens the roster by which its payer is billed. Refuses roles whose days
 * of service nobody says, a region beyond reach, and an election of the same name and payer.
 */
export function createElection(
  { db, clock }: Deps,
  by: By,
  ask: CreateElectionBody,
): Promise<{ readonly id: string }> {
  return act(db, by, 'elections.write', async (tx) => {
    const payer = await getOpenPayer(tx, sightOf(by), ask.payerId)
    const regionCode =
      ask.region === undefined ? payer.regionCode : parseRegionCode('region', ask.region.trim())
    await getRegion(tx, 'region', regionCode, clock.today())
    requireWithin(by, regionCode)
    const reason = scrubDigits(requireReason(ask.reason))
    const conditions = { payer: programmePayer(payer.kind), income: ask.income }
    const programmes = programmeRangeOf('BPU', conditions, ask.programmes ?? ['JKK', 'JKM'])
    const rule = POST_RULES[ask.rule]
    const votedOn = parsePlainDate('votedOn', ask.votedOn)
    const lines = servingLines(rule, votedOn, ask.serviceDays ?? [])
    const id = randomUUID()
    const standing = {
      ...{ id, payerId: payer.id, regionCode, organisationId: payer.organisationId },
      name: requireText('name', ask.name),
    }
    await openProgrammeRoster(tx, { ...standing, kind: 'programme', conditions })
    const stored = lines.map(({ cite, ...line }) => ({ ...line, ...cite, checkedOn: rule.checkedOn }))
    const election = { votedOn, rule: ask.rule, lines: stored, programmes, income: BigInt(ask.income) }
    const legalBasis = requireText('legalBasis', ask.legalBasis)
    await insertElection(tx, { ...standing, ...election, legalBasis }, clock.now())
    await recordAct(tx, by, {
      action: 'elections.write',
      subject: { kind: 'election', id },
      region: regionCode,
      reason,
      details: { payer: payer.id, rule: ask.rule },
    })
    return { id }
  })
}

function requireText(field: string, text: string): string {
  const written = text.trim().replace(/\s+/g, ' ')
  if (written === '') throw refuse('value-missing', { field })
  return written
}
