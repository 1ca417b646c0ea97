import { refuse } from '../../kernel/refusal.ts'
import { setUp } from '../../modules/access/set-up.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openKeys } from '../../platform/key-source.ts'
import type { Command, CommandContext } from '../command.ts'

/** The first administrator: everybody else is added by him. */
export const setupCommand: Command = {
  name: 'setup',
  summary: 'Buat administrator pertama dan cetak tautan sekali pakai untuk mengatur sandinya.',
  usage: '--email ALAMAT --name NAMA [--organisation NAMA] [--json]',
  options: [
    { flag: '--email', value: 'ALAMAT', meaning: 'Alamat email administrator pertama.' },
    { flag: '--name', value: 'NAMA', meaning: 'Nama administrator pertama.' },
    {
      flag: '--organisation',
      value: 'NAMA',
      meaning: 'Organisasinya. Kosong berarti Administrator Payung.',
    },
  ],
  examples: ['./payung setup --email admin@contoh.go.id --name "Siti Aminah"'],
  run: runSetUp,
}

async function runSetUp(context: CommandContext): Promise<number> {
  const config = readConfig(context.env)
  const asked = {
    email: emailOption(context),
    name: textOption(context, 'name'),
    organisation: textOption(context, 'organisation', 'Administrator Payung'),
  }
  const { ring } = await openKeys(config, await context.openOwnerDatabase())
  const { db } = await context.openDatabase()
  const path = await setUp({ db, ring, clock: systemClock }, asked)
  const base = config.publicUrl ?? `http://${config.host}:${String(config.port)}`
  if (context.json) context.out(JSON.stringify({ link: `${base}${path}`, hours: 24 }))
  else {
    context.out(`Administrator pertama: ${asked.email}. Buka tautan ini dalam 24 jam untuk mengatur sandi:`)
    context.out(`${base}${path}`)
    context.out('Tautan hanya sekali pakai dan tidak dicetak lagi. Simpan dari orang lain.')
  }
  return 0
}

function textOption({ options }: CommandContext, field: string, fallback?: string): string {
  const given = options.get(field) ?? fallback
  if (typeof given !== 'string' || given.trim() === '') throw refuse('value-missing', { field })
  if (given.trim().length > 200) throw refuse('value-out-of-range', { field, value: given, maximum: '200' })
  return given.trim()
}

function emailOption(context: CommandContext): string {
  const email = textOption(context, 'email')
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return email
  throw refuse('value-malformed', { field: 'email', value: email, expected: 'email' })
}
