const CLASHES: ReadonlySet<string> = new Set([
  'one_open_submission_per_own_account_stretch',
  'one_open_submission_per_roster_and_stretch',
  'a_kpj_belongs_to_one_person',
])

/** Somebody's protection was changed between our look and our writing. */
export class ProtectionMoved extends Error {
  constructor() {
    super('somebody who was to be told of is not protected as he was any more')
    this.name = 'ProtectionMoved'
  }
}

/** Does work again when another transaction took somebody, his protection or a KPJ between our look and our writing: now it is seen. */
export async function retryClash<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProtectionMoved) return work()
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code !== '23P01' || !CLASHES.has(constraint ?? '')) throw error
    return work()
  }
}
