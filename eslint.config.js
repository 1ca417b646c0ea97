import js from '@eslint/js'
import tseslint from 'typescript-eslint'

const HOUSE_SYNTAX = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only: one word per idea, also where it is used.',
  },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that owns the name.' },
  {
    // Declaration merging (refusals, other packages' types) needs interfaces; the generated DB, RefusalDetails and JobPayloads are theirs.
    selector:
      'TSInterfaceDeclaration:not(TSModuleDeclaration TSInterfaceDeclaration):not([id.name=/^(DB|JobPayloads|RefusalDetails)$/])',
    message: 'The house writes types as `type`.',
  },
  {
    selector: "TSAsExpression[typeAnnotation.type='TSAnyKeyword']",
    message: '`as any` switches the compiler off. Narrow the type.',
  },
  {
    selector: "TSTypeReference[typeName.name='Function']",
    message: 'Say what the function takes and gives.',
  },
]

const NO_CLOCK = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The time comes from the Clock argument (platform/clock.ts).',
  },
  {
    selector: "CallExpression[callee.name='Date']",
    message: 'The time comes from the Clock argument (platform/clock.ts).',
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message:
      'The time comes from the Clock argument (platform/clock.ts). For a duration use performance.now().',
  },
]

const NO_CHANCE = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Use node:crypto, or a seed that is written down.',
  },
]

export default tseslint.config(
  {
    ignores: ['node_modules/', '.payung/', 'coverage/', 'docs/', 'src/platform/schema.ts'],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // HOUSE_SYNTAX says it with room for declaration merging.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // `{ readonly [Code in RefusalCode]: … }` says more than Record.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Numbers and bigints read well in a template; objects and undefined do not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Types with methods describe plain objects made of closures; they are taken apart freely. Classes are rare here.
      '@typescript-eslint/unbound-method': 'off',
      // tsc's noPropertyAccessFromIndexSignature asks for the brackets that this rule would remove.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-restricted-syntax': ['error', ...HOUSE_SYNTAX],
      'max-lines': ['error', { max: 400 }],
      // A switch over a union counts once: its branches are a table, not a tangle.
      complexity: ['error', { max: 15, variant: 'modified' }],
      'max-depth': ['error', 4],
      'max-params': ['error', 6],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'no-else-return': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}', 'web/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts', '**/*.test.tsx'],
    rules: {
      'max-lines-per-function': ['error', { max: 60 }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...HOUSE_SYNTAX, ...NO_CLOCK, ...NO_CHANCE],
    },
  },
  {
    // Rows of law: the columns of a table, written as arguments of a small constructor.
    files: ['src/rules/laws.ts', 'src/rules/parameters/**/*.ts'],
    rules: { 'max-params': 'off' },
  },
  {
    files: ['src/platform/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...HOUSE_SYNTAX, ...NO_CHANCE] },
  },
  {
    files: ['src/cli/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // node:test's test() returns a promise that the runner itself awaits.
    files: ['**/*.test.ts', '**/*.test.tsx', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            {
              from: 'package',
              name: ['test', 'it', 'suite', 'describe', 'before', 'after', 'beforeEach', 'afterEach'],
              package: 'node:test',
            },
          ],
        },
      ],
    },
  },
  {
    // Tools read their configuration from a default export.
    files: ['*.config.js', '*.cjs'],
    languageOptions: { globals: { module: 'readonly' } },
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['scripts/**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
)
