import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { OperatorFailure } from './operator-failure.ts'
import { isAlive, postgresProcessesMarked, signalProcess, waitUntil } from './own-processes.ts'
import { postgresBinary } from './postgres-account.ts'
import { DISK_IS_FULL, POSTGRES_ENVIRONMENT, type PostgresCluster } from './postgres-cluster.ts'
import { type Progress, seconds } from './progress.ts'

/** A running PostgreSQL that ends with this process, however this process ends. */
export type PostgresServer = {
  /** Resolves when the server has ended: to undefined when we stopped it, else to its last words. */
  readonly ended: Promise<string | undefined>
  /** Stops it cleanly; when `hurry` fires, at once (it then recovers at the next start). */
  stop(hurry?: AbortSignal): Promise<void>
}

/**
 * The watcher waits on a pipe from us and, when it closes because we are gone, ends postgres: politely first, because a server
 * on a full disk was seen to hang in its polite shutdown. It is not a child of postgres (which would take a killed watcher for
 * a crashed backend), hence the double fork. Only a process that still is postgres is signalled: PIDs are reused.
 */
const GUARDED_START = `
exec 3<&0 </dev/null
server=$$
is_postgres() { [ "$(cat /proc/$server/comm 2>/dev/null)" = postgres ]; }
watch() {
  cat <&3 >/dev/null
  tries=0
  until is_postgres; do
    [ -e /proc/$server ] && [ $tries -lt 50 ] || exit
    tries=$((tries + 1))
    sleep 0.1
  done
  for signal in INT QUIT KILL; do
    tries=0
    is_postgres || exit
    kill -$signal $server
    while is_postgres && [ $tries -lt 100 ]; do
      tries=$((tries + 1))
      sleep 0.1
    done
  done
}
(watch &)
exec 3<&-
exec "$@"
`

/** A polite stop writes a checkpoint; an impolite one is made good by recovery at the next start. */
const POLITE_MS = 15_000
const PID_FILE = 'postmaster.pid'
const LARGEST_LOG_BYTES = 10_000_000

/**
 * Settings that the operator's postgresql.conf must not change. Messages of the database leave out values and statements,
 * because those hold people's identity numbers.
 */
function serverSettings(cluster: PostgresCluster, clusterName: string, isDisposable: boolean): string[] {
  const settings = {
    cluster_name: clusterName,
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: cluster.socketFolder,
    unix_socket_permissions: '0700',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    logging_collector: 'off',
    max_connections: '220',
    max_wal_size: '2GB',
    // A new list or a month of bills changes what plans should be; once a minute is too late for whoever looks at it.
    autovacuum_naptime: '10s',
    ...(isDisposable && { fsync: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

export type StartOptions = {
  readonly progress: Progress
  readonly signal: AbortSignal
  readonly isDisposable: boolean
}

/** Starts the cluster's server after ending what an earlier, killed program left of it. Throws OperatorFailure with the reason. */
export async function startPostgres(
  cluster: PostgresCluster,
  clusterName: string,
  { progress, signal, isDisposable }: StartOptions,
): Promise<PostgresServer> {
  await endLeftovers(cluster, clusterName, progress)
  await refuseElsewhere(cluster)
  removeMisleadingLocks(cluster)

  const logFrom = rotateLog(cluster.logFile)
  const child = spawnGuarded(cluster, serverSettings(cluster, clusterName, isDisposable))
  const server = follow(child, () => lastWords(cluster.logFile, logFrom))
  try {
    await untilAccepting(server, cluster.socketFolder, progress, signal)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

function spawnGuarded(cluster: PostgresCluster, settings: readonly string[]): ChildProcess {
  const { account, folder } = cluster
  const log = openSync(cluster.logFile, 'a', 0o600)
  try {
    const command = [...account.prefix, postgresBinary('postgres'), '-D', folder]
    return spawn('sh', ['-c', GUARDED_START, 'sh', ...command, ...settings], {
      ...account.identity,
      env: POSTGRES_ENVIRONMENT,
      cwd: '/',
      stdio: ['pipe', log, log],
      // A session of its own: Ctrl-C goes to the whole group of the terminal, and the database must outlive our last requests.
      detached: true,
    })
  } finally {
    closeSync(log)
  }
}

function follow(child: ChildProcess, readLastWords: () => string): PostgresServer {
  let isStopping = false
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message)
    })
    child.once('exit', () => {
      child.stdin?.destroy()
      resolve(isStopping ? undefined : readLastWords())
    })
  })
  child.stdin?.on('error', () => undefined)
  const send = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      signalProcess(child.pid, signal)
  }
  return {
    ended,
    async stop(hurry) {
      isStopping = true
      const stopAtOnce = () => {
        send('SIGQUIT')
      }
      hurry?.addEventListener('abort', stopAtOnce)
      send(hurry?.aborted ? 'SIGQUIT' : 'SIGINT')
      const quit = setTimeout(stopAtOnce, POLITE_MS)
      const kill = setTimeout(() => {
        send('SIGKILL')
      }, POLITE_MS + 5_000)
      await ended
      clearTimeout(quit)
      clearTimeout(kill)
      hurry?.removeEventListener('abort', stopAtOnce)
    },
  }
}

