import * as construction from './parameters/construction.ts'
import * as death from './parameters/death.ts'
import * as duties from './parameters/duties.ts'
import * as jobLoss from './parameters/job-loss.ts'
import * as migrant from './parameters/migrant.ts'
import * as obligations from './parameters/obligations.ts'
import * as oldAge from './parameters/old-age.ts'
import * as ownAccount from './parameters/own-account.ts'
import * as publication from './parameters/publication.ts'
import * as relief from './parameters/relief.ts'
import * as scholarship from './parameters/scholarship.ts'
import * as wageEarner from './parameters/wage-earner.ts'
import * as workInjury from './parameters/work-injury.ts'
import type { Parameter } from './parameter.ts'

const FILES = [
  wageEarner,
  ownAccount,
  relief,
  construction,
  migrant,
  workInjury,
  death,
  scholarship,
  oldAge,
  jobLoss,
  duties,
  obligations,
  publication,
] as const

function isParameter(exported: unknown): exported is Parameter {
  return typeof exported === 'object' && exported !== null && 'periods' in exported && 'checkedOn' in exported
}

/** Every parameter of law there is: whatever a file of `parameters/` exports, in the order of the files. */
export const REGISTER: readonly Parameter[] = FILES.flatMap((file) => Object.values(file).filter(isParameter))

const BY_ID = new Map(REGISTER.map((parameter) => [parameter.id, parameter]))
if (BY_ID.size !== REGISTER.length) throw new RangeError('two parameters of law share an id')

export function findParameter(id: string): Parameter | undefined {
  return BY_ID.get(id)
}
