// The walls of the house (ARCHITECTURE.md). `test/walls.test.ts` holds a violation of each, so that none falls unnoticed.

const { builtinModules } = require('node:module')

const TEST = '\\.test\\.tsx?$'
/** A module's decision file carries the module's own name. A named group, since lists of patterns are joined and renumber the others. */
const DECISION = '^src/modules/(?<module>[^/]+)/\\k<module>\\.ts$'
const CONTRACT = '^src/modules/[^/]+/contract\\.ts$'
const OUR_TREES = '^(src|web|test|bench|demo|bank-sim|scripts)/'
const PACKAGE = 'node_modules/'
const NODE_MODULE = `^(node:)?(${builtinModules.join('|')})$`

/** @param {string} name @param {string} comment @param {object} from @param {object} to */
const wall = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    wall('no-cycle', 'Imports point down only.', {}, { circular: true }),
    wall(
      'no-orphan',
      'A file that imports nothing and is imported by nothing is dead.',
      {
        orphan: true,
        pathNot: [
          TEST,
          '\\.d\\.ts$',
          '^src/cli/main\\.ts$',
          '^src/platform/register-tsx\\.ts$',
          '^web/account/passkey\\.js$',
          '^web/imports/upload\\.js$',
          '^web/imports/problems\\.js$',
          '^web/administration/print\\.js$',
          '^web/ui/palette\\.js$',
          '^web/ui/offline-worker\\.js$',
        ],
      },
      {},
    ),
    wall('no-unresolved', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    wall(
      'only-listed-packages',
      'A package that package.json does not list.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-bundled'] },
    ),
    wall(
      'no-dev-package',
      'What runs may not need a development dependency.',
      { path: '^(src|web)/', pathNot: TEST },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    wall(
      'kernel-alone',
      'The kernel imports nothing but itself: it runs in the browser and in a worker.',
      { path: '^src/kernel/', pathNot: TEST },
      { pathNot: '^src/kernel/' },
    ),
    wall(
      'rules-on-kernel',
      'The law is pure: kernel and rules only.',
      { path: '^src/rules/', pathNot: TEST },
      { pathNot: '^src/(kernel|rules)/' },
    ),
    wall(
      'platform-on-kernel',
      'The platform knows no business: of our own files it sees only the kernel.',
      { path: '^src/platform/', pathNot: TEST },
      { path: OUR_TREES, pathNot: '^src/(kernel|platform)/' },
    ),
    wall(
      'decision-is-pure',
      'A decision file does no I/O, and neither does anything it imports: it gets the facts and returns a plan.',
      { path: DECISION },
      {
        path: [PACKAGE, NODE_MODULE, '^src/(platform|api|cli|jobs)/', '^web/'],
        // The types of its questions come from its contract, which is TypeBox.
        pathNot: 'node_modules/typebox/',
        reachable: true,
      },
    ),
    wall(
      'contract-is-pure',
      'A contract is schemas: TypeBox, kernel, rules, decisions and other contracts.',
      { path: CONTRACT },
      { pathNot: ['node_modules/typebox/', '^src/(kernel|rules)/', DECISION, CONTRACT] },
    ),
    wall(
      'store-is-private',
      'Only the owner writes to its tables: call its command.',
      { path: '^src/modules/([^/]+)/' },
      { path: '^src/modules/[^/]+/[^/]*\\bstore\\.ts$', pathNot: '^src/modules/$1/' },
    ),
    wall(
      'store-is-private-to-modules',
      'Only the owner writes to its tables: call its command.',
      { pathNot: '^src/modules/' },
      { path: '^src/modules/[^/]+/[^/]*\\bstore\\.ts$' },
    ),
    wall(
      'routes-by-app-only',
      'Routes are put together in one place.',
      { pathNot: ['^src/api/app\\.ts$', TEST] },
      { path: '^src/modules/[^/]+/routes\\.ts$' },
    ),
    wall(
      'modules-below-doors',
      'A module does not know who calls it.',
      { path: '^src/modules/', pathNot: TEST },
      { path: '^(src/(api|cli|jobs)|web)/' },
    ),
    wall(
      'doors-apart',
      'The API and the jobs do not know the command line.',
      { path: '^src/(api|jobs)/', pathNot: TEST },
      { path: '^src/cli/' },
    ),
    wall(
      'pages-by-api-only',
      'Pages are served by the API; commands and jobs take only words (web/locales).',
      { path: '^src/', pathNot: ['^src/api/', TEST] },
      { path: '^web/', pathNot: '^web/locales/' },
    ),
    wall(
      'web-sees-pure-files',
      'The browser sees kernel, rules, and the decision and contract of each module.',
      { path: '^web/', pathNot: [TEST, '^web/locales/'] },
      { path: '^src/', pathNot: ['^src/(kernel|rules)/', DECISION, CONTRACT] },
    ),
    wall(
      'words-see-types',
      'A sentence needs the type of the refusal it puts into words, wherever that is declared, and nothing that runs.',
      { path: '^web/locales/', pathNot: TEST },
      {
        path: '^src/',
        pathNot: ['^src/(kernel|rules)/', DECISION, CONTRACT],
        dependencyTypesNot: ['type-only'],
      },
    ),
    wall(
      'web-packages',
      'What the browser gets is counted in bytes: React and nothing else so far.',
      { path: '^web/', pathNot: TEST },
      { path: [PACKAGE, NODE_MODULE], pathNot: 'node_modules/(@types/)?react(-dom)?/' },
    ),
    wall(
      'src-without-tests',
      'What runs does not import tests or benchmarks.',
      { path: '^(src|web|demo)/', pathNot: TEST },
      { path: ['^(test|bench)/', TEST] },
    ),
    wall(
      'demo-by-its-command',
      'Invented people come from one command and from nowhere else.',
      { path: '^(src|web)/', pathNot: [TEST, '^src/cli/commands/demo\\.ts$'] },
      { path: '^demo/' },
    ),
    wall(
      'bank-sim-by-its-command',
      'The simulator is another program: only its command and the default start know it.',
      { path: '^(src|web)/', pathNot: [TEST, '^src/cli/(commands/bank-sim|bank-child)\\.ts$'] },
      { path: '^bank-sim/' },
    ),
    wall(
      'bank-sim-apart',
      'The simulator is the witness: it shares nothing with what it is to witness.',
      { path: '^bank-sim/', pathNot: TEST },
      { path: '^(src|web|demo|test|bench)/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/platform/schema\\.ts$' },
    // Types cross walls too: a type-only import is still knowledge of the other side.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
}
