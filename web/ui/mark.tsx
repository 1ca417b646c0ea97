/** Payung's mark: an umbrella held over whoever stands under it. Decorative; the name stands beside it. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        className="stick"
        d="M16 3v22a3.2 3.2 0 0 0 6.4 0"
        fill="none"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <path
        className="dome"
        d="M16 5C8.6 5 3.2 10 2.4 17.2c1.1-1 2.6-1.5 4.2-1.5 2 0 3.7.8 4.7 2.1 1-1.3 2.7-2.1 4.7-2.1s3.7.8 4.7 2.1c1-1.3 2.7-2.1 4.7-2.1 1.6 0 3.1.5 4.2 1.5C28.8 10 23.4 5 16 5Z"
      />
    </svg>
  )
}
