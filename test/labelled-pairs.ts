import { parseNik, type Nik } from '../src/kernel/nik.ts'
import { plainDate } from '../src/kernel/plain-date.ts'
import { regionCode } from '../src/kernel/region-code.ts'
import type { ComparedPerson } from '../src/modules/people/matching/assess-pair.ts'

/** Two rows and whether they are one person, as whoever invented them knows. */
export type LabelledPair = {
  readonly isSame: boolean
  /** What makes it hard. */
  readonly kind: string
  readonly a: ComparedPerson
  readonly b: ComparedPerson
}

/**
 * Pairs thought out one by one: invented people, none of them real. `=` one person, `!` two. A person is
 * `name; birth date; sex; village of 16.06.01; family card; mother; NIK serial`; the serial makes a NIK of kota 99, kecamatan 99 with that
 * birth date and sex, and what is empty is unknown.
 */
const WRITTEN = `
# titles
= Drs. H. Suparman, M.Si; 1965-04-12; L; 1 | SUPARMAN; 1965-04-12; L; 1
= Hj. Siti Rohani; 1958-09-03; P; 2 | SITI ROHANI; 1958-09-03; P; 2
= Ir. Bambang Sutejo MT; 1970-11-30; L; 3 | BAMBANG SUTEJO; 1970-11-30; L; 3
= Ust. Zainal Abidin; 1979-02-14; L; 4 | ZAINAL ABIDIN S.Pd.I; 1979-02-14; L; 4
= Kusnadi, S.E.; 1988-08-08; L; 5 | H. KUSNADI; 1988-08-08; L; 5
= dr. Ratna Juwita; 1985-05-21; P; 1 | RATNA JUWITA; 1985-05-21; P; 1
# spelling
= Muhammad Rizki Fadillah; 1995-01-17; L; 1 | MOH. RIZKY FADILAH; 1995-01-17; L; 1
= M. Yusuf; 1980-06-25; L; 2 | MUHAMAD YUSUP; 1980-06-25; L; 2
= Djoko Soesilo; 1955-03-09; L; 3 | JOKO SUSILO; 1955-03-09; L; 3
= Tjahjo Koesoemo; 1951-10-28; L; 4 | CAHYO KUSUMO; 1951-10-28; L; 4
= Syamsul Bahri; 1972-07-19; L; 5 | SAMSUL BAHRI; 1972-07-19; L; 5
= Khoirul Anwar; 1983-12-02; L; 6 | CHOIRUL ANWAR; 1983-12-02; L; 6
= Fatimah Azzahra; 1999-04-30; P; 1 | FATIMA AZAHRA; 1999-04-30; P; 1
= Achmad Dhani; 1976-05-26; L; 2 | AHMAD DANI; 1976-05-26; L; 2
= Nur Aini; 1986-10-11; P; 3 | NURAINI; 1986-10-11; P; 3
= Noeraeni; 1959-02-27; P; 4 | NURAINI; 1959-02-27; P; 4
= Abdul Rahman; 1974-08-15; L; 5 | ABDURRAHMAN; 1974-08-15; L; 5
= Abd. Rahim; 1977-03-13; L; 6 | ABDUL ROHIM; 1977-03-13; L; 6
= Junaidi; 1969-09-23; L; 1 | DJUNAEDI; 1969-09-23; L; 1
= Rakhmat Hidayat; 1991-11-05; L; 2 | RAHMAT HIDAYAT; 1991-11-05; L; 2
= Stevanus Tarigan; 1987-12-26; L; 3 | STEFANUS TARIGAN; 1987-12-26; L; 3
= Theresia Sihombing; 1990-10-01; P; 4 | TERESIA SIHOMBING; 1990-10-01; P; 4
= Taufiq Qurrahman; 1993-06-06; L; 5 | TAUFIK KURAHMAN; 1993-06-06; L; 5
= Sjarifuddin; 1950-05-17; L; 6 | SYARIFUDIN; 1950-05-17; L; 6
# one word and missing parts
= Suwarno; 1963-01-29; L; 1 | SUWARNO; 1963-01-29; L; 1
= Ponirah; 1957-06-18; P; 2 | PONIRA; 1957-06-18; P; 2
= Aminudin bin Kasim; 1971-04-04; L; 3 | AMINUDDIN; 1971-04-04; L; 3
= Romlah binti Saleh; 1966-08-22; P; 4 | ROMLAH; 1966-08-22; P; 4
= Sukarman alias Maman; 1968-12-12; L; 5 | MAMAN; 1968-12-12; L; 5
= Rini Puspitasari; 1992-02-08; P; 6 | RINI P.; 1992-02-08; P; 6
= Eko Prasetyo Nugroho; 1989-03-31; L; 1 | EKO PRASETYO; 1989-03-31; L; 1
= I Wayan Sudarma; 1975-07-07; L; 2 | WAYAN SUDARMA; 1975-07-07; L; 2
= Hasibuan Parlindungan; 1964-10-16; L; 3 | PARLINDUNGAN HASIBUAN; 1964-10-16; L; 3
# slips of the keyboard
= Sulistyowati; 1984-11-19; P; 4 | SULISTIYOWATI; 1984-11-19; P; 4
= Kartini Handayani; 1981-04-21; P; 5 | KARTNI HANDAYANI; 1981-04-21; P; 5
= Wahyudin; 1978-05-09; L; 6 | WAYHUDIN; 1978-05-09; L; 6
= Marsinah Lubis; 1973-02-24; P; 1 | MARSINAH LUBSI; 1973-02-24; P; 1
= Hendrik Simanjuntak; 1982-09-14; L; 2 | HENDRIK SIMANJUNTAK; 1982-09-14; P; 2
# birth dates
= Turmudi Hasanudin; 1971-03-08; L; 3 | TURMUDI HASANUDIN; 1971-08-03; L; 3
= Yuliana Manurung; 1986-07-12; P; 4 | YULIANA MANURUNG; 1986-12-07; P; 4
= Darmawan Sitepu; 1967-11-20; L; 5 | DARMAWAN SITEPU; 1967-11-26; L; 5
= Ngadiman; 1954-02-11; L; 6 | NGADIMAN; 1964-02-11; L; 6
= Musriyah; 1961-06-30; P; 1 | MUSRIYAH; 1962-06-30; P; 1
= Paijo Kromodimejo; 1948-05-15; L; 2 | PAIJO KROMODIMEJO; 1948-01-01; L; 2
= Legiman Wiryo; 1952-12-31; L; 3 | LEGIMAN WIRYO; 1952-01-01; L; 3
= Tukiyem Sastro; 1956-01-01; P; 4 | TUKIYEM SASTRO; 1956-01-01; P; 4
= Gunawan Siregar; 1994-04-14; L; 5 | GUNAWAN SIREGAR; 1994-04-15; L; 5
# moved, with and without more to go by
= Herlina Wulandari; 1987-10-10; P; 1 | HERLINA WULANDARI; 1987-10-10; P; 44
= Zulkifli Harahap; 1979-09-19; L; 2; ; Nurhasanah | ZULKIFLI HARAHAP; 1979-09-19; L; 31; ; NURHASANAH
= Kuswanto; 1983-03-23; L; 3; 7; Sumini | KUSWANTO; 1983-03-23; L; 3; 8; SUMINI
= Siti Aminah; 1990-05-05; P; 4; 12; Ponirah | SITI AMINAH; 1990-05-05; P; 4; 12; PONIRAH
= Siti Aminah; 1990-05-05; P; 4; ; Ponirah; 0003 | ST. AMINAH; 1990-05-05; P; 4; ; PONIRAH
= Ahmad Yani; 1985-08-17; L; 5; 9; Kartinah | H. AHMAD YANI; 1985-08-17; L; 5; 9; KARTINAH
# a NIK with one digit mistyped
= Sarwono Edi; 1977-02-18; L; 6; ; ; 1699991802770004 | SARWONO EDI; 1977-02-18; L; 6; ; ; 1699991802770014
= Tarmizi Taher; 1965-10-07; L; 1; ; ; 1699990710650002 | TARMIZI TAHER; 1965-10-07; L; 1; ; ; 1699990710560002
= Rosdiana Nasution; 1989-12-25; P; 2; ; ; 1699996512890001 | ROSDIANA NASUTION; 1989-12-25; P; 2; ; ; 1699996512880001
# twins
! Hasan Basri; 1996-03-03; L; 1; 21; Jumiati; 0001 | HUSIN BASRI; 1996-03-03; L; 1; 21; JUMIATI; 0002
! Rahmat Saputra; 2001-07-27; L; 2; 22; Yulianti; 0004 | RAHMAN SAPUTRA; 2001-07-27; L; 2; 22; YULIANTI; 0005
! Dewi Lestari; 1998-11-11; P; 3; 23; Suharti; 0001 | DEWA LESTARI; 1998-11-11; L; 3; 23; SUHARTI; 0001
! Rina Marlina; 1994-01-09; P; 4; 24; Saodah; 0002 | RINI MARLINA; 1994-01-09; P; 4; 24; SAODAH; 0003
! Aldi Pratama; 2003-05-12; L; 5; 25; Wagiyem; 0001 | ALDO PRATAMA; 2003-05-12; L; 5; 25; WAGIYEM; 0002
! Fitri Handayani; 1992-06-16; P; 6; 26; Mursiti; 0007 | FITRA HANDAYANI; 1992-06-16; P; 6; 26; MURSITI; 0008
! Suryadi; 1988-09-01; L; 1; 27; Ngatinah; 0001 | SURYANI; 1988-09-01; P; 1; 27; NGATINAH; 0001
! Bima Sakti; 2000-02-20; L; 2; 28; Lastri; 0001 | BISMA SAKTI; 2000-02-20; L; 2; 28; LASTRI; 0002
# fathers and sons, mothers and daughters with one name
! Muhammad Saleh; 1955-06-01; L; 1; 31 | MUHAMMAD SALEH; 1984-03-17; L; 1; 31
! Sugeng Riyadi; 1962-02-19; L; 2; 32 | SUGENG RIYADI; 1992-02-19; L; 2; 32
! Abdullah; 1949-08-30; L; 3; 33 | ABDULLAH; 1979-11-04; L; 3; 33
! Siti Maryam; 1968-05-23; P; 4; 34 | SITI MARYAM; 1993-10-08; P; 4; 34
! Slamet; 1950-01-01; L; 5 | SLAMET; 1975-01-01; L; 5
! Sutrisno; 1958-04-18; L; 6; 35 | SUTRISNO JR.; 1987-09-26; L; 6; 35
# common names in one village
! Siti Aminah; 1990-03-22; P; 1 | SITI AMINAH; 1990-11-02; P; 1
! Siti Aminah; 1978-06-14; P; 1 | SITI AMINAH; 1981-01-27; P; 1
! Siti Aminah; 1985-01-01; P; 1; 41; Rubiah; 0002 | SITI AMINAH; 1985-01-01; P; 1; 42; Sarinah; 0017
! Ahmad; 1970-07-01; L; 2; 43; Halimah | AHMAD; 1970-07-01; L; 2; 44; Jubaidah
! Sri Wahyuni; 1986-04-09; P; 3 | SRI WAHYUNI; 1989-08-05; P; 3
! Agus Setiawan; 1991-08-17; L; 4 | AGUS SETIAWAN; 1993-08-28; L; 4
! Nurhayati; 1974-12-03; P; 5 | NURHAYATI; 1976-05-21; P; 5
! Abdul Rahman; 1982-02-02; L; 6 | ABDUL ROHMAN; 1987-10-19; L; 6
! Muhammad Ali; 1988-01-01; L; 1 | MUHAMMAD ALI; 1991-01-01; L; 1
! Joko Susanto; 1979-05-30; L; 2; 45; Paini | JOKO SUSANTO; 1979-12-11; L; 2; 46; Tumini
# siblings
! Andi Wijaya; 1990-04-01; L; 1; 51; Rusmini | ANDRI WIJAYA; 1992-06-13; L; 1; 51; RUSMINI
! Yanti Susilawati; 1984-09-09; P; 2; 52; Karsinah | YATI SUSILAWATI; 1987-03-02; P; 2; 52; KARSINAH
! Made Sudiarta; 1981-11-11; L; 3; 53; Ni Luh Sari | NYOMAN SUDIARTA; 1983-12-10; L; 3; 53; NI LUH SARI
! Rudi Hartono; 1995-05-05; L; 4; 54; Painem | RUDI HARTANTO; 1997-05-05; L; 4; 54; PAINEM
! Nurul Hidayah; 1999-02-14; P; 5; 55; Marwiyah | NURUL HIDAYATI; 2001-04-24; P; 5; 55; MARWIYAH
! Desi Ratnasari; 1993-12-01; P; 6; 56; Aisyah | DEWI RATNASARI; 1995-12-01; P; 6; 56; AISYAH
# one birth date, nothing else
! Hartini; 1972-10-05; P; 1 | SUHARTINI; 1972-10-05; P; 1
! Kasmin; 1960-03-14; L; 2 | KASMAN; 1960-03-14; L; 31
! Wagiman; 1953-07-01; L; 3 | NGADIMAN; 1953-07-01; L; 3
! Siti Fatimah; 1980-08-08; P; 4 | SITI AMINAH; 1980-08-08; P; 4
! Dedi Kurniawan; 1985-06-06; L; 5 | DEDI SETIAWAN; 1985-06-06; L; 5
! Muhammad Iqbal; 1996-09-18; L; 6 | MUHAMMAD ILHAM; 1996-09-18; L; 6
! Ni Made Ayu; 1990-01-30; P; 1 | NI MADE SARI; 1990-01-30; P; 1
! Supardi; 1966-01-01; L; 2 | SUPARDAN; 1966-01-01; L; 2
`

