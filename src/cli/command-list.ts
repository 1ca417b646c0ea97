import { refuse } from '../kernel/refusal.ts'
import { nearestWord } from '../platform/nearest.ts'
import type { Command } from './command.ts'
import { UsageFailure } from './parse-arguments.ts'

/** Commands that share a first word or a purpose, under one heading of `--help`. Loaded only when asked for. */
type CommandGroup = {
  readonly words: readonly string[]
  readonly heading: string
  load(): Promise<readonly Command[]>
}

const GROUPS: readonly CommandGroup[] = [
  {
    words: ['serve', 'migrate', 'config', 'doctor'],
    heading: 'Server',
    load: async () => [
      (await import('./commands/serve.ts')).serveCommand,
      (await import('./commands/migrate.ts')).migrateCommand,
      (await import('./commands/config.ts')).configCommand,
      (await import('./commands/doctor.ts')).doctorCommand,
    ],
  },
  {
    words: ['law'],
    heading: 'Hukum: iuran, manfaat, kewajiban',
    load: async () => (await import('./commands/law.ts')).lawCommands,
  },
  {
    words: ['regions'],
    heading: 'Wilayah',
    load: async () => (await import('./commands/regions.ts')).regionsCommands,
  },
  {
    words: ['programme'],
    heading: 'Program perlindungan',
    load: async () => (await import('./commands/programmes.ts')).programmeCommands,
  },
  {
    words: ['budget'],
    heading: 'Anggaran pembayar',
    load: async () => (await import('./commands/budgets.ts')).budgetCommands,
  },
  {
    words: ['quota', 'propose', 'proposals', 'approve', 'refuse'],
    heading: 'Tempat program dan usulan',
    load: async () => (await import('./commands/proposals.ts')).proposalCommands,
  },
  {
    words: ['gift', 'proof'],
    heading: 'Hadiah perlindungan dan buktinya',
    load: async () => [
      ...(await import('./commands/gifts.ts')).giftCommands,
      (await import('./commands/proof.ts')).proofCommand,
    ],
  },
  {
    words: ['election'],
    heading: 'Petugas ad hoc pemilihan',
    load: async () => (await import('./commands/election.ts')).electionCommands,
  },
  {
    words: ['protection'],
    heading: 'Perlindungan',
    load: async () => (await import('./commands/protection.ts')).protectionCommands,
  },
  {
    words: ['coverage', 'figures', 'open-data'],
    heading: 'Cakupan, dan angka di belakangnya',
    load: async () => [
      ...(await import('./commands/coverage.ts')).coverageCommands,
      (await import('./commands/datasets.ts')).openDataCommand,
      ...(await import('./commands/figures.ts')).figuresCommands,
    ],
  },
  {
    words: ['import', 'people'],
    heading: 'Orang',
    load: async () => [
      ...(await import('./commands/import.ts')).importCommands,
      (await import('./commands/import-employers.ts')).importEmployersCommand,
      ...(await import('./commands/people.ts')).peopleCommands,
      ...(await import('./commands/people-changes.ts')).peopleChangeCommands,
    ],
  },
  {
    words: ['demo'],
    heading: 'Orang rekaan',
    load: async () => (await import('./commands/demo.ts')).demoCommands,
  },
  {
    words: ['employers'],
    heading: 'Pemberi kerja',
    load: async () => (await import('./commands/employers.ts')).employerCommands,
  },
  {
    words: ['payer', 'roster', 'bills'],
    heading: 'Pembayar, daftar bayar, tagihan',
    load: async () => [
      ...(await import('./commands/payers.ts')).payerCommands,
      ...(await import('./commands/roster.ts')).rosterMonthCommands,
      ...(await import('./commands/bills.ts')).billCommands,
    ],
  },
  {
    words: ['ledger'],
    heading: 'Buku besar',
    load: async () => (await import('./commands/ledger.ts')).ledgerCommands,
  },
  {
    words: ['setup'],
    heading: 'Pengguna pertama',
    load: async () => [(await import('./commands/setup.ts')).setupCommand],
  },
  {
    words: ['users', 'organisations', 'api-keys'],
    heading: 'Pengguna, organisasi, dan kunci program',
    load: async () => {
      const { apiKeysCommands, organisationsCommands, usersCommands } = await import('./commands/users.ts')
      return [...usersCommands, ...organisationsCommands, ...apiKeysCommands]
    },
  },
  {
    words: ['payments'],
    heading: 'Pembayaran lewat bank',
    load: async () => (await import('./commands/payments.ts')).paymentCommands,
  },
  {
    words: ['statement'],
    heading: 'Mutasi rekening',
    load: async () => (await import('./commands/statement.ts')).statementCommands,
  },
  {
    words: ['settlement'],
    heading: 'Setoran iuran ke BPJS Ketenagakerjaan',
    load: async () => (await import('./commands/settlement.ts')).settlementCommands,
  },
  {
    words: ['submission'],
    heading: 'Pengajuan ke BPJS Ketenagakerjaan',
    load: async () => (await import('./commands/submission.ts')).submissionCommands,
  },
  {
    words: ['bank-sim'],
    heading: 'SIMULATOR bank',
    load: async () => (await import('./commands/bank-sim.ts')).bankSimulatorCommands,
  },
  {
    words: ['audit'],
    heading: 'Jejak audit',
    load: async () => (await import('./commands/audit.ts')).auditCommands,
  },
  {
    words: ['check'],
    heading: 'Pemeriksaan',
    load: async () => [(await import('./commands/check.ts')).checkCommand],
  },
  {
    words: ['keys'],
    heading: 'Kunci rahasia',
    load: async () => (await import('./commands/keys.ts')).keysCommands,
  },
]

