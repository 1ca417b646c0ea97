import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** A private key and a certificate for `localhost` that nobody has signed but itself, good for an hour before and after now. */
export function selfSignedCertificate(at: Date): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = sequence(set(sequence(identifier('2.5.4.3'), der(0x0c, Buffer.from('localhost')))))
  const hour = 3_600_000
  const now = at.getTime()
  const algorithm = sequence(identifier('1.2.840.10045.4.3.2'))
  const serial = createHash('sha256').update(String(now)).digest().subarray(0, 8)
  const alternativeName = sequence(
    identifier('2.5.29.17'),
    der(0x04, sequence(der(0x82, Buffer.from('localhost')))),
  )
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(1), serial])),
    algorithm,
    name,
    sequence(moment(now - hour), moment(now + hour)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(alternativeName)),
  )
  const signature = der(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, privateKey)]))
  const text = sequence(body, algorithm, signature).toString('base64').replaceAll(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`,
  }
}

/** One element of DER (X.690): its tag, its length, its content. */
function der(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts))
const set = (part: Buffer): Buffer => der(0x31, part)

function moment(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/\D/g, '').slice(2, 14)
  return der(0x17, Buffer.from(`${digits}Z`))
}

function identifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(baseOf128)]))
}

function baseOf128(arc: number): number[] {
  const bytes = [arc & 127]
  for (let left = arc >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 127) | 128)
  return bytes
}