export const writtenPairs: readonly LabelledPair[] = readPairs(WRITTEN)

function readPairs(text: string): LabelledPair[] {
  let kind = ''
  const pairs: LabelledPair[] = []
  for (const line of text.trim().split('\n')) {
    if (line.startsWith('#')) kind = line.slice(2)
    else {
      const [a = '', b = ''] = line.slice(2).split(' | ')
      pairs.push({ isSame: line.startsWith('='), kind, a: personOf(a), b: personOf(b) })
    }
  }
  return pairs
}

function personOf(text: string): ComparedPerson {
  const [name = '', born = '', sex = '', village = '', card = '', mother = '', serial = ''] = text
    .split(';')
    .map((part) => part.trim())
  const bornOn = plainDate(born)
  return {
    name,
    bornOn,
    sex: sex === 'L' ? 'male' : 'female',
    region: regionCode(`16.06.01.2${village.padStart(3, '0')}`),
    familyCardNumber: card === '' ? null : card,
    motherName: mother === '' ? null : mother,
    nik: serial === '' ? null : nikOf(serial.length === 16 ? serial : nikDigits(bornOn, sex === 'P', serial)),
  }
}

/** The digits of an invented NIK: kota 99, kecamatan 99. */
export function nikDigits(bornOn: string, isWoman: boolean, serial: string): string {
  const day = Number(bornOn.slice(8)) + (isWoman ? 40 : 0)
  return `169999${String(day).padStart(2, '0')}${bornOn.slice(5, 7)}${bornOn.slice(2, 4)}${serial}`
}

/** Throws on digits that are no NIK: a slip in this file, not in a list. */
export function nikOf(digits: string): Nik {
  const reading = parseNik(digits, { on: plainDate('2026-05-01') })
  if (!reading.accepted) throw new RangeError(reading.errors.map(({ code }) => code).join())
  return reading.nik
}
