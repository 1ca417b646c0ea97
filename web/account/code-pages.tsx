import { wordsIn } from '../locales/public.ts'
import { ErrorSummary, PostForm, TextField, type FieldErrors } from '../ui/field.tsx'
import { Page, type Frame } from '../ui/page.tsx'

type FormPageProps = {
  readonly frame: Frame
  readonly csrf: string
  readonly errors: FieldErrors
  readonly next: string
}

/** `/masuk/kode`: the second factor of this session. */
export function CodePage({ frame, csrf, errors, next }: FormPageProps) {
  const { signIn: words, frame: frameWords } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  return (
    <Page frame={frame} title={words.codeTitle} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      <h1>{words.codeTitle}</h1>
      <p className="lede">{words.codeLede}</p>
      <PostForm action="/masuk/kode" csrf={csrf} hidden={{ next }} button={words.codeButton}>
        <TextField name="code" label={words.code} kind="code" short value="" error={errors['code']} />
      </PostForm>
      <h2>{words.recoveryUseTitle}</h2>
      <PostForm action="/masuk/kode" csrf={csrf} hidden={{ next }} button={words.recoveryUse} look="quiet">
        <TextField
          name="recovery"
          label={words.recoveryCode}
          hint={words.recoveryCodeHint}
          short
          value=""
          error={errors['recovery']}
        />
      </PostForm>
      <p className="small">{words.codeLost}</p>
      <PostForm action="/keluar" csrf={csrf} button={words.signOut} look="quiet" />
    </Page>
  )
}

type SetCodePageProps = FormPageProps & {
  /** The role of the user asks for a second factor. */
  readonly isRequired: boolean
  readonly isInUse: boolean
  readonly recoveryCodesLeft: number
  /** What an app is told, once begun. */
  readonly begun: { readonly secret: string; readonly picture: string } | null
}

/** `/akun/kode`: sets a second factor up, or takes it away. */
export function SetCodePage(props: SetCodePageProps) {
  const { frame, csrf, errors, next, isRequired, isInUse, recoveryCodesLeft, begun } = props
  const { signIn: words, frame: frameWords } = wordsIn(frame.language)
  const hasErrors = Object.keys(errors).length > 0
  const title = isInUse ? words.codeManage : words.setUpTitle
  return (
    <Page frame={frame} title={title} hasErrors={hasErrors}>
      {hasErrors ? <ErrorSummary title={frameWords.needsMending} errors={errors} /> : null}
      <h1>{title}</h1>
      {isRequired ? <p>{words.setUpWhy}</p> : null}
      {isInUse ? (
        <>
          <p>
            {words.codeInUse} {words.recoveryLeft(recoveryCodesLeft)}
          </p>
          <PostForm action="/akun/kode/cadangan" csrf={csrf} button={words.recoveryRenew} />
          <p className="small">{words.recoveryRenewHint}</p>
          <PostForm action="/akun/kode/lepas" csrf={csrf} button={words.codeRemove} look="quiet" />
        </>
      ) : begun === null ? (
        <>
          <p className="lede">{words.setUpLede}</p>
          <PostForm action="/akun/kode" csrf={csrf} hidden={{ next }} button={words.setUpBegin} />
        </>
      ) : (
        <>
          <p className="lede">{words.setUpScan}</p>
          <img className="picture" src={begun.picture} alt={words.setUpPicture} width="240" height="240" />
          <p>
            {words.setUpByHand}{' '}
            <code className="secret">{begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
          <PostForm action="/akun/kode/pasang" csrf={csrf} hidden={{ next }} button={words.setUpConfirm}>
            <TextField name="code" label={words.code} kind="code" short value="" error={errors['code']} />
          </PostForm>
        </>
      )}
    </Page>
  )
}
