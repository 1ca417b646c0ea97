import type {
  personFields as indonesianFields,
  requestKinds as indonesianKinds,
  requestStates as indonesianStates,
} from '../id/person-fields.ts'

export const personFields: typeof indonesianFields = {
  nik: 'NIK',
  name: 'name',
  bornOn: 'date of birth',
  sex: 'sex',
  livingStatus: 'living status',
  livingStatusOn: 'day of the living status',
  residenceRegion: 'village of residence',
  birthPlace: 'place of birth',
  address: 'address',
  rt: 'RT',
  rw: 'RW',
  hamlet: 'hamlet',
  familyCardNumber: 'family card number',
  motherName: 'mother’s name',
  fatherName: 'father’s name',
  maritalStatus: 'marital status',
  phone: 'phone number',
  email: 'email',
  segment: 'kind of worker',
  occupation: 'occupation',
  occupationSecond: 'second occupation',
  income: 'income a month',
  workLocation: 'place of work',
  workRegion: 'region of work',
  workStart: 'work begins at',
  workEnd: 'work ends at',
  groups: 'groups',
  decile: 'welfare decile',
  decileSource: 'source of the decile',
  decileOn: 'date of the decile',
  kpj: 'KPJ',
  npwp: 'NPWP',
  heirName: 'heir’s name',
  heirRelation: 'heir’s relation',
  heirPhone: 'heir’s phone number',
}

export const requestKinds: typeof indonesianKinds = {
  number: 'correction of the NIK',
  identity: 'correction of identity',
  life: 'living status',
  move: 'move to another village',
  details: 'details',
}

export const requestStates: typeof indonesianStates = {
  pending: 'waiting for approval',
  applied: 'applied',
  refused: 'refused',
  withdrawn: 'withdrawn',
}
