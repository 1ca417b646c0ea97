import type { ChangeField } from '../../../src/modules/people/change-fields.ts'
import type { RequestKind, RequestState } from '../../../src/modules/people/change-request.ts'

/** What a field of a person is called on forms and in history. */
export const personFields: { readonly [Field in ChangeField]: string } = {
  nik: 'NIK',
  name: 'nama',
  bornOn: 'tanggal lahir',
  sex: 'jenis kelamin',
  livingStatus: 'status hidup',
  livingStatusOn: 'tanggal status hidup',
  residenceRegion: 'desa/kelurahan tempat tinggal',
  birthPlace: 'tempat lahir',
  address: 'alamat',
  rt: 'RT',
  rw: 'RW',
  hamlet: 'dusun',
  familyCardNumber: 'nomor KK',
  motherName: 'nama ibu kandung',
  fatherName: 'nama ayah',
  maritalStatus: 'status kawin',
  phone: 'nomor HP',
  email: 'email',
  segment: 'jenis pekerja',
  occupation: 'pekerjaan',
  occupationSecond: 'pekerjaan kedua',
  income: 'penghasilan per bulan',
  workLocation: 'lokasi kerja',
  workRegion: 'wilayah tempat kerja',
  workStart: 'jam mulai kerja',
  workEnd: 'jam selesai kerja',
  groups: 'kelompok',
  decile: 'desil kesejahteraan',
  decileSource: 'sumber desil',
  decileOn: 'tanggal desil',
  kpj: 'KPJ',
  npwp: 'NPWP',
  heirName: 'nama ahli waris',
  heirRelation: 'hubungan ahli waris',
  heirPhone: 'nomor HP ahli waris',
}

export const requestKinds: { readonly [Kind in RequestKind]: string } = {
  number: 'koreksi NIK',
  identity: 'koreksi identitas',
  life: 'status hidup',
  move: 'pindah desa',
  details: 'rincian',
}

export const requestStates: { readonly [State in RequestState]: string } = {
  pending: 'menunggu persetujuan',
  applied: 'sudah diterapkan',
  refused: 'ditolak',
  withdrawn: 'ditarik kembali',
}
