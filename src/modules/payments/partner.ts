import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import type { Static } from 'typebox'
import { Refusal, refusedField } from '../../kernel/refusal.ts'
import { sealProblem } from '../../platform/key-file.ts'
import { errorText, OperatorFailure } from '../../platform/operator-failure.ts'
import { checkShape } from '../../platform/validate.ts'
import { partnersFile } from './partner-contract.ts'

type PartnersFile = Static<typeof partnersFile>
export type PartnerEntry = PartnersFile['partners'][number]

/** A secret or key with the time in which it may be used: two of them overlap while a partner changes keys. */
type Timed<Value> = { readonly value: Value; readonly from: number; readonly until: number }

/** One bank or payment provider as it is configured: how it speaks, and the keys, which exist outside the database only. */
export type Partner = {
  readonly id: string
  readonly name: string
  readonly isSimulator: boolean
  readonly inbound: {
    readonly partnerId: string
    readonly clientKey: string
    readonly signature: 'symmetric' | 'asymmetric'
    readonly secrets: readonly Timed<string>[]
    readonly publicKeys: readonly Timed<KeyObject>[]
    readonly bodyProfile: NonNullable<PartnerEntry['inbound']['bodyProfile']>
    /** False for a partner whose signature leaves the body out: then every notice is confirmed by a query before it is booked. */
    readonly isBodySigned: boolean
    readonly clockSeconds: number
    readonly replayOnSameExternalId: boolean
    readonly paidBillCase: 'bill-paid' | 'amount-invalid'
    readonly requestsPerMinute: number
    readonly signedPath: 'whole' | 'from-version'
    mayComeFrom(address: string): boolean
  }
  readonly outbound: {
    /** Without closing slash; `/v1.0/…` follows. */
    readonly baseUrl: string
    readonly partnerId: string
    readonly clientKey: string
    readonly channelId: string
    readonly signature: 'symmetric' | 'asymmetric'
    readonly secret: string
    readonly privateKey: KeyObject
    readonly bodyProfile: NonNullable<PartnerEntry['inbound']['bodyProfile']>
    readonly timeoutMs: number
    readonly externalIdDigits: number
    /** A certificate of its own authority, PEM; null for those the system trusts. */
    readonly authority: string | null
  }
  readonly va: { readonly partnerServiceId: string; readonly customerDigits: number } | null
  readonly qr: { readonly merchantId: string; readonly terminalId: string } | null
}

/** Reads the file of partners that `PAYUNG_BANKS_FILE` names. Throws OperatorFailure with what is wrong and where. */
export function loadPartners(path: string): readonly Partner[] {
  return readPartners(`Berkas bank ${path}`, readClosed(path))
}

/** Of a file that nobody else can read: it holds our side of every contract with a bank. */
function readClosed(path: string): string {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    throw new OperatorFailure(`Berkas bank ${path} tidak dapat dibaca (${errorText(error)}).`, error)
  }
  try {
    const problem = sealProblem(path, fstatSync(descriptor))
    if (problem !== undefined) throw new OperatorFailure(problem)
    return readFileSync(descriptor, 'utf8')
  } finally {
    closeSync(descriptor)
  }
}

/** The partners of a file's text. `place` begins the sentence when something is wrong. */
export function readPartners(place: string, text: string): readonly Partner[] {
  const { partners } = shapeOf(place, text)
  const all = partners.map((entry) => partnerOf(`${place}, bank ${entry.id}`, entry))
  const unique: readonly [string, (partner: Partner) => string | undefined][] = [
    ['id', ({ id }) => id],
    ['inbound.partnerId', ({ inbound }) => inbound.partnerId],
    ['inbound.clientKey', ({ inbound }) => inbound.clientKey],
    ['va.partnerServiceId', ({ va }) => va?.partnerServiceId],
  ]
  for (const [field, valueOf] of unique) {
    const values = all.map(valueOf).filter((value) => value !== undefined)
    if (new Set(values).size < values.length)
      throw new OperatorFailure(`${place}: ${field} dipakai dua bank.`)
  }
  return all
}

function shapeOf(place: string, text: string): PartnersFile {
  try {
    return checkShape(partnersFile, JSON.parse(text))
  } catch (error) {
    if (error instanceof Refusal) {
      const field = refusedField(error.value) ?? ''
      throw new OperatorFailure(`${place}: isian ${field} tidak sesuai. Lihat docs/operations/payments.md.`)
    }
    throw new OperatorFailure(`${place} bukan JSON.`)
  }
}

