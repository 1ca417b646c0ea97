import type { ReactNode } from 'react'
import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { hrefIn, queryText, type Query } from './links.ts'
import { Mark } from './mark.tsx'
import { OFFLINE_NOTICE_ID, OFFLINE_SCRIPT } from './offline.ts'

/** The parts of the public site that the header names. */
export type Section = 'check' | 'contribution' | 'benefit' | 'coverage' | 'region' | 'law'

export const SECTION_PATHS: { readonly [Name in Section]: string } = {
  check: '/cek',
  contribution: '/iuran',
  benefit: '/manfaat',
  coverage: '/cakupan',
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
  /** What the pages of somebody who is signed in have beside: null on every other page. */
  readonly staff: StaffFrame | null
}

/** The frame around the pages of staff. The font, the second stylesheet and the script are ours and served by us. */
export type StaffFrame = {
  readonly stylesheet: string
  readonly font: string
  readonly script: string
  /** The places of this role's daily work, in the order of the header. */
  readonly places: readonly StaffPlace[]
}

export type StaffPlace = { readonly name: string; readonly href: string; readonly isHere: boolean }

/** What search engines and messengers show of a link to this page. */
function Preview({ title, description }: { readonly title: string; readonly description: string }) {
  return (
    <>
      <meta name="description" content={description} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:site_name" content="Payung" />
      <meta property="og:type" content="website" />
    </>
  )
}

type PageProps = {
  readonly frame: Frame
  readonly title: string
  /** One sentence for search engines and link previews. */
  readonly description?: string
  readonly section?: Section
  /** The answer holds a mistake to mend: the title says so first, as a screen reader reads it first. */
  readonly hasErrors?: boolean
  /** The address of a script of ours beside the one of every page; only the pages of passkeys and print views have one. */
  readonly script?: string
  readonly children: ReactNode
}

/** A whole document: head, skip link, header, main, footer. */
export function Page({ frame, title, description, section, hasErrors = false, script, children }: PageProps) {
  const { language, stylesheet, staff } = frame
  const words = wordsIn(language).frame
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasErrors ? `${words.error}: ` : ''}${title} – Payung`}</title>
        {description === undefined ? null : <Preview title={title} description={description} />}
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#28388f" />
        {staff === null ? null : (
          <link rel="preload" href={staff.font} as="font" type="font/woff2" crossOrigin="anonymous" />
        )}
        <link rel="stylesheet" href={stylesheet} />
        {staff === null ? null : <link rel="stylesheet" href={staff.stylesheet} />}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <script dangerouslySetInnerHTML={{ __html: OFFLINE_SCRIPT }} />
        {staff === null ? null : <script src={staff.script} defer />}
        {script === undefined ? null : <script src={script} defer />}
      </head>
      <body className={staff === null ? undefined : 'staff'}>
        <a className="skip" href="#isi">
          {words.skip}
        </a>
        {staff === null ? (
          <Header frame={frame} section={section} />
        ) : (
          <StaffHeader frame={frame} staff={staff} />
        )}
        <p className="no-network" id={OFFLINE_NOTICE_ID} role="status" hidden>
          {wordsIn(language).components.offlineHeld}
        </p>
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
      {frame.training ? <TrainingBanner language={language} /> : null}
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

function TrainingBanner({ language }: { readonly language: Language }) {
  const { signIn, training } = wordsIn(language)
  return (
    <p className="training">
      {signIn.trainingBanner} <a href={hrefIn(language, '/coba')}>{training.banner}</a>
    </p>
  )
}

/** Where one works, with the present place marked, and the way to every other place. */
function StaffHeader({ frame, staff }: { readonly frame: Frame; readonly staff: StaffFrame }) {
  const { language } = frame
  const words = wordsIn(language)
  return (
    <header className="bar">
      {frame.training ? <TrainingBanner language={language} /> : null}
      <div>
        <a className="brand" href={hrefIn(language, '/beranda')}>
          <Mark />
          Payung
        </a>
        <nav aria-label={words.frame.mainNavigation}>
          <ul>
            {staff.places.map(({ name, href, isHere }) => (
              <li key={href}>
                <a href={href} aria-current={isHere ? 'page' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="language find">
          <a href={hrefIn(language, '/cari')} aria-keyshortcuts="Control+K Meta+K">
            {words.staff.find} <kbd aria-hidden="true">Ctrl K</kbd>
          </a>
        </div>
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
  const links = [
    { href: '/bantuan', text: words.help },
    { href: '/kamus', text: words.terms },
    { href: '/data', text: words.openData },
    { href: '/peraturan', text: words.lawRegister },
    { href: '/api/docs', text: words.forPrograms },
    { href: '/jejak', text: words.auditTrail },
    { href: '/aksesibilitas', text: words.accessibility },
    { href: '/status', text: words.systemState },
  ]
  return (
    <footer className="foot">
      <div>
        <ul>
          {links.map(({ href, text }) => (
            <li key={href}>
              <a href={hrefIn(language, href)}>{text}</a>
            </li>
          ))}
        </ul>
        <p>{words.disclaimer}</p>
        <p>
          Payung {frame.version} · {words.openSource}
        </p>
      </div>
    </footer>
  )
}
