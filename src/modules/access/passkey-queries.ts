import type { Queryable } from '../../platform/db.ts'

/** The passkey a browser names, with what its proof is checked by. */
export function findPasskey(db: Queryable, credentialId: Buffer) {
  return db
    .selectFrom('passkeys')
    .where('credential_id', '=', credentialId)
    .select([
      'credential_id as credentialId',
      'user_id as userId',
      'public_key as publicKey',
      'sign_count as signCount',
    ])
    .executeTakeFirst()
}

export async function listPasskeyIds(db: Queryable, userId: string): Promise<Buffer[]> {
  const rows = await db.selectFrom('passkeys').where('user_id', '=', userId).select('credential_id').execute()
  return rows.map((row) => row.credential_id)
}

/** A passkey as its owner reads it. */
export type OwnPasskey = {
  readonly credentialId: Buffer
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

export function listOwnPasskeys(db: Queryable, userId: string): Promise<OwnPasskey[]> {
  return db
    .selectFrom('passkeys')
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .select([
      'credential_id as credentialId',
      'name',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
    ])
    .execute()
}
