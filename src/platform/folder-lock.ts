import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { errorCode, OperatorFailure } from './operator-failure.ts'

/** What the holder of a data folder tells whoever asks. */
export type HolderState = {
  readonly pid: number
  readonly purpose: 'serve' | 'command'
  /** The database answers; before that a guest must wait. */
  readonly isReady: boolean
  /** Where the holder serves, once it does. */
  readonly url?: string
}

/** The lock on a data folder, held by this process until it releases it or dies. */
export type FolderLock = {
  readonly kind: 'held'
  announce(change: Partial<HolderState>): void
  /** Resolves when no other program uses the database any more. */
  guestsLeft(): Promise<void>
  release(): Promise<void>
}

/** The lock is another process's; this is our line to it. While it is open the holder keeps its database running for us. */
export type HolderLine = {
  readonly kind: 'taken'
  readonly state: HolderState
  /** Resolves when the database is ready, or to false when the holder has ended. */
  ready(): Promise<boolean>
  /** Resolves when the holder has ended. */
  ended(): Promise<void>
  close(): void
}

const ANSWER_MS = 5_000

/**
 * Takes the lock called `name`, or a line to its present holder. The lock is an abstract unix socket: the kernel gives it to
 * one process and takes it back when that process ends in whatever way, so it can be neither stale nor mistaken by a reused PID.
 */
export async function lockFolder(
  name: string,
  purpose: HolderState['purpose'],
  isGuest: boolean,
): Promise<FolderLock | HolderLine> {
  for (;;) {
    const server = await listenAlone(name)
    if (server) return heldLock(server, purpose)
    const line = await callHolder(name, isGuest)
    if (line) return line
  }
}

function listenAlone(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      if (errorCode(error) === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(`\0${name}`, () => {
      resolve(server.unref())
    })
  })
}

function heldLock(server: Server, purpose: HolderState['purpose']): FolderLock {
  const lines = new Set<Socket>()
  const guests = new Set<Socket>()
  let state: HolderState = { pid: process.pid, purpose, isReady: false }
  server.on('connection', (socket) => {
    lines.add(socket)
    socket.unref()
    socket.on('error', () => undefined)
    socket.on('data', () => guests.add(socket))
    socket.on('close', () => {
      lines.delete(socket)
      guests.delete(socket)
      server.emit('guest-left')
    })
    socket.write(`${JSON.stringify(state)}\n`)
  })
  return {
    kind: 'held',
    announce(change) {
      state = { ...state, ...change }
      for (const socket of lines) socket.write(`${JSON.stringify(state)}\n`)
    },
    guestsLeft: () =>
      new Promise((resolve) => {
        const check = () => {
          if (guests.size > 0) return
          server.off('guest-left', check)
          resolve()
        }
        for (const socket of guests) socket.ref()
        server.on('guest-left', check)
        check()
      }),
    release: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        for (const socket of lines) socket.destroy()
      }),
  }
}

/** Undefined when the holder ended before it could answer: the lock is free again. */
function callHolder(name: string, isGuest: boolean): Promise<HolderLine | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(`\0${name}`)
    const tooLate = setTimeout(() => {
      socket.destroy()
      reject(
        new OperatorFailure(
          'Proses Payung lain memegang folder data ini, tetapi tidak menjawab. Hentikan dulu proses itu.',
        ),
      )
    }, ANSWER_MS)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(tooLate)
      resolve(undefined)
    })
    if (isGuest) socket.write('guest\n')
    createInterface({ input: socket }).on('line', (text) => {
      clearTimeout(tooLate)
      const state = JSON.parse(text) as HolderState
      socket.emit('state', state)
      resolve(holderLine(socket, state))
    })
  })
}

function holderLine(socket: Socket, first: HolderState): HolderLine {
  let state = first
  socket.on('state', (next: HolderState) => {
    state = next
  })
  const ended = new Promise<void>((resolve) => {
    if (socket.destroyed) resolve()
    socket.once('close', () => {
      resolve()
    })
  })
  const ready = new Promise<boolean>((resolve) => {
    if (state.isReady) resolve(true)
    socket.on('state', (next: HolderState) => {
      if (next.isReady) resolve(true)
    })
    void ended.then(() => {
      resolve(false)
    })
  })
  return {
    kind: 'taken',
    get state() {
      return state
    },
    ready: () => ready,
    ended: () => ended,
    close: () => {
      socket.destroy()
    },
  }
}
