import { dottedCode, regionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { loserOf, openPairs, pairText } from '../../modules/people/duplicate-answers.ts'
import type { PairLine } from '../../modules/people/duplicate-queries.ts'
import { findDuplicates } from '../../modules/people/find-duplicates.ts'
import { mergePeople } from '../../modules/people/merge-people.ts'
import { unmergePeople } from '../../modules/people/unmerge-people.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import { pairExplanation } from '../../../web/locales/pair-explanation.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const REASON = { flag: '--reason', value: 'TEKS', meaning: 'mengapa; masuk jejak audit' } as const

/** Finding rows that may be one person, merging them and taking them apart again. */
export const duplicateCommands: readonly Command[] = [
  {
    name: 'people duplicates',
    summary: 'Cari data ganda di satu wilayah, lalu tampilkan 50 pasangan yang paling mungkin.',
    usage: '--region KODE [--json]',
    options: [{ flag: '--region', value: 'KODE', meaning: 'yang tinggal di wilayah ini, misalnya 16.06' }],
    examples: ['./payung people duplicates --region 16.06.01 --json'],
    run: duplicates,
  },
  {
    name: 'people merge',
    summary: 'Gabungkan dua data dari satu orang.',
    usage: 'NOMOR NOMOR --keep NOMOR --reason TEKS [--json]',
    options: [{ flag: '--keep', value: 'NOMOR', meaning: 'data yang tetap dipakai' }, REASON],
    examples: ['./payung people merge 1001 2001 --keep 1001 --reason "KTP dilihat, surat desa 12/2026"'],
    run: merge,
  },
  {
    name: 'people unmerge',
    summary: 'Pisahkan lagi data yang digabungkan, selama belum berubah sesudahnya.',
    usage: 'PENGGABUNGAN --reason TEKS [--json]',
    options: [REASON],
    run: unmerge,
  },
]

async function duplicates(context: CommandContext): Promise<number> {
  const region = regionCode(text(context, 'region'))
  const deps = await openDeps(context)
  const search = await findDuplicates(deps, systemDoer(), { region }, (people) => {
    if (!context.json) context.err(`${people.toLocaleString('id-ID')} orang …`)
  })
  const { pairs } = await openPairs(deps, systemDoer(), { region: dottedCode(region) })
  if (context.json)
    context.out(JSON.stringify({ people: search.people, found: search.pairs, pairs: pairs.map(shownPair) }))
  else {
    context.out(
      `${search.people.toLocaleString('id-ID')} orang dibandingkan: ${search.pairs.same.toLocaleString('id-ID')} pasangan kemungkinan besar sama, ${search.pairs.perhaps.toLocaleString('id-ID')} mungkin sama.`,
    )
    for (const { people, names, reasons } of pairs) {
      context.out(`${people.join(' ')}  ${names.join(' – ')}  ${pairExplanation(reasons)}`)
    }
  }
  return 0
}

function shownPair({ people, names, band, score, reasons }: PairLine) {
  return {
    pair: pairText(people),
    people,
    names,
    band,
    score,
    reasons,
    explanation: pairExplanation(reasons),
  }
}

async function merge(context: CommandContext): Promise<number> {
  const [one, other, more] = context.positionals.map(readNumber)
  if (one === undefined || other === undefined) throw refuse('value-missing', { field: 'NOMOR' })
  if (more !== undefined) throw refuse('field-unknown', { field: String(more), allowed: ['NOMOR', 'NOMOR'] })
  const keep = readNumber(text(context, 'keep'))
  const ask = { keep, lose: loserOf([one, other], keep), reason: text(context, 'reason') }
  const merging = await mergePeople(await openDeps(context), systemDoer(), ask)
  if (context.json) context.out(JSON.stringify(merging))
  else {
    context.out(`Data ${String(merging.lostId)} digabungkan ke ${String(merging.keptId)}.`)
    context.out(`Nomor penggabungan: ${merging.id}`)
  }
  return 0
}

async function unmerge(context: CommandContext): Promise<number> {
  const [id, more] = context.positionals
  if (id === undefined) throw refuse('value-missing', { field: 'PENGGABUNGAN' })
  if (more !== undefined) throw refuse('field-unknown', { field: more, allowed: ['PENGGABUNGAN'] })
  await unmergePeople(await openDeps(context), systemDoer(), { id, reason: text(context, 'reason') })
  if (context.json) context.out(JSON.stringify({ id, unmerged: true }))
  else context.out('Kedua data terpisah lagi, seperti sebelum digabungkan.')
  return 0
}

async function openDeps(context: CommandContext) {
  const { ring } = await openKeys(readConfig(context.env), await context.openOwnerDatabase())
  const { db, pool } = await context.openDatabase()
  return { db, pool, ring, clock: systemClock }
}

function text({ options }: CommandContext, field: string): string {
  const given = options.get(field)
  if (typeof given !== 'string') throw refuse('value-missing', { field })
  return given
}

function readNumber(given: string): number {
  if (!/^\d{1,15}$/.test(given))
    throw refuse('value-malformed', { field: 'NOMOR', value: '', expected: 'whole-number' })
  return Number(given)
}
