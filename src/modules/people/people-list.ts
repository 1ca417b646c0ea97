import type { RegionCode } from '../../kernel/region-code.ts'
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
import { PackedRows } from './packed-rows.ts'
import { HeldRow, type MergeContext, type Telling, type ToldRow } from './told-row.ts'

export type PeopleList = {
  readonly columns: ColumnOf
  readonly context: RowContext
  readonly segment: Segment
  readonly merge: MergeContext
}

/** What a list of people means: validated rows become people, told by whoever hands the list in. */
export function peopleContract(list: PeopleList): RowContract<ToldRow> {
  const cellsOf = rowCells(list.columns)
  const { context, merge, segment } = list
  const packed = new PackedRows(merge, (line) => {
    const { row } = validateRow(cellsOf(line), context)
    if (!row) throw new Error(`row ${String(line.number)} was fit and is no longer`)
    return tellingOf(row, segment)
  })
  return {
    races: ['one_person_per_identity', 'person_statements_pkey', 'a_merged_person_is_not_changed'],
    begin: (client) => packed.begin(client),
    readRow(line) {
      const { standing, row, outcomes } = validateRow(cellsOf(line), context)
      if (standing !== 'accepted')
        return { fate: { rowNumber: line.number, fate: standing, outcomes, personId: null } }
      const telling = tellingOf(row, segment)
      const fit = packed.isBegun
        ? packed.add(line, telling, outcomes)
        : new HeldRow(merge.ring, line.number, telling, outcomes)
      return { fit }
    },
    async merge(client, rows) {
      packed.settleBefore(rows)
      const merged = await mergeList(client, merge, rows)
      await packed.learn(client, rows.length, merged.freshCount)
      return merged
    },
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

function tellingOf(row: PersonRow, segment: Segment): Telling {
  return { told: toldPerson(row, segment), nameKeys: nameKeysOf(row.name.bare) }
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
