import type { Migration } from './migration-files.ts'

/** What the database remembers of one migration. */
export type MigrationRow = {
  readonly number: number
  readonly name: string
  readonly checksum: string
  /** `running` in a row nobody works on means: the program died, and the database undid that migration's transaction. */
  readonly status: 'running' | 'failed' | 'applied'
}

export type MigrationObstacle =
  | { readonly kind: 'newer-schema'; readonly name: string; readonly latestKnown: string }
  | { readonly kind: 'file-changed'; readonly name: string }
  | { readonly kind: 'out-of-order'; readonly name: string; readonly latestApplied: string }
  | { readonly kind: 'failed-before'; readonly name: string }

export type MigrationPlan = {
  readonly pending: readonly Migration[]
  readonly obstacle?: MigrationObstacle
}

/** What is left to apply, or the first reason why this program must not touch this database. Forward only. */
export function planMigrations(
  files: readonly Migration[],
  rows: readonly MigrationRow[],
  options: { readonly retryFailed: boolean },
): MigrationPlan {
  const applied = rows.filter((row) => row.status === 'applied')
  const pending = files.filter((file) => !applied.some((row) => row.number === file.number))
  const obstacle = findObstacle(files, rows, pending, options.retryFailed)
  return obstacle ? { pending, obstacle } : { pending }
}

function findObstacle(
  files: readonly Migration[],
  rows: readonly MigrationRow[],
  pending: readonly Migration[],
  retryFailed: boolean,
): MigrationObstacle | undefined {
  const unknown = rows.find((row) => !files.some((file) => file.number === row.number))
  if (unknown) return { kind: 'newer-schema', name: unknown.name, latestKnown: files.at(-1)?.name ?? '0000' }

  const applied = rows.filter((row) => row.status === 'applied')
  const changed = applied.find((row) =>
    files.some((file) => file.number === row.number && file.checksum !== row.checksum),
  )
  if (changed) return { kind: 'file-changed', name: changed.name }

  const latest = applied.toSorted((a, b) => a.number - b.number).at(-1)
  const late = pending.find((file) => latest && file.number < latest.number)
  if (late && latest) return { kind: 'out-of-order', name: late.name, latestApplied: latest.name }

  const failed = rows.find((row) => row.status === 'failed')
  if (failed && !retryFailed) return { kind: 'failed-before', name: failed.name }
  return undefined
}

/** The obstacle in plain Indonesian, with what to do. */
export function obstacleSentence(obstacle: MigrationObstacle): string {
  switch (obstacle.kind) {
    case 'newer-schema':
      return (
        `Basis data sudah memakai skema ${obstacle.name}; program ini hanya mengenal sampai ${obstacle.latestKnown}. ` +
        'Pasang versi Payung yang lebih baru.'
      )
    case 'file-changed':
      return (
        `Berkas migrasi ${obstacle.name} berubah setelah diterapkan. ` +
        'Kembalikan berkas aslinya; perubahan skema harus berupa migrasi baru.'
      )
    case 'out-of-order':
      return (
        `Migrasi ${obstacle.name} belum diterapkan, padahal ${obstacle.latestApplied} sudah. ` +
        'Beri nomor baru pada migrasi itu.'
      )
    case 'failed-before':
      return (
        `Migrasi ${obstacle.name} pernah gagal; tidak ada yang setengah jadi. ` +
        'Lihat sebabnya dengan ./payung migrate --check, perbaiki, lalu jalankan ./payung migrate.'
      )
  }
}
