import type {
  BankTrouble,
  CallOutcome,
  TargetState,
  TaskKind,
  TaskReason,
  TaskState,
} from '../../../src/modules/payments/payments.ts'

export const bankTroubles: { readonly [Name in BankTrouble]: string } = {
  timeout: 'it did not answer in time',
  connection: 'the connection failed',
  certificate: 'its TLS certificate cannot be trusted',
  'not-json': 'its answer is not JSON',
  'too-large': 'its answer is too large',
  resting: 'it is left alone after repeated failures',
  'unclear-code': 'its response code is unclear',
  'token-refused': 'it refused to give a token',
}

export const targetStates: { readonly [Name in TargetState]: string } = {
  asked: 'waiting for the bank',
  open: 'open',
  paid: 'paid',
  cancelled: 'cancelled',
  refused: 'refused by the bank',
}

export const taskKinds: { readonly [Name in TaskKind]: string } = {
  misplaced: 'Money without a place',
  inconsistent: 'The bank contradicts itself',
  'unknown-outcome': 'Outcome at the bank unknown',
  'period-closed': 'The month is closed in the books',
}

export const taskStates: { readonly [Name in TaskState]: string } = {
  open: 'waiting for a decision',
  placed: 'placed',
  refunded: 'refunded',
  noted: 'noted as done',
}

export const taskReasons: { readonly [Name in TaskReason]: string } = {
  'code-paid-already': 'This QR code was paid before',
  'code-cancelled': 'This QR code was cancelled',
  'code-amount-differs': 'The amount is not that of the QR code',
  'bill-closed': 'Its bill is paid or cancelled',
  'same-payment-differs': 'The same payment was told with other content',
  'gave-up': 'The bank gave no clear answer for a day',
  'refunded-by-bank': 'The bank gave the payment back to the payer',
  'month-closed': 'The payment lies in a closed month',
  'statement-line': 'A statement line without a payment',
}

export const callOutcomes: { readonly [Name in CallOutcome]: string } = {
  told: 'bill told',
  booked: 'booked',
  repeated: 'told again, first answer sent again',
  noted: 'noted, no money',
  'field-missing': 'a required field is missing',
  'field-format': 'a field is malformed',
  'signature-wrong': 'wrong signature',
  'clock-off': 'clock out of the window',
  'too-many': 'too many calls',
  'token-wrong': 'token wrong or over',
  'external-id-used': 'X-EXTERNAL-ID used that day',
  'account-unknown': 'number unknown',
  'account-cancelled': 'number cancelled',
  'account-expired': 'number expired',
  'bill-paid': 'bill already paid',
  'amount-differs': 'wrong amount',
  'content-differs': 'content differs from the first telling',
  'month-closed': 'month closed in the books',
}
