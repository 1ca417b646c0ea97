/** Where a region stands on a tile map, and the name that fits a tile. */
export type TilePlace = { readonly column: number; readonly row: number; readonly name: string }

const place = (column: number, row: number, name: string): TilePlace => ({ column, row, name })

/** The regencies and cities of province 16, each beside those it touches on the map, as far as squares allow. */
const PLACES_OF_16: Readonly<Record<string, TilePlace>> = {
  '16.13': place(0, 0, 'Muratara'),
  '16.06': place(2, 0, 'Muba'),
  '16.07': place(3, 0, 'Banyuasin'),
  '16.73': place(0, 1, 'Lubuk Linggau'),
  '16.05': place(1, 1, 'Musi Rawas'),
  '16.12': place(2, 1, 'PALI'),
  '16.71': place(3, 1, 'Palembang'),
  '16.11': place(0, 2, 'Empat Lawang'),
  '16.04': place(1, 2, 'Lahat'),
  '16.74': place(2, 2, 'Prabumulih'),
  '16.10': place(3, 2, 'Ogan Ilir'),
  '16.02': place(4, 2, 'OKI'),
  '16.72': place(1, 3, 'Pagar Alam'),
  '16.03': place(2, 3, 'Muara Enim'),
  '16.01': place(3, 3, 'OKU'),
  '16.08': place(4, 3, 'OKU Timur'),
  '16.09': place(3, 4, 'OKU Selatan'),
}

const MOST_COLUMNS = 8
/** What a region is stands above the map already. */
const KIND = /^(Kabupaten|Kab\.|Kota|Provinsi|Kecamatan|Kec\.|Kelurahan|Kel\.|Desa) /

/** The places of regions: as on the map where we know it, else in the order of their codes. */
export function tilePlaces(
  regions: readonly { readonly code: string; readonly name: string }[],
): ReadonlyMap<string, TilePlace> {
  const known = regions.every(({ code }) => Object.hasOwn(PLACES_OF_16, code))
  const columns = Math.min(MOST_COLUMNS, Math.max(3, Math.ceil(Math.sqrt(regions.length * 1.4))))
  const inOrder = regions.toSorted((a, b) => a.code.localeCompare(b.code))
  return new Map(
    inOrder.map(({ code, name }, index) => [
      code,
      (known ? PLACES_OF_16[code] : undefined) ??
        place(index % columns, Math.floor(index / columns), shortName(code, name)),
    ]),
  )
}

/** The name of a region as a map has room for it. */
export function shortName(code: string, name: string): string {
  return PLACES_OF_16[code]?.name ?? name.replace(KIND, '')
}

/** A name on at most two lines of a tile; what does not fit is cut, the table beside the map has it whole. */
export function tileLines(name: string): readonly string[] {
  const most = 11
  const cut = (text: string) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
  const words = name.split(' ')
  const first = words[0] ?? ''
  if (name.length <= most) return [name]
  return words.length === 1 ? [cut(name)] : [cut(first), cut(words.slice(1).join(' '))]
}
