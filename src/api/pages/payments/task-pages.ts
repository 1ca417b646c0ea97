import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatRupiah } from '../../../kernel/format.ts'
import { byRequest } from '../../../modules/access/admin-routes.ts'
import { listTasksQuery, settleTaskBody, type TasksAnswer } from '../../../modules/payments/contract.ts'
import type { BankDeps } from '../../../modules/payments/create-virtual-account.ts'
import { decideFinanceTask } from '../../../modules/payments/decide-finance-task.ts'
import { taskDecisionOf } from '../../../modules/payments/payment-wishes.ts'
import { TASK_KINDS, TASK_STATES } from '../../../modules/payments/payments.ts'
import { showTask, showTasks } from '../../../modules/payments/show-payments.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import { hrefIn } from '../../../../web/ui/links.ts'
import { languageOf } from '../../language.ts'
import {
  adminWords,
  filterOf,
  momentText,
  pageOf,
  pagesOf,
  sendForm,
  sendTable,
  submit,
  textsOf,
  type Form,
} from '../administration/parts.ts'
import type { IdRoute } from '../lists/parts.ts'
import { subjectQuestions } from './payment-forms.ts'

const PATH = '/tugas-keuangan'
type Task = TasksAnswer['tasks'][number]
const wordsOf = (request: FastifyRequest) => wordsIn(languageOf(request)).payments

/** `/tugas-keuangan`: money without a place and contradictions of banks, and the decision about each. */
export function taskPages(app: FastifyInstance, deps: BankDeps): void {
  app.get(PATH, pageOf('payments.read'), async (request, reply) => {
    const words = wordsOf(request)
    const { tasks, page, more } = await showTasks(deps, byRequest(request), filterOf(request, listTasksQuery))
    const choices = (values: readonly string[], labels: Readonly<Record<string, string>>) => [
      { value: '', label: words.all },
      ...values.map((value) => ({ value, label: labels[value] ?? value })),
    ]
    return sendTable(request, reply, {
      title: words.tasks.title,
      lede: words.tasks.lede,
      filters: {
        action: PATH,
        questions: [
          { name: 'kind', label: words.tasks.kind, options: choices(TASK_KINDS, words.taskKinds) },
          { name: 'state', label: words.columns.state, options: choices(TASK_STATES, words.taskStates) },
        ],
        values: textsOf(request),
        button: adminWords(request).filter,
      },
      tables: [
        {
          caption: words.tasks.caption,
          columns: [
            words.tasks.kind,
            words.tasks.because,
            words.columns.name,
            words.columns.amount,
            words.tasks.openedAt,
            words.columns.state,
            words.tasks.decidedBecause,
          ],
          rows: tasks.map((task) => ({ id: task.id, cells: cellsOf(request, task) })),
          none: words.tasks.none,
        },
      ],
      pages: pagesOf(request, page, more),
      controls: [{ label: words.title, href: hrefIn(languageOf(request), '/pembayaran') }],
    })
  })
  app.get<IdRoute>(`${PATH}/:id`, pageOf('payments.settle'), async (request, reply) =>
    sendForm(request, reply, await formOf(request, deps, request.params.id), {}),
  )
  app.post<IdRoute>(`${PATH}/:id`, pageOf('payments.settle'), async (request, reply) => {
    const { id } = request.params
    return submit(request, reply, await formOf(request, deps, id), settleTaskBody, async (body) => {
      await decideFinanceTask(deps, byRequest(request), {
        ...{ id, decision: taskDecisionOf(body), reason: body.reason },
      })
      return PATH
    })
  })
}

function cellsOf(request: FastifyRequest, task: Task) {
  const words = wordsOf(request)
  const kind = words.taskKinds[task.kind]
  return [
    task.state === 'open' ? { text: kind, href: hrefIn(languageOf(request), `${PATH}/${task.id}`) } : kind,
    words.taskReasons[task.because],
    task.name ?? '',
    task.amount === null ? '' : formatRupiah(BigInt(task.amount), languageOf(request)),
    momentText(new Date(task.openedAt), request),
    words.taskStates[task.state],
    task.decidedBecause ?? '',
  ]
}

async function formOf(request: FastifyRequest, deps: BankDeps, id: string): Promise<Form> {
  const words = wordsOf(request)
  const task = await showTask(deps, byRequest(request), id)
  const isMoney = task.kind === 'misplaced'
  const amount = task.amount === null ? '' : ` ${formatRupiah(BigInt(task.amount), languageOf(request))}`
  const offered = isMoney ? (['place', 'refund'] as const) : (['note'] as const)
  return {
    title: `${words.taskKinds[task.kind]}${isMoney ? amount : ''}`,
    lede: `${words.taskReasons[task.because]}. ${words.tasks.decideLede}`,
    crumbs: [{ name: words.tasks.title, href: hrefIn(languageOf(request), PATH) }],
    questions: [
      {
        name: 'decision',
        label: words.tasks.decision,
        options: offered.map((value) => ({ value, label: words.tasks.decisions[value] })),
      },
      ...(isMoney ? subjectQuestions(request) : []),
      { name: 'reason', label: words.fields.reason, hint: words.hints.reason },
    ],
    button: words.tasks.decide,
  }
}
