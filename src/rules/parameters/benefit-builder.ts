import type { Rupiah } from '../../kernel/rupiah.ts'
import { REGISTER_CHECKED_ON, type Bilingual } from '../laws.ts'
import {
  parameter,
  type Parameter,
  type ParameterValue,
  type Programme,
  type Segment,
  type Topic,
  type Unit,
  type Written,
} from '../parameter.ts'

const EVERYBODY: Bilingual = { id: 'Semua peserta', en: 'All members' }
const ALL_SEGMENTS: readonly Segment[] = ['PU', 'BPU', 'JAKON', 'PMI']

type Benefit<T extends ParameterValue> = {
  readonly id: string
  readonly title: Bilingual
  readonly programme: Programme
  readonly unit: Unit
  readonly topic?: Topic
  readonly segments?: readonly Segment[]
  readonly appliesTo?: Bilingual
  readonly periods: readonly [Written<T>, ...Written<T>[]]
}

/** A parameter that follows the event date. */
export function benefitParameter<T extends ParameterValue>(benefit: Benefit<T>): Parameter<T> {
  const { topic = 'benefit', segments = ALL_SEGMENTS, appliesTo = EVERYBODY, ...rest } = benefit
  return parameter<T>({
    ...rest,
    topic,
    segments,
    appliesTo,
    clock: 'event-date',
    checkedOn: REGISTER_CHECKED_ON,
  })
}

/** A sum of rupiah that follows the event date. */
export function benefitAmount(
  id: string,
  programme: Programme,
  title: Bilingual,
  periods: readonly [Written<Rupiah>, ...Written<Rupiah>[]],
): Parameter<Rupiah> {
  return benefitParameter<Rupiah>({ id, programme, title, unit: 'rupiah', periods })
}
