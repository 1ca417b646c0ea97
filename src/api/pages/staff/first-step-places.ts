import type { ActionName } from '../../../modules/access/actions.ts'
import type { FirstStep } from '../../../modules/first-steps/first-steps.ts'

/** Whose step each is, by what he may do, and where it is done. */
export const FIRST_STEP_PLACES: {
  readonly [Step in FirstStep]: { readonly action: ActionName; readonly path: string }
} = {
  'second-factor': { action: 'account.read', path: '/akun' },
  colleague: { action: 'users.add', path: '/admin/pengguna/tambah' },
  programme: { action: 'programmes.write', path: '/program/baru' },
  list: { action: 'people.import', path: '/daftar/baru' },
  'taken-in': { action: 'people.import', path: '/daftar' },
  proposal: { action: 'proposals.write', path: '/usulan/baru' },
  decision: { action: 'proposals.decide', path: '/usulan?open=yes' },
  submission: { action: 'submissions.write', path: '/pengajuan' },
  bill: { action: 'bills.run', path: '/tagihan/putaran/baru' },
  payment: { action: 'bills.read', path: '/tagihan' },
  figure: { action: 'coverage.read', path: '/ringkasan' },
}
