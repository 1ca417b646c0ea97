import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import {
  leafOf,
  merkleRoot,
  readStatement,
  seedOf,
  statementText,
  verifyStatement,
  type Share,
  type Statement,
} from './proof.ts'

const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const leafHash = (text: string) => sha(Buffer.from([0]), Buffer.from(text, 'hex'))

/** The definition of RFC 6962, section 2.1, word for word. */
function definedRoot(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves
  if (only === undefined) return sha()
  if (leaves.length === 1) return only
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha(Buffer.from([1]), definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)))
}

test('the root is that of RFC 6962, for every number of leaves up to 70', () => {
  for (let count = 0; count <= 70; count += 1) {
    const leaves = Array.from({ length: count }, (_, index) => leafHash(index.toString(16).padStart(4, '0')))
    assert.deepEqual(merkleRoot(Buffer.concat(leaves)), definedRoot(leaves), String(count))
  }
})

test('the roots of the published vectors of certificate transparency come out', () => {
  // Source: test vectors of certificate-transparency, merkletree (leaves in hexadecimal).
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ]
  const rootOf = (count: number) =>
    merkleRoot(Buffer.concat(inputs.slice(0, count).map(leafHash))).toString('hex')
  assert.equal(rootOf(0), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(rootOf(1), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
  assert.equal(rootOf(8), '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
})

const GIFT = '00000000-0000-4000-8000-0000000000d1'
const chain = { position: 7, hash: 'ab'.repeat(32) }

function share(number: number): Share {
  const told = {
    number,
    worker: Math.ceil(number / 2),
    initials: 'UP',
    village: '16.06.01.2001',
    month: number % 2 === 1 ? '2026-12' : '2027-01',
    programmes: 'JKK+JKM',
    rupiah: number % 2 === 1 ? 8_400 : 16_800,
    salt: createHash('md5').update(String(number)).digest('hex'),
  }
  return { ...told, leaf: leafOf(GIFT, told) }
}

function statementOf(shares: readonly Share[]): Statement {
  const shared = shares.reduce((sum, { rupiah }) => sum + rupiah, 0)
  return {
    format: 'payung-gift-statement-1',
    giftId: GIFT,
    donor: 'Yayasan Uji',
    received: shared,
    shared,
    returned: 0,
    shareCount: shares.length,
    workerCount: new Set(shares.map(({ worker }) => worker)).size,
    seed: seedOf(GIFT, chain).toString('hex'),
    chainPosition: chain.position,
    chainHash: chain.hash,
    seedAt: '2026-11-20T03:00:00.000Z',
    drawnAt: '2026-11-20T03:01:00.000Z',
    root: merkleRoot(Buffer.from(shares.map(({ leaf }) => leaf).join(''), 'hex')).toString('hex'),
    shares,
  }
}

const sound = statementOf([1, 2, 3, 4, 5, 6].map(share))
const broken = (statement: Statement, root?: string) =>
  verifyStatement(statement, root)
    .filter(({ holds }) => !holds)
    .map(({ check, at }) => (at === undefined ? check : `${check} ${String(at)}`))

test('a sound statement holds, also after it was written to a file and read again', () => {
  assert.deepEqual(broken(sound, sound.root), [])
  const read = readStatement(statementText(sound))
  assert.ok(read)
  assert.deepEqual(read, sound)
  assert.deepEqual(broken(read), [])
})

test('a changed rupiah is found, and where', () => {
  const shares = sound.shares.map((each) => (each.number === 3 ? { ...each, rupiah: each.rupiah + 1 } : each))
  assert.deepEqual(broken({ ...sound, shares }), ['leaves 3', 'sums', 'root'])
  // Whoever mends leaf, sums and root as well is found by the root that the donor was given.
  const mended = statementOf(shares.map((each) => ({ ...each, leaf: leafOf(GIFT, each) })))
  assert.deepEqual(broken(mended), [])
  assert.deepEqual(broken(mended, sound.root), ['expected-root'])
})

test('a removed row and a doubled row are found', () => {
  const removed = sound.shares.filter(({ number }) => number !== 2)
  assert.deepEqual(broken({ ...sound, shares: removed }), ['numbers 2', 'sums', 'root'])
  const doubled = sound.shares.flatMap((each) => (each.number === 4 ? [each, each] : [each]))
  assert.deepEqual(broken({ ...sound, shares: doubled }), ['numbers 5', 'worker-months 5', 'sums', 'root'])
  const other = { ...share(1), number: 7 }
  const renumbered = statementOf([...sound.shares, { ...other, leaf: leafOf(GIFT, other) }])
  assert.deepEqual(broken(renumbered), ['worker-months 7'])
})

test('another seed than that of gift and chain is found, and a text that is no statement is none', () => {
  assert.deepEqual(broken({ ...sound, seed: 'cd'.repeat(32) }), ['seed'])
  assert.equal(readStatement('{"shares":[{}]}'), null)
  assert.equal(readStatement('bukan'), null)
})
