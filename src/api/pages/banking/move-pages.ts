import type { FastifyInstance, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { refuse } from '../../../kernel/refusal.ts'
import type { TablePageProps } from '../../../../web/administration/table-page.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import { control, pageOf, sendForm, submit, textsOf, type Form } from '../administration/parts.ts'
import { bankingWords, rupiahText, type BankingPageDeps } from './parts.ts'
import { askToMove } from './simulator-line.ts'

const PATH = '/simulator-bank'
const wordsOf = (request: FastifyRequest) => bankingWords(request).simulator

const moveBody = Type.Object(
  {
    how: Type.Enum(['pay-bpjs', 'bpjs-gives-back']),
    code: Type.Optional(Type.String({ pattern: '^\\d{0,20}$', maxLength: 20 })),
    amount: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000, expected: 'whole-rupiah' }),
  },
  { additionalProperties: false },
)

/** `/simulator-bank/bpjs`: what a treasurer does in internet banking, which no notice tells of: only the statement does. */
export function movePages(app: FastifyInstance, deps: BankingPageDeps): void {
  app.get(`${PATH}/bpjs`, pageOf('simulator.play'), (request, reply) => {
    const { how = 'pay-bpjs', code = '', amount = '' } = textsOf(request)
    return sendForm(request, reply, moveForm(request), { how, code, amount })
  })
  app.post(`${PATH}/bpjs`, pageOf('simulator.play'), (request, reply) =>
    submit(request, reply, moveForm(request), moveBody, async ({ how, code = '', amount }) => {
      if (deps.simulatorUrl === null) throw refuse('simulator-away', {})
      const moved = await askToMove(deps.simulatorUrl, { how, code, amount: String(amount) })
      if (moved?.wrong === 'balance')
        throw refuse('value-out-of-range', { field: 'amount', value: String(amount) })
      if (moved?.reference === undefined) throw refuse('simulator-away', {})
      return receiptOf(request, deps, { how, code, amount, reference: moved.reference })
    }),
  )
}

const crumbsOf = (request: FastifyRequest) => [
  { name: wordsOf(request).title, href: hrefIn(languageOf(request), PATH) },
]

function moveForm(request: FastifyRequest): Form {
  const words = wordsOf(request)
  return {
    title: words.move,
    lede: words.moveLede,
    crumbs: crumbsOf(request),
    questions: [
      {
        name: 'how',
        label: words.how,
        options: Object.entries(words.hows).map(([value, label]) => ({ value, label })),
      },
      { name: 'code', label: words.code, hint: words.codeHint, kind: 'digits' },
      { name: 'amount', label: words.amount, kind: 'digits' },
    ],
    button: words.moveButton,
  }
}

type Receipt = {
  readonly how: 'pay-bpjs' | 'bpjs-gives-back'
  readonly code: string
  readonly amount: number
  readonly reference: string
}

/** The receipt, and where it is written down. */
function receiptOf(
  request: FastifyRequest,
  deps: BankingPageDeps,
  { how, code, amount, reference }: Receipt,
): Omit<TablePageProps, 'frame'> {
  const words = wordsOf(request)
  const to = { bank: 'simulator', reference }
  return {
    title: words.receipt,
    lede: words.receiptLede,
    crumbs: crumbsOf(request),
    facts: [
      [words.receiptNumber, reference],
      [words.amount, rupiahText(request, amount)],
      ...(code === '' ? [] : [[words.code, code] as const]),
    ],
    tables: [],
    controls:
      how === 'pay-bpjs' && code !== ''
        ? [
            control(request, deps, 'settlement.write', {
              label: words.toPaid,
              path: `/setoran/${code}/bayar`,
              query: to,
            }),
          ]
        : [
            control(request, deps, 'settlement.write', {
              label: words.toReturned,
              path: '/setoran/kembalian/terima',
              query: { way: 'bank', ...to },
            }),
          ],
  }
}
