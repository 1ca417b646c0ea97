import type { AuditBreak } from '../../modules/audit/audit.ts'
import { headFileOf } from '../../modules/audit/head-file.ts'
import { createSealer } from '../../modules/audit/seal-audit.ts'
import { type AuditVerdict, verifyAudit } from '../../modules/audit/verify-audit.ts'
import { readConfig } from '../../platform/config.ts'
import { seconds } from '../../platform/progress.ts'
import type { Command, CommandContext } from '../command.ts'

/** Sealing and verifying the audit chain. */
export const auditCommands: readonly Command[] = [
  {
    name: 'audit verify',
    summary: 'Periksa rantai jejak audit; menyebut baris pertama yang berubah, hilang, atau disisipkan.',
    usage: '[--json]',
    options: [],
    examples: ['./payung audit verify', './payung audit verify --json'],
    run: verify,
  },
  {
    name: 'audit seal',
    summary: 'Segel entri audit yang belum bersegel. Server yang berjalan melakukannya tiap detik.',
    usage: '[--json]',
    options: [],
    run: seal,
  },
]

async function seal(context: CommandContext): Promise<number> {
  const { db } = await context.openDatabase()
  const { sealed, position } = await createSealer(db).seal()
  if (context.json) context.out(JSON.stringify({ sealed, position }))
  else context.out(`${count(sealed)} entri disegel. Rantai kini ${count(position)} entri.`)
  return 0
}

/** Exit code 1 when the chain is broken. */
async function verify(context: CommandContext): Promise<number> {
  const { dataFolder } = readConfig(context.env)
  const owner = await context.openOwnerDatabase()
  let saidAt = performance.now()
  const verdict = await verifyAudit(owner, {
    headFile: headFileOf(dataFolder),
    onProgress: (checked) => {
      if (performance.now() - saidAt < 2_000) return
      saidAt = performance.now()
      context.err(`  … ${count(checked)} entri diperiksa`)
    },
  })
  if (context.json) context.out(JSON.stringify({ isWhole: !verdict.broken, ...verdict }))
  else for (const line of verdictLines(verdict)) context.out(line)
  return verdict.broken ? 1 : 0
}

function verdictLines(verdict: AuditVerdict): string[] {
  const { broken, checked, unsealed, oldestUnsealedAt, headCount } = verdict
  const rate = count(Math.round(checked / Math.max(verdict.seconds, 0.001)))
  return [
    broken ? `✗ ${breakSentence(broken)}` : '✓ Rantai jejak audit utuh.',
    `${count(checked)} entri diperiksa dalam ${seconds(verdict.seconds * 1_000)} (${rate} per detik).`,
    oldestUnsealedAt === null
      ? 'Semua entri sudah bersegel.'
      : `${count(unsealed)} entri belum bersegel, tertua ${oldestUnsealedAt.toISOString()}.`,
    headCount === 0
      ? 'Tidak ada kepala rantai di folder data untuk dibandingkan.'
      : `${count(headCount)} kepala rantai di luar basis data cocok.`,
  ]
}

function breakSentence(broken: AuditBreak): string {
  switch (broken.kind) {
    case 'link-missing':
      return `Rantai putus: posisi ${broken.position} hilang.`
    case 'entry-missing':
      return `Entri ${broken.entryId} di posisi ${broken.position} dihapus.`
    case 'entry-changed':
      return `Entri ${broken.entryId} di posisi ${broken.position} diubah setelah disegel.`
    case 'link-changed':
      return `Kaitan di posisi ${broken.position} (entri ${broken.entryId}) diubah.`
    case 'order-changed':
      return `Urutan berubah mulai posisi ${broken.position} (entri ${broken.entryId}).`
    case 'link-inserted':
      return `Entri ${broken.entryId} disisipkan di posisi ${broken.position}.`
    case 'head-differs':
      return `Rantai ditulis ulang: posisi ${broken.position} tidak cocok dengan kepala di baris ${broken.line}.`
    case 'chain-shortened':
      return `Rantai terpotong: kepala di baris ${broken.line} mencatat ${broken.position} entri.`
    case 'head-file-changed':
      return `Berkas kepala rantai diubah di baris ${broken.line}.`
  }
}

function count(value: number): string {
  return value.toLocaleString('id-ID')
}
