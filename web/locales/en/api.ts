import type { apiWords as indonesian } from '../id/api.ts'

/** Words of `/api/docs`. */
export const apiWords: typeof indonesian = {
  title: 'For developers',
  lede: 'The same questions as these pages, answered for other programs (API).',
  document: 'OpenAPI 3.1 document',
  rules: [
    'Amounts are whole rupiah, as JSON integers.',
    'Months are written 2026-05, days 2026-05-01.',
    'Unknown fields are refused, not ignored.',
    'Errors follow RFC 9457 (application/problem+json), with a code and a sentence.',
    'Sentences are Indonesian. For English send Accept-Language: en.',
  ],
  example: 'Example',
  fields: 'Fields',
  fieldsOf: (name) => `Fields of ${name}`,
  field: 'Name',
  required: 'Required',
  shape: 'Shape',
  meaning: 'Meaning',
  yes: 'yes',
  no: 'no',
  codesTitle: 'Codes of refusal',
  codesText: 'Programs read code. The sentence in detail is for people and may change.',
  codesCaption: 'Refusals',
  httpCaption: 'Errors of the request',
  code: 'Code',
  status: 'HTTP status',
}
