import { refuse } from '../../kernel/refusal.ts'
import { answerKeys, answerOrganisations, answerUsers } from '../../modules/access/answers.ts'
import type { AccessDeps } from '../../modules/access/access-deps.ts'
import { inScopeOf } from '../../modules/access/act.ts'
import { addOrganisation } from '../../modules/access/add-organisation.ts'
import { addUser } from '../../modules/access/add-user.ts'
import { closeOrganisation, reopenOrganisation } from '../../modules/access/close-organisation.ts'
import {
  addOrganisationBody,
  addUserBody,
  createKeyBody,
  endGrantBody,
  grantBody,
  listKeysQuery,
  listOrganisationsQuery,
  listUsersQuery,
  reasonBody,
} from '../../modules/access/contract.ts'
import { createApiKey } from '../../modules/access/create-api-key.ts'
import { disableUser } from '../../modules/access/disable-user.ts'
import { endGrant } from '../../modules/access/end-grant.ts'
import { grantRole } from '../../modules/access/grant-role.ts'
import { inviteUser } from '../../modules/access/invite-user.ts'
import { listUserIdsByEmail } from '../../modules/access/organisation-queries.ts'
import { resetCode } from '../../modules/access/reset-code.ts'
import { revokeApiKey } from '../../modules/access/revoke-api-key.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { asked, only } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const REGION: CommandOption = {
  flag: '--region',
  value: 'KODE',
  meaning: 'kode wilayah, atau ID untuk seluruh Indonesia',
}
const ORGANISATION: CommandOption = {
  flag: '--organisation',
  value: 'NOMOR',
  meaning: 'nomor organisasi dari organisations list',
}
const PAGE: CommandOption = { flag: '--page', value: 'N', meaning: 'halaman, 50 baris tiap halaman' }
const QUERY: CommandOption = { flag: '--query', value: 'TEKS', meaning: 'bagian nama atau email' }

