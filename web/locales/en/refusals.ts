import { administrationRefusals } from './administration-refusals.ts'
import type { LawFileProblem } from '../../../src/modules/law/law-overrides.ts'
import type { HolidayFileProblem } from '../../../src/kernel/holidays.ts'
import type { ExpectedShape } from '../../../src/kernel/refusal.ts'
import { ledgerRefusals } from './ledger-refusals.ts'
import { settlementRefusals } from './settlement-refusals.ts'
import { submissionRefusals } from './submission-refusals.ts'
import { statementRefusals } from './statement-refusals.ts'
import { billingRefusals } from './billing-refusals.ts'
import { electionRefusals } from './election-refusals.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'
import { formatDate, formatNumber } from '../../../src/kernel/format.ts'
import { isPlainDate } from '../../../src/kernel/plain-date.ts'
import { accessRefusals } from './access-refusals.ts'
import { duplicateRefusals } from './duplicate-refusals.ts'
import { changeRefusals } from './change-refusals.ts'
import { proposalRefusals } from './proposal-refusals.ts'
import { programmeRefusals } from './programme-refusals.ts'
import { budgetRefusals } from './budget-refusals.ts'
import { figureRefusals } from './figure-refusals.ts'
import { employerRefusals } from './employer-refusals.ts'
import { peopleRefusals } from './people-refusals.ts'
import { importRefusals } from './import-refusals.ts'
import { uploadRefusals } from './upload-refusals.ts'
import { giftRefusals } from './gift-refusals.ts'
import { paymentRefusals } from './payment-refusals.ts'
import { fieldLabels } from './fields.ts'
import { regionProblems } from './region-problems.ts'

const SHAPES: { readonly [Shape in ExpectedShape]: string } = {
  'whole-rupiah': 'whole rupiah, digits only, for example 1000000',
  'whole-number': 'a whole number, for example 12',
  number: 'a number, for example 12.5',
  month: 'year-month, for example 2026-05',
  date: 'an existing year-month-day, for example 2026-05-01',
  'date-time': 'an ISO 8601 date and time, for example 2026-05-01T08:00:00Z',
  text: 'text',
  'yes-or-no': 'yes or no (true or false)',
  list: 'a list',
  object: 'an object with named fields',
  'region-code': 'a Kemendagri region code, for example 16 or 16.06.01',
  nik: '16 digits of the national identity number',
  email: 'an email address, for example name@example.go.id',
}

const LAW_FILE_PROBLEMS: { readonly [Problem in LawFileProblem]: string } = {
  'not-a-list': 'is not a list',
  'not-an-object': 'is not an object',
  missing: 'is not filled in',
  'wrong-shape': 'has the wrong shape',
  'unknown-field': 'is not a known field',
  'unknown-parameter': 'is not a value of the register',
  'table-value': 'is a table; tables change only in the program',
  'unknown-law': 'is not a law of the register',
  'certain-value': 'is certain (H) and may not be replaced',
  'before-last-period': 'lies inside a known period',
  twice: 'is written twice',
}

const HOLIDAY_PROBLEMS: { readonly [Problem in HolidayFileProblem]: string } = {
  'not-an-object': 'is not an object',
  'unknown-field': 'is not a known field',
  missing: 'is missing',
  'wrong-shape': 'has the wrong shape',
  'outside-year': 'lies outside the year of the file',
  duplicate: 'is written twice',
  empty: 'is empty',
}

function label(field: string): string {
  return fieldLabels[field] ?? field
}

function given(value: string): string {
  return value === '' ? 'empty' : `"${value}"`
}

