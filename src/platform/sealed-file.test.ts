import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { newFileKey, readSealedFile, SealedFileUnreadable, writeSealedFile } from './sealed-file.ts'

const folder = await mkdtemp(join(tmpdir(), 'payung-sealed-'))
after(() => rm(folder, { recursive: true }))
let count = 0

const PIECE = 1 << 18

function inChunks(content: Buffer, size: number): Readable {
  const starts = Array.from({ length: Math.ceil(content.length / size) }, (_, place) => place * size)
  return Readable.from(starts.map((start) => content.subarray(start, start + size)))
}

async function sealed(content: Buffer, chunk = 70_001) {
  const [path, key] = [join(folder, String(count++)), newFileKey()]
  await writeSealedFile(path, key, inChunks(content, chunk))
  return { path, key }
}

async function readAll(path: string, key: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readSealedFile(path, key)) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('a sealed file gives back what was written, whatever its size', async () => {
  for (const size of [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE]) {
    const content = Buffer.alloc(size, 'daftar ')
    const { path, key } = await sealed(content)
    assert.ok((await readAll(path, key)).equals(content), String(size))
  }
})

test('nothing of the content can be read in the file, and nobody else may open it', async () => {
  const { path } = await sealed(Buffer.from('SITI AMINAH'.repeat(1_000)))
  assert.ok(!(await readFile(path)).includes('SITI AMINAH'))
  assert.equal((await stat(path)).mode & 0o777, 0o600)
})

test('a sealed file with a changed byte, a missing end, a moved piece or another key is refused', async () => {
  const { path, key } = await sealed(
    Buffer.concat([Buffer.alloc(PIECE, 'a'), Buffer.alloc(PIECE, 'b'), Buffer.alloc(9)]),
  )
  const whole = await readFile(path)
  const step = PIECE + 16
  const changed = Buffer.from(whole)
  changed[10] = (changed[10] ?? 0) ^ 1
  const broken = {
    changed,
    cutOff: whole.subarray(0, 2 * step),
    moved: Buffer.concat([whole.subarray(step, 2 * step), whole.subarray(0, step), whole.subarray(2 * step)]),
    empty: Buffer.alloc(0),
  }
  for (const [name, bytes] of Object.entries(broken)) {
    await writeFile(path, bytes)
    await assert.rejects(readAll(path, key), SealedFileUnreadable, name)
  }
  await writeFile(path, whole)
  await assert.rejects(readAll(path, newFileKey()), SealedFileUnreadable)
})

test('a sealed file is never written over', async () => {
  const { path, key } = await sealed(Buffer.from('satu'))
  await assert.rejects(writeSealedFile(path, key, inChunks(Buffer.from('dua'), 9)), { code: 'EEXIST' })
})
