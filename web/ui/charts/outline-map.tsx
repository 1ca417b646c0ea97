import { formatDate, type Language } from '../../../src/kernel/format.ts'
import type { PlainDate } from '../../../src/kernel/plain-date.ts'
import { wordsIn } from '../../locales/public.ts'
import { shareText } from './coverage-bar.tsx'
import { Hatching, MapLegend } from './map-parts.tsx'
import { drawShapes, type Rings, type Shape } from './outline-shapes.ts'
import { filled, stroked } from './shade.ts'
import { findStep, inkOn, shareSteps, type ShareStep } from './share-steps.ts'
import { belowMark, saidOf, type Tile } from './tile-map.tsx'
import { shortName } from './tile-places.ts'

/** The outlines of the regions of a map, by code, and where they come from. */
export type Outlines = {
  readonly rings: ReadonlyMap<string, Rings>
  readonly source: string
  readonly mapOn: PlainDate
}

type OutlineMapProps = {
  readonly language: Language
  /** The region whose parts these are. */
  readonly name: string
  readonly tiles: readonly Tile[]
  readonly outlines: Outlines
  readonly drawingOnly?: boolean
}

/** Room that a label needs, in units of the drawing. */
const [LETTER, LINE, LEAST_WIDTH, LEAST_HEIGHT] = [7.5, 16, 46, 20]

/**
 * The same as the tile map with the real outlines: colours by quantiles with their bounds beside, no share is hatched, a region below its
 * target has a mark. Always beside a table with the same numbers.
 */
export function OutlineMap({ language, name, tiles, outlines, drawingOnly = false }: OutlineMapProps) {
  const words = wordsIn(language).components
  const { width, height, shapes } = drawShapes(outlines.rings)
  const steps = shareSteps(tiles.map(({ basisPoints }) => basisPoints))
  const hatching = `arsir-${tiles[0]?.code ?? ''}`
  const shown = tiles.flatMap((tile) => {
    const shape = shapes.get(tile.code)
    return shape === undefined ? [] : [{ tile, shape }]
  })
  const drawing = (
    <svg
      viewBox={`-4 -4 ${String(width + 8)} ${String(height + 8)}`}
      role="group"
      aria-label={words.outlineTitle(name)}
    >
      <Hatching id={hatching} />
      {shown.map(({ tile, shape }) => (
        <Region
          key={tile.code}
          language={language}
          tile={tile}
          shape={shape}
          steps={steps}
          hatching={hatching}
        />
      ))}
      {shown.map(({ tile, shape }) => (
        <Label key={tile.code} language={language} tile={tile} shape={shape} steps={steps} />
      ))}
    </svg>
  )
  if (drawingOnly) return drawing
  return (
    <figure className="chart outlines">
      <figcaption>{words.outlineTitle(name)}</figcaption>
      {drawing}
      <MapLegend
        language={language}
        steps={steps}
        hasUnknown={tiles.some(({ basisPoints }) => basisPoints === null)}
      />
      <p className="small">
        {words.outlineHint} {words.outlineSource(outlines.source, formatDate(outlines.mapOn, language))}
      </p>
    </figure>
  )
}

type RegionProps = {
  readonly language: Language
  readonly tile: Tile
  readonly shape: Shape
  readonly steps: readonly ShareStep[]
  /** The id of the hatching. */
  readonly hatching: string
}

function Region({ language, tile, shape, steps, hatching }: RegionProps) {
  const step = findStep(steps, tile.basisPoints)
  const said = saidOf(tile, language)
  const path = (
    <path
      {...(step === undefined ? { fill: `url(#${hatching})` } : { fill: filled(step.shade).fill })}
      stroke={stroked('kabut-tegas').stroke}
      strokeWidth="1"
      fillRule="evenodd"
      d={shape.path}
    />
  )
  if (tile.href === undefined)
    return (
      <g role="img" aria-label={said}>
        {path}
      </g>
    )
  return (
    <a href={tile.href} aria-label={said}>
      <title>{said}</title>
      {path}
    </a>
  )
}

/** Name and share where there is room for them, the share alone where there is less; the table beside has every one. */
function Label({ language, tile, shape: { box }, steps }: Omit<RegionProps, 'hatching'>) {
  if (box.width < LEAST_WIDTH || box.height < LEAST_HEIGHT) return null
  const shade = findStep(steps, tile.basisPoints)?.shade
  const share = tile.basisPoints === null ? '–' : shareText(tile.basisPoints, language)
  const name = shortName(tile.code, tile.name)
  const hasName = box.height >= LINE * 2.5 && box.width >= name.length * LETTER
  const lines = hasName ? [name, share] : [share]
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2 - ((lines.length - 1) * LINE) / 2 + 5]
  return (
    <g aria-hidden="true" pointerEvents="none">
      {lines.map((line, index) => (
        <text
          key={line}
          fill={filled(inkOn(shade)).fill}
          x={x}
          y={y + index * LINE}
          textAnchor="middle"
          fontSize="14"
          fontWeight={index === lines.length - 1 ? '700' : '400'}
        >
          {line}
        </text>
      ))}
      {tile.isBelowTarget ? (
        <path
          fill={filled(inkOn(shade)).fill}
          d={belowMark(x + share.length * 4 + 5, y + (lines.length - 1) * LINE - 9, 9)}
        />
      ) : null}
    </g>
  )
}
