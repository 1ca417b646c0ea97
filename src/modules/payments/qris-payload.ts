/** One piece of a QRIS text: two digits of id, two of length, the value. */
export type QrisField = { readonly id: string; readonly value: string }

/** Why a text is no QRIS payload. */
export type QrisProblem =
  | 'not-ascii'
  | 'cut-off'
  | 'length-not-digits'
  | 'id-twice'
  | 'id-reserved'
  | 'format-first'
  | 'checksum-last'
  | 'checksum-wrong'
  | 'no-merchant'
  | 'currency'
  | 'country'
  | 'name'
  | 'city'
  | 'amount'

/** What a QRIS payload tells. `amount` as it is written there, null when the payer types it. */
export type Qris = {
  readonly isDynamic: boolean
  readonly merchantName: string
  readonly city: string
  readonly category: string
  readonly amount: string | null
  /** NMID of the national registry, when tag 51 carries it. */
  readonly merchantId: string | null
  readonly reference: string | null
  readonly fields: readonly QrisField[]
}

const FIRST = 0x20
const LAST = 0x7e
const NAME_LENGTH = 25
const CITY_LENGTH = 15
/** Up to 13 characters, at most two digits behind the point. */
const AMOUNT = /^(0|[1-9]\d{0,9})(\.\d{1,2})?$/

/** CRC-16/CCITT-FALSE: polynomial 1021, begins at FFFF, nothing reflected, no final xor. Four capital hex digits. */
export function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of Buffer.from(text, 'utf8')) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1)
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

/** Splits a text into its pieces, or says what is wrong. Also for the pieces inside tags 26–51 and 62. */
export function readFields(text: string): readonly QrisField[] | QrisProblem {
  const fields: QrisField[] = []
  const seen = new Set<string>()
  let at = 0
  while (at < text.length) {
    const head = text.slice(at, at + 4)
    if (head.length < 4) return 'cut-off'
    if (!/^\d{4}$/.test(head)) return 'length-not-digits'
    const id = head.slice(0, 2)
    const length = Number(head.slice(2))
    const value = text.slice(at + 4, at + 4 + length)
    if (value.length < length) return 'cut-off'
    if (seen.has(id)) return 'id-twice'
    seen.add(id)
    fields.push({ id, value })
    at += 4 + length
  }
  return fields
}

/**
 * Reads a QRIS payload and refuses what sloppy readers accept: a wrong checksum or length, an id twice, signs beyond ASCII, a name
 * over 25.
 */
export function readQris(text: string): Qris | QrisProblem {
  if (!isAscii(text)) return 'not-ascii'
  const fields = readFields(text)
  if (typeof fields === 'string') return fields
  return problemOfFrame(text, fields) ?? problemOfContent(fields) ?? qrisOf(fields)
}

function problemOfFrame(text: string, fields: readonly QrisField[]): QrisProblem | null {
  if (fields[0]?.id !== '00' || fields[0].value !== '01') return 'format-first'
  const last = fields.at(-1)
  if (last?.id !== '63' || last.value.length !== 4) return 'checksum-last'
  if (crc16(text.slice(0, -4)) !== last.value) return 'checksum-wrong'
  return fields.some(({ id }) => id >= '65' && id <= '79') ? 'id-reserved' : null
}

function problemOfContent(fields: readonly QrisField[]): QrisProblem | null {
  const value = (id: string) => valueOf(fields, id)
  const amount = value('54')
  if (!fields.some(({ id }) => id >= '02' && id <= '51')) return 'no-merchant'
  if (value('53') !== '360') return 'currency'
  if (value('58') !== 'ID') return 'country'
  if (!isBetween(value('59'), NAME_LENGTH)) return 'name'
  if (!isBetween(value('60'), CITY_LENGTH)) return 'city'
  if (amount !== null && !AMOUNT.test(amount)) return 'amount'
  return null
}

const isBetween = (text: string | null, most: number) =>
  text !== null && text.length >= 1 && text.length <= most

function qrisOf(fields: readonly QrisField[]): Qris {
  const inside = (id: string, inner: string) => {
    const pieces = readFields(valueOf(fields, id) ?? '')
    return typeof pieces === 'string' ? null : valueOf(pieces, inner)
  }
  return {
    isDynamic: valueOf(fields, '01') === '12',
    merchantName: valueOf(fields, '59') ?? '',
    city: valueOf(fields, '60') ?? '',
    category: valueOf(fields, '52') ?? '',
    amount: valueOf(fields, '54'),
    merchantId: inside('51', '02'),
    reference: inside('62', '05'),
    fields,
  }
}

function valueOf(fields: readonly QrisField[], id: string): string | null {
  return fields.find((field) => field.id === id)?.value ?? null
}

/** What a dynamic QRIS is written from: by whoever acquires the payment, never by adding an amount to somebody's static code. */
export type NewQris = {
  /** Merchant account: tag 26 to 45, and its pieces. */
  readonly account: { readonly tag: string; readonly fields: readonly QrisField[] }
  /** `ID` and 13 digits. */
  readonly merchantId: string
  readonly criteria: 'UMI' | 'UKE' | 'UME' | 'UBE' | 'URE'
  readonly category: string
  readonly merchantName: string
  readonly city: string
  readonly postalCode: string
  /** Whole rupiah; null lets the payer type it. */
  readonly amount: bigint | null
  readonly reference: string
  readonly terminal: string
}

/** Writes a QRIS payload with its checksum. Throws RangeError when a value is longer than its place. */
export function writeQris(qris: NewQris): string {
  const { account, amount } = qris
  const fields: QrisField[] = [
    { id: '00', value: '01' },
    { id: '01', value: amount === null ? '11' : '12' },
    { id: account.tag, value: writeFields(account.fields) },
    { id: '51', value: nationalAccount(qris) },
    { id: '52', value: qris.category },
    { id: '53', value: '360' },
    ...(amount === null ? [] : [{ id: '54', value: String(amount) }]),
    { id: '58', value: 'ID' },
    { id: '59', value: toAscii(qris.merchantName).slice(0, NAME_LENGTH) },
    { id: '60', value: toAscii(qris.city).slice(0, CITY_LENGTH) },
    { id: '61', value: qris.postalCode },
    {
      id: '62',
      value: writeFields([
        { id: '05', value: qris.reference },
        { id: '07', value: qris.terminal },
      ]),
    },
  ]
  const text = `${writeFields(fields)}6304`
  return text + crc16(text)
}

function nationalAccount(qris: NewQris): string {
  return writeFields([
    { id: '00', value: 'ID.CO.QRIS.WWW' },
    { id: '02', value: qris.merchantId },
    { id: '03', value: qris.criteria },
  ])
}

function writeFields(fields: readonly QrisField[]): string {
  return fields
    .map(({ id, value }) => {
      if (value.length > 99 || !isAscii(value)) throw new RangeError(`QRIS tag ${id} cannot hold its value`)
      return `${id}${String(value.length).padStart(2, '0')}${value}`
    })
    .join('')
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < FIRST || code > LAST) return false
  }
  return true
}

/** A text in ASCII: accents fall off, what has no such form becomes a blank. Lengths then count the same in characters and bytes. */
export function toAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[^\x20-\x7e]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
}