function between(minimum: string | undefined, maximum: string | undefined): string {
  if (minimum === undefined) return maximum === undefined ? 'a sensible value' : `at most ${maximum}`
  return maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`
}

function since(firstFrom: string): string {
  return firstFrom === '' ? 'Choose another day.' : `Choose a day from ${day(firstFrom)} on.`
}

/** A day as people write it; text that is no day stays as it is. */
function day(text: string): string {
  return isPlainDate(text) ? formatDate(text, 'en') : text
}

/** The problems that are shown, one on a line, and how many more there are. */
function listed(count: number, lines: readonly string[]): string {
  const rest = count - lines.length
  return [...lines, ...(rest > 0 ? [`… and ${formatNumber(rest, 'en')} more`] : [])]
    .map((line) => `\n  ${line}`)
    .join('')
}

export const refusalSentences: RefusalSentences = {
  ...administrationRefusals,
  ...accessRefusals,
  ...peopleRefusals,
  ...changeRefusals,
  ...employerRefusals,
  ...billingRefusals,
  ...electionRefusals,
  ...ledgerRefusals,
  ...statementRefusals,
  ...settlementRefusals,
  ...submissionRefusals,
  ...figureRefusals,
  ...programmeRefusals,
  ...budgetRefusals,
  ...proposalRefusals,
  ...giftRefusals,
  ...paymentRefusals,
  ...duplicateRefusals,
  ...importRefusals,
  ...uploadRefusals,
  'value-not-allowed': ({ field, value, allowed }) =>
    `The ${label(field)} is not known: ${given(value)}. Choose one of: ${allowed.join(', ')}.`,
  'value-missing': ({ field, allowed }) =>
    `The ${label(field)} is missing. ${allowed ? `Choose one of: ${allowed.join(', ')}.` : 'Fill it in and try again.'}`,
  'field-unknown': ({ field, allowed }) =>
    `The field "${field}" is not used here. ${allowed.length > 0 ? `Used are: ${allowed.join(', ')}.` : 'Remove it.'}`,
  'value-malformed': ({ field, value, expected }) =>
    `The ${label(field)} has the wrong shape: ${given(value)}. Write it as ${SHAPES[expected]}.`,
  'value-out-of-range': ({ field, value, minimum, maximum }) =>
    `The ${label(field)} is outside its limits: ${given(value)}. Give ${between(minimum, maximum)}.`,

  // Working days.
  'holidays-unknown': ({ year, known }) =>
    `The holidays of ${year} are not known yet. Known: ${known.join(', ') || 'none'}. Load them from the joint decree (SKB 3 Menteri) by ./payung law holidays FILE, then start again.`,
  'holiday-file-invalid': ({ file, place, problem }) =>
    `The holiday file ${file} is not used: ${place} ${HOLIDAY_PROBLEMS[problem]}. Mend the file and try again.`,

  // The law.
  'no-law-in-force': ({ parameter, on, firstFrom }) =>
    `No rule is in force on ${day(on)} for ${parameter}. ${since(firstFrom)}`,
  'law-value-not-seen': ({ parameter, on }) =>
    `The rule ${parameter} is in force on ${day(on)}, but we have not seen its value. Ask BPJS Ketenagakerjaan.`,
  'programme-not-open': ({ programme, segment, allowed, law }) =>
    `The programme ${programme} does not exist for ${segment} (${law}). Open are: ${allowed.join(', ')}.`,
  'give-one-of': ({ fields }) => `Give exactly one of: ${fields.map(label).join('; ')}.`,
  'law-file-invalid': ({ file, place, problem }) =>
    `The law file ${file} is not used: ${place || 'its content'} ${LAW_FILE_PROBLEMS[problem]}. Mend the file and try again.`,
  'file-unreadable': ({ file, problem }) =>
    problem === 'missing'
      ? `The file ${file} cannot be read. Check its name and permissions.`
      : `The file ${file} is not valid JSON. Mend it and try again.`,

  // Regions.
  'region-unknown': ({ value, on }) =>
    `No region has the code ${value} on ${day(on)}. Check the code, or search its name at /wilayah.`,
  'region-map-unknown': ({ value, first }) =>
    `We hold no map of regions for ${day(value)}. Choose a day from ${day(first)} on.`,
  'region-list-broken': ({ count, problems }) =>
    `The list of regions has ${formatNumber(count, 'en')} errors. Nothing was loaded. Mend the list and try again:${listed(
      count,
      problems.map(({ where, kind, value }) => `${where}: ${regionProblems.list[kind]} (${value})`),
    )}`,
  'region-list-differs': ({ count, differences }) =>
    `This list of regions differs from the table in ${formatNumber(count, 'en')} codes. Record it as a change first (payung regions changes):${listed(
      count,
      differences.map(({ code, kind, name }) => `${code} ${name}: ${regionProblems.difference[kind]}`),
    )}`,
  'region-change-broken': ({ count, problems }) =>
    `The file of region changes has ${formatNumber(count, 'en')} errors. Nothing was changed:${listed(
      count,
      problems.map(({ code, kind }) => `${code}: ${regionProblems.change[kind]}`),
    )}`,
  'boundaries-broken': ({ count, problems }) =>
    `The file of boundaries has ${formatNumber(count, 'en')} errors. Nothing was stored:${listed(
      count,
      problems.map(({ where, kind }) => `${where || 'file'}: ${regionProblems.outline[kind]}`),
    )}`,
  'region-change-out-of-order': ({ title, effectiveOn }) =>
    `The change "${title}" cannot be applied: there is a change from ${day(effectiveOn)} on or later already.`,
  'region-change-already-applied': ({ title, effectiveOn }) =>
    `The change "${title}" is applied since ${day(effectiveOn)}. Nothing needs to be done.`,
  'region-change-not-applied': ({ title }) =>
    `The change "${title}" is not applied, so nothing can be reverted.`,
  'region-change-built-upon': ({ populations, boundaries }) =>
    `This change is used by ${formatNumber(populations, 'en')} populations and ${formatNumber(boundaries, 'en')} boundaries. Remove those first.`,
}
