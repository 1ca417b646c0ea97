import { Readable } from 'node:stream'
import { decryptField } from '../../platform/crypto.ts'
import { readSealedFile } from '../../platform/sealed-file.ts'
import { inScopeOf, recordAct, type By } from '../access/act.ts'
import { minutesPath, type MinutesDeps } from './add-minutes.ts'
import { getMinutes, type Minutes } from './minutes-store.ts'
import { getProposal } from './queries.ts'

export type OpenMinutes = { readonly minutes: Minutes; readonly content: Readable }

/** A file of minutes as it was handed in, for whoever sees the proposal. The look is recorded. */
export async function openMinutes(
  { db, ring, folder }: MinutesDeps,
  by: By,
  ask: { readonly proposalId: string; readonly id: string },
): Promise<OpenMinutes> {
  const { sealedKey, ...minutes } = await inScopeOf(db, by, async (tx) => {
    const proposal = await getProposal(tx, ask.proposalId)
    const found = await getMinutes(tx, proposal.id, ask.id)
    await recordAct(tx, by, {
      action: 'proposals.minutes-read',
      subject: { kind: 'proposal', id: proposal.id },
      region: proposal.regionCode,
      details: { file: found.id },
    })
    return found
  })
  const place = { table: 'proposal_minutes', column: 'sealed_key', rowId: minutes.id }
  const key = decryptField(ring, place, sealedKey)
  return { minutes, content: Readable.from(readSealedFile(minutesPath(folder, minutes.id), key)) }
}