/** Users and their roles, from the machine itself: recorded in the audit as the system with the user of the operating system. */
export const usersCommands: readonly Command[] = [
  {
    name: 'users list',
    summary: 'Pengguna dengan organisasi dan perannya.',
    usage: '[--query TEKS] [--role PERAN] [--region KODE] [--state active|disabled] [--page N] [--json]',
    options: [
      QUERY,
      { flag: '--role', value: 'PERAN', meaning: 'hanya yang memegang peran ini' },
      ORGANISATION,
      REGION,
      { flag: '--state', value: 'KEADAAN', meaning: 'active atau disabled' },
      PAGE,
    ],
    run: async (context) => {
      const deps = await openDeps(context)
      const answer = await answerUsers(deps, systemDoer(), asked(context, listUsersQuery), 'id')
      if (context.json) return say(context, answer)
      for (const user of answer.users) {
        context.out(`${user.id}  ${user.name} <${user.email}>${user.disabled ? '  (nonaktif)' : ''}`)
        context.out(`  ${user.organisation.name} (${user.organisation.region})`)
        for (const role of user.roles) {
          const end = role.validTo === null ? '' : ` sampai sebelum ${role.validTo}`
          context.out(`  · ${role.title} di ${role.region}, sejak ${role.validFrom}${end}  [${role.id}]`)
        }
      }
      if (answer.more) context.out(`Masih ada: tambahkan --page ${answer.page + 1}.`)
      return 0
    },
  },
  {
    name: 'users add',
    summary: 'Tambah pengguna dan cetak tautan sekali pakai untuk mengatur sandinya.',
    usage: '--organisation NOMOR --name NAMA --email ALAMAT --reason TEKS [--json]',
    options: [
      ORGANISATION,
      { flag: '--name', value: 'NAMA', meaning: 'nama lengkap' },
      { flag: '--email', value: 'ALAMAT', meaning: 'alamat email untuk masuk' },
      REASON,
    ],
    run: async (context) => {
      const deps = await openDeps(context)
      const body = asked(context, addUserBody)
      const id = await addUser(deps, systemDoer(), body)
      const path = await inviteUser(deps, systemDoer(), { id, reason: body.reason })
      const link = `${baseUrl(context)}${path}`
      if (context.json) return say(context, { id, link })
      context.out(`Pengguna ditambahkan: ${id}`)
      context.out(`Serahkan tautan sekali pakai ini kepadanya: ${link}`)
      context.out(
        `Beri peran: ./payung users grant ${id} --role PERAN --region KODE --valid-from TANGGAL --reason TEKS`,
      )
      return 0
    },
  },
  {
    name: 'users invite',
    summary:
      'Cetak tautan sekali pakai untuk mengatur sandi: undangan baru, atau pemulihan bila sandinya lupa.',
    usage: 'EMAIL --reason TEKS [--json]',
    options: [REASON],
    examples: ['./payung users invite siti@contoh.go.id --reason "lupa sandi, dikenali di kantor"'],
    run: async (context) => {
      const deps = await openDeps(context)
      const id = await userNamed(deps, only(context, 'EMAIL'))
      const link = `${baseUrl(context)}${await inviteUser(deps, systemDoer(), { ...asked(context, reasonBody), id })}`
      return done(context, { id, link }, `Serahkan tautan sekali pakai ini kepadanya: ${link}`)
    },
  },
  {
    name: 'users disable',
    summary: 'Nonaktifkan pengguna: sesinya berakhir saat itu juga.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const id = only(context, 'NOMOR')
      await disableUser(await openDeps(context), systemDoer(), { ...asked(context, reasonBody), id })
      return done(context, { disabled: id }, 'Pengguna dinonaktifkan. Sesinya sudah berakhir.')
    },
  },
  {
    name: 'users reset-code',
    summary: 'Lepas kode pengaman dan kunci sandi pengguna yang kehilangan ponsel: sesinya berakhir.',
    usage: 'EMAIL --reason TEKS [--json]',
    options: [REASON],
    examples: ['./payung users reset-code siti@contoh.go.id --reason "ponsel hilang, dikenali di kantor"'],
    run: async (context) => {
      const deps = await openDeps(context)
      const id = await userNamed(deps, only(context, 'EMAIL'))
      await resetCode(deps, systemDoer(), { ...asked(context, reasonBody), id })
      const sentence = 'Kode pengaman dan kunci sandi dilepas. Ia memasang kode baru saat masuk berikutnya.'
      return done(context, { reset: id }, sentence)
    },
  },
  {
    name: 'users grant',
    summary: 'Beri pengguna sebuah peran di satu wilayah, dari dan sampai tanggal tertentu.',
    usage:
      'NOMOR --role PERAN --region KODE --valid-from TANGGAL [--valid-to TANGGAL] --reason TEKS [--json]',
    options: [
      { flag: '--role', value: 'PERAN', meaning: 'nama peran; lihat docs/operations/roles.md' },
      REGION,
      { flag: '--valid-from', value: 'TANGGAL', meaning: 'hari pertama' },
      {
        flag: '--valid-to',
        value: 'TANGGAL',
        meaning: 'hari pertama tanpa peran; kosong berarti tanpa akhir',
      },
      REASON,
    ],
    run: async (context) => {
      const id = only(context, 'NOMOR')
      const grant = await grantRole(await openDeps(context), systemDoer(), {
        ...asked(context, grantBody),
        id,
      })
      return done(context, { grant }, `Peran diberikan: ${grant}`)
    },
  },
  {
    name: 'users end-grant',
    summary: 'Akhiri satu peran, saat itu juga atau sejak tanggal tertentu.',
    usage: 'NOMOR-PERAN [--ends-on TANGGAL] --reason TEKS [--json]',
    options: [
      {
        flag: '--ends-on',
        value: 'TANGGAL',
        meaning: 'hari pertama tanpa peran; kosong berarti saat ini juga',
      },
      REASON,
    ],
    run: async (context) => {
      const id = only(context, 'NOMOR')
      await endGrant(await openDeps(context), systemDoer(), { ...asked(context, endGrantBody), id })
      return done(context, { ended: id }, 'Peran diakhiri.')
    },
  },
]

export const organisationsCommands: readonly Command[] = [
  {
    name: 'organisations list',
    summary: 'Organisasi yang punya pengguna.',
    usage: '[--query TEKS] [--kind JENIS] [--region KODE] [--page N] [--json]',
    options: [QUERY, { flag: '--kind', value: 'JENIS', meaning: 'jenis organisasi' }, REGION, PAGE],
    run: async (context) => {
      const answer = await answerOrganisations(
        await openDeps(context),
        systemDoer(),
        asked(context, listOrganisationsQuery),
      )
      if (context.json) return say(context, answer)
      for (const { id, name, kind, region, users, closed } of answer.organisations) {
        const end = closed ? '  (ditutup)' : ''
        context.out(`${id}  ${name} (${kind}, ${region})  ${users} pengguna${end}`)
      }
      if (answer.more) context.out(`Masih ada: tambahkan --page ${answer.page + 1}.`)
      return 0
    },
  },
  {
    name: 'organisations add',
    summary: 'Tambah organisasi.',
    usage: '--kind JENIS --name NAMA --region KODE --reason TEKS [--json]',
    options: [
      { flag: '--kind', value: 'JENIS', meaning: 'jenis organisasi, misalnya regency' },
      { flag: '--name', value: 'NAMA', meaning: 'nama resmi' },
      REGION,
      REASON,
    ],
    run: async (context) => {
      const id = await addOrganisation(
        await openDeps(context),
        systemDoer(),
        asked(context, addOrganisationBody),
      )
      return done(context, { id }, `Organisasi ditambahkan: ${id}`)
    },
  },
  {
    name: 'organisations close',
    summary: 'Tutup organisasi: semua peran, sesi, dan kunci programnya berakhir saat itu juga.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const id = only(context, 'NOMOR')
      await closeOrganisation(await openDeps(context), systemDoer(), { ...asked(context, reasonBody), id })
      return done(context, { closed: id }, 'Organisasi ditutup. Peran, sesi, dan kunci programnya berakhir.')
    },
  },
  {
    name: 'organisations reopen',
    summary: 'Buka kembali organisasi yang ditutup. Peran dan kuncinya diberikan lagi dari awal.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const id = only(context, 'NOMOR')
      await reopenOrganisation(await openDeps(context), systemDoer(), { ...asked(context, reasonBody), id })
      return done(context, { reopened: id }, 'Organisasi dibuka kembali. Beri peran kepada penggunanya.')
    },
  },
]

