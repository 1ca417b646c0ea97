import { connect } from 'node:net'

/**
 * Sends requests to a server of this machine over several connections, each connection's all at once, and waits for every byte of the
 * answers. So little is done per answer that the time is that of the server. Every answer must be as long as the first.
 */
export async function askPipelined(
  port: number,
  requests: readonly string[],
  connections: number,
): Promise<number> {
  const [sample] = requests
  if (sample === undefined) return 0
  const length = await answerLength(port, sample)
  const perConnection = Math.ceil(requests.length / connections)
  const parts = Array.from({ length: connections }, (_, at) =>
    requests.slice(at * perConnection, (at + 1) * perConnection),
  )
  const counts = await Promise.all(parts.map((part) => exchange(port, part, part.length * length)))
  return counts.reduce((sum, count) => sum + count, 0)
}

function exchange(port: number, requests: readonly string[], expected: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = 0
    const socket = connect(port, '127.0.0.1', () => socket.write(requests.join('')))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      received += chunk.length
      if (received >= expected) socket.destroy()
    })
    socket.on('close', () => {
      if (received === expected) resolve(received)
      else reject(new Error(`${String(received)} bytes instead of ${String(expected)}`))
    })
  })
}

/** Head and body of one answer, which must be a good one. */
function answerLength(port: number, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const all = Buffer.concat(chunks)
      const head = all.indexOf('\r\n\r\n')
      if (head === -1) return
      const text = all.subarray(0, head).toString()
      const body = Number(/content-length: (\d+)/i.exec(text)?.[1])
      if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text))
      if (all.length < head + 4 + body) return
      socket.destroy()
      resolve(all.length)
    })
  })
}
