import type { DelegationFault, RecordKind } from '../../../src/modules/access/administration.ts'
import type { RegionDepth } from '../../../src/kernel/region-code.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const RECORDS: { readonly [Kind in RecordKind]: string } = {
  user: 'user',
  organisation: 'organisation',
  grant: 'role',
  'api-key': 'key',
}

const OVER: { readonly [Kind in RecordKind]: string } = {
  user: 'This user is switched off already.',
  organisation: 'This organisation is closed.',
  grant: 'This role is over, or held already. Reload the page to see it.',
  'api-key': 'This key is revoked already.',
}

const LEVELS: { readonly [Depth in RegionDepth]: string } = {
  country: 'the whole country (ID)',
  provinsi: 'a province',
  'kabupaten-kota': 'a regency or city',
  kecamatan: 'a district',
  'desa-kelurahan': 'a village',
}

const DELEGATION: { readonly [Fault in DelegationFault]: (mostDays: number) => string } = {
  'not-own-role': () => 'You can lend only the role you are acting in.',
  'delegated-already': () => 'A lent role cannot be lent on.',
  'too-long': (mostDays) => `A role can be lent for at most ${mostDays} days. Choose an earlier end.`,
  'other-organisation': () => 'A role can be lent only to a colleague of your organisation.',
  'beyond-own': () => 'This goes beyond the end of your own role. Choose an earlier end.',
}

/** Sentences of refusals around users, roles and keys of programs. */
export const administrationRefusals = {
  'no-such-record': ({ kind }) => `There is no such ${RECORDS[kind]}, or it is not within your reach.`,
  'region-outside': ({ value, within }) =>
    within === ''
      ? `Region ${value} is beyond your reach.`
      : `Region ${value} is outside ${within}. Choose one inside it.`,
  'region-wrong-level': ({ value, expected }) =>
    `Region ${value} is of the wrong level. Choose ${expected.map((depth) => LEVELS[depth]).join(' or ')}.`,
  'role-above-oneself': () => 'Only a system administrator decides on this role. Ask one.',
  'not-on-oneself': () => 'You cannot change your own rights. Ask another administrator.',
  'last-administrator': () =>
    'This is the last system administrator without an end date. Appoint another first, then try again.',
  'delegation-refused': ({ because, mostDays }) => DELEGATION[because](mostDays),
  'already-so': ({ kind }) => OVER[kind],
  'organisation-open': () => 'This organisation is not closed. See its state in the list of organisations.',
  'email-taken': () => 'This organisation has a user with this address already. Look in the list.',
  'name-taken': () => 'There is an organisation of this kind, region and name already.',
  'api-key-refused': () => 'The key is not good. Check it, or ask for a new one.',
  'api-key-quota': ({ quota, day }) =>
    `This key has asked about ${quota} persons on ${day}. Go on tomorrow, or ask for a larger quota.`,
} satisfies Partial<RefusalSentences>
