import { randomBytes } from 'node:crypto'
import { regionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { decidePurpose, type Purpose, type PurposeConflict, type StartAsk } from './installation-purpose.ts'
import { hashPassword } from './password.ts'
import { ROLE_NAMES, roleNamed, type OrganisationKind } from './roles.ts'
import { throughGate } from './scope.ts'
import {
  insertTrainingAccount,
  listTrainingAccounts,
  lockSetUp,
  markPurpose,
  readPurposeFacts,
} from './set-up-store.ts'

/** The password of every demonstration account. It is no secret: it stands on the sign-in page of the training mode. */
export const TRAINING_PASSWORD = 'belajar-memakai-payung'

/** Where demonstration accounts of each kind of organisation work: one village, its district, its regency, its province. */
const PLACES: {
  readonly [Kind in OrganisationKind]: { readonly name: string; readonly region: RegionCode }
} = {
  province: { name: 'Provinsi latihan', region: regionCode('16') },
  regency: { name: 'Kabupaten latihan', region: regionCode('16.06') },
  district: { name: 'Kecamatan latihan', region: regionCode('16.06.01') },
  village: { name: 'Desa latihan', region: regionCode('16.06.01.2001') },
  agency: { name: 'Dinas latihan', region: regionCode('16.06') },
  'labour-office': { name: 'Dinas tenaga kerja latihan', region: regionCode('16') },
  'bpjs-branch': { name: 'Cabang BPJS Ketenagakerjaan latihan', region: regionCode('16') },
  'election-secretariat': { name: 'Sekretariat pemilihan latihan', region: regionCode('16.06') },
  'permit-office': { name: 'Loket perizinan latihan', region: regionCode('16.06') },
  company: { name: 'Perusahaan latihan', region: regionCode('16.06') },
  donor: { name: 'Donatur latihan', region: regionCode('16.06') },
  perisai: { name: 'Agen Perisai latihan', region: regionCode('16.06') },
  auditor: { name: 'Inspektorat latihan', region: regionCode('16') },
  administrator: { name: 'Administrator latihan', region: 0 as RegionCode },
}

/** What is refused when the start asks for another purpose than the database has. */
const CONFLICTS: { readonly [Name in PurposeConflict]: string } = {
  'made-for-training':
    'Folder data ini dibuat untuk mode latihan. Jalankan tanpa pengaturan, atau pakai PAYUNG_DATA lain untuk kerja sungguhan.',
  'made-for-work':
    'Folder data ini sudah dipakai untuk kerja sungguhan, jadi tidak dapat dipakai untuk latihan. Pakai PAYUNG_DATA lain.',
}

/**
 * Agrees this start with the database: what it is for, once and for ever, because real work and demonstration accounts never meet. Throws
 * OperatorFailure when they would. In training each role then has its account.
 */
export async function settlePurpose(deps: AccessDeps, ask: StartAsk): Promise<Purpose> {
  return throughGate(deps.db, 'system', async (tx) => {
    await lockSetUp(tx)
    const facts = await readPurposeFacts(tx)
    const purpose = decidePurpose(ask, facts)
    if (purpose === 'made-for-training' || purpose === 'made-for-work')
      throw new OperatorFailure(CONFLICTS[purpose])
    if (facts.marked !== null) return purpose
    await markPurpose(tx, purpose, deps.clock.now())
    if (purpose === 'training') await addTrainingAccounts(deps, tx)
    return purpose
  })
}

/** The same where nothing but the mode is asked for. */
export async function settleTraining(deps: AccessDeps, training: boolean): Promise<void> {
  await settlePurpose(deps, { training, isEmpty: false, isConfigured: false })
}

async function addTrainingAccounts({ clock }: AccessDeps, tx: Tx): Promise<void> {
  const passwordHash = await hashPassword(TRAINING_PASSWORD, randomBytes(16))
  const now = clock.now()
  const today = clock.today()
  for (const role of ROLE_NAMES) {
    const { title, organisations } = roleNamed(role)
    const [kind = 'administrator'] = organisations
    const place = PLACES[kind]
    await insertTrainingAccount(tx, {
      kind,
      role,
      organisation: place.name,
      region: place.region,
      name: title.id,
      email: `${role}@latihan.example`,
      passwordHash,
      now,
      today,
    })
  }
  await recordAudit(tx, { actor: { kind: 'system' }, action: 'training.begin', count: ROLE_NAMES.length })
}

/** The demonstration accounts, for the sign-in page; none outside training mode. */
export function trainingAccounts(db: Db, training: boolean): ReturnType<typeof listTrainingAccounts> {
  return training ? throughGate(db, 'sign-in', listTrainingAccounts) : Promise.resolve([])
}
