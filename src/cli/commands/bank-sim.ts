import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { startSimulator, type Simulator } from '../../../bank-sim/server.ts'
import { refuse } from '../../kernel/refusal.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { openDataFolder } from '../../platform/data-folder.ts'
import { lockFolder } from '../../platform/folder-lock.ts'
import { OperatorFailure } from '../../platform/operator-failure.ts'
import { listenForStop, type StopRequest } from '../../platform/stop-request.ts'
import type { Command, CommandContext } from '../command.ts'

const DEFAULT_PORT = 8090

/** A bank that is none, for learning, testing and showing: it speaks what banks speak, and its money is no money. */
export const bankSimulatorCommands: readonly Command[] = [
  {
    name: 'bank-sim',
    summary: 'Jalankan SIMULATOR bank: bicara seperti bank, uangnya bukan uang.',
    usage: '[--port NOMOR] [--data FOLDER] [--payung ALAMAT]',
    options: [
      {
        flag: '--port',
        value: 'NOMOR',
        meaning: `port HTTP; biasanya ${String(DEFAULT_PORT)}, 0 berarti yang mana saja`,
      },
      { flag: '--data', value: 'FOLDER', meaning: 'folder buku simulator; biasanya bank-sim di folder data' },
      {
        flag: '--payung',
        value: 'ALAMAT',
        meaning: 'alamat layanan SNAP Payung, misalnya http://127.0.0.1:8080/snap',
      },
      {
        flag: '--guarded',
        meaning: 'dijalankan oleh serve: berhenti bersamanya, dan alamat Payung datang dari stdin',
      },
    ],
    examples: ['./payung bank-sim --port 8090 --payung http://127.0.0.1:8080/snap'],
    run: simulate,
  },
]

async function simulate(context: CommandContext): Promise<number> {
  const { env, options, out } = context
  const given = options.get('data')
  const folder =
    typeof given === 'string' ? given : join(openDataFolder(readConfig(env).dataFolder).path, 'bank-sim')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Two programs that wrote into one book would both think that they knew what is in it.
  const lock = await lockFolder(openDataFolder(folder).lockName, 'serve', false)
  if (lock.kind === 'taken') {
    lock.close()
    throw new OperatorFailure(
      `SIMULATOR sudah berjalan di ${folder}. Pakai yang itu, atau pilih folder lain dengan --data.`,
    )
  }
  const simulator = await startSimulator({
    folder,
    port: portOf(options.get('port')),
    now: () => systemClock.now(),
  })
  const payung = options.get('payung')
  if (typeof payung === 'string') connect(simulator, payung, context)
  out(`SIMULATOR bank siap: ${simulator.url}`)
  const stop = listenForStop()
  try {
    await (options.get('guarded') === true ? guarded(simulator, context, stop) : stop.happened)
  } finally {
    stop.dispose()
    await simulator.close()
    await lock.release()
  }
  return 0
}

/**
 * Lives as long as whoever started it holds the other end of our stdin, which closes however that program ends. Ctrl-C in a terminal
 * reaches us too, while the last requests are still being answered: here it is not ours to hear.
 */
async function guarded(simulator: Simulator, context: CommandContext, stop: StopRequest): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    if (!stop.hurried.aborted) connect(simulator, line.trim(), context)
  }
}

/** Tells Payung again what it never answered: either side may have been away. */
function connect(simulator: Simulator, url: string, { err }: CommandContext): void {
  if (!URL.canParse(url)) throw refuse('value-malformed', { field: 'payung', value: url, expected: 'text' })
  simulator.connectTo(url)
  simulator.desk.tellUnanswered().catch((error: unknown) => {
    err(`SIMULATOR: ${error instanceof Error ? error.message : String(error)}`)
  })
}

function portOf(text: string | true | undefined): number {
  if (text === undefined) return DEFAULT_PORT
  const port = Number(text)
  if (text === true || !/^\d{1,5}$/.test(text) || port > 65_535) {
    throw refuse('value-out-of-range', { field: 'port', value: String(text), minimum: '0', maximum: '65535' })
  }
  return port
}
