import type { DatasetWords } from '../id/datasets.ts'

/** The tables of `/data` in English. */
export const datasetWords: DatasetWords = {
  cakupan: {
    title: 'Coverage by region',
    what: 'How many workers are protected, of how many, in a region and the regions below it.',
    columns: [
      'Region code of the ministry, and name',
      'As of',
      'Protected: people, each counted once',
      'Workers: the denominator, where there is one',
      'Coverage in percent, and how many are missing',
      'Source of numerator and denominator',
    ],
  },
  'angka-terbit': {
    title: 'Figures published by others',
    what: 'Coverage and members as others published them, with source and confidence.',
    columns: [
      'As of a day, month or year',
      'What is measured, and segment',
      'People or percent',
      'Source and confidence',
    ],
  },
  penyebut: {
    title: 'Denominators of coverage',
    what: 'How many workers are eligible in each region, by survey and year.',
    columns: ['Indicator and segment', 'People', 'Counted as of', 'Vintage, source and confidence'],
  },
  target: {
    title: 'Coverage targets',
    what: 'The coverage aimed at, by year, with its document.',
    columns: ['Year and indicator', 'Target in hundredths of a percent', 'Source and confidence'],
  },
  wilayah: {
    title: 'Regions of Indonesia',
    what: 'Provinces to villages with the codes of the ministry, their parts and inhabitants.',
    columns: ['Code and name', 'Kind of region', 'Regions inside', 'Inhabitants and day'],
  },
  peraturan: {
    title: 'Legal values of employment social security',
    what: 'Every rate, limit and deadline we use, with article and dates.',
    columns: ['Name and value', 'In force from and until', 'Law and article', 'Confidence and day checked'],
  },
}
