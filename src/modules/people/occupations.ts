import type { VulnerableGroup } from './people.ts'
import type { OccupationGroup } from '../../rules/payers.ts'
import type { RiskClass } from '../../rules/wage-earner-contribution.ts'

/** One occupation of the identity card. */
export type Occupation = {
  /** 1 to 89, as Dukcapil's form and OpenSID number them. */
  readonly code: string
  readonly title: string
  /** Null: not looked for among vulnerable workers. */
  readonly group: VulnerableGroup | null
  /** The class of the kind of business it most often stands for; null where the annex names none that we have read. */
  readonly riskClass: RiskClass | null
  /** Which relief of PP 50/2025 an own-account worker of it has. */
  readonly relief: OccupationGroup
}

// The list: Dukcapil F-1.01 (Permendagri 109/2019), OpenSID 2410, from 2019 (confidence M); a later list is another constant beside it.
// The kinds of business behind `riskClass`: PP 44/2015, Lampiran I (M), only those whose words we have read.

type Row = readonly [title: string, aliases: string, group?: VulnerableGroup | null, riskClass?: RiskClass]

/** In the order of their numbers, with the words people write instead; an alias fits when all its words are written. */
const ROWS: readonly Row[] = [
  [
    'BELUM/TIDAK BEKERJA',
    'belum bekerja | tidak bekerja | blm bekerja | tdk bekerja | pengangguran | belum kerja',
  ],
  ['MENGURUS RUMAH TANGGA', 'mengurus rumah tangga | ibu rumah tangga | irt | rumah tangga | mrt'],
  ['PELAJAR/MAHASISWA', 'pelajar | mahasiswa | mahasiswi | siswa | siswi | santri | sekolah'],
  ['PENSIUNAN', 'pensiunan | purnawirawan | pensiun | purnatugas'],
  [
    'PEGAWAI NEGERI SIPIL (PNS)',
    'pegawai negeri sipil | pns | asn | pegawai negeri | aparatur sipil negara | pppk',
    null,
    'I',
  ],
  [
    'TENTARA NASIONAL INDONESIA (TNI)',
    'tentara nasional indonesia | tni | tentara | tni ad | tni al | tni au',
  ],
  ['KEPOLISIAN RI (POLRI)', 'kepolisian | polri | polisi'],
  ['PERDAGANGAN', 'perdagangan', 'trade', 'I'],
  [
    'PETANI/PEKEBUN',
    'petani | pekebun | tani | berkebun | bertani | petani karet | petani sawit | petani kopi | petani padi | petani penggarap | pemilik kebun',
    'farming',
    'II',
  ],
  ['PETERNAK', 'peternak | ternak | beternak | peternak ayam | peternak sapi', 'livestock', 'I'],
  [
    'NELAYAN/PERIKANAN',
    'nelayan | perikanan | pembudidaya ikan | petambak | petani tambak | petani ikan | tambak',
    'fishing',
  ],
  ['INDUSTRI', 'industri | pengrajin | perajin'],
  [
    'KONSTRUKSI',
    'konstruksi | buruh bangunan | kuli bangunan | pekerja bangunan | tukang bangunan',
    'building',
  ],
  ['TRANSPORTASI', 'transportasi', 'transport'],
  ['KARYAWAN SWASTA', 'karyawan swasta | pegawai swasta | karyawati swasta | karyawan | karyawati | swasta'],
  ['KARYAWAN BUMN', 'karyawan bumn | pegawai bumn | bumn'],
  ['KARYAWAN BUMD', 'karyawan bumd | pegawai bumd | bumd'],
  [
    'KARYAWAN HONORER',
    'karyawan honorer | honorer | pegawai honorer | tenaga honorer | non asn | tenaga kontrak | phl',
  ],
  [
    'BURUH HARIAN LEPAS',
    'buruh harian lepas | buruh harian | buruh | buruh lepas | bhl | kuli | kuli angkut | kuli panggul | buruh angkut | buruh serabutan | serabutan | pemulung',
    'day-labour',
  ],
  [
    'BURUH TANI/PERKEBUNAN',
    'buruh tani | buruh perkebunan | buruh kebun | buruh sawit | buruh karet | penyadap | penyadap karet | penderes | pemanen sawit | penoreh | nyadap',
    'farming',
    'II',
  ],
  ['BURUH NELAYAN/PERIKANAN', 'buruh nelayan | buruh perikanan | buruh tambak | abk nelayan', 'fishing'],
  ['BURUH PETERNAKAN', 'buruh peternakan | buruh ternak | penggembala', 'livestock', 'I'],
  [
    'PEMBANTU RUMAH TANGGA',
    'pembantu rumah tangga | prt | art | asisten rumah tangga | pekerja rumah tangga | pembantu',
    'domestic',
  ],
  ['TUKANG CUKUR', 'tukang cukur | tukang pangkas | pemangkas rambut | barber', 'craft', 'I'],
  ['TUKANG LISTRIK', 'tukang listrik | teknisi listrik', 'building'],
  ['TUKANG BATU', 'tukang batu', 'building'],
  ['TUKANG KAYU', 'tukang kayu | tukang mebel | tukang meubel', 'building'],
  ['TUKANG SOL SEPATU', 'tukang sol sepatu | tukang sol | sol sepatu', 'craft'],
  ['TUKANG LAS/PANDAI BESI', 'tukang las | pandai besi', 'craft'],
  ['TUKANG JAHIT', 'tukang jahit | penjahit | menjahit', 'craft', 'I'],
  ['TUKANG GIGI', 'tukang gigi', 'craft'],
  ['PENATA RIAS', 'penata rias | perias | tukang rias | perias pengantin', 'craft', 'I'],
  ['PENATA BUSANA', 'penata busana'],
  ['PENATA RAMBUT', 'penata rambut | salon | pekerja salon', 'craft', 'I'],
  ['MEKANIK', 'mekanik | montir | tukang bengkel | bengkel | tukang tambal ban | tambal ban', 'craft'],
  ['SENIMAN', 'seniman | artis | musisi | penyanyi'],
  ['TABIB', 'tabib | tukang pijat | tukang urut', 'healing'],
  ['PARAJI', 'paraji | dukun bayi | dukun beranak', 'healing'],
  ['PERANCANG BUSANA', 'perancang busana | desainer busana'],
  ['PENTERJEMAH', 'penterjemah | penerjemah'],
  [
    'IMAM MASJID',
    'imam masjid | imam mesjid | marbot | marbot masjid | pengurus masjid | takmir | bilal',
    'religious',
    'I',
  ],
  ['PENDETA', 'pendeta', 'religious', 'I'],
  ['PASTOR', 'pastor | romo', 'religious', 'I'],
  ['WARTAWAN', 'wartawan | jurnalis'],
  [
    'USTADZ/MUBALIGH',
    'ustadz | ustaz | ustazah | ustadzah | mubaligh | guru ngaji | guru mengaji | guru tpa | guru tpq | kyai | kiai | dai',
    'religious',
    'I',
  ],
  ['JURU MASAK', 'juru masak | koki | tukang masak'],
  ['PROMOTOR ACARA', 'promotor acara'],
  ['ANGGOTA DPR-RI', 'anggota dpr | anggota dpr ri'],
  ['ANGGOTA DPD', 'anggota dpd'],
  ['ANGGOTA BPK', 'anggota bpk ri'],
  ['PRESIDEN', 'presiden'],
  ['WAKIL PRESIDEN', 'wakil presiden'],
  ['ANGGOTA MAHKAMAH KONSTITUSI', 'anggota mahkamah konstitusi | hakim konstitusi'],
  ['ANGGOTA KABINET/KEMENTERIAN', 'anggota kabinet | menteri'],
  ['DUTA BESAR', 'duta besar'],
  ['GUBERNUR', 'gubernur'],
  ['WAKIL GUBERNUR', 'wakil gubernur'],
  ['BUPATI', 'bupati'],
  ['WAKIL BUPATI', 'wakil bupati'],
  ['WALIKOTA', 'walikota | wali kota'],
  ['WAKIL WALIKOTA', 'wakil walikota | wakil wali kota'],
  ['ANGGOTA DPRD PROVINSI', 'anggota dprd provinsi'],
  ['ANGGOTA DPRD KABUPATEN/KOTA', 'anggota dprd kabupaten | anggota dprd kota'],
  ['DOSEN', 'dosen'],
  ['GURU', 'guru | pengajar | guru sd | guru paud | guru tk'],
  ['PILOT', 'pilot'],
  ['PENGACARA', 'pengacara | advokat', null, 'I'],
  ['NOTARIS', 'notaris', null, 'I'],
  ['ARSITEK', 'arsitek', null, 'I'],
  ['AKUNTAN', 'akuntan', null, 'I'],
  ['KONSULTAN', 'konsultan', null, 'I'],
  ['DOKTER', 'dokter', null, 'I'],
  ['BIDAN', 'bidan', null, 'I'],
  ['PERAWAT', 'perawat', null, 'I'],
  ['APOTEKER', 'apoteker', null, 'I'],
  ['PSIKIATER/PSIKOLOG', 'psikiater | psikolog'],
  ['PENYIAR TELEVISI', 'penyiar televisi | penyiar tv'],
  ['PENYIAR RADIO', 'penyiar radio'],
  ['PELAUT', 'pelaut | anak buah kapal | abk'],
  ['PENELITI', 'peneliti'],
  [
    'SOPIR',
    'sopir | supir | driver | pengemudi | ojek | ojol | tukang ojek | ojek online | kurir | tukang becak | becak | penarik becak | sopir angkot | sopir truk | kernet',
    'transport',
  ],
  ['PIALANG', 'pialang | makelar', null, 'I'],
  ['PARANORMAL', 'paranormal'],
  [
    'PEDAGANG',
    'pedagang | berdagang | dagang | jualan | penjual | warung | pedagang keliling | pedagang kaki lima | pkl | tukang sayur | tukang bakso | penjaja',
    'trade',
    'I',
  ],
  [
    'PERANGKAT DESA',
    'perangkat desa | aparat desa | aparatur desa | perangkat kelurahan | kadus | kepala dusun | sekretaris desa | sekdes',
    null,
    'I',
  ],
  ['KEPALA DESA', 'kepala desa | kades', null, 'I'],
  ['BIARAWATI', 'biarawati | biarawan', null, 'I'],
  ['WIRASWASTA', 'wiraswasta | wirausaha | pengusaha | usaha sendiri'],
  ['LAINNYA', 'lainnya | lain lain'],
]

