import type { RefusalDetails } from '../../../src/kernel/refusal.ts'

/** The words of each thing that can be wrong with a list of regions, a change of the map, or a file of outlines. */
export type RegionProblemWords = {
  readonly list: {
    readonly [Kind in RefusalDetails['region-list-broken']['problems'][number]['kind']]: string
  }
  readonly difference: {
    readonly [Kind in RefusalDetails['region-list-differs']['differences'][number]['kind']]: string
  }
  readonly change: {
    readonly [Kind in RefusalDetails['region-change-broken']['problems'][number]['kind']]: string
  }
  readonly outline: {
    readonly [Kind in RefusalDetails['boundaries-broken']['problems'][number]['kind']]: string
  }
}

export const regionProblems: RegionProblemWords = {
  list: {
    'line-malformed': 'baris rusak',
    'header-unknown': 'judul kolom tidak dikenal',
    'code-malformed': 'kode salah bentuk',
    'level-wrong': 'kode bukan untuk tingkat berkas ini',
    'kind-unknown': 'jenis desa atau kelurahan tidak dikenal',
    'parent-wrong': 'kode induk tidak sesuai',
    'name-broken': 'nama rusak',
    'name-disagrees-with-kind': 'nama tidak sesuai dengan jenis wilayah',
    duplicate: 'kode ditulis dua kali',
    orphan: 'wilayah induk tidak ada',
    'count-wrong': 'jumlah tidak sesuai dengan Kepmendagri',
    'encoding-broken': 'bukan teks UTF-8',
    'file-missing': 'berkas tidak ada',
  },
  difference: { begun: 'baru', ended: 'hilang', renamed: 'berganti nama' },
  change: {
    'not-in-force': 'tidak berlaku sehari sebelum perubahan',
    'named-twice': 'dipindahkan dua kali',
    'level-differs': 'pindah ke tingkat lain',
    'only-villages': 'hanya desa atau kelurahan yang dibagi atau digabung begini',
    'code-taken': 'kode sudah dipakai wilayah lain',
    'parent-missing': 'wilayah induk tidak ada di peta baru',
    'left-empty': 'wilayah baru tanpa isi',
    'weight-missing': 'bobot belum ada',
    'weight-zero': 'semua bobot nol',
    'name-unchanged': 'nama baru sama dengan nama lama',
    'name-broken': 'nama rusak',
    'name-disagrees-with-kind': 'nama tidak sesuai dengan jenis wilayah',
    'nothing-changes': 'tidak ada yang berubah',
  },
  outline: {
    'not-json': 'bukan JSON yang benar',
    'not-a-feature-collection': 'bukan GeoJSON FeatureCollection',
    'other-coordinate-system': 'sistem koordinat bukan WGS 84',
    'no-features': 'tidak berisi wilayah',
    'feature-malformed': 'bukan Feature dengan properties',
    'code-missing': 'tanpa kode wilayah (code, kode, atau kd_wilayah)',
    'code-malformed': 'kode wilayah salah bentuk',
    'region-unknown': 'tidak ada wilayah dengan kode itu',
    duplicate: 'ditulis dua kali',
    'levels-mixed': 'tingkatnya berbeda dari wilayah pertama',
    'geometry-kind': 'bukan Polygon atau MultiPolygon yang berisi',
    'ring-too-short': 'garis kurang dari empat titik',
    'ring-open': 'garis tidak tertutup',
    'position-malformed': 'titik bukan pasangan angka',
    'outside-indonesia': 'titik di luar Indonesia; periksa urutan bujur dan lintang',
  },
}
