import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { regionCode } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { LAYOUT_NAMES, type LayoutName } from '../../modules/people/export-layouts.ts'
import { exportPeople, type ExportAsk, type PeopleExport } from '../../modules/people/export-people.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import type { Command, CommandContext } from '../command.ts'
import { systemDoer } from '../system-doer.ts'

const MOST_MONTHS = 12

/** People in clear, as files of the layouts that BPJS Ketenagakerjaan, villages and offices use. */
export const exportPeopleCommand: Command = {
  name: 'people export',
  summary: 'Unduh orang ke XLSX, CSV, format BPJS (BPU, SIPP), atau program bantuan OpenSID.',
  usage: '(--region KODE | --import NOMOR) --layout BENTUK --out FOLDER --reason TEKS [--json]',
  options: [
    { flag: '--region', value: 'KODE', meaning: 'yang tinggal di wilayah ini, misalnya 16.06.01.2001' },
    { flag: '--import', value: 'NOMOR', meaning: 'yang masuk atau berubah lewat satu daftar' },
    { flag: '--layout', value: 'BENTUK', meaning: LAYOUT_NAMES.join(', ') },
    { flag: '--out', value: 'FOLDER', meaning: 'tempat berkas; hanya Anda yang dapat membacanya' },
    { flag: '--reason', value: 'TEKS', meaning: 'untuk apa; masuk jejak audit' },
    { flag: '--months', value: 'JUMLAH', meaning: 'BULAN_IURAN format BPU, 1 sampai 12; biasanya 1' },
    { flag: '--package', value: 'KODE', meaning: 'KODE_PAKET format BPU; biasanya T' },
  ],
  examples: [
    './payung people export --region 16.06.01.2001 --layout bpu --out ekspor --reason "pendaftaran BPU Mei"',
  ],
  run: exportList,
}

type Written = { readonly name: string; readonly bytes: number }

async function exportList(context: CommandContext): Promise<number> {
  const folder = required(context, 'out')
  const ask = askOf(context)
  const { ring } = await openKeys(readConfig(context.env), await context.openOwnerDatabase())
  const { db } = await context.openDatabase()
  const leaving = await exportPeople({ db, ring, clock: systemClock }, systemDoer(), ask)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const written: Written[] = []
  for await (const { name, bytes } of leaving.files) {
    const target = createWriteStream(join(folder, name), { mode: 0o600 })
    await pipeline(bytes, target)
    written.push({ name, bytes: target.bytesWritten })
  }
  tell(context, leaving, { folder, written })
  return 0
}

function tell(
  context: CommandContext,
  { personCount, leftOut }: PeopleExport,
  { folder, written }: { readonly folder: string; readonly written: readonly Written[] },
): void {
  const noKpj = leftOut.get('no-kpj') ?? 0
  const deceased = leftOut.get('deceased') ?? 0
  if (context.json) {
    const files = written.map(({ name, bytes }) => ({ path: join(folder, name), bytes }))
    context.out(
      JSON.stringify({ people: personCount - noKpj - deceased, leftOut: { noKpj, deceased }, files }),
    )
    return
  }
  context.out(
    `${(personCount - noKpj - deceased).toLocaleString('id-ID')} orang dalam ${String(written.length)} berkas:`,
  )
  for (const { name } of written) context.out(`  ${join(folder, name)}`)
  if (noKpj > 0)
    context.out(`${noKpj.toLocaleString('id-ID')} orang tanpa KPJ tidak ikut: format ini memintanya.`)
  if (deceased > 0)
    context.out(`${deceased.toLocaleString('id-ID')} orang yang tercatat meninggal tidak ikut.`)
}

function askOf(context: CommandContext): ExportAsk {
  const region = optional(context, 'region')
  const importId = optional(context, 'import')
  const months = optional(context, 'months')
  const bpuPackage = optional(context, 'package')
  return {
    selection: {
      ...(region !== null && { region: regionCode(region) }),
      ...(importId !== null && { importId }),
    },
    layout: askedLayout(context),
    reason: optional(context, 'reason') ?? '',
    choices: {
      ...(months !== null && { monthCount: monthCountOf(months) }),
      ...(bpuPackage !== null && { bpuPackage }),
    },
  }
}

function askedLayout(context: CommandContext): LayoutName {
  const text = required(context, 'layout')
  const layout = LAYOUT_NAMES.find((each) => each === text)
  if (layout === undefined)
    throw refuse('value-not-allowed', { field: 'layout', value: text, allowed: LAYOUT_NAMES })
  return layout
}

function monthCountOf(text: string): number {
  const months = Number(text)
  if (!/^\d{1,2}$/.test(text) || months < 1 || months > MOST_MONTHS) {
    throw refuse('value-malformed', { field: 'months', value: text, expected: 'whole-number' })
  }
  return months
}

function required(context: CommandContext, name: string): string {
  const text = optional(context, name)
  if (text === null) throw refuse('value-missing', { field: name })
  return text
}

function optional({ options }: CommandContext, name: string): string | null {
  const text = options.get(name)
  return typeof text === 'string' ? text : null
}
