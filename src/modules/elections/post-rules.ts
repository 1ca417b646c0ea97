import { plainDate, type PlainDate } from '../../kernel/plain-date.ts'
import { cite, type Citation } from '../../rules/laws.ts'
import type { ElectionRole, PostLine, PostRule, PostRuleName, PostUnit } from './elections.ts'

type Days = readonly [beginsOn: string, lastOn: string] | null

/** One line of a rule; `days` is null where no source we know gives them. */
function line(
  [role, per, seats]: readonly [ElectionRole, PostUnit, number],
  days: Days,
  citation: Citation,
): PostLine {
  const day = (place: 0 | 1): PlainDate | null => (days === null ? null : plainDate(days[place]))
  return { role, per, seats, beginsOn: day(0), lastOn: day(1), cite: citation }
}

const PPK = cite('PKPU 8/2022', 'susunan PPK dan sekretariat', 'H')
const PPS = cite('PKPU 8/2022', 'susunan PPS dan sekretariat', 'H')
const PPS_SECRETARIAT = cite('PKPU 8/2022', 'susunan PPS dan sekretariat', 'M')
const PANTARLIH = cite('PKPU 8/2022', 'Pantarlih', 'M')
const KPPS = cite('PKPU 8/2022', 'susunan KPPS', 'H')
const ORDER = cite('PKPU 8/2022', 'petugas ketertiban TPS', 'H')
const WATCH = cite('UU 7/2017', 'Panwaslu kecamatan, kelurahan/desa, pengawas TPS', 'M')

/** How many officers each unit has. The days of each election stand beside. */
function rule(checkedOn: string, votedOn: string, days: { readonly [Role in ElectionRole]: Days }): PostRule {
  return {
    checkedOn: plainDate(checkedOn),
    votedOn: plainDate(votedOn),
    lines: [
      line(['ppk', 'district', 5], days.ppk, PPK),
      line(['ppk-secretariat', 'district', 3], days['ppk-secretariat'], PPK),
      line(['panwascam', 'district', 3], days.panwascam, WATCH),
      line(['pps', 'village', 3], days.pps, PPS),
      line(['pps-secretariat', 'village', 3], days['pps-secretariat'], PPS_SECRETARIAT),
      line(['pkd', 'village', 1], days.pkd, WATCH),
      line(['pantarlih', 'station', 1], days.pantarlih, PANTARLIH),
      line(['kpps', 'station', 7], days.kpps, KPPS),
      line(['linmas', 'station', 2], days.linmas, ORDER),
      line(['ptps', 'station', 1], days.ptps, WATCH),
    ],
  }
}

/**
 * The rules of posts by election. Numbers: PKPU 8/2022 with Keputusan KPU 476/2022 jo. 534/2022 and 475/2024; watchers: UU 7/2017. Days of
 * service are those of the schedules of 2023 and 2024; an election to come gives its own.
 */
export const POST_RULES: { readonly [Name in PostRuleName]: PostRule } = {
  'pemilu-2024': rule('2026-11-20', '2024-02-14', {
    ppk: ['2023-01-04', '2024-04-04'],
    'ppk-secretariat': null,
    panwascam: null,
    pps: ['2023-01-17', '2024-04-04'],
    'pps-secretariat': null,
    pkd: null,
    pantarlih: null,
    kpps: ['2024-01-25', '2024-02-25'],
    linmas: ['2024-01-25', '2024-02-25'],
    ptps: null,
  }),
  'pilkada-2024': rule('2026-11-20', '2024-11-27', {
    ppk: ['2024-05-16', '2025-01-27'],
    'ppk-secretariat': null,
    panwascam: null,
    pps: ['2024-05-26', '2025-01-27'],
    'pps-secretariat': null,
    pkd: null,
    pantarlih: ['2024-06-24', '2024-07-25'],
    kpps: ['2024-11-07', '2024-12-08'],
    linmas: ['2024-11-07', '2024-12-08'],
    ptps: null,
  }),
}
