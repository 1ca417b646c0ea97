/** The services of SNAP that are spoken here, with their two digits in every response code. */
export const SNAP_SERVICES = {
  'access-token': '73',
  'va-inquiry': '24',
  'va-payment': '25',
  'va-status': '26',
  'va-create': '27',
  'va-update': '28',
  'va-delete': '31',
  'qr-generate': '47',
  'qr-query': '51',
  'qr-notify': '52',
} as const
export type SnapService = keyof typeof SNAP_SERVICES

/** Each case of an answer: HTTP status, two digits, and the standard's words. */
export const SNAP_CASES = {
  successful: [200, '00', 'Successful'],
  'in-progress': [202, '00', 'Request In Progress'],
  'bad-request': [400, '00', 'Bad Request'],
  'field-format': [400, '01', 'Invalid Field Format'],
  'field-missing': [400, '02', 'Invalid Mandatory Field'],
  unauthorized: [401, '00', 'Unauthorized.'],
  'token-invalid': [401, '01', 'Invalid Token (B2B)'],
  'transaction-expired': [403, '00', 'Transaction Expired'],
  'feature-not-allowed': [403, '01', 'Feature Not Allowed'],
  'status-invalid': [404, '00', 'Invalid Transaction Status'],
  'transaction-unknown': [404, '01', 'Transaction Not Found'],
  'account-invalid': [404, '11', 'Invalid Card/Account/Customer/Virtual Account'],
  'bill-unknown': [404, '12', 'Invalid Bill/Virtual Account'],
  'amount-invalid': [404, '13', 'Invalid Amount'],
  'bill-paid': [404, '14', 'Paid Bill'],
  inconsistent: [404, '18', 'Inconsistent Request'],
  'bill-expired': [404, '19', 'Invalid Bill/Virtual Account'],
  'function-unsupported': [405, '00', 'Requested Function Is Not Supported'],
  conflict: [409, '00', 'Conflict'],
  'reference-twice': [409, '01', 'Duplicate partnerReferenceNo'],
  'too-many': [429, '00', 'Too Many Requests'],
  'general-error': [500, '00', 'General Error'],
  'internal-error': [500, '01', 'Internal Server Error'],
  'external-error': [500, '02', 'External Server Error'],
  timeout: [504, '00', 'Timeout'],
} as const satisfies Record<string, readonly [number, string, string]>
export type SnapCase = keyof typeof SNAP_CASES

/** One answer's code: `2002500`, its HTTP status and words. `about` is the field or the reason the standard puts behind its words. */
export type SnapCode = {
  readonly status: number
  readonly responseCode: string
  readonly responseMessage: string
}

export function snapCode(service: SnapService, name: SnapCase, about?: string): SnapCode {
  const [status, digits, words] = SNAP_CASES[name]
  return {
    status,
    responseCode: `${String(status)}${SNAP_SERVICES[service]}${digits}`,
    responseMessage: about === undefined ? words : `${words} ${about}`,
  }
}

/** The case that a partner's response code names, or null when it is none of the standard's for this service. */
export function findSnapCase(service: SnapService, responseCode: string): SnapCase | null {
  const names = Object.keys(SNAP_CASES) as SnapCase[]
  return names.find((name) => snapCode(service, name).responseCode === responseCode) ?? null
}

/** What `latestTransactionStatus` tells, wherever SNAP uses it. */
export const TRANSACTION_STATUSES = {
  '00': 'success',
  '01': 'initiated',
  '02': 'paying',
  '03': 'pending',
  '04': 'refunded',
  '05': 'cancelled',
  '06': 'failed',
  '07': 'not-found',
} as const
export type TransactionStatus = (typeof TRANSACTION_STATUSES)[keyof typeof TRANSACTION_STATUSES]

export function findTransactionStatus(digits: string): TransactionStatus | null {
  return Object.hasOwn(TRANSACTION_STATUSES, digits)
    ? TRANSACTION_STATUSES[digits as keyof typeof TRANSACTION_STATUSES]
    : null
}
