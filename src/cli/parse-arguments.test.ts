import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Command } from './command.ts'
import { parseArguments, UsageFailure } from './parse-arguments.ts'

const command: Command = {
  name: 'law price',
  summary: '',
  usage: '',
  options: [
    { flag: '--income', value: 'RUPIAH', meaning: '' },
    { flag: '--labour-intensive', meaning: '' },
  ],
  run: () => Promise.resolve(0),
}

function complaintAbout(...words: string[]): UsageFailure {
  try {
    parseArguments(command, words)
  } catch (error) {
    assert.ok(error instanceof UsageFailure)
    return error
  }
  return assert.fail('nothing was wrong')
}

test('a value follows its option after a space or an equals sign', () => {
  for (const words of [['--income', '1000000'], ['--income=1000000']]) {
    assert.equal(parseArguments(command, words).options.get('income'), '1000000')
  }
})

test('switches, positionals, --json and --help may stand anywhere', () => {
  const parsed = parseArguments(command, ['a', '--json', '--labour-intensive', 'b', '-h'])
  assert.deepEqual(parsed.positionals, ['a', 'b'])
  assert.equal(parsed.options.get('labour-intensive'), true)
  assert.ok(parsed.json && parsed.help)
  assert.deepEqual([...parsed.options.keys()], ['labour-intensive'])
})

test('a negative amount is a value, so that the law can refuse it by name', () => {
  assert.equal(parseArguments(command, ['--income', '-5']).options.get('income'), '-5')
})

test('after -- nothing is an option', () => {
  assert.deepEqual(parseArguments(command, ['--', '--income']).positionals, ['--income'])
})

test('an unknown option is answered with the nearest one', () => {
  const failure = complaintAbout('--incom', '5')
  assert.match(failure.message, /--incom tidak dikenal\. Mungkin maksudnya --income/)
  assert.deepEqual(failure.value, {
    code: 'field-unknown',
    details: { field: '--incom', allowed: ['--income', '--labour-intensive', '--json', '--help'] },
  })
})

test('an option without its value, given twice, or a switch with a value is refused by name', () => {
  assert.match(complaintAbout('--income').message, /--income perlu nilai/)
  assert.match(complaintAbout('--income', '--json').message, /--income perlu nilai/)
  assert.match(complaintAbout('--income', '1', '--income', '2').message, /lebih dari sekali/)
  assert.match(complaintAbout('--labour-intensive=yes').message, /tidak memakai nilai/)
})
