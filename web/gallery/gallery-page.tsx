import type { Language } from '../../src/kernel/format.ts'
import type { Month } from '../../src/kernel/month.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { wordsIn } from '../locales/public.ts'
import { BarList } from '../ui/charts/bar-list.tsx'
import { BulletBars } from '../ui/charts/bullet-bars.tsx'
import { CoverageBar, type ShownCoverage } from '../ui/charts/coverage-bar.tsx'
import { Funnel } from '../ui/charts/funnel.tsx'
import { StackedBar } from '../ui/charts/stacked-bar.tsx'
import { TargetLine } from '../ui/charts/target-line.tsx'
import { TileMap } from '../ui/charts/tile-map.tsx'
import { FilterBadges } from '../ui/filter-badges.tsx'
import { HeadlineFigure } from '../ui/headline-figure.tsx'
import { hrefIn } from '../ui/links.ts'
import { Notice } from '../ui/notice.tsx'
import { Page, type Frame } from '../ui/page.tsx'
import { Pager } from '../ui/pager.tsx'
import { RankingTable, type RankedRegion } from '../ui/ranking-table.tsx'
import { CommonState, State } from '../ui/states.tsx'
import { StepIndicator } from '../ui/step-indicator.tsx'
import { TaskList } from '../ui/task-list.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { Workqueues } from '../ui/workqueues.tsx'

const DAY = '2026-08-31' as PlainDate
const SHARES = [3_512, 2_840, 3_105, 4_120, null, 2_210, 3_748, 1_560, 2_990] as const
const COURSE = [2_810, 2_845, 2_862, 2_930, 3_010, 3_055, 3_180, 3_439] as const
const TARGET = 3_748

type GalleryPageProps = {
  readonly frame: Frame
  /** Real names of places, so that long ones are seen; their figures are invented. */
  readonly places: readonly { readonly code: string; readonly name: string }[]
}

/** `/contoh`: every part in every state, for whoever builds pages and for the tests that look at them. */
export function GalleryPage({ frame, places }: GalleryPageProps) {
  const words = wordsIn(frame.language).gallery
  return (
    <Page frame={frame} title={words.title}>
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      <h2>{words.figures}</h2>
      <Figures language={frame.language} />
      <h2>{words.charts}</h2>
      <Charts language={frame.language} places={places} />
      <h2>{words.flow}</h2>
      <Flow frame={frame} />
      <h2>{words.states}</h2>
      <States frame={frame} />
    </Page>
  )
}

function figureOf(
  people: number,
  target: number | null,
  persons: number | null,
  source: string,
): ShownCoverage {
  const gap = target === null || persons === null ? null : Math.ceil((persons * target) / 10_000) - people
  return {
    people,
    denominator: persons === null ? null : { persons, source, vintage: '2025' },
    basisPoints: persons === null ? null : Math.round((people * 10_000) / persons),
    target: target === null ? null : { year: 2026, basisPoints: target, source },
    gapPeople: gap === null ? null : Math.max(0, gap),
    asOf: DAY,
  }
}

function Figures({ language }: { readonly language: Language }) {
  const words = wordsIn(language).gallery
  const shown = [
    figureOf(1_034_218, TARGET, 3_007_000, words.invented),
    figureOf(1_190_000, TARGET, 3_007_000, words.invented),
    figureOf(1_034_218, null, 3_007_000, words.invented),
    figureOf(1_034_218, null, null, words.invented),
  ]
  return (
    <>
      {shown.map((figure, index) => (
        <CoverageBar
          key={`${String(figure.people)}-${String(index)}`}
          language={language}
          name={words.place}
          figure={figure}
          size={index === 0 ? 'headline' : 'plain'}
        />
      ))}
      <HeadlineFigure figure="48" sentence={words.count} source={words.source} />
      <HeadlineFigure figure="1.207" sentence={words.urgentAbout} source={words.source} tone="kunyit" />
    </>
  )
}

type ChartsProps = { readonly language: Language; readonly places: GalleryPageProps['places'] }

function Charts({ language, places }: ChartsProps) {
  const caption = wordsIn(language).gallery.place
  const regions = inventedRegions(places)
  return (
    <>
      <div className="side-by-side">
        <TileMap
          language={language}
          name={caption}
          tiles={regions.map(({ code, name, basisPoints }) => ({
            ...{ code, name, basisPoints },
            href: `#${code}`,
            isBelowTarget: basisPoints !== null && basisPoints < TARGET,
          }))}
        />
        <BulletBars
          language={language}
          caption={caption}
          bullets={regions.slice(0, 9).map(({ code, name, basisPoints }) => ({
            ...{ key: code, name, basisPoints },
            targetBasisPoints: TARGET,
          }))}
        />
      </div>
      <RankingTable language={language} caption={caption} regions={regions} />
      <Parts language={language} />
    </>
  )
}

