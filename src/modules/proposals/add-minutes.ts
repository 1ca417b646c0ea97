import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refuse } from '../../kernel/refusal.ts'
import { encryptField } from '../../platform/crypto.ts'
import type { Tx } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import { scrubDigits } from '../../platform/scrub.ts'
import { newFileKey, writeSealedFile } from '../../platform/sealed-file.ts'
import { act, doerKey, inScopeOf, recordAct, type By } from '../access/act.ts'
import { requireWithin } from '../access/reach.ts'
import { findMinutesKind, MOST_MINUTES, MOST_MINUTES_BYTES, type MinutesKind } from './minutes.ts'
import { insertMinutes, listMinutes, type Minutes } from './minutes-store.ts'
import type { Proposal } from './proposals.ts'
import { getProposal } from './queries.ts'

/** What files of minutes need: where they lie, and the keys that seal theirs. */
export type MinutesDeps = Deps & { readonly ring: KeyRing; readonly folder: string }

export type MinutesFile = {
  readonly proposalId: string
  readonly fileName: string
  /** Null when nobody sent a file. */
  readonly content: AsyncIterable<Uint8Array> | null
}

const LONGEST_NAME = 200

/** Where the files of minutes lie: in a folder of their own, so that what cleans lists up never sees them. */
export const minutesPath = (folder: string, id: string) => join(folder, 'berita-acara', id)

/**
 * Attaches a file to a proposal: PDF, JPEG or PNG by its bytes, of at most 5 MB, encrypted under a key of its own. Whoever may propose for
 * the region may attach. Refuses other files, the same once more, and more than ten.
 */
export async function addMinutes(deps: MinutesDeps, by: By, file: MinutesFile): Promise<Minutes> {
  // Before the file is read: who may not attach one need not send it.
  await inScopeOf(deps.db, by, (tx) => requireOpen(tx, by, file.proposalId))
  const bytes = file.content === null ? Buffer.alloc(0) : await bytesOf(file.content)
  if (bytes.length === 0) throw refuse('minutes-missing', {})
  const mediaType = findMinutesKind(bytes)
  if (mediaType === null) throw refuse('minutes-kind-refused', {})
  const [id, key] = [randomUUID(), newFileKey()]
  const path = minutesPath(deps.folder, id)
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  try {
    await writeSealedFile(path, key, piecesOf(bytes))
    return await record(deps, by, file, { id, key, mediaType, bytes })
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

type Stored = {
  readonly id: string
  readonly key: string
  readonly mediaType: MinutesKind
  readonly bytes: Buffer
}

function record(
  { db, ring, clock }: MinutesDeps,
  by: By,
  { proposalId, fileName }: MinutesFile,
  { id, key, mediaType, bytes }: Stored,
): Promise<Minutes> {
  return act(db, by, 'proposals.write', async (tx) => {
    const proposal = await requireOpen(tx, by, proposalId)
    if ((await listMinutes(tx, proposal.id)).length >= MOST_MINUTES)
      throw refuse('minutes-too-many', { most: MOST_MINUTES })
    const name = scrubDigits(fileName.trim()).slice(0, LONGEST_NAME)
    const kept = { id, fileName: name === '' ? 'berita-acara' : name, mediaType, byteCount: bytes.length }
    await insertMinutes(tx, {
      ...kept,
      proposalId: proposal.id,
      sha256: createHash('sha256').update(bytes).digest(),
      sealedKey: encryptField(ring, { table: 'proposal_minutes', column: 'sealed_key', rowId: id }, key),
      addedBy: doerKey(by),
      now: clock.now(),
    })
    await recordAct(tx, by, {
      action: 'proposals.attach',
      subject: { kind: 'proposal', id: proposal.id },
      region: proposal.regionCode,
      details: { file: id, kind: mediaType, bytes: bytes.length },
    })
    return { ...kept, addedAt: clock.now() }
  })
}

/** The proposal, locked, when it stands and whoever asks reaches its region. */
async function requireOpen(tx: Tx, by: By, proposalId: string): Promise<Proposal> {
  const proposal = await getProposal(tx, proposalId, { lock: true })
  requireWithin(by, proposal.regionCode)
  if (proposal.isWithdrawn) throw refuse('proposal-ended', {})
  return proposal
}

/** The whole file in memory: it is small, and a larger one is refused before it is read further. */
async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let held = 0
  for await (const piece of content) {
    held += piece.length
    if (held > MOST_MINUTES_BYTES) throw refuse('minutes-too-large', { most: MOST_MINUTES_BYTES })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes)
}
