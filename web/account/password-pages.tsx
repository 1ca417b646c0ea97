import { wordsIn } from '../locales/public.ts'
import { ErrorSummary, PostForm, TextField, type FieldErrors } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'

type FormPageProps = { readonly frame: Frame; readonly csrf: string; readonly errors: FieldErrors }

/** `/lupa-sandi`: asks for an address, or says the same to everybody who asked. */
export function RecoverPage({
  frame,
  csrf,
  errors,
  byMail,
  isAsked,
}: FormPageProps & { readonly byMail: boolean; readonly isAsked: boolean }) {
  const { signIn: words, frame: frameWords } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  const how = byMail ? words.recoverByMail : words.recoverByHand
  return (
    <Page frame={frame} title={words.recoverTitle} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      <h1>{isAsked ? words.recoverDone : words.recoverTitle}</h1>
      <p className="lede">{isAsked ? words.recoverDoneText : words.recoverLede}</p>
      <p>{how}</p>
      {isAsked ? (
        <p>
          <a className="back" href={hrefIn(frame.language, '/masuk')}>
            {words.toSignIn}
          </a>
        </p>
      ) : (
        <PostForm action="/lupa-sandi" csrf={csrf} button={words.recoverButton}>
          <TextField name="email" label={words.email} kind="email" value="" error={errors['email']} />
        </PostForm>
      )}
    </Page>
  )
}

type SetPasswordPageProps = FormPageProps & {
  readonly action: string
  readonly name: string
  readonly organisation: string
}

/** `/atur-sandi/…`: a new password by a one-time link. */
export function SetPasswordPage({ frame, csrf, errors, action, name, organisation }: SetPasswordPageProps) {
  const { signIn: words, frame: frameWords } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={words.setTitle} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      <h1>{words.setTitle}</h1>
      <p className="lede">{words.setLede(name, organisation)}</p>
      <PostForm action={action} csrf={csrf} button={words.setButton}>
        <TextField
          name="password"
          label={words.newPassword}
          hint={words.passwordHint}
          kind="new-password"
          value=""
          error={errors['password']}
        />
      </PostForm>
    </Page>
  )
}

/** `/akun/sandi`: a new password for whoever knows the present one. */
export function ChangePasswordPage({ frame, csrf, errors }: FormPageProps) {
  const { signIn: words, frame: frameWords } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={words.changeTitle} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      <h1>{words.changeTitle}</h1>
      <p className="lede">{words.changeHint}</p>
      <PostForm action="/akun/sandi" csrf={csrf} button={words.setButton}>
        <TextField
          name="present"
          label={words.presentPassword}
          kind="password"
          value=""
          error={errors['present']}
        />
        <TextField
          name="password"
          label={words.newPassword}
          hint={words.passwordHint}
          kind="new-password"
          value=""
          error={errors['password']}
        />
      </PostForm>
    </Page>
  )
}
