import type { Language } from '../../../src/kernel/format.ts'
import { wordsIn } from '../../locales/public.ts'
import { shareText } from './coverage-bar.tsx'
import { Hatching, MapLegend } from './map-parts.tsx'
import { filled, stroked } from './shade.ts'
import { findStep, inkOn, shareSteps, type ShareStep } from './share-steps.ts'
import { tileLines, tilePlaces, type TilePlace } from './tile-places.ts'

export type Tile = {
  readonly code: string
  readonly name: string
  readonly href?: string
  readonly basisPoints: number | null
  readonly isBelowTarget: boolean
}

type TileMapProps = {
  readonly language: Language
  /** The region whose parts the tiles are. */
  readonly name: string
  readonly tiles: readonly Tile[]
  readonly drawingOnly?: boolean
}

const [SIDE, TALL, SPACE] = [112, 88, 6]

/**
 * One tile per region, all equal, so that large empty ones do not dominate. Darker is more, by quantiles with their bounds beside; no share
 * is hatched; a tile below its target has an outline and a mark. Always beside a table with the same numbers.
 */
export function TileMap({ language, name, tiles, drawingOnly = false }: TileMapProps) {
  const words = wordsIn(language).components
  const places = tilePlaces(tiles)
  const [columns, rows] = [
    Math.max(...[...places.values()].map(({ column }) => column)) + 1,
    Math.max(...[...places.values()].map(({ row }) => row)) + 1,
  ]
  const steps = shareSteps(tiles.map(({ basisPoints }) => basisPoints))
  const hatching = `arsir-petak-${tiles[0]?.code ?? ''}`
  const drawing = (
    <svg
      viewBox={`0 0 ${String(columns * (SIDE + SPACE) - SPACE)} ${String(rows * (TALL + SPACE) - SPACE)}`}
      role="group"
      aria-label={words.mapTitle(name)}
    >
      <Hatching id={hatching} />
      {tiles.map((tile) => {
        const place = places.get(tile.code)
        return place === undefined ? null : (
          <OneTile
            key={tile.code}
            language={language}
            tile={tile}
            place={place}
            steps={steps}
            hatching={hatching}
          />
        )
      })}
    </svg>
  )
  if (drawingOnly) return drawing
  return (
    <figure className="chart tiles">
      <figcaption>{words.mapTitle(name)}</figcaption>
      {drawing}
      <MapLegend
        language={language}
        steps={steps}
        hasUnknown={tiles.some(({ basisPoints }) => basisPoints === null)}
      />
      <p className="small">{words.mapHint}</p>
    </figure>
  )
}

/** What a map says of one region to whoever does not see its colour. */
export function saidOf({ name, basisPoints, isBelowTarget }: Tile, language: Language): string {
  const words = wordsIn(language).components
  const share = basisPoints === null ? words.bands.unknown : shareText(basisPoints, language)
  return `${name}: ${share}${isBelowTarget ? `, ${words.belowTarget}` : ''}`
}

type OneTileProps = {
  readonly language: Language
  readonly tile: Tile
  readonly place: TilePlace
  readonly steps: readonly ShareStep[]
  /** The id of the hatching. */
  readonly hatching: string
}

function OneTile(props: OneTileProps) {
  const { language, tile } = props
  const said = saidOf(tile, language)
  if (tile.href === undefined)
    return (
      <g role="img" aria-label={said}>
        <Face {...props} />
      </g>
    )
  return (
    <a href={tile.href}>
      <title>{said}</title>
      <Face {...props} />
    </a>
  )
}

/** What a tile shows: its short name, its share, an outline and a mark below target. */
function Face({ language, tile: { basisPoints, isBelowTarget }, place, steps, hatching }: OneTileProps) {
  const [x, y] = [place.column * (SIDE + SPACE), place.row * (TALL + SPACE)]
  const shade = findStep(steps, basisPoints)?.shade
  const ink = toned(shade)
  const share = basisPoints === null ? '–' : shareText(basisPoints, language)
  return (
    <>
      <rect
        {...(shade === undefined ? { fill: `url(#${hatching})` } : filled(shade))}
        x={x}
        y={y}
        width={SIDE}
        height={TALL}
        rx="8"
      />
      <rect
        {...stroked(isBelowTarget ? 'kunyit' : 'kabut-tegas', isBelowTarget ? 4 : 1)}
        x={x + 2}
        y={y + 2}
        width={SIDE - 4}
        height={TALL - 4}
        rx="7"
      />
      {tileLines(place.name).map((line, index) => (
        <text key={line} {...ink} x={x + 10} y={y + 24 + index * 17} fontSize="15">
          {`${line} `}
        </text>
      ))}
      <text {...ink} x={x + 10} y={y + TALL - 13} fontSize="18" fontWeight="700">
        {`${share} `}
      </text>
      {isBelowTarget ? (
        <path
          {...ink}
          role="img"
          aria-label={wordsIn(language).components.belowTarget}
          d={belowMark(x + SIDE - 24, y + TALL - 27)}
        />
      ) : null}
    </>
  )
}

/** A triangle that points down: drawn, because not every font has one. */
export const belowMark = (x: number, y: number, side = 14) =>
  `M${String(x)} ${String(y)}h${String(side)}l${String(-side / 2)} ${String((side * 6) / 7)}z`

/** Ink on a tile follows the tile and not the theme: the scale is the same in light and dark, so no class changes it. */
const toned = (shade: ShareStep['shade'] | undefined) => ({ fill: filled(inkOn(shade)).fill })
