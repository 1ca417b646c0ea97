import { readFileSync } from 'node:fs'
import { formatNumber, formatRupiah } from '../../kernel/format.ts'
import { refuse } from '../../kernel/refusal.ts'
import {
  readStatement,
  verifyStatement,
  type CheckResult,
  type ProofCheck,
  type Statement,
} from '../../modules/gifts/proof.ts'
import { only, print, text } from '../asked.ts'
import type { Command, CommandContext } from '../command.ts'

/** What each check says, when it holds and when it does not. */
const SAID: { readonly [Check in ProofCheck]: readonly [holds: string, broken: string] } = {
  format: ['Bentuk berkas dikenal.', 'Bentuk berkas tidak dikenal.'],
  numbers: ['Baris bernomor urut tanpa celah.', 'Nomor baris meloncat atau berulang'],
  leaves: ['Setiap baris cocok dengan sidiknya.', 'Isi baris tidak cocok dengan sidiknya'],
  'worker-months': ['Tidak ada bulan pekerja yang dibayar dua kali.', 'Bulan pekerja disebut dua kali'],
  sums: [
    'Jumlah baris sama dengan uang yang dibagikan; dibagikan dan kembali sama dengan uang masuk.',
    'Jumlah uang atau banyaknya baris tidak cocok.',
  ],
  root: [
    'Akar dari semua baris sama dengan akar di berkas.',
    'Akar dari baris-baris berbeda dari akar di berkas.',
  ],
  'expected-root': [
    'Akar sama dengan yang Anda sebut.',
    'Akar berbeda dari yang Anda sebut: ini bukan pernyataan itu, atau sudah diubah.',
  ],
  seed: [
    'Benih undian berasal dari nomor hadiah dan ujung jejak audit yang disebut.',
    'Benih undian tidak berasal dari nomor hadiah dan ujung jejak audit yang disebut.',
  ],
}

/** The proof of a gift, done again by anybody: reads one file and nothing else. */
export const proofCommand: Command = {
  name: 'proof verify',
  summary: 'Periksa pernyataan hadiah tanpa basis data dan tanpa jaringan.',
  usage: 'BERKAS [--root AKAR] [--json]',
  options: [
    { flag: '--root', value: 'AKAR', meaning: 'akar dari sertifikat, halaman hadiah, atau jejak audit' },
  ],
  examples: ['./payung proof verify pernyataan.json --root 3f2a…'],
  run: (context) => Promise.resolve(verify(context)),
}

function verify(context: CommandContext): number {
  const file = only(context, 'BERKAS')
  const statement = readStatement(readText(file))
  if (statement === null) throw refuse('file-unreadable', { file, problem: 'not-json' })
  const results = verifyStatement(statement, text(context, 'root'))
  const holds = results.every((result) => result.holds)
  print(context, { holds, checks: results }, [
    aboutLine(statement),
    ...results.map(lineOf),
    holds ? 'Pernyataan ini utuh.' : 'Pernyataan ini TIDAK utuh.',
    ...(text(context, 'root') === undefined
      ? ['Bandingkan juga akarnya dengan sertifikat: --root AKAR.']
      : []),
  ])
  return holds ? 0 : 1
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw refuse('file-unreadable', { file, problem: 'missing' })
  }
}

function aboutLine({ giftId, shareCount, workerCount, shared, root }: Statement): string {
  return `Hadiah ${giftId}: ${formatNumber(shareCount)} bulan untuk ${formatNumber(workerCount)} pekerja, ${formatRupiah(BigInt(shared))}. Akar ${root}`
}

function lineOf({ check, holds, at }: CheckResult): string {
  const [good, bad] = SAID[check]
  return holds ? `Cocok: ${good}` : `SALAH: ${bad}${at === undefined ? '' : ` (baris ${formatNumber(at)})`}`
}
