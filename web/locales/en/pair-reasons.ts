import type { PairReasonWords } from '../pair-reason-words.ts'

/** Why two rows may be one person, in the words of whoever has to decide. */
export const pairReasons: PairReasonWords = {
  name: {
    identical: 'same name without titles',
    'identical-common': 'same name, but a common one',
    spelling: 'same name in another spelling',
    'spelling-common': 'same name in another spelling, but a common one',
    order: 'same words of the name in another order',
    part: 'one name is more complete than the other',
    near: 'nearly the same name, perhaps mistyped',
    shared: 'only part of the name is the same',
    different: 'different names',
  },
  bornOn: {
    same: 'same birth date',
    'same-guess': 'same birth date, which seems to be a guess',
    swapped: 'day and month of the birth date are swapped',
    digit: 'birth dates differ in one digit',
    'year-near': 'birth dates differ by exactly one year',
    guess: 'same birth year, one of the dates seems to be a guess',
    close: 'different birth dates',
    decade: 'birth years differ in one digit, by 15 years or more',
    generation: 'a generation between the ages',
  },
  place: {
    'same-village': 'same village',
    'same-district': 'same district, another village',
    'same-regency': 'same regency or city, another district',
    'other-regency': 'another regency or city',
  },
  sex: { same: 'same sex', different: 'different sex' },
  household: { same: 'same family card', different: 'different family cards' },
  mother: { same: 'same mother’s name', different: 'different mothers’ names' },
  nik: {
    same: 'same NIK',
    claimed: 'somebody asked for the NIK of one of them for the other',
    slip: 'the NIKs differ in one digit or two swapped ones',
    'same-day': 'the NIKs differ in the serial only, as with twins',
    different: 'different NIKs',
  },
}
