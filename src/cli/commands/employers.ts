import {
  changeEmployerBody,
  findEmployersQuery,
  recordEmployerBody,
} from '../../modules/employers/contract.ts'
import { EMPLOYER_FIELDS, type EmployerField } from '../../modules/employers/employers.ts'
import {
  changeEmployer,
  recordEmployer,
  type EmployerTexts,
} from '../../modules/employers/record-employer.ts'
import type { EmployerOutcome } from '../../modules/employers/row-outcomes.ts'
import { showEmployer, showEmployers, type ShownEmployer } from '../../modules/employers/show-employers.ts'
import { systemClock } from '../../platform/clock.ts'
import { flagOfField } from '../../platform/text-values.ts'
import { employerCells } from '../../../web/locales/id/employer-outcomes.ts'
import { employerOutcomeSentence } from '../../../web/locales/employer-outcome-sentence.ts'
import { asked, only } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const REGION: CommandOption = {
  flag: '--region',
  value: 'KODE',
  meaning: 'wilayah tempat usahanya, misalnya 16.06',
}
const WRITTEN: readonly CommandOption[] = EMPLOYER_FIELDS.filter((field) => field !== 'regionCode').map(
  (field) => ({
    flag: flagOfField(field),
    value: 'NILAI',
    meaning: employerCells[field],
  }),
)

/** Employers from the machine itself: what the installation knows of them, beside what organisations say. */
export const employerCommands: readonly Command[] = [
  {
    name: 'employers find',
    summary: 'Cari pemberi kerja menurut NPP, NIB, NPWP, awal nama, atau wilayah.',
    usage: '--npp NOMOR | --nib NOMOR | --npwp NOMOR | --name NAMA | --region KODE [--page N] [--json]',
    options: [
      { flag: '--npp', value: 'NOMOR', meaning: employerCells.npp },
      { flag: '--nib', value: 'NOMOR', meaning: employerCells.nib },
      { flag: '--npwp', value: 'NOMOR', meaning: employerCells.npwp },
      { flag: '--name', value: 'NAMA', meaning: 'awal nama, tanpa PT atau CV pun boleh' },
      REGION,
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
    ],
    examples: ['./payung employers find --name "maju jaya" --region 16'],
    run: find,
  },
  {
    name: 'employers show',
    summary: 'Satu pemberi kerja: angka, riwayat, dan apa kata organisasi lain.',
    usage: 'NOMOR [--json]',
    options: [],
    run: show,
  },
  {
    name: 'employers add',
    summary: 'Catat pemberi kerja.',
    usage: '--name NAMA --region KODE [--npp NOMOR] [--nib NOMOR] … --reason TEKS [--json]',
    options: [...WRITTEN, REGION, REASON],
    examples: [
      './payung employers add --name "PT Maju Jaya" --region 16.06 --men-count 12 --reason "lapor langsung"',
    ],
    run: add,
  },
  {
    name: 'employers change',
    summary: 'Ubah pemberi kerja yang dicatat dari mesin ini. Yang tidak disebut tetap.',
    usage: 'NOMOR --ISIAN NILAI … --reason TEKS [--json]',
    options: [...WRITTEN, REGION, REASON],
    run: change,
  },
]

async function find(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const answer = await showEmployers({ db }, systemDoer(), asked(context, findEmployersQuery))
  if (context.json) return say(context, answer)
  for (const employer of answer.employers) showLine(context, employer)
  if (answer.employers.length === 0) context.out('Tidak ada yang cocok.')
  if (answer.more) context.out(`Masih ada: tambahkan --page ${String(answer.page + 1)}.`)
  return 0
}

async function show(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const answer = await showEmployer({ db }, systemDoer(), only(context, 'NOMOR'))
  if (context.json) return say(context, answer)
  showLine(context, answer)
  for (const field of EMPLOYER_FIELDS) {
    const value = field === 'regionCode' ? null : answer[field]
    if (value !== null && field !== 'name') context.out(`  ${employerCells[field]}: ${String(value)}`)
  }
  if (answer.business !== null) context.out(`  bidang usaha: ${answer.business}`)
  for (const { cause, changes, reason, changedAt } of answer.history) {
    const fields = Object.keys(changes).map((field) => employerCells[field as EmployerField])
    context.out(
      `  ${changedAt.toISOString()} ${cause}: ${fields.join(', ')}${reason === null ? '' : ` (${reason})`}`,
    )
  }
  for (const other of answer.others) {
    context.out('Kata organisasi lain:')
    showLine(context, other)
  }
  return 0
}

async function add(context: CommandContext): Promise<number> {
  const { region, reason, ...texts } = asked(context, recordEmployerBody)
  const { db } = await context.openDatabase()
  const answer = await recordEmployer({ db, clock: systemClock }, systemDoer(), { region, reason, texts })
  if (context.json) return say(context, answer)
  warn(context, answer.warnings)
  context.out(`Pemberi kerja dicatat: ${answer.id}`)
  return 0
}

async function change(context: CommandContext): Promise<number> {
  const id = only(context, 'NOMOR')
  const { region, reason, ...written } = asked(context, changeEmployerBody)
  const { db } = await context.openDatabase()
  const texts: EmployerTexts = { ...written, ...(region !== undefined && { regionCode: region }) }
  const answer = await changeEmployer({ db, clock: systemClock }, systemDoer(), { id, reason, texts })
  if (context.json) return say(context, answer)
  warn(context, answer.warnings)
  for (const [field, [before, after]] of Object.entries(answer.changes)) {
    context.out(
      `  ${employerCells[field as EmployerField]}: ${String(before ?? '(kosong)')} → ${String(after)}`,
    )
  }
  context.out('Perubahan diterapkan.')
  return 0
}

function showLine(
  context: CommandContext,
  { id, name, region, npp, nib, workerCount, registeredCount }: ShownEmployer,
): void {
  const workers = workerCount === null ? '' : `  ${String(workerCount)} tenaga kerja`
  const registered = registeredCount === null ? '' : `, ${String(registeredCount)} terdaftar`
  context.out(`${id}  ${name} (${region})  NPP ${npp ?? '-'}  NIB ${nib ?? '-'}${workers}${registered}`)
}

function warn(context: CommandContext, warnings: readonly EmployerOutcome[]): void {
  for (const each of warnings) context.err(employerOutcomeSentence(each))
}

/** Money is whole rupiah, which JSON takes as a number. */
function say(context: CommandContext, answer: object): number {
  context.out(
    JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
  )
  return 0
}