/** PP 50/2025 names online drivers, motorcycle taxis, drivers and couriers. */
const TRANSPORT_RELIEF: ReadonlySet<string> = new Set(['TRANSPORTASI', 'SOPIR'])

/** The occupations of the identity card in the order of their numbers. */
export const OCCUPATIONS: readonly Occupation[] = ROWS.map(([title, , group, riskClass], place) => ({
  code: String(place + 1),
  title,
  group: group ?? null,
  riskClass: riskClass ?? null,
  relief: TRANSPORT_RELIEF.has(title) ? 'transport' : 'other',
}))

const BY_CODE: ReadonlyMap<string, Occupation> = new Map(OCCUPATIONS.map((each) => [each.code, each]))

/** The occupation of a number, or nothing. */
export function findOccupation(code: string): Occupation | null {
  return BY_CODE.get(code) ?? null
}

/** Somebody's wife, or what somebody was or will be, is another occupation than the one that is written. */
const NOT_HIS_OWN = /\b(?:istri|isteri|suami|anak|mantan|eks|bekas|calon)\b/

type Alias = { readonly words: readonly string[]; readonly occupation: Occupation }

const ALIASES: readonly Alias[] = OCCUPATIONS.flatMap((occupation, place) =>
  [occupation.title, ...(ROWS[place]?.[1] ?? '').split('|')].map((text) => ({
    words: wordsOf(text).split(' '),
    occupation,
  })),
)
const BY_WORDS: ReadonlyMap<string, Occupation> = new Map(
  ALIASES.map(({ words, occupation }) => [words.join(' '), occupation]),
)

const MOST_REMEMBERED = 5_000
/** Lists write few occupations many times; what was once compared with every alias is not compared again. */
const remembered = new Map<string, Occupation | null>()

/**
 * The occupation that a written text means: its number, its title, or words that stand for it. Of several that fit, the one that more
 * words speak for; null when two fit equally well or none does, and nothing is guessed.
 */
export function occupationOf(written: string): Occupation | null {
  const text = wordsOf(written)
  const exact = BY_WORDS.get(text) ?? findOccupation(text.replace(/^0+/, ''))
  if (exact !== null) return exact
  const known = remembered.get(text)
  if (known !== undefined) return known
  const found = byWords(text)
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(text, found)
  return found
}

function byWords(text: string): Occupation | null {
  if (NOT_HIS_OWN.test(text)) return null
  const written = new Set(text.split(' '))
  let most = 0
  const best = new Set<Occupation>()
  for (const { words, occupation } of ALIASES) {
    if (words.length < most || !words.every((word) => written.has(word))) continue
    if (words.length > most) best.clear()
    most = words.length
    best.add(occupation)
  }
  const [only, other] = best
  return other === undefined ? (only ?? null) : null
}

function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}
