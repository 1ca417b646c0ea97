export type FileFieldProps = {
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly accept: string
  readonly error: string | undefined
}

/** A file of a form; last in it, so that what stands before is known when the file begins to come. */
export function FileField({ name, label, hint, accept, error }: FileFieldProps) {
  return (
    <div className={error === undefined ? 'field' : 'field wrong'}>
      <label htmlFor={name}>{label}</label>
      <span className="hint" id={`${name}-hint`}>
        {hint}
      </span>
      {error === undefined ? null : (
        <span className="why" id={`${name}-error`}>
          {error}
        </span>
      )}
      <input
        id={name}
        name={name}
        type="file"
        accept={accept}
        aria-describedby={error === undefined ? `${name}-hint` : `${name}-hint ${name}-error`}
        aria-invalid={error === undefined ? undefined : true}
      />
    </div>
  )
}
