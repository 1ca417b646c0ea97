export type Crumb = { readonly name: string; readonly href?: string }

/** Where this page stands; the last crumb is the page itself. */
export function Breadcrumbs({
  label,
  crumbs,
}: {
  readonly label: string
  readonly crumbs: readonly Crumb[]
}) {
  return (
    <nav className="crumbs" aria-label={label}>
      <ol>
        {crumbs.map(({ name, href }) => (
          <li key={name} aria-current={href === undefined ? 'page' : undefined}>
            {href === undefined ? name : <a href={href}>{name}</a>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
