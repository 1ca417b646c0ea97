import type { Server } from 'node:http'
import formbody from '@fastify/formbody'
import fastify, { LogController, type FastifyHttpOptions, type FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { Refusal } from '../kernel/refusal.ts'
import { workCalendar, type WorkCalendar } from '../kernel/working-days.ts'
import { DEFAULT_ACCESS, type AccessSettings } from '../modules/access/access-settings.ts'
import { adminRoutes } from '../modules/access/admin-routes.ts'
import { addApiKeys } from '../modules/access/ask-with-api-key.ts'
import { addCurrentActor } from '../modules/access/current-actor.ts'
import { addRefusedCredentials } from '../modules/access/refused-credentials.ts'
import { recordQuotaRefusals } from '../modules/access/record-quota-refusal.ts'
import type { HeadSource } from '../modules/audit/answer-heads.ts'
import { auditRoutes } from '../modules/audit/routes.ts'
import { checkRoutes } from '../modules/checks/routes.ts'
import { agencyMonthRoutes } from '../modules/agency-months/routes.ts'
import { electionRoutes } from '../modules/elections/routes.ts'
import { figuresRoutes } from '../modules/figures/routes.ts'
import { lawRoutes } from '../modules/law/routes.ts'
import { giftRoutes } from '../modules/gifts/routes.ts'
import { moneyFiles } from './money-files.ts'
import { ledgerRoutes } from '../modules/ledger/routes.ts'
import { BillRunner } from '../modules/billing/bill-runner.ts'
import { billRoutes } from '../modules/billing/routes.ts'
import type { BillingDeps } from '../modules/billing/run-bills.ts'
import { employerListRoutes } from '../modules/employers/list-routes.ts'
import { employerRoutes } from '../modules/employers/routes.ts'
import { payerRoutes, rosterRoutes } from '../modules/payers/routes.ts'
import { changeRoutes } from '../modules/people/change-routes.ts'
import { duplicateRoutes } from '../modules/people/duplicate-routes.ts'
import { exportRoutes } from '../modules/people/export-routes.ts'
import { listRoutes } from '../modules/people/list-routes.ts'
import type { PeopleDeps } from '../modules/people/people-deps.ts'
import { personRoutes } from '../modules/people/person-routes.ts'
import { BankLines } from '../modules/payments/bank-line.ts'
import { openPartnerAccounts } from '../modules/payments/open-partner-accounts.ts'
import type { Partner } from '../modules/payments/partner.ts'
import { paymentRoutes } from '../modules/payments/routes.ts'
import { snapRoutes } from '../modules/payments/snap-routes.ts'
import { protectionLifeRoutes } from '../modules/protection/life-routes.ts'
import { placesRoutes } from '../modules/proposals/places-routes.ts'
import { budgetRoutes } from '../modules/budgets/routes.ts'
import { programmeRoutes } from '../modules/programmes/routes.ts'
import { coverageRoutes } from '../modules/coverage/routes.ts'
import { openDataRoutes } from '../modules/open-data/routes.ts'
import { protectionRoutes } from '../modules/protection/routes.ts'
import { minutesRoutes } from '../modules/proposals/minutes-routes.ts'
import { proposalRoutes } from '../modules/proposals/routes.ts'
import { regionsRoutes } from '../modules/regions/routes.ts'
import { settlementRoutes } from '../modules/settlement/routes.ts'
import { statementRoutes } from '../modules/statements/routes.ts'
import { submissionRoutes } from '../modules/submissions/routes.ts'
import type { Deps } from '../platform/deps.ts'
import type { KeyRing } from '../platform/key-ring.ts'
import { checkShape } from '../platform/validate.ts'
import { LawBook } from '../rules/law-book.ts'
import { recordMethods, refuseOtherMethods } from './allowed-methods.ts'
import { bankingPages } from './banking-pages.ts'
import { answerErrors, answerFrameworkError, ContractRefusal } from './answer-errors.ts'
import { addDocumentation } from './documentation.ts'
import { giftPages } from './gift-pages.ts'
import { addHealth, type SchemaCheck } from './health.ts'
import { chooseLanguage, languageOf } from './language.ts'
import { rejectionSentence } from '../../web/locales/rejection-sentence.ts'
import { programmeRuleSentence } from '../../web/locales/programme-rule-sentence.ts'
import { readJsonBodies } from './json-body.ts'
import { cutOffSlowBodies } from './body-deadline.ts'
import { DEFAULT_LIMITS, type ServerLimits } from './limits.ts'
import { addLists, employerListWay, peopleListWay } from './list-deps.ts'
import { loggerOptions, logRequests, newRequestId, type LogOptions } from './log.ts'
import { addMetrics } from './metrics.ts'
import { addOpenApi, serveOpenApi } from './openapi.ts'
import { workPages } from './pages/administration/parts.ts'
import { paymentPages } from './pages/payments/payment-pages.ts'
import { billPages } from './pages/billing/bill-pages.ts'
import { payerForms } from './pages/billing/payer-forms.ts'
import { payerPages } from './pages/billing/payer-pages.ts'
import { peoplePages } from './people-pages.ts'
import { privatePages } from './private-pages.ts'
import { protectionPages } from './protection-pages.ts'
import { drawErrorPage, publicPages } from './public-pages.ts'
import { queryOrMalformed, refuseMalformedQueries } from './query-string.ts'
import { rosterPages } from './roster-pages.ts'
import { recordRoutes } from './route-table.ts'
import { addSecurityHeaders, setSecurityHeaders } from './security-headers.ts'
import { staffPages } from './staff-pages.ts'
import { serveStaticFiles } from './static-files.ts'
import { submissionPages } from './submission-pages.ts'

/** What the whole server needs beside what every command needs. */
export type AppDeps = Deps & {
  /** The keys under which tokens and secrets are stored. */
  readonly ring: KeyRing
  /** How people sign in; our own defaults unless given. */
  readonly access?: Partial<AccessSettings>
  readonly limits?: Partial<ServerLimits>
  /** The address people use, when it is not ours: behind a proxy. https turns on HSTS and secure cookies. */
  readonly publicUrl?: string
  readonly trustedProxies?: readonly string[]
  readonly log?: LogOptions
  /** Measured in `/metrics` when given; lists of people are taken in through connections of it. */
  readonly pool?: Pool
  /** Where lists that were handed in lie, encrypted; with it lists that were cut off go on. */
  readonly listFolder?: string
  readonly checkSchema?: SchemaCheck
  /** The law as configured here; our own parameters unless given. */
  readonly book?: LawBook
  readonly calendar?: WorkCalendar
  /** How many alerts of each kind today has, for `/metrics`; none unless given. */
  readonly alertCounts?: () => ReadonlyMap<string, number>
  /** The banks that speak with this server; none unless given. */
  readonly partners?: readonly Partner[]
  /** Where the simulator listens while it is the bank. */
  readonly simulatorUrl?: string | null
  /** A bad list of invented people, other ones for each seed, for whoever learns; only in training mode. */
  readonly exampleList?: (seed: number) => Promise<Buffer>
  /** The heads of the audit chain as they stand outside the database; none unless given. */
  readonly auditHeads?: HeadSource
  /** How people reach whoever runs this installation, for the help page. */
  readonly contact?: string | null
}

/** Where nobody said how to look, the schema counts as ours. */
const schemaIsOurs: SchemaCheck = () => Promise.resolve(null)

/** Builds the server with every front door. It does not listen yet. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const limits = { ...DEFAULT_LIMITS, ...deps.limits }
  const app = fastify(serverOptions(deps, limits))
  app.server.maxConnections = limits.maxConnections
  cutOffSlowBodies(app, limits)
  readJsonBodies(app)
  useContracts(app)
  answerErrors(app, drawErrorPage)
  addSecurityHeaders(app, deps.publicUrl)
  refuseMalformedQueries(app)
  chooseLanguage(app, deps.publicUrl?.startsWith('https://') === true)
  logRequests(app)
  const methodsByUrl = recordMethods(app)
  const routes = recordRoutes(app)
  await addOpenApi(app)
  app.decorate('workPages', (request) => workPages(request, deps))
  const access = { ...DEFAULT_ACCESS, ...deps.access }
  addRefusedCredentials(app, deps)
  addApiKeys(app, deps)
  addCurrentActor(app, { ...deps, ...access, overHttps: deps.publicUrl?.startsWith('https://') === true })
  recordQuotaRefusals(app, deps.db)
  await addRoutes(app, deps)
  // What follows answers 405 at addresses that are in the table already.
  routes.stop()
  refuseOtherMethods(app, methodsByUrl, drawErrorPage)
  return app
}

async function addRoutes(app: FastifyInstance, deps: AppDeps): Promise<void> {
  addMetrics(app, deps)
  addHealth(app, deps.db, deps.checkSchema ?? schemaIsOurs)
  serveStaticFiles(app)
  serveOpenApi(app)
  addDocumentation(app, deps.publicUrl)
  const access = { ...DEFAULT_ACCESS, ...deps.access }
  const overHttps = deps.publicUrl?.startsWith('https://') === true
  await app.register(privatePages({ ...access, ...deps, overHttps, publicUrl: deps.publicUrl }))
  const lists = addLists(app, deps)
  await app.register(
    peoplePages({ ...lists, db: deps.db, clock: deps.clock, ring: deps.ring, publicUrl: deps.publicUrl }),
  )
  const { db, clock, book = new LawBook(), calendar = workCalendar() } = deps
  const auditHeads = deps.auditHeads ?? (() => Promise.resolve({ heads: [] }))
  await app.register(lawRoutes({ book, calendar, languageOf }))
  await app.register(regionsRoutes({ db, clock }))
  await app.register(figuresRoutes({ db, clock, languageOf }))
  await app.register(adminRoutes({ db, clock, ring: deps.ring, languageOf }))
  for (const routes of [personRoutes, changeRoutes, exportRoutes, duplicateRoutes]) {
    await app.register(routes({ db, clock, ring: deps.ring }))
  }
  await app.register(employerRoutes({ db, clock }))
  await app.register(employerListRoutes({ ...employerListWay(lists), languageOf }))
  await app.register(listRoutes({ ...peopleListWay(lists), languageOf }))
  await app.register(coverageRoutes({ db, clock, book }))
  await app.register(openDataRoutes({ db, clock, book }))
  await app.register(staffPages({ db, clock, book }))
  await app.register(protectionRoutes({ db, clock, book }))
  await app.register(proposalRoutes({ db, clock, book }))
  const submissions = { db, clock, ring: deps.ring }
  await app.register(submissionRoutes({ ...submissions, languageOf, sentenceOf: rejectionSentence }))
  await app.register(submissionPages(submissions))
  await app.register(protectionLifeRoutes({ db, clock, book }))
  await app.register(placesRoutes({ db, clock }))
  await app.register(budgetRoutes({ db, clock }))
  await app.register(programmeRoutes({ db, clock, book, languageOf, sentenceOf: programmeRuleSentence }))
  const minutes = { db, clock, ring: deps.ring, folder: lists.people.folder }
  await app.register(minutesRoutes(minutes))
  await app.register(protectionPages({ ...minutes, book }))
  await addBilling(app, { db, clock, book, calendar }, lists.people, deps.listFolder !== undefined)
  await app.register(electionRoutes({ db, clock, book }))
  await app.register(ledgerRoutes({ db, clock }))
  await addPayments(app, deps)
  await app.register(auditRoutes(auditHeads))
  await app.register(checkRoutes({ db }))
  const { ring, publicUrl, contact = null, checkSchema = schemaIsOurs } = deps
  await app.register(
    publicPages({ db, clock, book, calendar, ring, auditHeads, publicUrl, contact, checkSchema }),
  )
}

/** Runs of bills go on in the background of the server that begins them; a real server takes up what the one before left. */
async function addBilling(
  app: FastifyInstance,
  billing: BillingDeps,
  people: PeopleDeps,
  resumes: boolean,
): Promise<void> {
  const runner = new BillRunner(billing, (sentence) => {
    app.log.warn(sentence)
  })
  if (resumes) app.addHook('onReady', () => runner.resume())
  app.addHook('onClose', () => runner.idle())
  await app.register(payerRoutes(billing))
  await app.register(rosterRoutes(billing))
  await app.register(billRoutes(billing, runner))
  await app.register(moneyFiles(billing))
  await app.register(agencyMonthRoutes(billing, runner))
  await app.register(rosterPages(people, billing, runner))
  await app.register(async (pages) => {
    await pages.register(formbody)
    payerForms(pages, billing)
    payerPages(pages, billing)
    billPages(pages, billing, runner)
  })
}

/** Banks call here, and are called from here. */
async function addPayments(app: FastifyInstance, deps: AppDeps): Promise<void> {
  const { db, clock, ring, partners = [] } = deps
  const payments = { db, clock, ring, partners, lines: new BankLines(clock) }
  if (partners.length > 0) app.addHook('onReady', () => openPartnerAccounts(db, partners))
  await app.register(snapRoutes(payments))
  await app.register(paymentRoutes(payments))
  await app.register(async (pages) => {
    await pages.register(formbody)
    paymentPages(pages, payments)
  })
  await app.register(statementRoutes(payments))
  const { book = new LawBook(), calendar = workCalendar(), simulatorUrl = null } = deps
  await app.register(giftRoutes({ ...payments, book, languageOf }))
  await app.register(giftPages({ ...payments, book, simulatorUrl, publicUrl: deps.publicUrl }))
  await app.register(settlementRoutes({ db, clock, book, calendar }))
  await app.register(bankingPages({ ...payments, book, calendar, simulatorUrl }))
}

function serverOptions(deps: AppDeps, limits: ServerLimits): FastifyHttpOptions<Server> {
  return {
    logger: loggerOptions(deps.log ?? {}, deps.clock),
    // Our own line per request (log.ts) says more and measures in whole milliseconds.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newRequestId,
    requestIdHeader: false,
    frameworkErrors: (error, request, reply) => {
      setSecurityHeaders(request, reply, deps.publicUrl)
      answerFrameworkError(error, request, reply, drawErrorPage)
    },
    bodyLimit: limits.bodyBytes,
    requestTimeout: Math.max(limits.requestMs, limits.fileMs),
    connectionTimeout: limits.idleMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
    trustProxy: deps.trustedProxies ? [...deps.trustedProxies] : false,
    routerOptions: {
      maxParamLength: limits.paramLength,
      querystringParser: queryOrMalformed,
      ignoreTrailingSlash: true,
    },
  }
}

/** One validator for API and command line: TypeBox contracts through `checkShape`, without coercion. */
function useContracts(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema }) => (value: unknown) => {
    try {
      checkShape(schema as Parameters<typeof checkShape>[0], value)
      return true
    } catch (error) {
      if (error instanceof Refusal) return { error: new ContractRefusal(error) }
      throw error
    }
  })
  // Answers are built by our own typed code; a serializer that drops unknown members would hide a mistake.
  app.setSerializerCompiler(() => (value) => JSON.stringify(value))
}