function partnerOf(place: string, entry: PartnerEntry): Partner {
  const { id, name, simulator = false, va, qr } = entry
  return {
    id,
    name,
    isSimulator: simulator,
    inbound: inboundOf(place, entry.inbound),
    outbound: outboundOf(place, entry.outbound, simulator),
    va: va ? { partnerServiceId: va.partnerServiceId, customerDigits: va.customerDigits ?? 12 } : null,
    qr: qr ?? null,
  }
}

function inboundOf(place: string, entry: PartnerEntry['inbound']): Partner['inbound'] {
  const secrets = (entry.secrets ?? []).map((each) => timed(place, each, (value) => value))
  if (entry.signature === 'symmetric' && secrets.length === 0) {
    throw new OperatorFailure(`${place}: tanda tangan simetris memerlukan inbound.secrets.`)
  }
  const allowed = blockListOf(place, entry.addresses)
  return {
    partnerId: entry.partnerId,
    clientKey: entry.clientKey,
    signature: entry.signature,
    secrets,
    publicKeys: entry.publicKeys.map((each) => timed(place, each, (pem) => publicKeyOf(place, pem))),
    bodyProfile: entry.bodyProfile ?? 'compact',
    isBodySigned: entry.bodySigned ?? true,
    clockSeconds: entry.clockSeconds ?? 300,
    replayOnSameExternalId: entry.replayOnSameExternalId ?? false,
    paidBillCase: entry.paidBillCase === '13' ? 'amount-invalid' : 'bill-paid',
    requestsPerMinute: entry.requestsPerMinute ?? 120_000,
    signedPath: entry.signedPath ?? 'whole',
    mayComeFrom: (address) => {
      const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
      return allowed.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
    },
  }
}

function outboundOf(
  place: string,
  entry: PartnerEntry['outbound'],
  isSimulator: boolean,
): Partner['outbound'] {
  const url = URL.canParse(entry.baseUrl) ? new URL(entry.baseUrl) : null
  if (url?.protocol !== 'https:' && !(isSimulator && url?.protocol === 'http:')) {
    throw new OperatorFailure(`${place}: outbound.baseUrl harus alamat https.`)
  }
  return {
    baseUrl: entry.baseUrl.replace(/\/+$/, ''),
    partnerId: entry.partnerId,
    clientKey: entry.clientKey,
    channelId: entry.channelId,
    signature: entry.signature,
    secret: entry.secret ?? '',
    privateKey: privateKeyOf(place, entry.privateKey),
    bodyProfile: entry.bodyProfile ?? 'compact',
    timeoutMs: (entry.timeoutSeconds ?? 10) * 1_000,
    externalIdDigits: entry.externalIdDigits ?? 32,
    authority: entry.authority ?? null,
  }
}

function timed<Value>(
  place: string,
  entry: { readonly value: string; readonly from?: string; readonly until?: string },
  valueOf: (text: string) => Value,
): Timed<Value> {
  const from = entry.from === undefined ? -Infinity : Date.parse(entry.from)
  const until = entry.until === undefined ? Infinity : Date.parse(entry.until)
  if (!(from < until)) throw new OperatorFailure(`${place}: kunci berakhir sebelum mulai berlaku.`)
  return { value: valueOf(entry.value), from, until }
}

/** The values that may be used at an instant. */
export function inForceAt<Value>(timedValues: readonly Timed<Value>[], now: Date): Value[] {
  const at = now.getTime()
  return timedValues.filter(({ from, until }) => from <= at && at < until).map(({ value }) => value)
}

function publicKeyOf(place: string, pem: string): KeyObject {
  return rsaKeyOf(place, () => createPublicKey(pem))
}

function privateKeyOf(place: string, pem: string): KeyObject {
  return rsaKeyOf(place, () => createPrivateKey(pem))
}

function rsaKeyOf(place: string, open: () => KeyObject): KeyObject {
  try {
    const key = open()
    if (key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048) return key
  } catch {
    // What OpenSSL says could hold part of the key.
  }
  throw new OperatorFailure(`${place}: kunci harus RSA paling sedikit 2048 bit, dalam PEM.`)
}

function blockListOf(place: string, addresses: readonly string[]): BlockList {
  const list = new BlockList()
  for (const each of addresses) {
    const [address = '', prefix] = each.split('/')
    const family = isIP(address)
    try {
      const bits = prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix)
      list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4')
    } catch {
      throw new OperatorFailure(`${place}: "${each}" bukan alamat IP atau jaringan.`)
    }
  }
  return list
}
