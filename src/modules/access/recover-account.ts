import { recordAudit } from '../audit/record-audit.ts'
import { runOperatorCommand } from '../../platform/operator-command.ts'
import { countAttempt } from './count-attempt.ts'
import { createChallenge, useUpChallenges } from './challenge-store.ts'
import { throughGate } from './scope.ts'
import { createPasswordLink } from './set-password.ts'
import { comingFrom, type Caller, type SignInDeps } from './sign-in-deps.ts'
import { findUsersByEmail } from './sign-in-queries.ts'
import { foldEmail } from './sign-in.ts'
import { addressGroup } from './throttle.ts'

/** Puts a recovery link into words, in the language the person asked in. */
export type RecoveryLetter = (link: { readonly path: string; readonly organisationName: string }) => {
  readonly subject: string
  readonly text: string
}

export type RecoveryDeps = SignInDeps & { readonly mailCommand: readonly string[] | null }

const MAIL_MS = 30_000
const REQUEST_LIFE_MS = 7 * 24 * 3_600_000

/** Counts that somebody asks for a link, alike whether the address is known. Throws `too-many-attempts`. */
export async function countRecovery(deps: SignInDeps, email: string, caller: Caller): Promise<void> {
  await countAttempt(deps, [
    { bucket: 'recovery', text: foldEmail(email) },
    { bucket: 'link', text: `recovery ${addressGroup(caller.address)}` },
  ])
}

/**
 * Does what can be done for an address: with a mail program a link is sent, without one administrators see the request in their list.
 * For an address nobody has nothing happens. Run it after the answer was sent, so that the time it takes tells nothing.
 */
export async function startRecovery(
  deps: RecoveryDeps,
  {
    email,
    caller,
    letter,
  }: { readonly email: string; readonly caller: Caller; readonly letter: RecoveryLetter },
): Promise<void> {
  const to = foldEmail(email)
  const letters = await throughGate(deps.db, 'sign-in', async (tx) => {
    const users = await findUsersByEmail(tx, to, deps)
    const written = []
    for (const user of users) {
      await recordAudit(tx, {
        actor: { kind: 'public' },
        action: 'account.ask-recovery',
        subject: { kind: 'user', id: user.id },
        ...comingFrom(caller),
      })
      if (deps.mailCommand === null) await noteRequest(tx, deps, user.id)
      else {
        const path = await createPasswordLink(tx, deps, user.id, 'recovery')
        written.push(letter({ path, organisationName: user.organisationName }))
      }
    }
    return written
  })
  for (const { subject, text } of letters) {
    await runOperatorCommand('PAYUNG_MAIL_COMMAND', deps.mailCommand ?? [], {
      limitMs: MAIL_MS,
      input: messageText(to, subject, text),
    })
  }
}

/** An open challenge whose secret nobody has: administrators see it as "a recovery link is asked for" until a link is made. */
async function noteRequest(
  tx: Parameters<typeof createChallenge>[0],
  deps: RecoveryDeps,
  userId: string,
): Promise<void> {
  await useUpChallenges(tx, deps, userId, ['recovery-request'])
  await createChallenge(tx, deps, { purpose: 'recovery-request', userId, lifeMs: REQUEST_LIFE_MS })
}

/** A message as `sendmail -t` reads it. No part of it can begin a header of its own. */
function messageText(to: string, subject: string, text: string): string {
  const oneLine = (line: string): string => line.replaceAll(/[\r\n]+/g, ' ')
  const encoded = Buffer.from(oneLine(subject), 'utf8').toString('base64')
  return [
    `To: ${oneLine(to)}`,
    `Subject: =?utf-8?B?${encoded}?=`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\n')
}
