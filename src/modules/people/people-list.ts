import type pg from 'pg'
import type { Nik } from '../../kernel/nik.ts'
import type { RegionCode } from '../../kernel/region-code.ts'
import type { KeyRing } from '../../platform/key-ring.ts'
import type { Segment } from '../../rules/parameter.ts'
import type { RowFate } from '../imports/imports.ts'
import type { RowContract } from '../imports/row-contract.ts'
import { nameKeysOf } from './name-keys.ts'
import { mergeList } from './merge-list.ts'
import type { OpenFields, SealedFields, ToldPerson } from './people.ts'
import { occupationOf } from './occupations.ts'
import { rowCells, type ColumnOf } from './row-cells.ts'
import { OUTCOME_LEVELS, type OutcomeCode } from './row/outcome.ts'
import type { PersonRow } from './row/person-row.ts'
import { validateRow, type RowContext } from './row/validate-row.ts'
import { nikIndex, tellingMark } from './seal-person.ts'
import type { MergeContext, ToldRow } from './told-row.ts'

export type PeopleList = {
  readonly columns: ColumnOf
  readonly context: RowContext
  readonly segment: Segment
  readonly merge: MergeContext
}

/** What a list of people means: validated rows become people, told by whoever hands the list in. */
export function peopleContract(list: PeopleList): RowContract<ToldRow> {
  const cellsOf = rowCells(list.columns)
  const { ring } = list.merge
  return {
    races: ['one_person_per_identity', 'person_statements_pkey', 'a_merged_person_is_not_changed'],
    readRow(row) {
      const reading = validateRow(cellsOf(row), list.context)
      if (reading.standing === 'accepted')
        return { fit: toldRow(ring, row.number, reading.row, reading.outcomes, list.segment) }
      const fate: RowFate = {
        rowNumber: row.number,
        fate: reading.standing,
        outcomes: reading.outcomes,
        personId: null,
      }
      return { fate }
    },
    merge: (client: pg.ClientBase, rows) => mergeList(client, list.merge, rows),
    isWorthKeeping,
  }
}

/** Notes are counted; what asks for somebody's eye is kept. */
function isWorthKeeping({ fate, outcomes }: RowFate): boolean {
  if (fate === 'refused' || fate === 'held') return true
  return outcomes.some(({ code }) => {
    const level = OUTCOME_LEVELS[code as OutcomeCode]
    return level === 'warning' || code === 'NIK_GANDA_BERKAS'
  })
}

function toldRow(
  ring: KeyRing,
  rowNumber: number,
  row: PersonRow,
  outcomes: ToldRow['outcomes'],
  segment: Segment,
): ToldRow {
  const told = toldPerson(row, segment)
  return {
    rowNumber,
    told,
    outcomes,
    nameKeys: nameKeysOf(row.name.bare),
    nikIndex: indexOf(ring, row.nik),
    mark: tellingMark(ring, told),
  }
}

function indexOf(ring: KeyRing, nik: Nik): Buffer {
  return nikIndex(ring, nik.reveal())
}

/** The words of a validated row, open and sealed apart. */
export function toldPerson(row: PersonRow, segment: Segment): ToldPerson {
  return { open: openFields(row, segment), sealed: sealedFields(row) }
}

function openFields(row: PersonRow, segment: Segment): OpenFields {
  return {
    name: row.name.written,
    sex: row.sex,
    bornOn: row.bornOn,
    birthPlace: row.birthPlace,
    residenceRegion: row.region satisfies RegionCode,
    workRegion: null,
    address: row.address,
    rt: row.rt,
    rw: row.rw,
    hamlet: row.hamlet,
    occupation: row.occupation,
    occupationSecond: row.occupationSecond,
    occupationCode: row.occupation === null ? null : (occupationOf(row.occupation)?.code ?? null),
    workLocation: row.workLocation,
    workStart: row.workStart,
    workEnd: row.workEnd,
    maritalStatus: row.maritalStatus,
    segment,
    income: row.income,
    groups: row.group === null ? [] : [row.group],
    decile: row.decile,
    decileSource: row.decile === null ? null : 'list',
    decileOn: null,
    heirRelation: row.heirRelation,
    livingStatus: row.livingStatus,
  }
}

function sealedFields(row: PersonRow): SealedFields {
  return {
    nik: row.nik.reveal(),
    ...(row.familyCardNumber !== null && { familyCardNumber: row.familyCardNumber }),
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.email !== null && { email: row.email }),
    ...(row.kpj !== null && { kpj: row.kpj }),
    ...(row.npwp !== null && { npwp: row.npwp }),
    ...(row.motherName !== null && { motherName: row.motherName }),
    ...(row.fatherName !== null && { fatherName: row.fatherName }),
    ...(row.heirName !== null && { heirName: row.heirName }),
    ...(row.heirPhone !== null && { heirPhone: row.heirPhone }),
  }
}
