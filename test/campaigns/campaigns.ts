import type { Campaign } from './campaign.ts'
import { killedBillRun } from './f02-killed-bill-run.ts'
import { killedBeforeAnswer } from './f03-killed-before-answer.ts'
import { killedDatabase } from './f04-killed-database.ts'
import { terminatedSessions } from './f05-terminated-sessions.ts'
import { shuffledCallbacks } from './f06-shuffled-callbacks.ts'
import { earlyCallbacks } from './f07-early-callbacks.ts'
import { lostRaces } from './f15-lost-races.ts'
import { bankTrouble } from './f16-bank-trouble.ts'
import { killedWorkers } from './f20-killed-workers.ts'
import { ledgerModel } from './f22-ledger-model.ts'
import { programmeModel } from './f24-programme-model.ts'
import { monthEnd } from './f23-month-end.ts'

export const CAMPAIGNS: readonly Campaign[] = [
  killedBillRun,
  killedBeforeAnswer,
  killedDatabase,
  terminatedSessions,
  shuffledCallbacks,
  earlyCallbacks,
  lostRaces,
  bankTrouble,
  killedWorkers,
  ledgerModel,
  monthEnd,
  programmeModel,
]
