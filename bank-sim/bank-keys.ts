import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto'
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Everything both sides must know of each other, as a contract with a real bank would bring it. Kept in one file, which only its owner reads. */
export type SimulatorContract = {
  /** X-PARTNER-ID of either side towards the other. */
  readonly partnerId: string
  /** The number before every virtual account of this contract. */
  readonly serviceId: string
  /** The account into which all is paid, as its statements name it. */
  readonly accountNumber: string
  readonly merchantId: string
  readonly nmid: string
  /** How Payung shows itself to the bank. */
  readonly payung: { readonly clientId: string; readonly clientSecret: string; readonly privateKey: string }
  /** How the bank shows itself to Payung; the second key is for the days of a change of keys. */
  readonly bank: {
    readonly clientId: string
    readonly clientSecret: string
    readonly privateKey: string
    readonly nextPrivateKey: string
  }
}

export const CONTRACT_FILE = 'contract.json'

/** The contract of a folder; made at the first asking. Two programs that ask at once get the same one. */
export function openContract(folder: string): SimulatorContract {
  const file = join(folder, CONTRACT_FILE)
  if (!existsSync(file)) {
    const draft = `${file}.${String(process.pid)}`
    writeFileSync(draft, JSON.stringify(newContract(), null, 2), { mode: 0o600, flush: true })
    try {
      linkSync(draft, file)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      unlinkSync(draft)
    }
  }
  return JSON.parse(readFileSync(file, 'utf8')) as SimulatorContract
}

export function newContract(): SimulatorContract {
  return {
    partnerId: 'SIMULATOR',
    serviceId: '99001',
    accountNumber: '9900100001',
    merchantId: 'SIM0001',
    nmid: 'ID9999999999999',
    payung: { clientId: 'payung-at-simulator', clientSecret: secret(), privateKey: rsaKey() },
    bank: {
      clientId: 'simulator-at-payung',
      clientSecret: secret(),
      privateKey: rsaKey(),
      nextPrivateKey: rsaKey(),
    },
  }
}

/** The public half of a private key, as it is handed to the other side. */
export function publicPem(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
}

export type BankKeys = {
  readonly own: KeyObject
  readonly next: KeyObject
  readonly theirs: KeyObject
}

export function bankKeysOf({ bank, payung }: SimulatorContract): BankKeys {
  return {
    own: createPrivateKey(bank.privateKey),
    next: createPrivateKey(bank.nextPrivateKey),
    theirs: createPublicKey(payung.privateKey),
  }
}

const secret = (): string => randomBytes(32).toString('base64url')

function rsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
