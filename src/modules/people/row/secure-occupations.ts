/** Occupations of people whom the state or a steady employer insures, or who do not work: never vulnerable workers. */
const SECURE =
  /\b(?:pns|asn|cpns|pppk|p3k|tni|polri|polisi|tentara|abri|bumn|bumd|pegawai negeri|aparatur sipil|kepolisian|(?:anggota )?(?:dprd?|dpd)|bupati|wali ?kota|gubernur|menteri|presiden|duta besar|hakim|jaksa|dosen|notaris|pengacara|akuntan|konsultan|apoteker|pilot|pensiun(?:an)?|purnawirawan|pelajar|mahasiswa|mahasiswi|siswa|(?:belum|tidak|blm|tdk)(?:[ /]+tidak)? bekerja)\b/

/** An occupation that does not make a vulnerable worker (pekerja rentan), as people write it; unknown words are not judged. */
export function isSecureOccupation(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9/]+/g, ' ')
    .trim()
  return (
    SECURE.test(words) &&
    !/\b(?:honorer|non ?asn|non ?pns|buruh|istri|penjaga|tukang|sopir|pembantu)\b/.test(words)
  )
}
