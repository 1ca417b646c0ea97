import { createReadStream } from 'node:fs'
import { basename, join } from 'node:path'
import { formatNumber, formatRupiah } from '../../kernel/format.ts'
import { parseRegionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { inScopeOf, sightOf } from '../../modules/access/act.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { getProgramme } from '../../modules/programmes/queries.ts'
import { addMinutes } from '../../modules/proposals/add-minutes.ts'
import {
  answerDecided,
  answerMinutes,
  answerPlaces,
  answerProposal,
} from '../../modules/proposals/answers.ts'
import { approveProposal, refuseProposed } from '../../modules/proposals/approve-proposal.ts'
import { decideBody, movePlacesBody, proposeBody, setPlacesBody } from '../../modules/proposals/contract.ts'
import { escalatePlaces } from '../../modules/proposals/escalate-places.ts'
import { loadPlaces, readPlacesFile } from '../../modules/proposals/load-places.ts'
import { escalateBody } from '../../modules/proposals/places-contract.ts'
import { showUnfilled } from '../../modules/proposals/show-unfilled.ts'
import type { Decided } from '../../modules/proposals/place-people.ts'
import { proposePeople, withdrawProposal } from '../../modules/proposals/propose-people.ts'
import { listPlaces, listProposals } from '../../modules/proposals/queries.ts'
import { movePlaces, setProgrammePlaces } from '../../modules/proposals/set-places.ts'
import { undoDecision } from '../../modules/proposals/undo-decision.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { bodyOf, only, print, texts } from '../asked.ts'
import type { Command, CommandContext, CommandOption } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const PROGRAMME: CommandOption = { flag: '--programme', value: 'NOMOR', meaning: 'programnya' }
const REGION: CommandOption = { flag: '--region', value: 'KODE', meaning: 'wilayahnya' }
const REASON: CommandOption = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' }
const PEOPLE: CommandOption = {
  flag: '--people',
  value: 'NOMOR,NOMOR',
  meaning: 'orang menurut nomornya; tanpa ini semua yang menunggu',
}

/** Places of programmes and proposals, on the command line. */
export const proposalCommands: readonly Command[] = [
  {
    name: 'quota set',
    summary: 'Beri tempat dalam program: satu wilayah, tiap desa, atau dibagi menurut banyaknya orang.',
    usage: '--programme NOMOR --region KODE (--places N | --each N | --total N [--by CARA]) --reason TEKS',
    options: [
      PROGRAMME,
      REGION,
      { flag: '--places', value: 'N', meaning: 'tempat wilayah itu sendiri' },
      { flag: '--each', value: 'N', meaning: 'tempat tiap desa dan kelurahan di wilayah itu' },
      { flag: '--total', value: 'N', meaning: 'tempat yang dibagi atas desa-desanya' },
      {
        flag: '--by',
        value: 'CARA',
        meaning: 'dibagi menurut people (biasanya), eligible, atau denominator',
      },
      REASON,
    ],
    examples: ['./payung quota set --programme … --region 16.06 --each 50 --reason "Perbup 12/2026"'],
    run: setQuota,
  },
  {
    name: 'quota move',
    summary: 'Pindahkan tempat yang masih kosong ke wilayah lain.',
    usage: '--programme NOMOR --from KODE --to KODE --places N --reason TEKS',
    options: [
      PROGRAMME,
      { flag: '--from', value: 'KODE', meaning: 'dari wilayah ini' },
      { flag: '--to', value: 'KODE', meaning: 'ke wilayah ini' },
      { flag: '--places', value: 'N', meaning: 'banyaknya tempat' },
      REASON,
    ],
    run: moveQuota,
  },
  {
    name: 'quota list',
    summary: 'Tempat tiap wilayah: terisi, diusulkan, menunggu, kosong.',
    usage: '--programme NOMOR [--region KODE] [--json]',
    options: [PROGRAMME, REGION],
    run: listQuotas,
  },
  {
    name: 'quota load',
    summary: 'Beri tempat menurut berkas: kode wilayah dan kuota, CSV atau Excel.',
    usage: 'BERKAS --programme NOMOR --reason TEKS',
    options: [PROGRAMME, REASON],
    run: loadQuotas,
  },
  {
    name: 'quota unfilled',
    summary: 'Tempat yang tidak ada pengisinya, dan orang di luar kuota.',
    usage: '--programme NOMOR [--region KODE] [--json]',
    options: [PROGRAMME, REGION],
    run: unfilled,
  },
  {
    name: 'quota escalate',
    summary: 'Laporkan tempat kosong dan orang di luar kuota ke tingkat di atas.',
    usage: '--programme NOMOR --region KODE --reason TEKS',
    options: [PROGRAMME, REGION, REASON],
    run: escalate,
  },
  {
    name: 'propose',
    summary: 'Usulkan orang untuk tempat program, dengan berita acara musyawarah.',
    usage:
      '--programme NOMOR --region KODE (--import NOMOR | --people NOMOR,… | --copy-from PROGRAM) --minutes-number TEKS --minutes-on TANGGAL --reason TEKS',
    options: [
      PROGRAMME,
      REGION,
      { flag: '--import', value: 'NOMOR', meaning: 'semua orang dari daftar yang sudah dimasukkan' },
      PEOPLE,
      { flag: '--copy-from', value: 'PROGRAM', meaning: 'semua yang disetujui dalam program lama' },
      { flag: '--minutes-number', value: 'TEKS', meaning: 'nomor berita acara' },
      { flag: '--minutes-on', value: 'TANGGAL', meaning: 'tanggal musyawarah' },
      REASON,
    ],
    run: propose,
  },
  {
    name: 'approve',
    summary: 'Setujui usulan: yang memenuhi aturan dan mendapat tempat langsung terlindungi.',
    usage: 'NOMOR [--people NOMOR,…] --reason TEKS [--json]',
    options: [PEOPLE, REASON],
    run: approve,
  },
  {
    name: 'refuse',
    summary: 'Tolak orang dalam usulan.',
    usage: 'NOMOR --people NOMOR,… --reason TEKS',
    options: [PEOPLE, REASON],
    run: refusePeople,
  },
  {
    name: 'proposals attach',
    summary: 'Lampirkan berita acara musyawarah pada usulan: PDF, JPG, atau PNG, paling besar 5 MB.',
    usage: 'BERKAS --proposal NOMOR [--json]',
    options: [{ flag: '--proposal', value: 'NOMOR', meaning: 'usulannya' }],
    run: attach,
  },
  {
    name: 'proposals undo',
    summary: 'Batalkan keputusan terakhir atas usulan, dalam sehari dan sebelum ada yang bersandar padanya.',
    usage: 'NOMOR --reason TEKS',
    options: [REASON],
    run: undo,
  },
  {
    name: 'proposals list',
    summary: 'Usulan, yang paling lama menunggu dulu.',
    usage: '[--region KODE] [--programme NOMOR] [--open] [--json]',
    options: [REGION, PROGRAMME, { flag: '--open', meaning: 'hanya yang menunggu keputusan' }],
    run: list,
  },
  {
    name: 'proposals withdraw',
    summary: 'Tarik usulan; yang sudah disetujui tetap.',
    usage: 'NOMOR --reason TEKS',
    options: [REASON],
    run: withdraw,
  },
]

async function depsOf(context: CommandContext) {
  const { db } = await context.openDatabase()
  const { book } = await readLawSources(readConfig(context.env))
  return { db, clock: systemClock, book }
}

async function setQuota(context: CommandContext): Promise<number> {
  const { programme, ...body } = texts(context)
  const ask = bodyOf(setPlacesBody, body)
  const set = await setProgrammePlaces(await depsOf(context), systemDoer(), programme ?? '', ask)
  return print(context, set, [
    `${formatNumber(set.places)} tempat; ${formatNumber(set.changed)} wilayah berubah.`,
  ])
}

async function moveQuota(context: CommandContext): Promise<number> {
  const { programme, ...body } = texts(context)
  const ask = { programmeId: programme ?? '', ...bodyOf(movePlacesBody, body) }
  const moved = await movePlaces(await depsOf(context), systemDoer(), ask)
  return print(context, moved, [`${formatNumber(moved.places)} tempat dipindahkan.`])
}

async function listQuotas(context: CommandContext): Promise<number> {
  const { programme, region } = texts(context)
  const { db } = await depsOf(context)
  const answer = await inScopeOf(db, systemDoer(), async (tx) => {
    const { id, regionCode } = await getProgramme(tx, programme ?? '')
    const within = region === undefined ? regionCode : parseRegionCode('region', region)
    return answerPlaces(id, await listPlaces(tx, id, within))
  })
  return print(
    context,
    answer,
    answer.regions.map(
      ({ region: code, places, filled, proposed, waiting, unfilled }) =>
        `${code}: ${formatNumber(places)} tempat, ${formatNumber(filled)} terisi, ${formatNumber(proposed)} diusulkan, ${formatNumber(waiting)} menunggu, ${formatNumber(unfilled)} kosong`,
    ),
  )
}

async function loadQuotas(context: CommandContext): Promise<number> {
  const rows = await readPlacesFile(only(context, 'file'))
  const { programme = '', reason = '' } = texts(context)
  const set = await loadPlaces(await depsOf(context), systemDoer(), { programmeId: programme, rows, reason })
  return print(context, set, [
    `${formatNumber(set.places)} tempat; ${formatNumber(set.changed)} wilayah berubah.`,
  ])
}

async function unfilled(context: CommandContext): Promise<number> {
  const { programme = '', region } = texts(context)
  const answer = await showUnfilled(await depsOf(context), systemDoer(), programme, region)
  return print(context, answer, [
    `${formatNumber(answer.unfilled)} tempat kosong, ${formatNumber(answer.beyond)} orang di luar kuota.`,
    ...answer.regions.map(
      ({ region: code, unfilled: empty, beyond, escalatedTo }) =>
        `${code}: ${formatNumber(empty)} kosong, ${formatNumber(beyond)} di luar kuota${escalatedTo === null ? '' : `, dilaporkan ke ${escalatedTo}`}`,
    ),
  ])
}

async function escalate(context: CommandContext): Promise<number> {
  const { programme = '', ...body } = texts(context)
  const ask = { programmeId: programme, ...bodyOf(escalateBody, body) }
  const told = await escalatePlaces(await depsOf(context), systemDoer(), ask)
  return print(context, told, [
    `${formatNumber(told.regions)} wilayah dilaporkan: ${formatNumber(told.unfilled)} tempat kosong, ${formatNumber(told.beyond)} orang di luar kuota.`,
  ])
}

async function propose(context: CommandContext): Promise<number> {
  const { programme, import: importId, ...rest } = texts(context)
  const ask = bodyOf(proposeBody, {
    ...rest,
    ...(programme !== undefined && { programmeId: programme }),
    ...(importId !== undefined && { importId }),
  })
  const made = await proposePeople(await depsOf(context), systemDoer(), ask)
  const { proposed, alreadyProposed, elsewhere } = made
  return print(context, made, [
    `${formatNumber(proposed)} orang diusulkan dengan nomor ${made.proposalId}; ${formatNumber(alreadyProposed)} sudah diusulkan, ${formatNumber(elsewhere)} bukan dari wilayah ini.`,
  ])
}

async function approve(context: CommandContext): Promise<number> {
  const ask = { id: only(context, 'id'), ...bodyOf(decideBody, texts(context)) }
  return printDecided(context, await approveProposal(await depsOf(context), systemDoer(), ask))
}

async function refusePeople(context: CommandContext): Promise<number> {
  const { people = [], reason } = bodyOf(decideBody, texts(context))
  const ask = { id: only(context, 'id'), people, reason }
  return printDecided(context, await refuseProposed(await depsOf(context), systemDoer(), ask))
}

function printDecided(context: CommandContext, decided: Decided): number {
  const { approved, refused, waiting, unknown, budget } = decided
  return print(context, answerDecided(decided), [
    decided.state === 'awaiting-second'
      ? 'Persetujuan pertama dicatat. Daftar sepanjang ini menunggu persetujuan orang kedua.'
      : `${formatNumber(approved)} disetujui, ${formatNumber(refused)} ditolak, ${formatNumber(waiting)} menunggu tempat, ${formatNumber(unknown)} belum dapat dinilai.`,
    ...(budget
      ? [
          `Anggaran kurang ${formatRupiah(budget.missing)}; menunggu: ${budget.people.map(String).join(', ')}.`,
        ]
      : []),
  ])
}

async function list(context: CommandContext): Promise<number> {
  const { region, programme } = texts(context)
  const { db } = await depsOf(context)
  const by = systemDoer()
  const filter = {
    ...(region !== undefined && { region: parseRegionCode('region', region) }),
    ...(programme !== undefined && { programmeId: programme }),
    ...(context.options.get('open') === true && { isOpen: true }),
  }
  const found = await inScopeOf(db, by, (tx) =>
    listProposals(tx, sightOf(by), filter, { limit: 1_000, offset: 0 }),
  )
  const proposals = found.map(answerProposal)
  return print(
    context,
    { proposals },
    proposals.map(({ id, region: code, programme: name, counts }) =>
      [id, code, name, `${formatNumber(counts.proposed)} menunggu keputusan`].join('  '),
    ),
  )
}

async function attach(context: CommandContext): Promise<number> {
  const path = only(context, 'file')
  const config = readConfig(context.env)
  const { db } = await context.openDatabase()
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const deps = { db, clock: systemClock, ring, folder: join(config.dataFolder, 'lists') }
  const { proposal: proposalId = '' } = texts(context)
  const file = { proposalId, fileName: basename(path), content: createReadStream(path) }
  const kept = await addMinutes(deps, systemDoer(), file).catch((error: unknown) => {
    if ((error as { code?: string }).code !== 'ENOENT') throw error
    throw refuse('file-unreadable', { file: path, problem: 'missing' })
  })
  return print(context, answerMinutes(kept), [`Berkas ${kept.fileName} dilampirkan dengan nomor ${kept.id}.`])
}

async function undo(context: CommandContext): Promise<number> {
  const ask = { id: only(context, 'id'), reason: texts(context)['reason'] ?? '' }
  const undone = await undoDecision(await depsOf(context), systemDoer(), ask)
  return print(context, undone, [
    `${formatNumber(undone.people)} orang menunggu keputusan lagi; ${formatNumber(undone.approved)} di antaranya tadinya disetujui.`,
  ])
}

async function withdraw(context: CommandContext): Promise<number> {
  const ask = { id: only(context, 'id'), reason: texts(context)['reason'] ?? '' }
  const { withdrawn } = await withdrawProposal(await depsOf(context), systemDoer(), ask)
  return print(context, { withdrawn }, [`${formatNumber(withdrawn)} orang ditarik dari usulan.`])
}
