import { readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bad, badBecause, type Check, type CheckAnswer, good, warning } from './checkup.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { openDataFolder } from './data-folder.ts'
import { proveListenable } from './listen-check.ts'
import { errorCode, errorText, OperatorFailure } from './operator-failure.ts'

const PROGRAM_FOLDER = join(import.meta.dirname, '..', '..')
const SECRET_FILES = ['folder-id', 'database-passwords.json', 'keys.json']
const GIGABYTE = 1_000_000_000

/** The checks that need no database. `holderUrl` is where a Payung already serves this data folder, if one does. */
export function machineChecks(config: Config, clock: Clock, holderUrl: () => string | undefined): Check[] {
  const check = (name: string, title: string, run: () => CheckAnswer | Promise<CheckAnswer>): Check => ({
    name,
    title,
    run: async () => run(),
  })
  return [
    check('runtime', 'Runtime', checkRuntime),
    check('data-folder', 'Folder data', () => checkDataFolder(config.dataFolder)),
    check('disk', 'Ruang disk', () => checkDisk(config.dataFolder)),
    check('clock', 'Jam mesin', () => checkClock(config.dataFolder, clock)),
    check('keys', 'Berkas rahasia', () => checkSecretFiles(config.dataFolder)),
    check('port', 'Port HTTP', () => checkPort(config, holderUrl())),
  ]
}

function checkRuntime(): CheckAnswer {
  const { optionalDependencies } = JSON.parse(readFileSync(join(PROGRAM_FOLDER, 'package.json'), 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>
  }
  const pinned = optionalDependencies[`node-linux-${process.arch}`]
  const found = `Node ${process.versions.node}, ${process.platform} ${process.arch}`
  if (process.versions.node === pinned) return good(found)
  return bad(found, `Jalankan lewat ./payung atau npm start; Payung memakai Node ${pinned ?? '(tidak ada)'}.`)
}

function checkDataFolder(path: string): CheckAnswer {
  try {
    openDataFolder(path)
    return good(path)
  } catch (error) {
    if (error instanceof OperatorFailure) return badBecause(error.message)
    throw error
  }
}

function checkDisk(path: string): CheckAnswer {
  const { bavail, bsize } = statfsSync(path)
  const free = bavail * bsize
  const found = `${(free / GIGABYTE).toFixed(1).replace('.', ',')} GB bebas`
  if (free < 0.5 * GIGABYTE)
    return bad(found, `Kosongkan ruang di disk tempat ${path}; sediakan paling sedikit 2 GB.`)
  if (free < 2 * GIGABYTE)
    return warning(found, 'Sediakan paling sedikit 2 GB agar basis data dapat bertambah.')
  return good(found)
}

/** Against the file system, which on a network disk has a clock of its own, and for a civil day in Indonesia. */
function checkClock(folder: string, clock: Clock): CheckAnswer {
  const probe = join(folder, `.clock-${process.pid}`)
  writeFileSync(probe, '')
  const skew = Math.abs(statSync(probe).mtimeMs - clock.now().getTime()) / 1_000
  rmSync(probe)
  const found = `${clock.now().toISOString().slice(0, 19)}Z, hari ini di Jakarta ${clock.today()}`
  const programMade = statSync(join(PROGRAM_FOLDER, 'package.json')).mtime
  if (clock.now() < programMade)
    return bad(found, 'Jam mesin tertinggal. Setel jam, misalnya: timedatectl set-ntp true')
  if (skew > 5) {
    return bad(
      `${found}; beda ${Math.round(skew)} detik dengan jam disk`,
      'Samakan jam kedua mesin dengan NTP.',
    )
  }
  return good(found)
}

function checkSecretFiles(folder: string): CheckAnswer {
  const open = SECRET_FILES.map((name) => join(folder, name)).filter((path) => {
    try {
      return (statSync(path).mode & 0o077) !== 0
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return false
      throw error
    }
  })
  if (open.length === 0) return good('hanya dapat dibaca pemiliknya')
  return bad(`dapat dibaca pengguna lain: ${open.join(', ')}`, `Jalankan: chmod 600 ${open.join(' ')}`)
}

async function checkPort(
  { host, port, databaseUrl }: Config,
  holderUrl: string | undefined,
): Promise<CheckAnswer> {
  try {
    await proveListenable(host, port)
    return good(`${host}:${port} bebas`)
  } catch (error) {
    const isOurs =
      errorCode((error as Error).cause) === 'EADDRINUSE' && (holderUrl?.endsWith(`:${port}`) ?? false)
    if (isOurs) return good(`${host}:${port} dipakai Payung ini`)
    if (await answersAsPayung(host, port)) {
      // On an outside database nobody can tell which Payung belongs to which folder.
      if (databaseUrl !== null) return good(`${host}:${port} dipakai Payung`)
      return warning(`${host}:${port} dipakai Payung lain`, 'Pilih port lain dengan PORT.')
    }
    return badBecause(errorText(error))
  }
}

async function answersAsPayung(host: string, port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://${host}:${port}/healthz`, { signal: AbortSignal.timeout(2_000) })
    return ((await answer.json()) as { readonly status?: string }).status === 'ok'
  } catch {
    return false
  }
}
