import type { exportWords as indonesian } from '../id/exports.ts'

const layouts: (typeof indonesian)['layouts'] = {
  xlsx: 'Whole list, Excel (XLSX)',
  csv: 'Whole list, CSV',
  bpu: 'BPJS: registration of BPU',
  'sipp-baru': 'SIPP: new workers',
  'sipp-lanjutan': 'SIPP: continuing workers',
  'sipp-upah': 'SIPP: changed wages',
  'sipp-nonaktif': 'SIPP: leavers',
  opensid: 'OpenSID: aid programme',
}
const leftOut: (typeof indonesian)['leftOut'] = {
  'no-kpj': (count) => `At least ${count} people without a KPJ are left out, because this form asks for it.`,
  deceased: (count) => `${count} people recorded as dead are left out.`,
}

/** Words of the page on which people leave as files. */
export const exportWords: typeof indonesian = {
  layouts,
  leftOut,
  title: 'Download people',
  lede: 'Whole records without masks. Count first, then download with a reason.',
  layout: 'Kind of file',
  who: 'Who is downloaded?',
  whoHint: 'Give a region, a list, or both.',
  region: 'Code of the region they live in',
  regionHint: 'For example 16.06.01.2001 for a village, or 16.06 for a regency.',
  list: 'A list that was taken in',
  listNone: 'Every list',
  segment: 'Kind of worker',
  all: 'All',
  months: 'BULAN_IURAN (BPU form)',
  monthsHint: 'How many months are paid at once, 1 to 12.',
  package: 'KODE_PAKET (BPU form)',
  packageHint: 'Usually T.',
  count: 'Count first',
  counted: (people: string, files: string) => `${people} people fit, in ${files} files.`,
  countedOne: (people: string) => `${people} people fit, in one file.`,
  nobody: 'Nobody in your area of work fits. Change the choice.',
  take: 'Download',
  takeLede: 'The file holds personal data. Keep it in a safe place and delete it after use.',
  reason: 'What for?',
  reasonHint: 'The reason, the number of people and your name are kept in the audit trail.',
  takeOne: 'Download the file',
  takePart: (number: string, files: string) => `Download file ${number} of ${files}`,
  most: 'BPJS takes at most 10,000 rows in a file.',
}
