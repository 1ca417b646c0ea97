import { cite } from '../../rules/laws.ts'
import { act, EVERYBODY, REGION_OFFICES, type Action } from './action.ts'
import { type RoleName } from './roles.ts'

/** What was collected is handed over to BPJS Ketenagakerjaan, and by when. */
const COLLECTING_BASIS = cite('UU 24/2011', 'Pasal 19', 'M')
/** Whose account is at a bank that collects, and who answers for what is in it. */
const ACCOUNT_KEEPERS: readonly RoleName[] = [
  'treasurer',
  'province-officer',
  'regency-officer',
  'bpjs-membership',
]
/** Who pays for people, and who keeps the money of a region. */
const THOSE_WHO_PAY: readonly RoleName[] = [
  'treasurer',
  'province-officer',
  'regency-officer',
  'village-head',
  'village-operator',
  'agency-officer',
  'company-officer',
  'donor-officer',
]
/** Who pays contributions for others, and sees the bills of it. */
const PAYING_ROLES: readonly RoleName[] = ['treasurer', 'company-officer', 'donor-officer', 'agency-officer']
/** Employers collect and pay contributions; whoever else pays for workers stands in their place. */
const BILLING_BASIS = cite('UU 24/2011', 'Pasal 19', 'M')

/** Payers, bills, the ledger, payments and settlement. */
export const MONEY_ACTIONS = {
  'ledger.read': act(
    'Melihat buku besar',
    'See the ledger',
    [...PAYING_ROLES, ...REGION_OFFICES, 'auditor', 'planner'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'ledger.export': act(
    'Mengunduh mutasi akun',
    'Download the statement of an account',
    [...PAYING_ROLES, ...REGION_OFFICES, 'auditor'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'ledger.close': act(
    'Menutup pembukuan bulan',
    'Close a month of the ledger',
    ['province-officer'],
    'within-reach',
    true,
    BILLING_BASIS,
  ),
  'payers.read': act(
    'Melihat pembayar dan uangnya',
    'See payers and their money',
    [...PAYING_ROLES, ...REGION_OFFICES, 'auditor', 'planner'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'payers.write': act(
    'Mencatat pembayar',
    'Record payers',
    [
      'province-officer',
      'regency-officer',
      'village-head',
      'bpjs-membership',
      'company-officer',
      'donor-officer',
    ],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'rosters.read': act(
    'Melihat daftar bayar dan isinya',
    'See rosters and who stands in them',
    [...PAYING_ROLES, ...REGION_OFFICES, 'auditor'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'rosters.write': act(
    'Mengubah daftar bayar dan isinya',
    'Change rosters and who stands in them',
    [
      ...PAYING_ROLES,
      'province-officer',
      'regency-officer',
      'village-head',
      'village-operator',
      'bpjs-membership',
    ],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'rosters.report': act(
    'Mengirim laporan bulanan daftar bayar',
    'Send the monthly report of a roster',
    [...PAYING_ROLES, 'province-officer', 'regency-officer', 'village-head', 'bpjs-membership'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'rosters.reopen': act(
    'Membuka kembali laporan bulanan yang sudah dikirim',
    'Open a monthly report again that was sent',
    [...PAYING_ROLES, 'province-officer', 'regency-officer', 'village-head', 'bpjs-membership'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'bills.read': act(
    'Melihat tagihan',
    'See bills',
    [...PAYING_ROLES, ...REGION_OFFICES, 'auditor', 'bpjs-examiner'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'bills.run': act(
    'Menerbitkan tagihan satu bulan',
    'Bill a month',
    [...PAYING_ROLES, 'province-officer', 'regency-officer', 'village-head', 'bpjs-membership'],
    'within-reach',
    false,
    BILLING_BASIS,
  ),
  'bills.credit': act(
    'Mengkredit tagihan seseorang',
    'Credit what was billed for somebody',
    ['treasurer', 'province-officer', 'regency-officer', 'village-head', 'company-officer', 'donor-officer'],
    'within-reach',
    true,
    BILLING_BASIS,
  ),
  'statements.read': act(
    'Melihat mutasi rekening',
    'See bank statements',
    [...ACCOUNT_KEEPERS, 'auditor'],
    'within-reach',
    false,
    COLLECTING_BASIS,
  ),
  'statements.import': act(
    'Memuat dan mencocokkan mutasi rekening',
    'Read in and match bank statements',
    ACCOUNT_KEEPERS,
    'within-reach',
    true,
    COLLECTING_BASIS,
  ),
  'simulator.play': act(
    'Membayar lewat simulator bank',
    'Pay through the bank simulator',
    EVERYBODY,
    'always',
    false,
    COLLECTING_BASIS,
  ),
  'settlement.read': act(
    'Melihat setoran iuran ke BPJS Ketenagakerjaan',
    'See settlement with BPJS Ketenagakerjaan',
    [...ACCOUNT_KEEPERS, 'auditor'],
    'within-reach',
    false,
    COLLECTING_BASIS,
  ),
  'settlement.write': act(
    'Mencatat dan melunasi kode iuran',
    'Record and pay kode iuran',
    ['treasurer', 'bpjs-membership'],
    'within-reach',
    true,
    COLLECTING_BASIS,
  ),
  'payments.read': act(
    'Melihat pembayaran, VA, QR, dan tugas keuangan',
    'See payments, virtual accounts, QR codes and finance tasks',
    [...THOSE_WHO_PAY, 'bpjs-membership', 'auditor'],
    'within-reach',
    false,
    COLLECTING_BASIS,
  ),
  'payments.create': act(
    'Membuat atau membatalkan VA dan QR',
    'Make or cancel virtual accounts and QR codes',
    THOSE_WHO_PAY,
    'within-reach',
    false,
    COLLECTING_BASIS,
  ),
  'payments.settle': act(
    'Memutuskan tugas keuangan',
    'Decide finance tasks',
    ['treasurer', 'province-officer', 'regency-officer'],
    'within-reach',
    true,
    COLLECTING_BASIS,
  ),
} as const satisfies Record<string, Action>
