declare module '../../../kernel/refusal.ts' {
  interface RefusalDetails {
    /** The simulator does not answer, or is not in use. */
    'simulator-away': Readonly<Record<string, never>>
  }
}

/** What the simulator tells of itself (bank-sim/control-routes.ts): another program, so every answer is read as a stranger's. */
export type SimulatorBook = {
  readonly balance: string
  readonly payments: readonly {
    readonly number: number
    readonly target: string
    readonly amount: string
    readonly paidAt: string
    readonly state: 'open' | 'accepted' | 'turned-back'
  }[]
}
export type SimulatorScenarios = Readonly<Record<string, { readonly id: string; readonly en: string }>>
export type PlayedSteps = readonly {
  readonly what: 'inquiry' | 'payment' | 'qr-notify'
  readonly code: string | null
}[]

/** One scenario is 50 calls at most; the slowest waits ten seconds twice. */
const PATIENCE_MS = 60_000

export function askBook(url: string): Promise<SimulatorBook | null> {
  return ask<SimulatorBook>(url, '/sim/book')
}

export async function askScenarios(url: string): Promise<SimulatorScenarios> {
  return (await ask<{ scenarios: SimulatorScenarios }>(url, '/sim/scenarios'))?.scenarios ?? {}
}

/** Plays a payment; what was wrong with the wish, when the simulator did not take it. */
export function askToPlay(
  url: string,
  wish: Readonly<Record<string, string>>,
): Promise<{ readonly steps?: PlayedSteps; readonly wrong?: string } | null> {
  const path = 'qr' in wish ? '/sim/pay-qr' : '/sim/pay'
  return ask(url, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  })
}

export type MovedMoney = { readonly reference?: string; readonly wrong?: string }

/** Pays BPJS Ketenagakerjaan from the account, or has it give money back; with the number of the receipt. */
export function askToMove(url: string, wish: Readonly<Record<string, string>>): Promise<MovedMoney | null> {
  return ask(url, '/sim/move', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wish),
  })
}

/** The statement of a day as the simulator writes it. */
export async function askStatement(
  url: string,
  day: string,
  format: 'csv' | 'mt940',
): Promise<string | null> {
  const response = await reach(url, `/sim/statement?from=${day}&format=${format}`)
  return response?.ok === true ? response.text() : null
}

async function ask<Answer>(url: string, path: string, init: RequestInit = {}): Promise<Answer | null> {
  const response = await reach(url, path, init)
  try {
    return response === null ? null : ((await response.json()) as Answer)
  } catch {
    return null
  }
}

/** Null when nobody answers there. */
async function reach(url: string, path: string, init: RequestInit = {}): Promise<Response | null> {
  try {
    return await fetch(url + path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })
  } catch {
    return null
  }
}
