import { createServer } from 'node:net'
import { errorCode, OperatorFailure } from './operator-failure.ts'

/** Proves, before anything is started, that the server will be able to listen there. Throws OperatorFailure with what to do. */
export async function proveListenable(host: string, port: number): Promise<void> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
    await new Promise((resolve) => server.close(resolve))
  } catch (error) {
    throw describeListenError(error, host, port) ?? error
  }
}

/** The operator's sentence for an address that cannot be listened on, or undefined for any other error. */
export function describeListenError(error: unknown, host: string, port: number): OperatorFailure | undefined {
  const sentence = {
    EADDRINUSE: `Port ${port} sedang dipakai program lain. Hentikan program itu, atau pilih port lain: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} tidak boleh dipakai oleh pengguna biasa. Pilih port di atas 1023: PORT=8080 npm start`,
    EADDRNOTAVAIL: `Alamat ${host} bukan milik mesin ini. Isi HOST dengan 127.0.0.1 atau 0.0.0.0.`,
    ENOTFOUND: `Alamat ${host} tidak dikenal. Isi HOST dengan 127.0.0.1 atau 0.0.0.0.`,
    EAFNOSUPPORT: `Mesin ini tidak mengenal jenis alamat ${host}. Isi HOST dengan 127.0.0.1.`,
  }[errorCode(error) ?? '']
  return sentence === undefined ? undefined : new OperatorFailure(sentence, error)
}
