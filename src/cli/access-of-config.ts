import type { AccessSettings } from '../modules/access/access-settings.ts'
import type { AlertThresholds } from '../modules/access/alerts.ts'
import { COMMON_PASSWORDS, readBreachedPasswords } from '../modules/access/breached-passwords.ts'
import type { Config } from '../platform/config.ts'

/** How people sign in, as the settings say; what the folder is for says its database. Throws OperatorFailure when a file they name cannot be read. */
export async function accessOfConfig(config: Config): Promise<Omit<AccessSettings, 'training' | 'twin'>> {
  const { ssoIssuer: issuer, ssoClientId: clientId, ssoClientSecret: clientSecret } = config
  const isWhole = issuer !== null && clientId !== null && clientSecret !== null
  return {
    session: { idleMs: config.idleMinutes * 60_000, longestMs: config.sessionHours * 3_600_000 },
    breached:
      config.breachedPasswords === null
        ? COMMON_PASSWORDS
        : await readBreachedPasswords(config.breachedPasswords),
    singleSignOn: isWhole ? { issuer, clientId, clientSecret } : null,
    mailCommand: config.mailCommand,
  }
}

/** From how much on whoever watches is told. */
export function alertsOfConfig(config: Config): AlertThresholds {
  return {
    exportedRows: config.alertExportedRows,
    unmaskedPersons: config.alertUnmaskedPersons,
    refusals: config.alertRefusals,
    quotaPercent: config.alertQuotaPercent,
  }
}
