import type { TSchema } from 'typebox'
import { formatRupiah } from '../../kernel/format.ts'
import { addCandidates, addMembers } from '../../modules/payers/add-members.ts'
import { addPayer } from '../../modules/payers/add-payer.ts'
import { addRoster } from '../../modules/payers/add-roster.ts'
import { changeMember } from '../../modules/payers/change-member.ts'
import {
  addMembersBody,
  addPayerBody,
  addRosterBody,
  changeMemberBody,
  listMembersQuery,
  listPayersQuery,
  listRostersQuery,
} from '../../modules/payers/contract.ts'
import { readMembersFile } from '../../modules/payers/read-members-file.ts'
import { showMembers, showPayer, showPayers, showRosters } from '../../modules/payers/show-payers.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { flagOfField } from '../../platform/text-values.ts'
import { asked, only, print } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const MEANINGS: Readonly<Record<string, string>> = {
  kind: 'jenis pembayar atau daftar',
  name: 'nama',
  region: 'kode wilayah, misalnya 16.06',
  employerId: 'nomor pemberi kerja dalam catatan',
  payerId: 'nomor pembayar',
  payer: 'nomor pembayar',
  riskClass: 'kelas risiko JKK I sampai V (penerima upah)',
  size: 'skala usaha (penerima upah)',
  employer: 'macam pemberi kerja (penerima upah)',
  labourIntensive: 'padat karya: ya atau tidak (penerima upah)',
  income: 'penghasilan yang dipakai untuk semua (BPU)',
  personId: 'nomor orang',
  importId: 'nomor daftar orang',
  from: 'bulan pertama',
  until: 'bulan pertama tanpa perlindungan',
  pay: 'upah atau penghasilan sebulan',
  programmes: 'program, dipisah koma',
  occupationGroup: 'transport atau other (BPU)',
  ground: 'dasar: keputusan, laporan, atau hadiah',
  month: 'bulan',
  page: 'halaman, 50 baris tiap halaman',
  reason: 'mengapa; masuk jejak audit',
}

function optionsOf(schema: TSchema): CommandOption[] {
  const { properties } = schema as { readonly properties?: object }
  return Object.keys(properties ?? {}).map((field) => ({
    flag: flagOfField(field),
    value: 'NILAI',
    meaning: MEANINGS[field] ?? field,
  }))
}

const FILE: CommandOption = {
  flag: '--file',
  value: 'BERKAS',
  meaning: 'daftar NIK (CSV atau XLSX), boleh dengan kolom upah',
}

