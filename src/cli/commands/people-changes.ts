import type { TSchema } from 'typebox'
import { dottedCode } from '../../kernel/region-code.ts'
import { approveChange, refuseChange, withdrawChange } from '../../modules/people/approve-change.ts'
import { changePersonBody, endRequestBody, listRequestsQuery } from '../../modules/people/change-contract.ts'
import { CHANGE_FIELDS } from '../../modules/people/change-fields.ts'
import { changePerson, type ChangeDeps } from '../../modules/people/change-person.ts'
import type { ShownChange } from '../../modules/people/change-request.ts'
import { showRequests } from '../../modules/people/show-requests.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { flagOfField } from '../../platform/text-values.ts'
import { checkShape } from '../../platform/validate.ts'
import { personFields, requestKinds, requestStates } from '../../../web/locales/id/person-fields.ts'
import { only, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }

/** Changes of people by hand. What the machine's own user asks for, another approves. */
export const peopleChangeCommands: readonly Command[] = [
  {
    name: 'people change',
    summary:
      'Ubah data orang. NIK, nama, tanggal lahir, kelamin, kematian, dan pindah desa menunggu persetujuan.',
    usage: 'NOMOR-ORANG --ISIAN NILAI … --reason TEKS [--json]',
    options: [
      ...CHANGE_FIELDS.map((field): CommandOption => ({
        flag: flagOfField(field),
        value: 'NILAI',
        meaning: personFields[field],
      })),
      REASON,
    ],
    examples: ['./payung people change 1003 --phone "0812 3456 7890" --reason "nomor baru"'],
    run: change,
  },
  {
    name: 'people requests',
    summary: 'Permintaan perubahan data orang, yang menunggu lebih dulu.',
    usage: '[--state pending|applied|refused|withdrawn] [--person NOMOR] [--page N] [--json]',
    options: [
      {
        flag: '--state',
        value: 'KEADAAN',
        meaning: 'pending, applied, refused, atau withdrawn; biasanya pending',
      },
      { flag: '--person', value: 'NOMOR', meaning: 'hanya tentang orang ini' },
      { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' },
    ],
    run: requests,
  },
  {
    name: 'people approve',
    summary: 'Setujui satu permintaan perubahan yang diajukan orang lain.',
    usage: 'NOMOR-PERMINTAAN --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const id = only(context, 'NOMOR-PERMINTAAN')
      await approveChange(await openDeps(context), systemDoer(), { id, ...asked(context, endRequestBody) })
      return done(context, { approved: id }, 'Permintaan disetujui dan diterapkan.')
    },
  },
  {
    name: 'people refuse',
    summary: 'Tolak satu permintaan perubahan yang diajukan orang lain.',
    usage: 'NOMOR-PERMINTAAN --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const id = only(context, 'NOMOR-PERMINTAAN')
      await refuseChange(await openDeps(context), systemDoer(), { id, ...asked(context, endRequestBody) })
      return done(context, { refused: id }, 'Permintaan ditolak.')
    },
  },
  {
    name: 'people withdraw',
    summary: 'Tarik kembali permintaan sendiri yang belum diputuskan.',
    usage: 'NOMOR-PERMINTAAN --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const id = only(context, 'NOMOR-PERMINTAAN')
      await withdrawChange(await openDeps(context), systemDoer(), { id, ...asked(context, endRequestBody) })
      return done(context, { withdrawn: id }, 'Permintaan ditarik kembali.')
    },
  },
]

async function change(context: CommandContext): Promise<number> {
  const personId = only(context, 'NOMOR-ORANG')
  const { reason, ...fields } = texts(context)
  const body = checkShape(changePersonBody, { fields, ...(reason !== undefined && { reason }) })
  const written = Object.entries(body.fields).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  const answer = await changePerson(await openDeps(context), systemDoer(), {
    personId,
    fields: Object.fromEntries(written),
    reason: body.reason,
  })
  if (context.json) return done(context, answer, '')
  showChanges(context, answer.changes)
  const ends = {
    applied: 'Perubahan diterapkan.',
    pending: `Menunggu persetujuan orang lain: ${answer.requestId}`,
  }
  context.out(ends[answer.state])
  return 0
}

async function requests(context: CommandContext): Promise<number> {
  const { state = 'pending', person, page = '1' } = checkShape(listRequestsQuery, texts(context))
  const question = { state, page: Number(page), ...(person !== undefined && { personId: Number(person) }) }
  const answer = await showRequests(await openDeps(context), systemDoer(), question)
  if (context.json) {
    const shown = answer.requests.map(({ regionCode, ...each }) => ({
      ...each,
      region: dottedCode(regionCode),
    }))
    return done(context, { ...answer, requests: shown }, '')
  }
  for (const each of answer.requests) {
    context.out(
      `${each.id}  orang ${String(each.personId)} (${dottedCode(each.regionCode)}): ${requestKinds[each.kind]}`,
    )
    context.out(
      `  ${requestStates[each.state]}; diminta ${each.askedBy} pada ${each.askedAt.toISOString()}: ${each.reason}`,
    )
    showChanges(context, each.changes)
  }
  if (answer.requests.length === 0) context.out('Tidak ada permintaan.')
  for (const [one, other] of answer.possibleDuplicates) {
    context.out(`Kemungkinan data ganda: orang ${String(one)} dan orang ${String(other)}`)
  }
  if (answer.more) context.out(`Masih ada: tambahkan --page ${String(answer.page + 1)}.`)
  return 0
}

function showChanges(context: CommandContext, changes: Readonly<Record<string, ShownChange>>): void {
  for (const field of CHANGE_FIELDS) {
    const both = changes[field]
    if (both)
      context.out(
        `  ${personFields[field]}: ${String(both[0] ?? '(kosong)')} → ${String(both[1] ?? '(kosong)')}`,
      )
  }
}

async function openDeps(context: CommandContext): Promise<ChangeDeps> {
  const { ring } = await openKeys(readConfig(context.env), await context.openOwnerDatabase())
  const { db } = await context.openDatabase()
  return { db, ring, clock: systemClock }
}

function asked<Schema extends TSchema>(context: CommandContext, schema: Schema) {
  return checkShape(schema, texts(context))
}

function done(context: CommandContext, answer: object, sentence: string): number {
  context.out(context.json ? JSON.stringify(answer) : sentence)
  return 0
}
