import { cite, REGISTER_CHECKED_ON } from '../laws.ts'
import { parameter } from '../parameter.ts'

/**
 * How few people a figure may stand for before it is hidden. The law asks for confidentiality and names no number; five is the practice we follow,
 * so that an installation may confirm another.
 */
export const leastShown = parameter<number>({
  id: 'figures.least-shown',
  topic: 'publication',
  clock: 'event-date',
  unit: 'persons',
  title: {
    id: 'Jumlah orang paling sedikit yang dibuka dalam angka cakupan',
    en: 'Least number of people shown in a coverage figure',
  },
  segments: ['PU', 'BPU', 'JAKON', 'PMI'],
  appliesTo: {
    id: 'Angka untuk umum dan peran yang tidak membaca data orang',
    en: 'Figures for everybody and roles that do not read people',
  },
  checkedOn: REGISTER_CHECKED_ON,
  periods: [
    { from: '2015-07-01', value: 5, cite: cite('UU 16/1997', 'Pasal 21: kerahasiaan, tanpa angka', 'L') },
  ],
})
