import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  control,
  momentText,
  pageOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import { bankingWords, rupiahText, type BankingPageDeps } from './parts.ts'
import {
  askBook,
  askScenarios,
  askStatement,
  askToPlay,
  type PlayedSteps,
  type SimulatorBook,
} from './simulator-line.ts'

const PATH = '/simulator-bank'
const LAST_PAYMENTS = 50
const wordsOf = (request: FastifyRequest) => bankingWords(request).simulator

const playBody = Type.Object(
  {
    target: Type.String({ minLength: 1, maxLength: 512 }),
    scenario: Type.String({ minLength: 1, maxLength: 40 }),
    amount: Type.Optional(Type.String({ pattern: '^\\d{0,15}$', maxLength: 15 })),
    other: Type.Optional(Type.String({ pattern: '^\\d{0,28}$', maxLength: 28 })),
  },
  { additionalProperties: false },
)

/** `/simulator-bank`: whoever tries Payung out pays bills here as a payer would. Plainly no bank, and gone when real ones are configured. */
export function simulatorPages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get(PATH, pageOf('simulator.play'), (request, reply) => sendSimulator(request, reply, deps))
  app.get(`${PATH}/bayar`, pageOf('simulator.play'), async (request, reply) => {
    const { va = '', qr = '' } = textsOf(request)
    const values = { target: va === '' ? qr : va, scenario: 'exact' }
    return sendForm(request, reply, await payForm(request, requireSimulator(deps)), values)
  })
  app.post(`${PATH}/bayar`, pageOf('simulator.play'), async (request, reply) => {
    const url = requireSimulator(deps)
    return submit(request, reply, await payForm(request, url), playBody, async (body) =>
      playedPage(request, await play(url, body)),
    )
  })
  for (const format of ['csv', 'mt940'] as const) {
    app.get(`${PATH}/mutasi.${format}`, pageOf('simulator.play'), async (_request, reply) => {
      const day = deps.clock.today()
      const text = await askStatement(requireSimulator(deps), day, format)
      if (text === null) throw refuse('simulator-away', {})
      return reply
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
        .header(
          'content-disposition',
          `attachment; filename="SIMULATOR-${day}.${format === 'csv' ? 'csv' : 'sta'}"`,
        )
        .send(text)
    })
  }
}

function requireSimulator({ simulatorUrl }: BankingPageDeps): string {
  if (simulatorUrl === null) throw refuse('simulator-away', {})
  return simulatorUrl
}

async function sendSimulator(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: BankingPageDeps,
): Promise<FastifyReply> {
  const words = wordsOf(request)
  const book = deps.simulatorUrl === null ? null : await askBook(deps.simulatorUrl)
  if (book === null) {
    const lede = deps.simulatorUrl === null ? words.off : words.away
    return sendTable(request, reply, { title: words.title, lede, tables: [], controls: [] })
  }
  return sendTable(request, reply, {
    title: words.title,
    lede: words.lede,
    facts: [[words.balance, rupiahText(request, BigInt(book.balance))]],
    tables: [
      {
        caption: words.payments,
        columns: [words.number, words.target, words.amount, words.day, words.state],
        rows: rowsOf(request, book),
        none: words.none,
      },
    ],
    controls: [
      control(request, deps, 'simulator.play', { label: words.pay, path: `${PATH}/bayar` }),
      control(request, deps, 'simulator.play', { label: words.move, path: `${PATH}/bpjs` }),
      control(request, deps, 'simulator.play', { label: words.csv, path: `${PATH}/mutasi.csv` }),
      control(request, deps, 'simulator.play', { label: words.mt940, path: `${PATH}/mutasi.mt940` }),
    ],
  })
}

function rowsOf(request: FastifyRequest, { payments }: SimulatorBook) {
  const words = wordsOf(request)
  return payments
    .slice(-LAST_PAYMENTS)
    .reverse()
    .map(({ number, target, amount, paidAt, state }) => ({
      id: String(number),
      cells: [
        ...[String(number), target, rupiahText(request, BigInt(amount))],
        ...[momentText(new Date(paidAt), request), words.states[state]],
      ],
    }))
}

async function payForm(request: FastifyRequest, url: string): Promise<Form> {
  const [words, language] = [wordsOf(request), languageOf(request)]
  const scenarios = Object.entries(await askScenarios(url))
  return {
    title: words.payTitle,
    lede: words.payLede,
    crumbs: [{ name: words.title, href: hrefIn(language, PATH) }],
    questions: [
      { name: 'target', label: words.target, hint: words.targetHint },
      {
        name: 'scenario',
        label: words.scenario,
        options: scenarios.map(([value, titles]) => ({ value, label: titles[language] })),
      },
      { name: 'amount', label: words.amount, hint: words.amountHint, kind: 'digits' },
      { name: 'other', label: words.other, hint: words.otherHint, kind: 'digits' },
    ],
    button: words.payButton,
  }
}

/** Digits are a virtual account, as people write it in groups of four; anything else is the reference or the text of a QR code. */
async function play(
  url: string,
  { target, scenario, amount = '', other = '' }: Static<typeof playBody>,
): Promise<PlayedSteps> {
  const digits = target.replaceAll(/\s/g, '')
  const paid = /^\d+$/.test(digits) ? { va: digits } : { qr: target.trim() }
  const wish = { ...paid, scenario, ...(amount !== '' && { amount }), ...(other !== '' && { other }) }
  const answer = await askToPlay(url, wish)
  if (answer === null) throw refuse('simulator-away', {})
  if (answer.wrong !== undefined) {
    const field = answer.wrong === 'va' || answer.wrong === 'qr' ? 'target' : answer.wrong
    throw refuse('value-malformed', {
      field,
      value: field === 'target' ? target.slice(0, 40) : '',
      expected: 'text',
    })
  }
  return answer.steps ?? []
}

function playedPage(request: FastifyRequest, steps: PlayedSteps) {
  const [words, language] = [wordsOf(request), languageOf(request)]
  return {
    title: words.played,
    lede: words.playedLede,
    crumbs: [{ name: words.title, href: hrefIn(language, PATH) }],
    tables: [
      {
        caption: words.played,
        columns: [words.number, words.step, words.answer],
        rows: steps.map(({ what, code }, at) => ({
          id: String(at),
          cells: [String(at + 1), words.steps[what], code ?? words.noAnswer],
        })),
        none: words.noSteps,
      },
    ],
    controls: [{ label: words.pay, href: hrefIn(language, `${PATH}/bayar`) }],
  }
}