/** Payers, and the rosters of those they pay for. */
export const payerCommands: readonly Command[] = [
  {
    name: 'payer add',
    summary: 'Catat pembayar iuran dan buka rekeningnya di buku besar.',
    usage: '--kind JENIS --name NAMA --region KODE --reason TEKS [--json]',
    options: optionsOf(addPayerBody),
    examples: [
      './payung payer add --kind apbdes --name "Desa Suka Maju" --region 16.06.01.2001 --reason "APBDes"',
    ],
    run: async (context) => {
      const { db } = await context.openDatabase()
      const answer = await addPayer(
        { db, clock: systemClock },
        systemDoer(),
        asked(context, addPayerBody, 'file'),
      )
      return print(context, answer, [`Pembayar dicatat: ${answer.id}`])
    },
  },
  {
    name: 'payer list',
    summary: 'Daftar pembayar.',
    usage: '[--region KODE] [--kind JENIS] [--name BAGIAN] [--json]',
    options: optionsOf(listPayersQuery),
    run: async (context) => {
      const { db } = await context.openDatabase()
      const answer = await showPayers({ db }, systemDoer(), asked(context, listPayersQuery, 'file'))
      const lines = answer.payers.map(({ id, name, kind, region }) => `${id}  ${name} (${kind}, ${region})`)
      return print(context, answer, lines)
    },
  },
  {
    name: 'payer show',
    summary: 'Satu pembayar dengan uangnya: diberi, terikat, terpakai, sisa, kembali.',
    usage: 'NOMOR [--json]',
    options: [],
    run: async (context) => {
      const { db } = await context.openDatabase()
      const answer = await showPayer({ db }, systemDoer(), only(context, 'NOMOR'))
      const money = (value: number) => formatRupiah(BigInt(value))
      return print(context, answer, [
        `${answer.name} (${answer.kind}, ${answer.region})`,
        `  diberi ${money(answer.given)}, terikat ${money(answer.committed)}, terpakai ${money(answer.used)}`,
        `  sisa ${money(answer.left)}, kembali ${money(answer.returned)}, tunggakan ${money(answer.arrears)}`,
      ])
    },
  },
  {
    name: 'roster add',
    summary: 'Buat daftar bayar milik satu pembayar.',
    usage: '--payer-id NOMOR --kind JENIS --name NAMA … --reason TEKS [--json]',
    options: optionsOf(addRosterBody),
    run: async (context) => {
      const { db } = await context.openDatabase()
      const answer = await addRoster(
        { db, clock: systemClock },
        systemDoer(),
        asked(context, addRosterBody, 'file'),
      )
      return print(context, answer, [`Daftar bayar dibuat: ${answer.id}`])
    },
  },
  {
    name: 'roster list',
    summary: 'Daftar bayar dengan jumlah orangnya hari ini.',
    usage: '[--payer NOMOR] [--region KODE] [--kind JENIS] [--json]',
    options: optionsOf(listRostersQuery),
    run: async (context) => {
      const { db } = await context.openDatabase()
      const answer = await showRosters(
        { db, clock: systemClock },
        systemDoer(),
        asked(context, listRostersQuery, 'file'),
      )
      const lines = answer.rosters.map(
        ({ id, name, payerName, memberCount }) =>
          `${id}  ${name}, ${payerName}: ${String(memberCount)} orang`,
      )
      return print(context, answer, lines)
    },
  },
  {
    name: 'roster members',
    summary: 'Lihat isi daftar bayar, atau tambah orang: satu, dari daftar, atau dari berkas NIK.',
    usage:
      'NOMOR [--month BULAN] | NOMOR (--person-id N | --import-id N | --file BERKAS) --from BULAN … --reason TEKS',
    options: [...optionsOf(addMembersBody), FILE, ...optionsOf(listMembersQuery)],
    run: members,
  },
  {
    name: 'roster change',
    summary: 'Ubah upah seseorang sejak satu bulan, atau akhiri perlindungannya.',
    usage: 'NOMOR --person-id N --from BULAN [--pay RUPIAH] --reason TEKS [--json]',
    options: optionsOf(changeMemberBody),
    run: async (context) => {
      const { db } = await context.openDatabase()
      const ask = asked(context, changeMemberBody, 'file')
      const answer = await changeMember({ db, clock: systemClock }, systemDoer(), only(context, 'NOMOR'), ask)
      return print(context, answer, [
        'Perubahan dicatat. Tagihan yang sudah terbit disesuaikan oleh putaran berikutnya.',
      ])
    },
  },
]

async function members(context: CommandContext): Promise<number> {
  const roster = only(context, 'NOMOR')
  const { db } = await context.openDatabase()
  const deps = { db, clock: systemClock }
  const file = context.options.get('file')
  const isAdding = ['person-id', 'import-id', 'file'].some((option) => context.options.has(option))
  if (!isAdding) {
    const answer = await showMembers(deps, systemDoer(), roster, asked(context, listMembersQuery, 'file'))
    const lines = answer.members.map(
      ({ personId, months, pay }) => `${String(personId)}  ${months}  ${String(pay)}`,
    )
    return print(context, answer, lines)
  }
  const ask = asked(context, addMembersBody, 'file')
  const answer =
    typeof file === 'string'
      ? await addFromFile(context, { ...ask, rosterId: roster }, file)
      : await addMembers(deps, systemDoer(), roster, ask)
  return print(context, answer, [
    `${String(answer.added)} orang masuk; ${String(answer.alreadyCovered)} sudah dibayar, ${String(answer.withoutPay)} tanpa penghasilan, ${String(answer.unknown)} tidak dikenal.`,
  ])
}

async function addFromFile(context: CommandContext, ask: Parameters<typeof addCandidates>[2], file: string) {
  const { db } = await context.openDatabase()
  const { ring } = await openKeys(readConfig(context.env), await context.openOwnerDatabase())
  const deps = { db, clock: systemClock, ring }
  return addCandidates(deps, systemDoer(), ask, await readMembersFile(deps, systemDoer(), file))
}
