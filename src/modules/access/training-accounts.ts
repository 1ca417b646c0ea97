import { randomBytes } from 'node:crypto'
import { regionCode, type RegionCode } from '../../kernel/region-code.ts'
import type { Db } from '../../platform/db.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { AccessDeps } from './access-deps.ts'
import { hashPassword } from './password.ts'
import { ROLE_NAMES, roleNamed, type OrganisationKind } from './roles.ts'
import { throughGate } from './scope.ts'
import {
  insertTrainingAccount,
  listTrainingAccounts,
  lockSetUp,
  markForTraining,
  readTrainingMark,
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

/**
 * Agrees the mode of this start with the database. A database becomes one for training only while it has no user, and stays it for
 * ever: real work and demonstration accounts never meet. Throws OperatorFailure when they would. In training mode each role then has
 * its account.
 */
export async function settleTraining(deps: AccessDeps, training: boolean): Promise<void> {
  if (!training) {
    const { marked } = await throughGate(deps.db, 'system', readTrainingMark)
    if (marked)
      throw wrongMode(
        'Folder data ini dibuat untuk mode latihan. Jalankan dengan PAYUNG_TRAINING=1, atau pakai PAYUNG_DATA lain.',
      )
    return
  }
  const passwordHash = await hashPassword(TRAINING_PASSWORD, randomBytes(16))
  await throughGate(deps.db, 'system', async (tx) => {
    await lockSetUp(tx)
    const { marked, hasUsers } = await readTrainingMark(tx)
    if (marked) return
    if (hasUsers)
      throw wrongMode(
        'Folder data ini sudah punya pengguna sungguhan, jadi tidak dapat dipakai untuk latihan. Pakai PAYUNG_DATA lain.',
      )
    const now = deps.clock.now()
    const today = deps.clock.today()
    await markForTraining(tx, now)
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
  })
}

/** The demonstration accounts, for the sign-in page; none outside training mode. */
export function trainingAccounts(db: Db, training: boolean): ReturnType<typeof listTrainingAccounts> {
  return training ? throughGate(db, 'sign-in', listTrainingAccounts) : Promise.resolve([])
}

function wrongMode(sentence: string): OperatorFailure {
  return new OperatorFailure(sentence)
}