export type LoadedGroup = { readonly heading: string; readonly commands: readonly Command[] }

export async function loadAllGroups(): Promise<LoadedGroup[]> {
  return Promise.all(GROUPS.map(async ({ heading, load }) => ({ heading, commands: await load() })))
}

/** What a command line asks for: one command with the words after its name, or help on the commands that begin so. */
export type Asked =
  | { readonly kind: 'command'; readonly command: Command; readonly rest: readonly string[] }
  | { readonly kind: 'help'; readonly groups: readonly LoadedGroup[] }

/** Finds the command with the longest name that the words begin with. Throws UsageFailure with the nearest name. */
export async function findCommand(words: readonly string[]): Promise<Asked> {
  const named = words.filter((word) => !word.startsWith('-'))
  const isAskedForHelp = words.some((word) => word === '--help' || word === '-h')
  const [first] = named
  if (first === undefined || (first === 'help' && named.length === 1)) {
    return { kind: 'help', groups: await loadAllGroups() }
  }
  const group = GROUPS.find((candidate) => candidate.words.includes(first))
  if (!group) throw unknownCommand(named.slice(0, 2).join(' '), first, await loadAllGroups())

  const commands = await group.load()
  const command = commands
    .filter(({ name }) => name.split(' ').every((word, index) => word === named[index]))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  if (command) return { kind: 'command', command, rest: withoutName(command, words) }
  const heading = { heading: group.heading, commands }
  if (named.length === 1 || isAskedForHelp) return { kind: 'help', groups: [heading] }
  throw unknownCommand(named.slice(0, 2).join(' '), first, [heading])
}

/** The words without the command's name; options may stand before it. */
function withoutName(command: Command, words: readonly string[]): string[] {
  let left = command.name.split(' ').length
  return words.filter((word) => word.startsWith('-') || left-- <= 0)
}

function unknownCommand(typed: string, first: string, groups: readonly LoadedGroup[]): UsageFailure {
  const names = groups.flatMap(({ commands }) => commands.map(({ name }) => name))
  const near = nearestWord(typed, names) ?? nearestWord(first, [...names, 'law', 'regions'])
  const hint = near === undefined ? '' : ` Mungkin maksudnya: ./payung ${near}.`
  return new UsageFailure(
    refuse('value-not-allowed', { field: 'command', value: typed, allowed: names }).value,
    `Perintah "${typed}" tidak dikenal.${hint} Lihat ./payung --help.`,
  )
}
