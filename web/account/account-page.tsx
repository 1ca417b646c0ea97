import { formatTableDate, formatTime, type Language } from '../../src/kernel/format.ts'
import { jakartaDateOf } from '../../src/kernel/plain-date.ts'
import { wordsIn } from '../locales/public.ts'
import { MorePages, type Control } from '../administration/parts.tsx'
import { PostForm, SelectField, TextField, type Option } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { SummaryTable } from '../ui/summary-table.tsx'

/** A session as the list shows it. */
export type SessionRow = {
  readonly id: string
  readonly since: Date
  readonly lastSeen: Date
  readonly address: string
  readonly device: string
  readonly isThis: boolean
}

export type PasskeyRow = {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

export type AccountPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly name: string
  readonly email: string
  readonly organisation: string
  /** The role the user acts in; null when he holds none today. */
  readonly role: string | null
  readonly roles: readonly Option[]
  readonly roleGrant: string
  readonly sessions: readonly SessionRow[]
  readonly hasCode: boolean
  readonly recoveryCodesLeft: number
  readonly passkeys: readonly PasskeyRow[]
  readonly passkeyScript: string | null
  readonly note: string | null
  readonly mayChange: boolean
  /** Where the user goes on from here; what is not for him says why. */
  readonly pages: readonly Control[]
}

/** `/akun`: who I am here, which of my devices are signed in, and how I prove myself. */
export function AccountPage(props: AccountPageProps) {
  const { frame, csrf, name, email, organisation, role, roles, roleGrant, note, passkeyScript } = props
  const words = wordsIn(frame.language).signIn
  return (
    <Page frame={frame} title={words.accountTitle} {...(passkeyScript !== null && { script: passkeyScript })}>
      {note === null ? null : <Notice title={note} kind="done" />}
      <h1>{words.accountTitle}</h1>
      <dl className="rows sheet">
        <dt>{words.name}</dt>
        <dd>{name}</dd>
        <dt>{words.email}</dt>
        <dd>{email}</dd>
        <dt>{words.organisation}</dt>
        <dd>{organisation}</dd>
        <dt>{words.role}</dt>
        <dd>{role ?? words.noRole}</dd>
      </dl>
      <MorePages label={wordsIn(frame.language).home.work} controls={props.pages} here={frame.path} />
      <PostForm action="/keluar" csrf={csrf} button={words.signOut} look="quiet" />
      {roles.length < 2 ? null : (
        <PostForm action="/akun/peran" csrf={csrf} button={words.roleButton}>
          <SelectField
            name="grant"
            label={words.roleTitle}
            hint={words.roleHint}
            value={roleGrant}
            options={roles}
          />
        </PostForm>
      )}
      <Sessions {...props} />
      {props.mayChange ? <Security {...props} /> : null}
    </Page>
  )
}

function Sessions({ frame, csrf, sessions }: AccountPageProps) {
  const { language } = frame
  const words = wordsIn(language).signIn
  return (
    <section aria-labelledby="perangkat">
      <h2 id="perangkat">{words.sessionsTitle}</h2>
      <SummaryTable
        caption={words.sessionsCaption}
        columns={[
          { key: 'device', title: words.device, cell: (row: SessionRow) => row.device },
          { key: 'address', title: words.address, cell: (row: SessionRow) => row.address },
          { key: 'since', title: words.since, cell: (row: SessionRow) => moment(row.since, language) },
          { key: 'seen', title: words.lastSeen, cell: (row: SessionRow) => moment(row.lastSeen, language) },
          {
            key: 'end',
            title: words.end,
            cell: (row: SessionRow) =>
              row.isThis ? (
                words.thisDevice
              ) : (
                <PostForm
                  action="/akun/sesi/akhiri"
                  csrf={csrf}
                  hidden={{ id: row.id }}
                  button={words.end}
                  buttonLabel={words.endOne(row.device)}
                  look="quiet"
                />
              ),
          },
        ]}
        rows={sessions}
        rowKey={(row) => row.id}
      />
      {sessions.length < 2 ? null : (
        <PostForm action="/akun/sesi/akhiri-lain" csrf={csrf} button={words.endOthers} look="quiet" />
      )}
    </section>
  )
}

function Security({ frame, csrf, hasCode, recoveryCodesLeft, passkeys, passkeyScript }: AccountPageProps) {
  const { language } = frame
  const words = wordsIn(language).signIn
  return (
    <section aria-labelledby="pengaman">
      <h2 id="pengaman">{words.securityTitle}</h2>
      <ul className="lines">
        <li>
          {words.password} <a href={hrefIn(language, '/akun/sandi')}>{words.changeTitle}</a>
        </li>
        <li>
          {hasCode ? `${words.codeInUse} ${words.recoveryLeft(recoveryCodesLeft)}` : words.codeNotInUse}{' '}
          <a href={hrefIn(language, '/akun/kode')}>{hasCode ? words.codeManage : words.setUpTitle}</a>
        </li>
      </ul>
      <h3>{words.passkeysTitle}</h3>
      <p>{words.passkeysText}</p>
      {passkeys.length === 0 ? <p>{words.passkeysNone}</p> : null}
      <ul className="lines">
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span>
              {passkey.name}{' '}
              <small>
                {words.passkeyLastUsed}{' '}
                {passkey.lastUsedAt === null ? words.passkeyNeverUsed : moment(passkey.lastUsedAt, language)}
              </small>
            </span>
            <PostForm
              action="/akun/kunci-sandi/hapus"
              csrf={csrf}
              hidden={{ id: passkey.id }}
              button={words.passkeyRemove}
              buttonLabel={`${words.passkeyRemove} ${passkey.name}`}
              look="quiet"
            />
          </li>
        ))}
      </ul>
      {passkeyScript === null ? (
        <p className="small">{words.passkeysNowhere}</p>
      ) : (
        <PostForm
          action="/akun/kunci-sandi"
          csrf={csrf}
          hidden={{ response: '' }}
          button={words.passkeyAdd}
          look="quiet"
          passkey="registration"
          failure={words.passkeyFailed}
        >
          <TextField name="name" label={words.passkeyName} hint={words.passkeyNameHint} value="" />
        </PostForm>
      )}
    </section>
  )
}

/** Day and time of an instant in western Indonesia. */
function moment(instant: Date, language: Language): string {
  return `${formatTableDate(jakartaDateOf(instant))}, ${formatTime(instant, 'WIB', language)}`
}
