import { INDONESIA, regionCode } from '../../kernel/region-code.ts'
import type { Target } from './figures.ts'

const INTERPOLATED = {
  id: 'Garis lurus antara awal dan akhir RPJMN; bukan angka resmi.',
  en: 'A straight line between the ends of the RPJMN; not official.',
}

type Goal = Omit<Target, 'region' | 'segment' | 'remark'> & Partial<Pick<Target, 'region' | 'remark'>>

function goal({ region = INDONESIA, remark = null, ...rest }: Goal): Target {
  return { ...rest, region, remark, segment: rest.indicator === 'C' ? 'BPU' : 'all' }
}

const RPJMN = {
  indicator: 'C',
  source: 'RPJMN 2025–2029 (Perpres 12/2025), menurut berita',
  confidence: 'M',
} as const
const PATH = {
  indicator: 'C',
  source: 'Interpolasi RPJMN 2025–2029',
  confidence: 'L',
  remark: INTERPOLATED,
} as const
const UCJ = { indicator: 'A', confidence: 'M', year: 2025 } as const

/** Goals that were published, and the straight path between the two ends of the RPJMN, marked as ours. */
export const PUBLISHED_TARGETS: readonly Target[] = [
  goal({ ...RPJMN, id: 'rpjmn-2025', year: 2025, basisPoints: 3215 }),
  goal({ ...PATH, id: 'rpjmn-2026', year: 2026, basisPoints: 3509 }),
  goal({
    id: 'rkp-2026',
    year: 2026,
    indicator: 'C',
    basisPoints: 3499,
    source: 'RKP 2026, menurut berita',
    confidence: 'M',
    remark: {
      id: 'Sedikit berbeda dari garis lurus RPJMN.',
      en: 'Slightly off the straight line of the RPJMN.',
    },
  }),
  goal({ ...PATH, id: 'rpjmn-2027', year: 2027, basisPoints: 3804 }),
  goal({ ...PATH, id: 'rpjmn-2028', year: 2028, basisPoints: 4098 }),
  goal({ ...RPJMN, id: 'rpjmn-2029', year: 2029, basisPoints: 4392 }),
  goal({
    id: 'rpjpn-2045',
    year: 2045,
    indicator: 'A',
    basisPoints: 9950,
    source: 'UU 59/2024 (RPJPN 2025–2045)',
    confidence: 'M',
    remark: {
      id: 'Sumber tidak menyebut penyebutnya; dibaca sebagai cakupan semesta.',
      en: 'The source names no denominator; read as universal coverage.',
    },
  }),
  goal({
    ...UCJ,
    id: 'ucj-2025',
    basisPoints: 5215,
    source: 'Kemendagri dan BPJS Ketenagakerjaan, target UCJ 2025',
  }),
  goal({
    ...UCJ,
    id: '16-ucj-2025',
    region: regionCode('16'),
    basisPoints: 4946,
    source: 'rmolsumsel, April 2025: 1.485.000 orang',
    remark: {
      id: 'Pada Agustus 2025 gubernur menyebut 51%.',
      en: 'In August 2025 the governor spoke of 51 %.',
    },
  }),
  goal({
    ...UCJ,
    id: '1606-ucj-2025',
    region: regionCode('16.06'),
    basisPoints: 5215,
    source: 'Berita, Musi Banyuasin Juli 2025',
  }),
]
