import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { ESLint } from 'eslint'
import tseslint from 'typescript-eslint'

/** The house's own lint rules, each with a line that breaks it. Rules that need types are left to their makers' tests. */
const eslint = new ESLint({
  cwd: join(import.meta.dirname, '..'),
  overrideConfig: [
    { files: ['**/*.{ts,tsx}'], ...tseslint.configs.disableTypeChecked },
    { languageOptions: { parserOptions: { project: false } } },
  ],
})

async function messagesOf(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'syntax'}: ${message}`)
}

const MERGED = `declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'quota-full': { readonly left: number }
  }
}
export const x = 1
`

/** In two parts, or this file itself would be stopped. */
const LATER = ['to', 'do'].join('')
const DECISION = 'src/modules/coverage/coverage.ts'

for (const [what, filePath, code, expected] of [
  ['a default export', DECISION, 'export default 1', 'Named exports only'],
  ['a barrel', DECISION, "export * from './queries.ts'", 'No barrels'],
  ['an interface', DECISION, 'export interface Place { readonly left: number }', 'as `type`'],
  ['as any', DECISION, 'export const x = 1 as any', 'switches the compiler off'],
  ['any', DECISION, 'export function f(x: any) { return x }', 'Unexpected any'],
  ['new Date()', DECISION, 'export const now = new Date()', 'Clock'],
  ['Date()', DECISION, 'export const now = Date()', 'Clock'],
  ['Date.now()', DECISION, 'export const now = Date.now()', 'Clock'],
  ['new Date() on a page', 'web/public/home.tsx', 'export const now = new Date()', 'Clock'],
  ['Math.random()', DECISION, 'export const x = Math.random()', 'node:crypto'],
  ['Math.random() in the clock', 'src/platform/clock.ts', 'export const x = Math.random()', 'node:crypto'],
  ['console', DECISION, "console.log('x')", 'Unexpected console'],
  ['console in a command', 'src/cli/commands/law.ts', "console.log('x')", 'Unexpected console'],
  ['==', DECISION, 'export const f = (a: number) => a == 1', "Expected '==='"],
  ['a file of 401 lines', DECISION, 'export const x = 1\n'.padEnd(419, '\n'), 'too many lines (401)'],
  ['a function of 61 lines', DECISION, `export function f() {${'\n'.repeat(60)}}`, 'too many lines (61)'],
  ['a comment for later', DECISION, `// ${LATER} it\nexport const x = 1`, `Unexpected '${LATER}' comment`],
  [
    'an unused directive',
    DECISION,
    '// eslint-disable-next-line eqeqeq\nexport const x = 1',
    'Unused eslint-disable',
  ],
] as const) {
  test(`lint stops ${what}`, async () => {
    const messages = await messagesOf(filePath, code)
    assert.ok(
      messages.some((message) => message.includes(expected)),
      messages.join('\n') || 'nothing reported',
    )
  })
}

for (const [what, filePath, code] of [
  ['the clock itself', 'src/platform/clock.ts', 'export const now = () => new Date()\n'],
  ['a date from a value', DECISION, 'export const at = (ms: number) => new Date(ms)\n'],
  ['refusals by declaration merging', DECISION, MERGED],
  ['time in a test', 'src/modules/coverage/coverage.test.ts', 'export const now = new Date()\n'],
  ['console in main', 'src/cli/main.ts', "console.log('x')\n"],
  ['a default export of a configuration', 'made.config.js', 'export default {}\n'],
  ['a function of 60 lines', DECISION, `export function f() {${'\n'.repeat(58)}return 1\n}\n`],
] as const) {
  test(`lint lets ${what} pass`, async () => {
    assert.deepEqual(await messagesOf(filePath, code), [])
  })
}
