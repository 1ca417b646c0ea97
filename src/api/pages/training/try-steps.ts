import type { RoleName } from '../../../modules/access/roles.ts'

/** The way from a messy list to a figure that moved: who does each step, and where it begins. */
export const TRY_STEPS = [
  { step: 'list', role: 'village-operator', path: '/daftar/baru' },
  { step: 'propose', role: 'village-operator', path: '/usulan/baru' },
  { step: 'decide', role: 'district-officer', path: '/usulan?open=yes' },
  { step: 'bill', role: 'regency-officer', path: '/tagihan/putaran/baru' },
  { step: 'pay', role: 'regency-officer', path: '/tagihan?state=open&region=16.06' },
  { step: 'look', role: 'executive-staff', path: '/ringkasan' },
] as const satisfies readonly { readonly step: string; readonly role: RoleName; readonly path: string }[]