function inventedRegions(places: GalleryPageProps['places']): RankedRegion[] {
  return places.map(({ code, name }, index) => {
    const basisPoints = SHARES[index % SHARES.length] ?? null
    return {
      ...{ code, name, basisPoints },
      people: basisPoints === null ? null : basisPoints * 31,
      rank: basisPoints === null ? null : index + 1,
      rankChange: index === 1 ? 2 : index === 2 ? -1 : 0,
      denominator: basisPoints === null ? null : 310_000,
      targetBasisPoints: TARGET,
      gapPeople: basisPoints === null ? null : Math.max(0, (TARGET - basisPoints) * 31),
      trend: basisPoints === null ? [] : COURSE.map((value) => value + index * (index % 2 === 0 ? 9 : -9)),
    }
  })
}

function Parts({ language }: { readonly language: Language }) {
  const words = wordsIn(language).gallery
  const payers = words.payers.map((name, index) => ({
    key: name,
    name,
    count: Math.round(42_000 / (index + 1)),
  }))
  const months = COURSE.map((basisPoints, index) => ({
    month: `2026-${String(index + 1).padStart(2, '0')}` as Month,
    basisPoints,
    pathBasisPoints: 2_900 + index * 80,
  }))
  const reasons = words.reasons.map((name, index) => ({ name, count: 22 - index * 4 }))
  return (
    <>
      <TargetLine language={language} caption={words.place} points={months} />
      <BarList language={language} caption={words.place} bars={payers} />
      <StackedBar language={language} caption={words.place} parts={payers} />
      <Funnel
        language={language}
        caption={words.place}
        stages={words.stages.map((name, index) => ({
          ...{ key: name, name },
          count: [500, 420, 380, 352][index] ?? 0,
          reasons: index === 2 ? reasons : [],
        }))}
      />
    </>
  )
}

function Flow({ frame: { language } }: { readonly frame: Frame }) {
  const words = wordsIn(language).gallery
  const here = hrefIn(language, '/contoh')
  return (
    <>
      <StepIndicator language={language} steps={words.steps} current={2} />
      <FilterBadges
        language={language}
        badges={words.badges.map((text) => ({ text, without: here }))}
        clear={here}
      />
      <Workqueues
        language={language}
        label={words.flow}
        queues={[
          { title: words.queue, about: words.queueAbout, count: 12, href: '#a' },
          { title: words.urgentQueue, about: words.urgentAbout, count: 1_207, href: '#b', isUrgent: true },
          { title: words.emptyQueue, about: '', count: 0, href: '#c' },
        ]}
      />
      <TaskList
        language={language}
        tasks={words.tasks.map((name, index) => ({
          name,
          href: `#${String(index)}`,
          state: (['done', 'doing', 'todo', 'blocked'] as const)[index] ?? 'todo',
          ...(index === 3 && { hint: words.taskHint }),
        }))}
      />
      <Timeline
        label={wordsIn(language).components.timeline}
        events={[
          { key: 'a', when: '28-08-2026', what: words.sent, who: words.village },
          { key: 'b', when: '30-08-2026', what: words.approved, who: words.officer, tone: 'daun' },
          { key: 'c', when: '30-08-2026', what: words.refused, who: words.officer, tone: 'bata' },
          { key: 'd', when: '31-12-2026', what: words.ends, tone: 'kunyit', isAhead: true },
        ]}
      />
      <Pager language={language} page={2} pages={9} hasMore hrefOf={(page) => `${here}#${String(page)}`} />
    </>
  )
}

function States({ frame: { language } }: { readonly frame: Frame }) {
  const words = wordsIn(language)
  const { gallery } = words
  const way = { label: words.components.tryAgain, href: hrefIn(language, '/contoh') }
  return (
    <>
      {(['note', 'done', 'caution', 'error'] as const).map((kind) => (
        <Notice key={kind} kind={kind} title={gallery.notices[kind]}>
          <p>{gallery.notices.text}</p>
        </Notice>
      ))}
      <State kind="empty" title={gallery.empty} way={{ label: gallery.emptyWay, href: way.href }}>
        {gallery.emptyText}
      </State>
      <CommonState language={language} kind="loading" />
      <CommonState language={language} kind="failed" way={way} />
      <CommonState language={language} kind="denied" />
      <CommonState language={language} kind="offline" way={way} />
    </>
  )
}
