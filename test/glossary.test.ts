import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'

/**
 * Every word in a string literal type of kernel, rules and modules is either English or a term with an entry in GLOSSARY.md.
 * English is what the declarations of TypeScript, the browser and Node use in names and comments (they know no Indonesian and come
 * with the lock file), the words below, Roman numerals and the system's error codes; other capitals are always a term.
 */
const ENGLISH_BESIDES = new Set(
  `accident conclusion expiry proposals ranking submissions damaged answers sight unfit lapsed informal vulnerable eligible employed unemployment denominators denominator remark accounts answered bank bill bills credited booked customer gift inquiry partly partner partners purse refund refunded resting suspense told unclear
  arrears birth business contribution csv death disability disagrees districts donor emigration employee employer female filler former
  administrator agency answering auditor breached colleague delegated election invitation invited oneself organisation passkey recovered roles
  refusals secretariat today trail unmasks training approval refusal price jpeg png unmerged
  born decade deceased decile divorced earner father funding hamlet heir income marital married mother occupation perhaps
  programmes residents slip widowed told claimed
  promised neighbour workplace leaf sums initials
  appropriation budget donation fiscal lapse realisation realised assessed commitment fee posted receivable voided
  craft domestic farming fishing healing keeper livestock men passport religious trade wanted withdrawn women undo decided unmerge
  housing indonesia law leaver male micro monthly paid pension ppm programme provinces regencies regency relief sanction scholarship sex shortened village villages
  wage wages widow yes astray ods ole xls xlsb xlsx people remembered nightly station seat seats resigned dismissed retired civil servant residence confirmed previewed previewing contested tally debit overdue billed`.split(
    /\s+/,
  ),
)
const ROMAN = /^[IVX]+$/

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const filesOf = (...patterns: string[]) => globSync(patterns, { cwd: root })
const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** The backticked identifiers of the third column of every table. */
const identifiers = read('GLOSSARY.md')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Term |-)/.test(line))
  .flatMap((line) => [...(line.split('|')[3] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''))

function englishWords(): Set<string> {
  const words = new Set(ENGLISH_BESIDES)
  const declarations = filesOf('node_modules/typescript/lib/*.d.ts', 'node_modules/@types/node/**/*.d.ts')
  for (const file of declarations) for (const word of wordsOf(read(file))) words.add(word.toLowerCase())
  return words
}

/** Words of three letters or more, and capitals of two; `camelCase` counts as two words. */
function wordsOf(text: string): string[] {
  return text.replace(/([a-z])([A-Z])/g, '$1 $2').match(/[A-Za-z]{3,}|\b[A-Z]{2}\b/g) ?? []
}

/** Every literal that a type, an `as const` list or a contract allows, with the file that says so. */
function literalsOf(path: string): string[] {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) found.push(node.literal.text)
    if (ts.isAsExpression(node) && ts.isConstTypeReference(node.type)) {
      const { expression } = node
      if (ts.isArrayLiteralExpression(expression)) {
        for (const element of expression.elements) if (ts.isStringLiteral(element)) found.push(element.text)
      }
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'Type.Literal') {
      const [value] = node.arguments
      if (value && ts.isStringLiteral(value)) found.push(value.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTerm(word: string, english: ReadonlySet<string>): boolean {
  if (ROMAN.test(word) || word in constants.errno) return false
  return /^[A-Z]{2,}$/.test(word) || !english.has(word.toLowerCase())
}

test('every term of Indonesian law in a literal of our code has an entry in GLOSSARY.md', () => {
  const english = englishWords()
  assert.ok(english.size > 5_000 && !english.has('desa') && !english.has('iuran'))
  const explained = new Set(identifiers.flatMap(wordsOf))
  const missing = filesOf('src/{kernel,rules,modules}/**/*.ts')
    .filter((path) => !isTest(path))
    .flatMap((path) => literalsOf(path).map((literal) => ({ path, literal })))
    .flatMap(({ path, literal }) =>
      wordsOf(literal)
        .filter((word) => isTerm(word, english) && !explained.has(word))
        .map((word) => `${word} in '${literal}' (${path})`),
    )
  assert.deepEqual(
    [...new Set(missing)],
    [],
    'Write an entry in GLOSSARY.md, or, if the word is English, add it to ENGLISH_BESIDES in this file.',
  )
})

test('every identifier of GLOSSARY.md exists in our code', () => {
  const code = filesOf('src/**/*.ts')
    .filter((path) => !isTest(path))
    .map(read)
    .join('\n')
  assert.deepEqual(
    identifiers.filter((identifier) => !code.includes(identifier)),
    [],
  )
})

test('every entry of GLOSSARY.md has a term, a source, an identifier and a gloss', () => {
  const rows = read('GLOSSARY.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (Term |-)/.test(line))
  assert.ok(rows.length > 50)
  for (const row of rows) {
    const cells = row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    assert.equal(cells.length, 4, row)
    for (const cell of cells) assert.notEqual(cell, '', row)
  }
  const terms = rows.map((row) => row.split('|')[1])
  assert.equal(new Set(terms).size, terms.length, 'a term stands twice')
})
