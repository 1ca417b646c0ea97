import type { Rupiah } from '../src/kernel/rupiah.ts'
import type { Chance } from './chance.ts'

/** What people of a region live from. */
export type Sector = 'plantation' | 'fishing' | 'trade' | 'transport' | 'building' | 'services' | 'industry'

type Trade = {
  /** As people write it in a list. */
  readonly title: string
  /** Thousands of rupiah a month, least and most. */
  readonly income: readonly [number, number]
  /** How lists call the group such workers belong to, where they have a name for it. */
  readonly group?: string
}

type Living = {
  /** Weights among own-account workers and among wage earners, of a regency and of a city. */
  readonly own: readonly [rural: number, urban: number]
  readonly wage: readonly [rural: number, urban: number]
  readonly trades: readonly Trade[]
  readonly jobs: readonly Trade[]
  /** What employers of the sector are called. */
  readonly employers: readonly string[]
}

const trade = (title: string, least: number, most: number, group?: string): Trade => ({
  title,
  income: [least, most],
  ...(group !== undefined && { group }),
})

/**
 * Shares and incomes are assumptions, drawn so that the world looks like a province of rubber, oil palm, rivers and markets; they are
 * no statistics and no figure of the law.
 */
export const LIVINGS: { readonly [Each in Sector]: Living } = {
  plantation: {
    own: [520, 60],
    wage: [360, 60],
    trades: [
      trade('PETANI KARET', 900, 2_800, 'Petani'),
      trade('PEKEBUN SAWIT', 1_200, 4_500, 'Petani'),
      trade('PETANI KOPI', 800, 2_600, 'Petani'),
      trade('PENYADAP KARET', 700, 2_000, 'Buruh tani'),
      trade('BURUH TANI', 600, 1_600, 'Buruh tani'),
      trade('PETANI PADI', 700, 2_200, 'Petani'),
    ],
    jobs: [
      trade('PEMANEN SAWIT', 3_200, 4_800),
      trade('KARYAWAN PERKEBUNAN', 3_400, 5_400),
      trade('MANDOR KEBUN', 4_000, 6_500),
    ],
    employers: ['Perkebunan Latihan', 'Sawit Contoh', 'Karet Contoh'],
  },
  fishing: {
    own: [70, 30],
    wage: [15, 10],
    trades: [
      trade('NELAYAN', 800, 3_000, 'Nelayan'),
      trade('PETAMBAK UDANG', 1_200, 4_000, 'Nelayan'),
      trade('PEMBUDIDAYA IKAN', 900, 3_200, 'Nelayan'),
    ],
    jobs: [trade('PEKERJA TAMBAK', 2_900, 4_200), trade('AWAK KAPAL IKAN', 3_000, 5_000)],
    employers: ['Tambak Latihan', 'Perikanan Contoh'],
  },
  trade: {
    own: [180, 400],
    wage: [140, 230],
    trades: [
      trade('PEDAGANG PASAR', 1_000, 4_500, 'Pedagang'),
      trade('PEDAGANG KELILING', 800, 2_600, 'Pedagang'),
      trade('PEMILIK WARUNG', 900, 3_600, 'Pedagang'),
      trade('PEDAGANG SAYUR', 800, 2_800, 'Pedagang'),
    ],
    jobs: [
      trade('PRAMUNIAGA', 2_600, 4_200),
      trade('KASIR', 2_800, 4_300),
      trade('STAF GUDANG', 3_000, 4_600),
    ],
    employers: ['Toko Latihan', 'Grosir Contoh', 'Swalayan Contoh'],
  },
  transport: {
    own: [60, 180],
    wage: [50, 90],
    trades: [
      trade('PENGEMUDI OJEK', 1_000, 3_400, 'Pengemudi'),
      trade('SOPIR ANGKOT', 1_200, 3_200, 'Pengemudi'),
      trade('SOPIR TRUK', 1_600, 4_200, 'Pengemudi'),
      trade('TUKANG PERAHU', 900, 2_600, 'Pengemudi'),
    ],
    jobs: [trade('SOPIR PERUSAHAAN', 3_200, 5_000), trade('KURIR', 2_800, 4_600)],
    employers: ['Angkutan Latihan', 'Ekspedisi Contoh'],
  },
  building: {
    own: [60, 90],
    wage: [75, 100],
    trades: [trade('TUKANG BANGUNAN', 1_600, 4_000), trade('KULI BANGUNAN', 1_200, 3_000)],
    jobs: [trade('TUKANG BATU PROYEK', 3_000, 5_000), trade('OPERATOR ALAT BERAT', 4_000, 7_500)],
    employers: ['Konstruksi Latihan', 'Bangun Contoh'],
  },
  services: {
    own: [80, 200],
    wage: [180, 310],
    trades: [
      trade('PENJAHIT', 800, 2_800),
      trade('MONTIR MOTOR', 1_200, 3_600),
      trade('ASISTEN RUMAH TANGGA', 700, 2_200),
      trade('GURU NGAJI', 400, 1_400, 'Guru ngaji'),
      trade('MARBOT', 400, 1_200, 'Marbot'),
      trade('KETUA RT', 400, 1_200, 'RT/RW'),
    ],
    jobs: [
      trade('KARYAWAN SWASTA', 3_000, 6_500),
      trade('GURU HONORER', 700, 2_600, 'Non-ASN'),
      trade('TENAGA HONORER KANTOR', 1_500, 3_000, 'Non-ASN'),
      trade('PERAWAT KLINIK', 2_900, 4_800),
      trade('SATPAM', 2_900, 4_400),
    ],
    employers: ['Jasa Latihan', 'Klinik Contoh', 'Yayasan Contoh'],
  },
  industry: {
    own: [30, 40],
    wage: [180, 200],
    trades: [
      trade('PERAJIN SONGKET', 700, 3_000),
      trade('PEMBUAT KERUPUK', 800, 2_600),
      trade('PANDAI BESI', 900, 2_600),
    ],
    jobs: [
      trade('OPERATOR PABRIK', 3_300, 5_800),
      trade('KARYAWAN TAMBANG', 4_200, 9_500),
      trade('TEKNISI', 3_600, 6_800),
    ],
    employers: ['Pabrik Latihan', 'Tambang Contoh', 'Olahan Contoh'],
  },
}

export const SECTORS = Object.keys(LIVINGS) as readonly Sector[]

export type Work = {
  readonly sector: Sector
  readonly title: string
  readonly income: Rupiah
  readonly group: string | null
}

/** What somebody lives from, on his own account or for wages. */
export function workOf(chance: Chance, kind: 'own' | 'wage', isUrban: boolean): Work {
  const place = chance.weighted(SECTORS.map((sector) => LIVINGS[sector][kind][isUrban ? 1 : 0]))
  const sector = SECTORS[place] ?? 'services'
  const { trades, jobs } = LIVINGS[sector]
  const chosen = chance.pick(kind === 'own' ? trades : jobs)
  if (!chosen) throw new RangeError(`nobody can work in ${sector}`)
  const [least, most] = chosen.income
  // The lesser of two draws: many earn little and few much.
  const income = Math.min(chance.between(least, most), chance.between(least, most))
  return {
    sector,
    title: chosen.title,
    income: BigInt(Math.round(income / 50) * 50) * 1_000n,
    group: chosen.group ?? null,
  }
}