export const apiKeysCommands: readonly Command[] = [
  {
    name: 'api-keys list',
    summary: 'Kunci program dan pemakaiannya hari ini.',
    usage: '[--organisation NOMOR] [--state active|over] [--page N] [--json]',
    options: [ORGANISATION, { flag: '--state', value: 'KEADAAN', meaning: 'active atau over' }, PAGE],
    run: async (context) => {
      const answer = await answerKeys(await openDeps(context), systemDoer(), asked(context, listKeysQuery))
      if (context.json) return say(context, answer)
      for (const key of answer.keys) {
        const use = `${key.personsToday} dari ${key.personsPerDay} orang hari ini`
        context.out(
          `${key.id}  ${key.name} (…${key.hint}), ${key.organisation.name}${key.revoked ? '  (dicabut)' : ''}`,
        )
        context.out(`  ${key.actions.join(', ')} di ${key.region}; ${use}; sampai sebelum ${key.expiresOn}`)
      }
      if (answer.more) context.out(`Masih ada: tambahkan --page ${answer.page + 1}.`)
      return 0
    },
  },
  {
    name: 'api-keys create',
    summary: 'Buat kunci program. Kuncinya dicetak sekali ini saja.',
    usage:
      '--organisation NOMOR --name NAMA --actions users.read,… --reach region|organisation --region KODE --persons-per-day N --expires-on TANGGAL --reason TEKS [--json]',
    options: [
      ORGANISATION,
      { flag: '--name', value: 'NAMA', meaning: 'untuk apa kunci ini' },
      { flag: '--actions', value: 'DAFTAR', meaning: 'tindakan, dipisah koma' },
      { flag: '--reach', value: 'JANGKAUAN', meaning: 'region atau organisation' },
      REGION,
      { flag: '--persons-per-day', value: 'N', meaning: 'paling banyak sekian orang berbeda sehari' },
      { flag: '--expires-on', value: 'TANGGAL', meaning: 'hari pertama tidak berlaku; paling lama setahun' },
      REASON,
    ],
    run: async (context) => {
      const made = await createApiKey(await openDeps(context), systemDoer(), asked(context, createKeyBody))
      if (context.json) return say(context, made)
      context.out(`Kunci dibuat: ${made.id}`)
      context.out(made.key)
      context.out('Simpan sekarang: kunci ini tidak dapat ditampilkan lagi.')
      return 0
    },
  },
  {
    name: 'api-keys revoke',
    summary: 'Cabut kunci program: permintaan berikutnya ditolak.',
    usage: 'NOMOR --reason TEKS [--json]',
    options: [REASON],
    run: async (context) => {
      const id = only(context, 'NOMOR')
      await revokeApiKey(await openDeps(context), systemDoer(), { ...asked(context, reasonBody), id })
      return done(context, { revoked: id }, 'Kunci dicabut.')
    },
  },
]

async function openDeps(context: CommandContext): Promise<AccessDeps> {
  const owner = await context.openOwnerDatabase()
  const { ring } = await openKeys(readConfig(context.env), owner)
  return { db: (await context.openDatabase()).db, clock: systemClock, ring }
}

/** The id of the user with an address; an id is taken as it is. Several organisations may know the address: then their ids are told. */
async function userNamed({ db }: AccessDeps, text: string): Promise<string> {
  if (!text.includes('@')) return text
  const ids = await inScopeOf(db, systemDoer(), (tx) => listUserIdsByEmail(tx, text))
  const [id, ...others] = ids
  if (id === undefined) throw refuse('no-such-record', { kind: 'user' })
  if (others.length > 0) throw refuse('value-not-allowed', { field: 'EMAIL', value: text, allowed: ids })
  return id
}

function baseUrl({ env }: CommandContext): string {
  const { publicUrl, host, port } = readConfig(env)
  return publicUrl ?? `http://${host}:${port}`
}

function say(context: CommandContext, answer: unknown): number {
  context.out(JSON.stringify(answer))
  return 0
}

function done(context: CommandContext, answer: unknown, sentence: string): number {
  if (context.json) return say(context, answer)
  context.out(sentence)
  return 0
}
