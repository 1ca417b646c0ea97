import type { Language } from '../../../src/kernel/format.ts'
import { wordsIn } from '../../locales/public.ts'
import { shareText } from './coverage-bar.tsx'
import { filled, stroked, type Shade } from './shade.ts'
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
 * One tile per region, all equal, so that large empty ones do not dominate. Darker is more; a tile below its target has an outline and a
 * mark. Always beside a table with the same numbers.
 */
export function TileMap({ language, name, tiles, drawingOnly = false }: TileMapProps) {
  const words = wordsIn(language).components
  const places = tilePlaces(tiles)
  const [columns, rows] = [
    Math.max(...[...places.values()].map(({ column }) => column)) + 1,
    Math.max(...[...places.values()].map(({ row }) => row)) + 1,
  ]
  const depthOf = depthsOf(tiles)
  const drawing = (
    <svg
      viewBox={`0 0 ${String(columns * (SIDE + SPACE) - SPACE)} ${String(rows * (TALL + SPACE) - SPACE)}`}
      role="group"
      aria-label={words.mapTitle(name)}
    >
      {tiles.map((tile) => {
        const place = places.get(tile.code)
        return place === undefined ? null : (
          <OneTile key={tile.code} language={language} tile={tile} place={place} depth={depthOf(tile)} />
        )
      })}
    </svg>
  )
  if (drawingOnly) return drawing
  return (
    <figure className="chart tiles">
      <figcaption>{words.mapTitle(name)}</figcaption>
      {drawing}
      <p className="small">
        {words.mapHint} <i className="swatch below" aria-hidden="true" /> {words.belowTarget}.
      </p>
    </figure>
  )
}

/** Five steps from the least to the most of what is shown: on a scale up to 100% neighbours would all look alike. None is 0. */
function depthsOf(tiles: readonly Tile[]): (tile: Tile) => number {
  const known = tiles.flatMap(({ basisPoints }) => (basisPoints === null ? [] : [basisPoints]))
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return ({ basisPoints }) => {
    if (basisPoints === null) return 0
    return most === least ? 3 : 1 + Math.min(4, Math.floor(((basisPoints - least) * 5) / (most - least)))
  }
}

type OneTileProps = {
  readonly language: Language
  readonly tile: Tile
  readonly place: TilePlace
  readonly depth: number
}

function OneTile({ language, tile, place, depth }: OneTileProps) {
  const words = wordsIn(language).components
  const { basisPoints, isBelowTarget, href, name } = tile
  const share = basisPoints === null ? words.bands.unknown : shareText(basisPoints, language)
  const said = `${name}: ${share}${isBelowTarget ? `, ${words.belowTarget}` : ''}`
  const face = <Face language={language} tile={tile} place={place} depth={depth} />
  if (href === undefined)
    return (
      <g role="img" aria-label={said}>
        {face}
      </g>
    )
  return (
    <a href={href}>
      <title>{said}</title>
      {face}
    </a>
  )
}

/** What a tile shows: its short name, its share, an outline and a mark below target. */
function Face({ language, tile: { basisPoints, isBelowTarget }, place, depth }: OneTileProps) {
  const [x, y] = [place.column * (SIDE + SPACE), place.row * (TALL + SPACE)]
  const ink = toned(depth)
  const share = basisPoints === null ? '–' : shareText(basisPoints, language)
  return (
    <>
      <rect {...filled(`urut-${String(depth)}` as Shade)} x={x} y={y} width={SIDE} height={TALL} rx="8" />
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
const belowMark = (x: number, y: number) => `M${String(x)} ${String(y)}h14l-7 12z`

/** Ink on a tile follows the tile and not the theme: the scale is the same in light and dark, so no class changes it. */
const toned = (depth: number) => ({ fill: filled(depth >= 4 ? 'urut-0' : 'tinta').fill })
