import { INDONESIA } from '../../kernel/region-code.ts'
import { refuse } from '../../kernel/refusal.ts'
import { requireRegion } from '../../modules/access/places.ts'
import { readLawSources } from '../../modules/law/read-law-sources.ts'
import { datasetQuery } from '../../modules/open-data/contract.ts'
import { exportOpenData } from '../../modules/open-data/export-datasets.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { bodyOf, print, text, texts } from '../asked.ts'
import type { Command, CommandContext } from '../command.ts'

/** Figures for everybody, on the command line. */
export const openDataCommand: Command = {
  name: 'open-data export',
  summary: 'Tulis data terbuka cakupan ke satu folder: CSV, JSON-stat, Data Package, MS-Indikator.',
  usage: '--dir FOLDER [--region KODE] [--months 13] [--json]',
  options: [
    { flag: '--dir', value: 'FOLDER', meaning: 'folder tujuan; dibuat bila belum ada' },
    { flag: '--region', value: 'KODE', meaning: 'wilayahnya dan tingkat di bawahnya; biasanya ID' },
    { flag: '--months', value: 'N', meaning: 'berapa bulan yang sudah berakhir; biasanya 13' },
  ],
  examples: ['./payung open-data export --dir data-terbuka --region 16'],
  run,
}

async function run(context: CommandContext): Promise<number> {
  const folder = text(context, 'dir')
  if (folder === undefined) throw refuse('value-missing', { field: 'dir' })
  const { dir: _dir, ...asked } = texts(context)
  const { region, months } = bodyOf(datasetQuery, asked)
  const { db } = await context.openDatabase()
  const { book } = await readLawSources(readConfig(context.env))
  const files = await exportOpenData({ db, clock: systemClock, book }, folder, {
    region: region === undefined ? INDONESIA : await requireRegion(db, region, systemClock.today()),
    ...(months !== undefined && { months: Number(months) }),
  })
  return print(context, { folder, files }, [`${String(files.length)} berkas ditulis ke ${folder}.`])
}
