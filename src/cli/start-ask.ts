import type { StartAsk } from '../modules/access/installation-purpose.ts'
import type { Config } from '../platform/config.ts'

const OWN_MACHINE = ['127.0.0.1', 'localhost', '::1']

/** What a start says about its purpose: a plain one on this machine, with nothing set that other people need, may be for training. */
export function startAskOf(config: Config, isEmpty: boolean): StartAsk {
  const set = [
    config.databaseUrl,
    config.databaseOwnerUrl,
    config.publicUrl,
    config.lawFile,
    config.banksFile,
    config.keys,
    config.keysCommand,
    config.auditHeadsCommand,
    config.mailCommand,
    config.ssoIssuer,
  ]
  const isConfigured =
    set.some((value) => value !== null) ||
    config.trustedProxies.length > 0 ||
    !OWN_MACHINE.includes(config.host)
  return { training: config.training, isEmpty, isConfigured }
}
