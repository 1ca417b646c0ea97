import type { AccessReason } from '../../../src/modules/access/access.ts'
import type { PasswordFault } from '../../../src/modules/access/password.ts'
import type { SessionFault } from '../../../src/modules/access/session.ts'
import type { SingleSignOnFault } from '../../../src/modules/access/single-sign-on.ts'
import type { RefusalSentences } from '../refusal-sentences.ts'

const SESSION: { readonly [Fault in SessionFault]: string } = {
  none: 'You are not signed in. Sign in and try again.',
  ended: 'Your session has ended. Sign in again to go on.',
  elsewhere: 'This session was ended from another device. If that was not you, change your password.',
  expired: 'Your session ended because it was not used for long. Sign in again to go on.',
}

const REASONS: { readonly [Reason in AccessReason]: string } = {
  role: 'Your role may not do this. Ask an administrator if you need it.',
  'out-of-reach': 'This lies outside your region or organisation.',
  'not-oneself': 'Only the owner of the account may do this.',
  'no-role-today': 'You hold no role today. Ask your administrator.',
  'second-factor': 'This needs a security code. Give the code first and try again.',
}

const PASSWORD: { readonly [Fault in PasswordFault]: (least: number, most: number) => string } = {
  'too-short': (least) =>
    `The password is too short. Use at least ${least} characters, for example some words.`,
  'too-long': (_least, most) => `The password is too long. Use at most ${most} characters.`,
  'known-to-be-breached': () => 'This password is used too often or has leaked. Choose another.',
  'holds-own-name': () => 'The password holds your name or address. Choose another.',
}

const SSO: { readonly [Fault in SingleSignOnFault]: string } = {
  'not-set': 'Government sign-in is not set up here. Sign in with your password.',
  'not-answering': 'Government sign-in does not answer. Try again, or use your password.',
  'not-trusted':
    'The certificate of government sign-in cannot be trusted, so it is not used. Tell the operator, and use your password.',
  refused: 'Government sign-in did not succeed. Begin again from the sign-in page.',
  'not-invited': 'This government account has not been invited. Ask your administrator.',
}

const CODE = {
  'already-set': 'A security code is set up already. Remove it before you set up another.',
  'not-begun': 'No security code is set up. Set one up on the account page first.',
  'passkey-first': 'This account uses a passkey. Sign in with it first, then set up a code.',
}

/** Sentences of refusals around signing in. */
export const accessRefusals = {
  'not-signed-in': ({ because }) => SESSION[because],
  'not-allowed': ({ reason }) => REASONS[reason],
  'form-not-ours': () =>
    'This page has been open for long or is not ours. Load it again and send it once more.',
  'password-refused': ({ because, least, most }) => PASSWORD[because](least, most),
  'too-many-attempts': ({ seconds }) =>
    `Too many attempts. Wait ${seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`} and try again.`,
  'sign-in-failed': () => 'The email address or the password is wrong. Check both and try again.',
  'sign-in-names-several': () =>
    'You are known in several organisations. Choose one and give the password again.',
  'link-not-good': () => 'This link was used, is over, or is wrong. Ask for a new one.',
  'password-wrong': () => 'The present password is wrong. Check it and try again.',
  'code-refused': () => 'The code is wrong or was used. Wait for the next one and try again.',
  'code-not-open': ({ because }) => CODE[because],
  'already-set-up': () => 'There is a system administrator already. He adds the other users.',
  'role-not-held': () => 'You do not hold that role today. Choose another.',
  'passkey-refused': () => 'The passkey is not known. Try again, or sign in with your password.',
  'single-sign-on-refused': ({ because }) => SSO[because],
  'training-account': () => 'Training accounts are shared, so their security cannot be changed.',
} satisfies Partial<RefusalSentences>
