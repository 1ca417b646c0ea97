import type { Tx } from '../../platform/db.ts'

export type NewPasskey = {
  readonly credentialId: Buffer
  readonly userId: string
  readonly publicKey: Buffer
  readonly signCount: number
  readonly transports: readonly string[]
  readonly name: string
  readonly now: Date
}

export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<void> {
  await tx
    .insertInto('passkeys')
    .values({
      credential_id: passkey.credentialId,
      user_id: passkey.userId,
      public_key: passkey.publicKey,
      sign_count: BigInt(passkey.signCount),
      transports: [...passkey.transports],
      name: passkey.name,
      created_at: passkey.now,
    })
    .execute()
}

/** Notes a use and the authenticator's own count, so that a copy of it is noticed. */
export async function notePasskeyUse(
  tx: Tx,
  credentialId: Buffer,
  signCount: number,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('passkeys')
    .set({ sign_count: BigInt(signCount), last_used_at: now })
    .where('credential_id', '=', credentialId)
    .execute()
}

export async function deletePasskey(tx: Tx, userId: string, credentialId: Buffer): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('passkeys')
    .where('credential_id', '=', credentialId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
