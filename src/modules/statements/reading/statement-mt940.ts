import { refuse } from '../../../kernel/refusal.ts'
import type { PlainDate } from '../../../kernel/plain-date.ts'
import type { Rupiah } from '../../../kernel/rupiah.ts'
import type { ReadLine, ReadStatement, Side } from '../statements.ts'
import { readSwiftDay } from './bank-cells.ts'
import { requireClosing } from './check-balances.ts'

/** One tagged field with the lines that continue it. */
type Tagged = { readonly line: number; readonly tag: string; readonly text: string }

type Balance = { readonly on: PlainDate; readonly amount: Rupiah }

/** One message: a bank cuts a long statement into several, each beginning where the one before ended. */
type Message = {
  account: string | null
  opening: Balance | null
  closing: Balance | null
  readonly lines: ReadLine[]
}

const TAG = /^:(\d{2}[A-Z]?):(.*)$/
const MOVEMENT = /^(\d{6})(\d{4})?(R?[CD])[A-Z]?(\d{1,15},\d{0,2})([A-Z][A-Z0-9]{3})(.*)$/
const BALANCE = /^([CD])(\d{6})([A-Z]{3})(\d{1,15},\d{0,2})$/
const LONGEST_LINE = 65

export function looksLikeMt940(text: string): boolean {
  return /(?:^|\n):(?:20|25|60[FM]):/.test(text)
}

/** Reads SWIFT MT940. Lines longer than the standard's 65 characters are read too: several banks write them. */
export function readStatementMt940(text: string): ReadStatement {
  const messages = messagesOf(fieldsOf(text))
  requireChain(messages)
  const lines = messages.flatMap((message) => message.lines)
  const balances = messages.flatMap(({ opening, closing }) =>
    [opening, closing].filter((each) => each !== null),
  )
  const days = [...lines, ...balances].map(({ on }) => on).sort()
  const [firstDay, lastDay] = [days[0], days.at(-1)]
  if (firstDay === undefined || lastDay === undefined) throw refuse('statement-empty', {})
  return {
    ...{ format: 'mt940', account: onlyAccountOf(messages), firstDay, lastDay, lines },
    opening: messages[0]?.opening?.amount ?? null,
    closing: messages.at(-1)?.closing?.amount ?? null,
  }
}

/** Refuses unless each message adds up and begins where the one before ended. */
function requireChain(messages: readonly Message[]): void {
  let counted: Rupiah | null = null
  for (const { opening, lines, closing } of messages) {
    requireClosing(opening?.amount ?? null, lines, closing?.amount ?? null)
    if (opening !== null && counted !== null && opening.amount !== counted) {
      throw refuse('statement-balance-wrong', { line: null, stated: opening.amount, counted })
    }
    counted = closing?.amount ?? null
  }
}

function onlyAccountOf(messages: readonly Message[]): string | null {
  const [account, other] = new Set(messages.flatMap((message) => message.account ?? []))
  if (account === undefined) return null
  if (other !== undefined) throw refuse('statement-of-another-account', { stated: other, expected: account })
  return account
}

function fieldsOf(text: string): Tagged[] {
  const fields: { line: number; tag: string; text: string }[] = []
  let previous = ''
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const begun = raw.replace(/^.*\{4:/, '').trimEnd()
    if (begun === '' || begun.startsWith('-}') || begun === '-' || begun.startsWith('{')) continue
    const [, tag, first = ''] = TAG.exec(begun) ?? []
    const open = fields.at(-1)
    if (tag !== undefined) fields.push({ line: index + 1, tag, text: first })
    else if (open === undefined) throw broken(index + 1, 'tag', begun)
    // A word cut at the end of a full line goes on without a blank.
    else
      open.text +=
        (open.tag === '86' && previous.length < LONGEST_LINE ? ' ' : open.tag === '86' ? '' : '\n') + begun
    previous = begun
  }
  if (fields.length === 0) throw refuse('statement-without-table', { missing: [':61:', ':60F:'] })
  return fields
}

function messagesOf(fields: readonly Tagged[]): Message[] {
  const messages: Message[] = []
  const current = (): Message => {
    const last = messages.at(-1)
    if (last) return last
    return begin()
  }
  const begin = (): Message => {
    const message: Message = { account: null, opening: null, closing: null, lines: [] }
    messages.push(message)
    return message
  }
  for (const field of fields) {
    switch (field.tag) {
      case '20':
        begin()
        break
      case '25':
        current().account = accountOf(field.text)
        break
      case '60F':
      case '60M':
        current().opening = balanceOf(field)
        break
      case '62F':
      case '62M':
        current().closing = balanceOf(field)
        break
      case '61':
        current().lines.push(movementOf(field))
        break
      case '86':
        // Behind the closing balance it speaks of the whole statement.
        if (current().closing === null) describe(current().lines, field.text)
        break
    }
  }
  return messages
}

function movementOf({ line, text }: Tagged): ReadLine {
  const [head = '', ...more] = text.split('\n')
  const [, valueDay = '', entryDay, mark = '', amountText = '', , references = ''] = MOVEMENT.exec(head) ?? []
  const valued = readSwiftDay(valueDay)
  const on = entryDay === undefined ? valued : readSwiftDay(entryDay, valued)
  if (valued === null || on === null) throw broken(line, 'day', head)
  const amount = swiftAmount(amountText)
  if (amount === null || amount === 0n) throw broken(line, 'amount', amountText)
  const description = more.join(' ').trim()
  return { line, on, side: sideOf(mark), amount, reference: referenceIn(references), description }
}

/** The reference of the account's owner, or behind `//` the bank's own; `NONREF` is none. */
function referenceIn(text: string): string | null {
  const given = text.split('//', 2).map((each) => each.trim())
  return given.find((each) => each !== '' && each !== 'NONREF')?.slice(0, 64) ?? null
}

/** `RC` takes a credit back, so money leaves; `RD` takes a debit back. */
function sideOf(mark: string): Side {
  return mark === 'C' || mark === 'RD' ? 'credit' : 'debit'
}

/** `:86:` describes the movement before it. */
function describe(lines: ReadLine[], text: string): void {
  const last = lines.pop()
  if (last) lines.push({ ...last, description: `${last.description} ${text.trim()}`.trim().slice(0, 1_000) })
}

function balanceOf({ line, text }: Tagged): Balance {
  const [, mark, day = '', currency = '', amountText = ''] = BALANCE.exec(text.trim()) ?? []
  const on = readSwiftDay(day)
  const amount = swiftAmount(amountText)
  if (on === null || amount === null) throw broken(line, 'balance', text)
  if (currency !== 'IDR') throw refuse('statement-in-another-currency', { currency })
  return { on, amount: mark === 'D' ? -amount : amount }
}

function swiftAmount(text: string): Rupiah | null {
  const [, whole] = /^(\d{1,15}),0{0,2}$/.exec(text) ?? []
  return whole === undefined ? null : BigInt(whole)
}

function accountOf(text: string): string | null {
  const digits = (text.split('/').at(-1) ?? '').replaceAll(/\D/g, '')
  return digits.length >= 5 && digits.length <= 34 ? digits : null
}

function broken(line: number, part: 'day' | 'amount' | 'balance' | 'tag', value: string): Error {
  return refuse('statement-line-broken', { line, part, value: value.slice(0, 40) })
}
