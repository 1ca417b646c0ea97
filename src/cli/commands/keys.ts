import { recordAudit } from '../../modules/audit/record-audit.ts'
import { type Config, readConfig } from '../../platform/config.ts'
import type { Database } from '../../platform/db.ts'
import { ENCRYPTED_COLUMNS } from '../../platform/encrypted-columns.ts'
import { listKeyMarks } from '../../platform/key-marks.ts'
import { createKeys, KEY_NAMES, newestVersion, withNewVersion, writeKeys } from '../../platform/key-ring.ts'
import { listKeyUse, retireFieldKey, rotateFieldKey, type RotationDeps } from '../../platform/key-rotation.ts'
import { keySourceOf, openKeys, readSource } from '../../platform/key-source.ts'
import type { UnreadableRow } from '../../platform/rotate-keys.ts'
import { refuse } from '../../kernel/refusal.ts'
import type { Command, CommandContext } from '../command.ts'

/** The keys by which single values are encrypted, found and stored: see docs/operations/keys.md. No command prints a key but `generate`. */
export const keysCommands: readonly Command[] = [
  {
    name: 'keys list',
    summary: 'Kunci dan versinya, sumbernya, dan sejak kapan dipakai basis data ini.',
    usage: '[--json]',
    options: [],
    run: list,
  },
  {
    name: 'keys status',
    summary: 'Berapa nilai terenkripsi memakai versi kunci yang mana, kolom demi kolom.',
    usage: '[--json]',
    options: [],
    run: status,
  },
  {
    name: 'keys rotate',
    summary: 'Buat versi kunci baru dan enkripsi ulang semua nilai, sementara server tetap melayani.',
    usage: '[--json]',
    options: [],
    examples: ['./payung keys rotate'],
    run: rotate,
  },
  {
    name: 'keys retire',
    summary: 'Buang satu versi kunci yang sudah tidak dipakai nilai mana pun.',
    usage: 'VERSI [--json]',
    options: [],
    examples: ['./payung keys retire 1'],
    run: retire,
  },
  {
    name: 'keys generate',
    summary: 'Cetak kunci untuk KMS atau PAYUNG_KEYS; bila sudah ada, dengan satu versi tambahan. Rahasia!',
    usage: '[--base64]',
    options: [{ flag: '--base64', meaning: 'dalam base64, seperti yang dibaca PAYUNG_KEYS' }],
    examples: ['./payung keys generate --base64'],
    run: generate,
  },
]

async function list(context: CommandContext): Promise<number> {
  const { config, owner } = await open(context)
  const { source, keys } = await openKeys(config, owner)
  const marks = await listKeyMarks(owner.db)
  const versions = marks.map(({ name, version, addedAt, retiredAt }) => ({
    name,
    version,
    isNewest: version === newestVersion(keys, name),
    addedAt: addedAt.toISOString(),
    retiredAt: retiredAt?.toISOString() ?? null,
  }))
  if (context.json) context.out(JSON.stringify({ source, versions }))
  else {
    context.out(source.kind === 'file' ? `Berkas: ${source.path}` : `Sumber: ${SOURCE_WORDS[source.kind]}`)
    for (const { name, version, isNewest, addedAt, retiredAt } of versions) {
      const state =
        retiredAt !== null ? `dibuang ${retiredAt.slice(0, 10)}` : isNewest ? 'dipakai' : 'hanya membaca'
      context.out(`${name.padEnd(6)} versi ${version}  sejak ${addedAt.slice(0, 10)}  ${state}`)
    }
  }
  return 0
}

const SOURCE_WORDS = { environment: 'PAYUNG_KEYS', command: 'PAYUNG_KEYS_COMMAND' } as const

async function status(context: CommandContext): Promise<number> {
  const { config, owner } = await open(context)
  const { keys } = await openKeys(config, owner)
  const newest = newestVersion(keys, 'field')
  const columns = await listKeyUse(owner, ENCRYPTED_COLUMNS)
  const old = columns.flatMap(({ versions }) => versions).filter(({ version }) => version !== newest)
  if (context.json) context.out(JSON.stringify({ newest, columns }))
  else {
    for (const { table, column, versions } of columns) {
      const counts = versions.map((each) => `${count(each.count)} di versi ${each.version}`)
      context.out(`${table}.${column}: ${counts.length === 0 ? 'kosong' : counts.join(', ')}`)
    }
    context.out(
      old.length === 0
        ? `Semua nilai memakai versi terbaru (${newest}).`
        : `Ada nilai di versi lama. Jalankan ./payung keys rotate untuk menyelesaikan.`,
    )
  }
  return 0
}

