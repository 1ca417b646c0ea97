import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

/**
 * Starts a real Chromium for the browser journeys. `CHROMIUM_PATH` names one that is installed; otherwise the one that comes with
 * the package `@sparticuz/chromium` is unpacked once into the temporary folder, with the libraries and a font for machines
 * that have none. Works as root and not, without any package of the system. x64 only: elsewhere set CHROMIUM_PATH.
 */
export async function startBrowser(): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH']
  if (installed) return chromium.launch({ executablePath: installed, args: ARGUMENTS })
  const folder = await unpackChromium()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_PATH: folder,
      HOME: existsSync(homedir()) ? homedir() : folder,
    },
  })
}

/** Our own pages on our own machine: no sandbox, which needs rights a container does not give. Small /dev/shm is no trouble. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none']
const PARTS = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']

/** The unpacked browser's folder. Two test files that start at once each unpack; the first to finish is kept. */
async function unpackChromium(): Promise<string> {
  if (process.arch !== 'x64') {
    throw new Error(`No Chromium for ${process.arch} in the package: install one and set CHROMIUM_PATH.`)
  }
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const version = await sizeOf(join(packageFolder, 'bin', 'chromium.br'))
  const user = process.getuid?.() ?? 0
  const home = join(tmpdir(), `payung-chromium-${String(user)}-${String(version)}`)
  if (existsSync(home)) {
    if ((await stat(home)).uid !== user) throw new Error(`${home} belongs to somebody else: remove it.`)
    return home
  }
  const fresh = await mkdtemp(`${home}.`)
  await inflateInto(fresh, join(packageFolder, 'bin'), home)
  await rename(fresh, home).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  })
  return home
}

/** The package's own unpacker writes into the temporary folder it is told by the environment. */
async function inflateInto(folder: string, packed: string, home: string): Promise<void> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const { inflate } = await import('@sparticuz/chromium')
    await Promise.all(PARTS.map((part) => inflate(join(packed, part))))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  await chmod(join(folder, 'chromium'), 0o700)
  await mkdir(join(folder, 'font-cache'), { recursive: true })
  if ((await readdir(join(folder, 'fonts'))).length === 0) throw new Error('Chromium package without fonts')
  await writeFile(join(folder, 'fonts.conf'), fontSettings(home))
}

/** For the folder's final place. A relative cache would be relative to wherever the tests are started: inside the project. */
const fontSettings = (home: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <cachedir>${home}/font-cache</cachedir>
  <config></config>
</fontconfig>
`

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size
}
