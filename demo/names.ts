import type { Sex } from '../src/kernel/nik.ts'
import type { Chance } from './chance.ts'

/** How people of one origin are called; `alone` of a thousand have one word for a name. */
type Custom = {
  readonly male: readonly string[]
  readonly female: readonly string[]
  readonly second: { readonly male: readonly string[]; readonly female: readonly string[] }
  readonly alone: number
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const MUSLIM_MEN =
  words(`Ahmad Muhammad Abdul Rahman Umar Usman Ali Hasan Husin Ibrahim Ismail Yusuf Zainal Syamsul Ridwan Fauzi Amir Hamzah
  Rizki Fikri Arif Irfan Ilham Taufik Anwar Jamaludin Sofyan Marwan Idris Sulaiman Yunus Ishak Luthfi Iqbal Rasyid Hakim Mukhlis`)
const MUSLIM_WOMEN =
  words(`Siti Nur Fatimah Aisyah Khadijah Zainab Maryam Rohimah Aminah Halimah Ruqayah Zubaidah Nurlaila Nurhayati Rohana
  Salmah Hafsah Maimunah Latifah Asmawati Rosmala Hasanah Laila Mardiah Yulia Nadia Putri Annisa Rahma Salsabila Azizah Wardah`)

/** Origins of the people of southern Sumatra, who marry one another but keep their ways of naming. */
export const ORIGINS = ['palembang', 'komering', 'jawa', 'minang', 'batak', 'tionghoa', 'bugis'] as const
export type Origin = (typeof ORIGINS)[number]

const CUSTOMS: { readonly [Each in Origin]: Custom } = {
  palembang: {
    male: [
      ...MUSLIM_MEN,
      ...words(
        'Kemas Masagus Kiagus Raden Cek Zulkifli Herman Darwin Edison Rusdi Alamsyah Sarnubi Komaruddin Rozali Sukri',
      ),
    ],
    female: [
      ...MUSLIM_WOMEN,
      ...words(
        'Nyimas Masayu Nyayu Cek Romlah Asnawati Maisaroh Kartini Ernawati Yuliana Sakdiah Rukiah Nuraini',
      ),
    ],
    second: {
      male: words(
        'Akbar Effendi Saleh Toyib Nawawi Zaini Badaruddin Fadillah Rifai Syarif Alwi Kosim Jauhari Hidayat Saputra Firmansyah Ariansyah',
      ),
      female: words(
        'Wahyuni Oktarina Puspita Lestari Sari Novita Apriani Septiani Maharani Damayanti Agustina Yuniarti Marlina Safitri',
      ),
    },
    alone: 180,
  },
  komering: {
    male: [
      ...MUSLIM_MEN,
      ...words(
        'Sahran Mat Tambat Juliansyah Sopian Suhaimi Marsudi Zawawi Alpian Nopri Heri Bastari Tarmizi Basuni',
      ),
    ],
    female: [
      ...MUSLIM_WOMEN,
      ...words('Sumiati Hermina Susmiati Elmawati Yunani Masnah Sahuna Mariana Misnawati Holidah'),
    ],
    second: {
      male: words(
        'Bunyamin Setiawan Iskandar Pratama Apriadi Junaidi Mulyadi Suryanto Wiranata Ardiansyah Kusuma Sanjaya',
      ),
      female: words(
        'Susanti Handayani Puspasari Anggraini Lestari Mulyani Permatasari Andini Oktavia Rahayu',
      ),
    },
    alone: 240,
  },
  jawa: {
    male: words(`Slamet Suparman Sugeng Wagiman Tukiman Sutrisno Bambang Joko Agus Budi Eko Dwi Tri Hadi Mulyono Sumardi Suyanto Paijo Ponimin
      Wahyu Yanto Supri Mujiono Kasman Sarwono Jumadi Rohmad Andi Bayu Dimas Galih Rizal Teguh`),
    female:
      words(`Sri Sumiyati Tukinem Suparmi Wagiyem Sutini Endang Dewi Ratna Wulan Tri Dwi Eka Ani Yanti Rini Lilik Puji Siti Suprihatin Sulastri
      Painem Kasmini Ngatinah Partini Retno Ayu Indah Lestari Widya`),
    second: {
      male: words(
        'Santoso Wibowo Nugroho Prasetyo Widodo Susilo Riyanto Setyawan Purnomo Hartono Utomo Kurniawan Raharjo Sulistyo Wijaya',
      ),
      female: words(
        'Rahayu Lestari Wahyuni Handayani Astuti Ningsih Utami Susanti Setyowati Puspitasari Kusumawati Mulyani Hartati',
      ),
    },
    alone: 350,
  },
  minang: {
    male: [
      ...MUSLIM_MEN,
      ...words('Syafrizal Yulizar Efrizal Zulhendri Dasrul Nasrul Armen Asril Afrizal Masrizal Jufri Yendri'),
    ],
    female: [
      ...MUSLIM_WOMEN,
      ...words('Yusmaniar Erniwati Rosmanidar Yenti Desmawati Nelvi Gusneti Elfira Murniati'),
    ],
    second: {
      male: words('Tanjung Chaniago Koto Piliang Sikumbang Guci Jambak Malik Syarif Putra Rajo'),
      female: words('Tanjung Chaniago Koto Piliang Sikumbang Guci Fitri Sari Putri Yeni'),
    },
    alone: 200,
  },
  batak: {
    male: words(
      'Parlindungan Saut Tumpal Maruli Hotman Jhonson Robert Daniel Ronald Rudi Bonar Mangasi Binsar Sahat Poltak Andreas',
    ),
    female: words(
      'Tiur Rotua Lasma Romaito Debora Ester Maria Herlina Rosdiana Lamria Duma Sondang Theresia Natalia',
    ),
    second: {
      male: words(
        'Siregar Sihombing Simanjuntak Nainggolan Panjaitan Hutapea Manurung Sinaga Situmorang Pasaribu Harahap Lubis',
      ),
      female: words(
        'Siregar Sihombing Simanjuntak Nainggolan Panjaitan Hutapea Manurung Sinaga Situmorang Pasaribu Harahap Lubis',
      ),
    },
    alone: 0,
  },
  tionghoa: {
    male: words(
      'Hendra Susanto Rudy Steven Kevin Andy Johan Wawan Edy Tony Jimmy Albert Vincent Hartono Darmawan',
    ),
    female: words('Lina Mei Fenny Susan Cindy Jessica Vivi Angela Meliana Yenny Herlina Silvia Stefani'),
    second: {
      male: words('Wijaya Halim Salim Gunawan Tanuwijaya Kurniawan Lim Tan Chandra Setiawan Hartanto'),
      female: words('Wijaya Halim Salim Gunawan Tanuwijaya Lim Tan Chandra Hartanto Angelina'),
    },
    alone: 30,
  },
  bugis: {
    male: [...MUSLIM_MEN, ...words('Andi Baso Daeng Ambo Sudirman Tahang Laupe Sappe Beddu Rusli')],
    female: [...MUSLIM_WOMEN, ...words('Andi Besse Indo Hasnah Rosnia Hamida Jumriah Darmawati')],
    second: {
      male: words('Mappe Tang Upe Sangkala Nurdin Jafar Rahim Basri Tahir Sappeile'),
      female: words('Tang Hasan Nurdin Rahim Basri Hapsah Jafar Tahir'),
    },
    alone: 220,
  },
}

/** Three words: the longer names that are in fashion for the young. */
const LONG_NAME = 260

/** A name as a civil register writes it, in capitals: one to three words. Young people have longer ones. */
export function personName(chance: Chance, origin: Origin, sex: Sex, bornYear: number): string {
  const { alone, second, ...first } = CUSTOMS[origin]
  const isYoung = bornYear >= 1990
  const given = chance.pick(first[sex]) ?? ''
  if (chance.is(isYoung ? alone / 3 : alone)) return given.toUpperCase()
  const family = chance.pick(second[sex]) ?? ''
  const middle = chance.pick(first[sex]) ?? ''
  const isLong = isYoung && middle !== given && chance.is(LONG_NAME)
  return [given, ...(isLong ? [middle] : []), family].join(' ').toUpperCase()
}

const BEFORE_MAN = ['H. ', 'H. ', 'Drs. ', 'Ir. ', 'Bpk. '] as const
const BEFORE_WOMAN = ['Hj. ', 'Hj. ', 'Dra. ', 'Ibu '] as const
const AFTER = [', S.Pd', ', S.E.', ', A.Md', ', S.Pd.I', ', S.H.', ', S.Sos', ', S.T.', ', A.Md.Keb'] as const

/** A name with titles before or after it, as clerks write them down. */
export function titledName(chance: Chance, name: string, sex: Sex): string {
  if (chance.is(500)) return `${name}${chance.pick(AFTER)}`
  return `${chance.pick(sex === 'male' ? BEFORE_MAN : BEFORE_WOMAN)}${name}`
}
