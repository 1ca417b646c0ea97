import { refuse } from '../../kernel/refusal.ts'
import { findPeople } from '../../modules/people/find-people.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'
import { duplicateCommands } from './people-duplicates.ts'
import { exportPeopleCommand } from './people-export.ts'

/** People on record, masked. Every one shown is an entry of the audit. */
export const peopleCommands: readonly Command[] = [
  {
    name: 'people find',
    summary: 'Cari orang menurut NIK, nama, KPJ, atau nomor HP. Yang rahasia disamarkan.',
    usage: '--nik NIK | --name NAMA | --kpj NOMOR | --phone NOMOR [--json]',
    options: [
      { flag: '--nik', value: 'NIK', meaning: '16 angka' },
      { flag: '--name', value: 'NAMA', meaning: 'nama; salah eja tidak apa-apa' },
      { flag: '--kpj', value: 'NOMOR', meaning: 'nomor peserta BPJS Ketenagakerjaan' },
      { flag: '--phone', value: 'NOMOR', meaning: 'nomor HP' },
    ],
    examples: ['./payung people find --name "siti aminah" --json'],
    run: find,
  },
  exportPeopleCommand,
  ...duplicateCommands,
]

const FILTERS = ['nik', 'name', 'kpj', 'phone'] as const

async function find(context: CommandContext): Promise<number> {
  const asked = FILTERS.flatMap((filter) => {
    const text = context.options.get(filter)
    return typeof text === 'string' ? [[filter, text] as const] : []
  })
  if (asked.length !== 1) throw refuse('value-missing', { field: FILTERS.join(', ') })
  const config = readConfig(context.env)
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const { db } = await context.openDatabase()
  const found = await findPeople({ db, ring, clock: systemClock }, systemDoer(), Object.fromEntries(asked))
  if (context.json) context.out(JSON.stringify({ people: found }))
  else {
    for (const person of found) {
      context.out(
        `${String(person.id)}  ${person.name}  ${person.nik}  ${person.bornOn ?? '-'}  ${person.region}`,
      )
    }
    if (found.length === 0) context.out('Tidak ada yang cocok.')
  }
  return 0
}
