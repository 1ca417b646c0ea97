import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const rows = read('docs/operations/security-checks.md')
  .split('\n')
  .filter((line) => /^\| A\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('the list of security checks has all 48, each with a state', () => {
  assert.deepEqual(
    rows.map(([, number]) => number),
    Array.from({ length: 48 }, (_, index) => `A${String(index + 1)}`),
  )
  for (const [, number = '', , state = ''] of rows) assert.match(state, /^(tested|in part|not yet)$/, number)
})

test('what the list says is tested is tested there, by its number where it says so', () => {
  for (const [, number = '', , state, where = ''] of rows) {
    const named = [...where.matchAll(/`([^`]+\.ts)`( \(by number\))?/g)]
    if (state === 'tested') assert.ok(named.length > 0, number)
    for (const [, path = '', byNumber] of named) {
      assert.ok(existsSync(join(root, path)), `${number}: ${path}`)
      if (byNumber === undefined) continue
      assert.match(read(path), new RegExp(`(test\\(|assert\\.)[^\\n]*\\b${number}\\b`), `${number}: ${path}`)
    }
  }
})

test('A36: chance comes from the system, never from Math.random or the time', () => {
  const sources = globSync('{src,web,scripts}/**/*.{ts,tsx,js,mjs}', { cwd: root }).filter(
    (path) => !/\.test\.tsx?$/.test(path),
  )
  assert.ok(sources.length > 100)
  const weak = sources.filter((path) =>
    /Math\s*(\.|\[['"])random|pseudoRandomBytes|Date\.now\(\)\.toString\(36\)/.test(read(path)),
  )
  assert.deepEqual(weak, [])
})