async function rotate(context: CommandContext): Promise<number> {
  const { config, owner } = await open(context)
  const report = await rotateFieldKey(rotationDeps(context, config, owner))
  if (context.json) context.out(JSON.stringify(report))
  else {
    context.out(
      report.isNewVersion
        ? `Kunci baru: versi ${report.version}. ${count(report.done)} nilai dienkripsi ulang.`
        : `Perputaran ke versi ${report.version} diselesaikan. ${count(report.done)} nilai dienkripsi ulang.`,
    )
    for (const line of unreadableLines(report.unreadable)) context.err(line)
    if (report.isNewVersion)
      context.out('Cadangkan kunci sekarang: cadangan lama tidak dapat membuka nilai baru.')
  }
  return report.unreadable.length === 0 ? 0 : 1
}

async function retire(context: CommandContext): Promise<number> {
  const [written, more] = context.positionals
  if (written === undefined) throw refuse('value-missing', { field: 'VERSI' })
  if (more !== undefined) throw refuse('field-unknown', { field: more, allowed: ['VERSI'] })
  if (!/^[1-9]\d{0,4}$/.test(written)) {
    throw refuse('value-malformed', { field: 'VERSI', value: written, expected: 'whole-number' })
  }
  const { config, owner } = await open(context)
  await retireFieldKey(rotationDeps(context, config, owner), Number(written))
  if (context.json) context.out(JSON.stringify({ retired: Number(written) }))
  else {
    context.out(
      `Versi ${written} dibuang. Cadangan basis data yang lebih lama kini tidak dapat dibuka tanpanya.`,
    )
    if (keySourceOf(config).kind !== 'file') context.out('Hapus juga versi itu dari sumber kunci.')
  }
  return 0
}

/** Touches no database: it makes the keys that a first start needs. */
async function generate(context: CommandContext): Promise<number> {
  const config = readConfig(context.env)
  const present = await readSource(config, keySourceOf(config))
  const text = writeKeys(present ? withNewVersion(present, 'field') : createKeys())
  context.out(context.options.has('base64') ? Buffer.from(text).toString('base64') : text.trimEnd())
  return 0
}

async function open(context: CommandContext): Promise<{ readonly config: Config; readonly owner: Database }> {
  return { config: readConfig(context.env), owner: await context.openOwnerDatabase() }
}

function rotationDeps(context: CommandContext, config: Config, owner: Database): RotationDeps {
  const started = performance.now()
  let saidAt = started
  return {
    owner,
    columns: ENCRYPTED_COLUMNS,
    openKeys: () => openKeys(config, owner),
    record: (tx, { action, version, count: rows }) =>
      recordAudit(tx, {
        actor: { kind: 'system' },
        action,
        ...(rows !== undefined && { count: rows }),
        details: { key: KEY_NAMES[0], version },
      }),
    onBatch: ({ column, done, total }) => {
      const now = performance.now()
      if (now - saidAt < 1_000) return
      saidAt = now
      const rate = count(Math.round((done / (now - started)) * 1_000))
      context.err(
        `  … ${column.table}.${column.column}: ${count(done)} dari ${count(total)} (${rate} per detik)`,
      )
    },
  }
}

function unreadableLines(rows: readonly UnreadableRow[]): string[] {
  const shown = rows
    .slice(0, 20)
    .map(({ table, column, rowId }) => `✗ ${table}.${column}, baris ${rowId}: tidak dapat dibuka.`)
  const more = rows.length - shown.length
  if (rows.length === 0) return []
  return [
    ...shown,
    ...(more > 0 ? [`… dan ${count(more)} baris lagi.`] : []),
    'Nilai di baris itu diubah atau dipindah. Pulihkan dari cadangan, lalu ulangi.',
  ]
}

function count(value: number): string {
  return value.toLocaleString('id-ID')
}