/** Polls the socket: it appears when the server starts and answers logins only after any crash recovery. */
async function untilAccepting(
  server: PostgresServer,
  socketFolder: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const seen = { hasEnded: false, words: '' }
  void server.ended.then((words = '') => Object.assign(seen, { hasEnded: true, words }))
  const started = performance.now()
  let nextNews = 5_000
  for (;;) {
    signal.throwIfAborted()
    if (seen.hasEnded) throw startFailure(seen.words)
    if (await acceptsLogins(socketFolder)) return
    const waited = performance.now() - started
    if (waited > nextNews) {
      progress(`  … PostgreSQL memulihkan diri setelah berhenti mendadak (${seconds(waited)})`)
      nextNews += 5_000
    }
    await sleep(20)
  }
}

/** Sends the first packet of a login as nobody in particular: while starting up the server answers with SQLSTATE 57P03. */
function acceptsLogins(socketFolder: string): Promise<boolean> {
  const text = 'user\0payung_owner\0database\0postgres\0\0'
  const packet = Buffer.alloc(8 + text.length)
  packet.writeInt32BE(packet.length, 0)
  packet.writeInt32BE(196_608, 4)
  packet.write(text, 8, 'latin1')
  return new Promise((resolve) => {
    const socket = createConnection(join(socketFolder, '.s.PGSQL.5432'))
    socket.on('connect', () => socket.write(packet))
    socket.on('error', () => {
      resolve(false)
    })
    socket.on('close', () => {
      resolve(false)
    })
    socket.on('data', (answer) => {
      resolve(answer.toString('latin1', 0, 1) === 'R')
      socket.destroy()
    })
  })
}

function startFailure(words: string): OperatorFailure {
  if (DISK_IS_FULL.test(words)) {
    return new OperatorFailure(
      'Disk penuh, PostgreSQL tidak dapat berjalan. Kosongkan ruang, lalu jalankan lagi.',
    )
  }
  const lines = words.split('\n').filter((line) => !line.includes('the database system is starting up'))
  const reason = lines.findLast((line) => /FATAL|PANIC|could not|error/i.test(line)) ?? words
  return new OperatorFailure(
    `PostgreSQL bawaan tidak dapat berjalan: ${reason.replace(/^.*?(FATAL|PANIC):\s*/, '').trim()}. Perbaiki sebabnya, lalu jalankan lagi.`,
  )
}

/** Ends the postgres of this folder, and only of this folder, whose program was killed. */
export async function endLeftovers(
  cluster: PostgresCluster,
  clusterName: string,
  progress: Progress,
): Promise<void> {
  const left = () => postgresProcessesMarked(clusterName)
  if (left().length === 0) return
  progress('  … Mengakhiri basis data yang tertinggal dari proses Payung yang mati')
  const postmaster = pidInFile(join(cluster.folder, PID_FILE))
  const asked = left().filter((pid) => postmaster === undefined || pid === postmaster)
  for (const pid of asked) signalProcess(pid, 'SIGINT')
  if (await waitUntil(() => left().length === 0, asked.length > 0 ? 10_000 : 1_000)) return
  for (const pid of left()) signalProcess(pid, 'SIGQUIT')
  if (await waitUntil(() => left().length === 0, 3_000)) return
  for (const pid of left()) signalProcess(pid, 'SIGKILL')
  if (await waitUntil(() => left().length === 0, 5_000)) return
  throw new OperatorFailure(
    `Basis data lama (PID ${left().join(', ')}) tidak mau berhenti. Hentikan sendiri, lalu ulangi.`,
  )
}

function pidInFile(file: string): number | undefined {
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN
  return Number.isNaN(pid) ? undefined : pid
}

/** A live server that is no process of this machine as we see it: another container has the same folder. */
async function refuseElsewhere(cluster: PostgresCluster): Promise<void> {
  if (!(await acceptsLogins(cluster.socketFolder))) return
  throw new OperatorFailure(
    `Basis data di ${cluster.folder} sedang dipakai dari wadah atau mesin lain. Hentikan Payung di sana dulu.`,
  )
}

/**
 * PostgreSQL refuses to start while the PID in an old lock file lives, even when that PID is another program's by now, or a
 * dead process that nobody collected (containers without an init). We have just proven that no postgres of this folder
 * runs; a PID that is really gone we leave to PostgreSQL, which checks more.
 */
function removeMisleadingLocks({ folder, socketFolder }: PostgresCluster): void {
  for (const file of [join(folder, PID_FILE), join(socketFolder, '.s.PGSQL.5432.lock')]) {
    const pid = pidInFile(file)
    if (pid !== undefined && isAlive(pid)) rmSync(file)
  }
}

/** Moves a large log aside and says from which byte on the next words are new. */
function rotateLog(file: string): number {
  const size = existsSync(file) ? statSync(file).size : 0
  if (size <= LARGEST_LOG_BYTES) return size
  renameSync(file, `${file}.1`)
  return 0
}

function lastWords(file: string, from: number): string {
  return existsSync(file) ? readFileSync(file).subarray(from).toString('utf8').trim() : ''
}
