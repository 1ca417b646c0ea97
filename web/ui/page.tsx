import type { ReactNode } from 'react'
import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { hrefIn, queryText, type Query } from './links.ts'
import { Mark } from './mark.tsx'

/** The four parts of the public site that the header names. */
export type Section = 'contribution' | 'benefit' | 'region' | 'law'

export const SECTION_PATHS: { readonly [Name in Section]: string } = {
  contribution: '/iuran',
  benefit: '/manfaat',
  region: '/wilayah',
  law: '/peraturan',
}

/** What every page knows about its surroundings. `query` is without the language. */
export type Frame = {
  readonly language: Language
  readonly path: string
  readonly query: Query
  readonly stylesheet: string
  readonly version: string
  /** Who is signed in, for the header; null when nobody is. */
  readonly visitor: { readonly name: string } | null
  /** The training mode says so on every page. */
  readonly training: boolean
}

type PageProps = {
  readonly frame: Frame
  readonly title: string
  /** One sentence for search engines and link previews. */
  readonly description?: string
  readonly section?: Section
  /** The answer holds a mistake to mend: the title says so first, as a screen reader reads it first. */
  readonly hasErrors?: boolean
  /** The address of a script of ours; only the pages of passkeys and print views have one. */
  readonly script?: string
  readonly children: ReactNode
}

/** A whole document: head, skip link, header, main, footer. */
export function Page({ frame, title, description, section, hasErrors = false, script, children }: PageProps) {
  const { language, stylesheet } = frame
  const words = wordsIn(language).frame
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasErrors ? `${words.error}: ` : ''}${title} – Payung`}</title>
        {description === undefined ? null : <meta name="description" content={description} />}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#28388f" />
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {script === undefined ? null : <script src={script} defer />}
      </head>
      <body>
        <a className="skip" href="#isi">
          {words.skip}
        </a>
        <Header frame={frame} section={section} />
        <main id="isi" tabIndex={-1}>
          {children}
        </main>
        <Footer frame={frame} />
      </body>
    </html>
  )
}

function Header({ frame, section }: { readonly frame: Frame; readonly section: Section | undefined }) {
  const { language } = frame
  const words = wordsIn(language).frame
  return (
    <header className="bar">
      {frame.training ? <p className="training">{wordsIn(language).signIn.trainingBanner}</p> : null}
      <div>
        <a className="brand" href={hrefIn(language, '/')}>
          <Mark />
          Payung
        </a>
        <nav aria-label={words.mainNavigation}>
          <ul>
            {(Object.keys(SECTION_PATHS) as Section[]).map((name) => (
              <li key={name}>
                <a
                  href={hrefIn(language, SECTION_PATHS[name])}
                  aria-current={name === section ? 'page' : undefined}
                >
                  {words.sections[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <AccountLink frame={frame} />
        <LanguageSwitch frame={frame} />
      </div>
    </header>
  )
}

function AccountLink({ frame: { language, visitor } }: { readonly frame: Frame }) {
  const words = wordsIn(language).signIn
  return (
    <div className="language">
      {visitor === null ? (
        <a href={hrefIn(language, '/masuk')}>{words.signIn}</a>
      ) : (
        <a href={hrefIn(language, '/akun')} aria-label={`${words.account}: ${visitor.name}`}>
          {words.account}
        </a>
      )}
    </div>
  )
}

/** One link to the same page in the other language, in that language. */
function LanguageSwitch({ frame }: { readonly frame: Frame }) {
  const other: Language = frame.language === 'id' ? 'en' : 'id'
  const href = `${frame.path}?${queryText({ ...frame.query, lang: other })}`
  return (
    <div className="language">
      <a href={href} lang={other} hrefLang={other}>
        {other === 'en' ? 'English' : 'Bahasa Indonesia'}
      </a>
    </div>
  )
}

function Footer({ frame }: { readonly frame: Frame }) {
  const { language } = frame
  const words = wordsIn(language).frame
  return (
    <footer className="foot">
      <div>
        <ul>
          <li>
            <a href={hrefIn(language, '/peraturan')}>{words.lawRegister}</a>
          </li>
          <li>
            <a href={hrefIn(language, '/api/docs')}>{words.forPrograms}</a>
          </li>
          <li>
            <a href={hrefIn(language, '/jejak')}>{words.auditTrail}</a>
          </li>
        </ul>
        <p>{words.disclaimer}</p>
        <p>
          Payung {frame.version} · {words.openSource}
        </p>
      </div>
    </footer>
  )
}
