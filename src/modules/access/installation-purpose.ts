/** What a database is for: real work, or learning with invented people. It stays what it once was. */
export type Purpose = 'work' | 'training'

/** What a start was told, by settings and on its command line. */
export type StartAsk = {
  /** PAYUNG_TRAINING; null when it is not set. */
  readonly training: boolean | null
  /** `--empty`. */
  readonly isEmpty: boolean
  /** Something is set that only an installation for other people needs: an address, a bank, keys, a database of its own. */
  readonly isConfigured: boolean
}

/** What the database says of itself. */
export type PurposeFacts = {
  readonly marked: Purpose | null
  /** Users, people, lists or payers: somebody has begun, whatever for. */
  readonly isInUse: boolean
}

export type PurposeConflict = 'made-for-training' | 'made-for-work'

/**
 * What this start serves. Only a database that nobody has used or marked becomes one for training, and by itself only where nothing was
 * set. One for training is served without being asked for so, but never to whoever asks for real work in any way.
 */
export function decidePurpose(
  { training, isEmpty, isConfigured }: StartAsk,
  { marked, isInUse }: PurposeFacts,
): Purpose | PurposeConflict {
  const wantsWork = training === false || (training === null && (isEmpty || isConfigured))
  if (marked === 'training') return wantsWork ? 'made-for-training' : 'training'
  const isForWork = marked === 'work' || isInUse
  if (training === true) return isForWork ? 'made-for-work' : 'training'
  return wantsWork || isForWork ? 'work' : 'training'
}
