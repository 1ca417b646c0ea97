import type { FastifyInstance, FastifyRequest } from 'fastify'
import { BUSINESS_SIZES } from '../../../rules/membership.ts'
import { RISK_CLASSES } from '../../../rules/wage-earner-contribution.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import type { BillingDeps } from '../../../modules/billing/run-bills.ts'
import { addMembers } from '../../../modules/payers/add-members.ts'
import { addPayer } from '../../../modules/payers/add-payer.ts'
import { addRoster } from '../../../modules/payers/add-roster.ts'
import { addMembersBody, addPayerBody, addRosterBody } from '../../../modules/payers/contract.ts'
import { PAYER_KINDS, ROSTER_KINDS } from '../../../modules/payers/payers.ts'
import { showMembers, showPayers } from '../../../modules/payers/show-payers.ts'
import type { Question } from '../../../../web/administration/parts.tsx'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { pageOf, sendForm, submit, textsOf, type Form } from '../administration/parts.ts'
import { ownRegion, type IdRoute } from '../lists/parts.ts'
import { billingWords } from './payer-pages.ts'

const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).payerForms

/** `/pembayar/baru`, `/daftar-bayar/baru` and `/daftar-bayar/:id/tambah`: who pays, for whom, written by hand. */
export function payerForms(app: FastifyInstance, deps: BillingDeps): void {
  app.get('/pembayar/baru', pageOf('payers.write'), (request, reply) =>
    sendForm(request, reply, payerForm(request), { region: ownRegion(request), ...textsOf(request) }),
  )
  app.post('/pembayar/baru', pageOf('payers.write'), (request, reply) =>
    submit(request, reply, payerForm(request), addPayerBody, async (body) => {
      const { id } = await addPayer(deps, byRequest(request), body)
      return `/pembayar/${id}`
    }),
  )
  app.get('/daftar-bayar/baru', pageOf('rosters.write'), async (request, reply) =>
    sendForm(request, reply, await rosterForm(request, deps), textsOf(request)),
  )
  app.post('/daftar-bayar/baru', pageOf('rosters.write'), async (request, reply) =>
    submit(request, reply, await rosterForm(request, deps), addRosterBody, async (body) => {
      const { id } = await addRoster(deps, byRequest(request), body)
      return `/daftar-bayar/${id}`
    }),
  )
  memberForms(app, deps)
}

function memberForms(app: FastifyInstance, deps: BillingDeps): void {
  const path = '/daftar-bayar/:id/tambah'
  app.get<IdRoute>(path, pageOf('rosters.write'), async (request, reply) => {
    await showMembers(deps, byRequest(request), request.params.id, {})
    return sendForm(request, reply, memberForm(request, request.params.id), textsOf(request))
  })
  app.post<IdRoute>(path, pageOf('rosters.write'), (request, reply) => {
    const { id } = request.params
    return submit(request, reply, memberForm(request, id), addMembersBody, async (body) => {
      await addMembers(deps, byRequest(request), id, body)
      return `/daftar-bayar/${id}`
    })
  })
}

const reasonQuestion = (request: FastifyRequest): Question => {
  const { reason, reasonHint } = wordsOf(request)
  return { name: 'reason', label: reason, hint: reasonHint }
}

function payerForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  const billing = billingWords(request)
  return {
    title: words.addPayer,
    lede: words.addPayerLede,
    crumbs: [{ name: billing.payers, href: hrefIn(languageOf(request), '/pembayar') }],
    questions: [
      {
        name: 'kind',
        label: words.kind,
        options: PAYER_KINDS.map((value) => ({ value, label: billing.payerKinds[value] })),
      },
      { name: 'name', label: words.name },
      { name: 'region', label: words.region, hint: words.regionHint },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}

async function rosterForm(request: FastifyRequest, deps: BillingDeps): Promise<Form> {
  const words = wordsOf(request)
  const billing = billingWords(request)
  const { payers } = await showPayers(deps, byRequest(request), {})
  const blank = { value: '', label: words.unsaid }
  return {
    title: words.addRoster,
    lede: words.addRosterLede,
    crumbs: [{ name: billing.rosters, href: hrefIn(languageOf(request), '/daftar-bayar') }],
    questions: [
      {
        name: 'payerId',
        label: words.payer,
        options: [blank, ...payers.map(({ id, name }) => ({ value: id, label: name }))],
      },
      {
        name: 'kind',
        label: words.kind,
        options: ROSTER_KINDS.map((value) => ({ value, label: billing.rosterKinds[value] })),
      },
      { name: 'name', label: words.name },
      { name: 'income', label: words.income, hint: words.incomeHint, kind: 'digits' },
      {
        name: 'riskClass',
        label: words.riskClass,
        hint: words.riskHint,
        options: [blank, ...RISK_CLASSES.map((value) => ({ value, label: value }))],
      },
      {
        name: 'size',
        label: words.size,
        options: [blank, ...BUSINESS_SIZES.map((value) => ({ value, label: words.sizes[value] }))],
      },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}

function memberForm(request: FastifyRequest, id: string): Form {
  const words = wordsOf(request)
  const { rosters, members } = billingWords(request)
  const language = languageOf(request)
  return {
    title: words.addMember,
    lede: words.addMemberLede,
    crumbs: [
      { name: rosters, href: hrefIn(language, '/daftar-bayar') },
      { name: members, href: hrefIn(language, `/daftar-bayar/${id}`) },
    ],
    questions: [
      { name: 'personId', label: words.person, hint: words.personHint, kind: 'digits' },
      { name: 'from', label: words.from, hint: words.monthHint },
      { name: 'until', label: words.until, hint: words.monthHint },
      { name: 'pay', label: words.pay, hint: words.payHint, kind: 'digits' },
      { name: 'ground', label: words.ground, hint: words.groundHint },
      reasonQuestion(request),
    ],
    button: words.save,
  }
}
