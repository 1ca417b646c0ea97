import { wordsIn } from '../locales/public.ts'
import { CoverageBar, type ShownCoverage } from '../ui/charts/coverage-bar.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'
import { Workqueues, type Workqueue } from '../ui/workqueues.tsx'
import { FirstSteps, type ShownSteps } from './first-steps.tsx'

/** A record somebody may want to go on with. */
export type RecentLine = {
  readonly key: string
  readonly name: string
  readonly href: string
  readonly remark: string
}

export type LandingPageProps = {
  readonly frame: Frame
  readonly name: string
  readonly role: string
  readonly organisation: string
  /** The one act this role comes for. */
  readonly mainAct: { readonly label: string; readonly hint: string; readonly href: string } | null
  readonly queues: readonly Workqueue[]
  readonly coverage: { readonly region: string; readonly href: string; readonly figure: ShownCoverage } | null
  /** What a new reader does first; null once he has done it or put it away. */
  readonly firstSteps: ShownSteps | null
  readonly recent: readonly { readonly title: string; readonly lines: readonly RecentLine[] }[]
  readonly places: readonly { readonly name: string; readonly href: string }[]
}

/** `/beranda`: what to do now, what waits, and how the own region stands. */
export function LandingPage(props: LandingPageProps) {
  const { frame, name, role, organisation, mainAct, queues, coverage, firstSteps, recent, places } = props
  const { language } = frame
  const words = wordsIn(language).staff
  return (
    <Page frame={frame} title={words.landing}>
      <h1>{words.greeting(name)}</h1>
      <p className="lede">
        {role}, {organisation}
      </p>
      <div className="landing">
        <div>
          {mainAct === null ? null : (
            <a className="main-act" href={mainAct.href}>
              {mainAct.label}
              <small>{mainAct.hint}</small>
            </a>
          )}
          {firstSteps === null ? null : <FirstSteps language={language} shown={firstSteps} />}
          {queues.length === 0 ? null : (
            <>
              <h2>{words.waitingTitle}</h2>
              <Workqueues language={language} label={words.waitingTitle} queues={queues} />
            </>
          )}
          {coverage === null ? null : (
            <>
              <h2>
                <a href={coverage.href}>{words.coverageOf(coverage.region)}</a>
              </h2>
              <CoverageBar language={language} name={coverage.region} figure={coverage.figure} />
            </>
          )}
        </div>
        <div>
          {recent.map(({ title, lines }) => (
            <Recent key={title} title={title} lines={lines} />
          ))}
          <h2>{words.allPlaces}</h2>
          <ul className="destinations">
            {places.map((place) => (
              <li key={place.href}>
                <a href={place.href}>{place.name}</a>
              </li>
            ))}
          </ul>
          <p>
            <a href={hrefIn(language, '/cari')}>{words.find}</a>
            {firstSteps === null ? (
              <>
                {' · '}
                <a href={hrefIn(language, '/beranda', { langkah: '1' })}>{words.stepsAgain}</a>
              </>
            ) : null}
          </p>
        </div>
      </div>
    </Page>
  )
}

function Recent({ title, lines }: { readonly title: string; readonly lines: readonly RecentLine[] }) {
  if (lines.length === 0) return null
  return (
    <>
      <h2>{title}</h2>
      <ul className="destinations">
        {lines.map(({ key, name, href, remark }) => (
          <li key={key}>
            <a href={href}>
              {name} <small>{remark}</small>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
