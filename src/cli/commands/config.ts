import {
  type Environment,
  keyProblems,
  reportSettings,
  type SettingReport,
  unknownNames,
} from '../../platform/config.ts'
import type { Command } from '../command.ts'

export const configCommand: Command = {
  name: 'config',
  summary: 'Menampilkan setiap pengaturan: arti, nilai sekarang, dan asalnya.',
  usage: '[--json]',
  options: [],
  examples: ['./payung config', 'PORT=9000 ./payung config --json'],
  run({ env, json, out, err }) {
    const settings = reportSettings(env)
    const problems = [
      ...unknownNames(env),
      ...keyProblems(env),
      ...settings.flatMap(({ problem }) => problem ?? []),
    ]
    if (json) out(JSON.stringify({ settings: settings.map(toJson), problems }, null, 2))
    else {
      for (const line of configLines(settings, env)) out(line)
      for (const problem of problems) err(problem)
    }
    return Promise.resolve(problems.length > 0 ? 1 : 0)
  },
}

function configLines(settings: readonly SettingReport[], env: Environment): string[] {
  const width = Math.max(...settings.map(({ name }) => name.length))
  const lines = settings.flatMap(({ name, meaning, shown, from }) => [
    `${name.padEnd(width)}  ${shown === '' ? '(kosong)' : shown}${from === 'environment' ? '  ← dari lingkungan' : ''}`,
    `${' '.repeat(width)}  ${meaning}`,
  ])
  const isAllDefault = settings.every(({ name }) => (env[name] ?? '') === '')
  return [
    'Pengaturan Payung, dibaca dari variabel lingkungan saat mulai:',
    '',
    ...lines,
    '',
    isAllDefault
      ? 'Semua memakai nilai bawaan. Mengubah: PORT=9000 npm start'
      : 'Yang tidak bertanda memakai nilai bawaan. Mengubah: PORT=9000 npm start',
  ]
}

function toJson({ name, meaning, shown, from }: SettingReport) {
  return { name, meaning, value: shown, from }
}
