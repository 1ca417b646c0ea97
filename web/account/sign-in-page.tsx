import { formatNumber } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import {
  ErrorSummary,
  PostForm,
  SelectField,
  TextField,
  type FieldErrors,
  type Option,
} from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'

export type SignInPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly email: string
  /** Where to go afterwards: a path of ours. */
  readonly next: string
  readonly errors: FieldErrors
  /** Why the page came up by itself, or what just succeeded. */
  readonly note: string | null
  /** Offered when the address and password are good in several organisations. */
  readonly organisations: readonly Option[]
  /** The address of the script of passkeys where they are good; null where not. */
  readonly passkeyScript: string | null
  readonly hasGovernment: boolean
  readonly training: readonly {
    readonly email: string
    readonly role: string
    readonly organisation: string
  }[]
  readonly trainingPassword: string
  /** The invented province while it is being made. */
  readonly twin: { readonly people: number; readonly all: number | null } | null
}

/** `/masuk`: address and password, and every other way there is at this installation. */
export function SignInPage(props: SignInPageProps) {
  const { frame, csrf, email, next, errors, note, organisations, passkeyScript } = props
  const { language } = frame
  const { signIn: words, frame: frameWords } = wordsIn(language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page
      frame={frame}
      title={words.title}
      hasErrors={hasErrors}
      {...(passkeyScript !== null && { script: passkeyScript })}
    >
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      {note === null ? null : <Notice title={note} />}
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <div className="sheet question narrow">
        <PostForm action="/masuk" csrf={csrf} hidden={{ next }} button={words.button}>
          <TextField name="email" label={words.email} kind="email" value={email} error={errors['email']} />
          {organisations.length === 0 ? null : (
            <SelectField
              name="organisation"
              label={words.organisation}
              value=""
              options={organisations}
              error={errors['organisation']}
            />
          )}
          <TextField
            name="password"
            label={words.password}
            kind="password"
            value=""
            error={errors['password']}
          />
        </PostForm>
        <p>
          <a className="back" href={hrefIn(language, '/lupa-sandi')}>
            {words.forgot}
          </a>
        </p>
      </div>
      <OtherWays {...props} />
      <TrainingAccounts {...props} />
    </Page>
  )
}

function OtherWays({ frame, csrf, next, passkeyScript, hasGovernment, errors }: SignInPageProps) {
  const words = wordsIn(frame.language).signIn
  if (passkeyScript === null && !hasGovernment) return null
  return (
    <section aria-labelledby="cara-lain">
      <h2 id="cara-lain">{words.or}</h2>
      {passkeyScript === null ? null : (
        <div id="passkey">
          {errors['passkey'] === undefined ? null : <p className="why">{errors['passkey']}</p>}
          <PostForm
            action="/masuk/kunci-sandi"
            csrf={csrf}
            hidden={{ next, response: '' }}
            button={words.passkey}
            look="quiet"
            passkey="sign-in"
            failure={words.passkeyFailed}
          />
        </div>
      )}
      {hasGovernment ? (
        <p>
          <a href={hrefIn(frame.language, '/masuk/pemerintah', { next })}>{words.government}</a>
        </p>
      ) : null}
    </section>
  )
}

function TrainingAccounts({ frame, csrf, next, training, trainingPassword, twin }: SignInPageProps) {
  const words = wordsIn(frame.language).signIn
  if (training.length === 0) return null
  const inOrder = training.toSorted((one, other) => one.role.localeCompare(other.role, frame.language))
  return (
    <section aria-labelledby="latihan">
      <h2 id="latihan">{words.trainingTitle}</h2>
      {twin === null ? null : <TwinProgress frame={frame} twin={twin} />}
      <p>
        {words.trainingText} <code className="whole">{trainingPassword}</code>
      </p>
      <ul className="cards">
        {inOrder.map(({ email, role, organisation }) => (
          <li key={email}>
            <PostForm
              action="/masuk"
              csrf={csrf}
              hidden={{ next, email, password: trainingPassword }}
              button={words.trainingUse(role)}
              buttonDetail={organisation}
              look="quiet"
            />
            <p className="small">{email}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

type TwinProps = Pick<SignInPageProps, 'frame'> & { readonly twin: NonNullable<SignInPageProps['twin']> }

/** How far the invented province is; a link shows it anew, so that nothing typed above is lost by itself. */
function TwinProgress({ frame: { language, path, query }, twin: { people, all } }: TwinProps) {
  const words = wordsIn(language).signIn
  return (
    <Notice title={words.trainingFilling}>
      {all === null ? null : (
        <p>
          <progress max={all} value={people} aria-label={words.trainingFilling} />{' '}
          {words.trainingFilled(formatNumber(people, language), formatNumber(all, language))}
        </p>
      )}
      <p>
        <a href={hrefIn(language, path, query)}>{words.trainingReload}</a>
      </p>
    </Notice>
  )
}
