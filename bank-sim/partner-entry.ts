import { publicPem, type SimulatorContract } from './bank-keys.ts'

/** Payung's side of the contract, in the form of the file that `PAYUNG_BANKS_FILE` names (src/modules/payments/partner-contract.ts). */
export function partnersFileOf(contract: SimulatorContract, bankUrl: string) {
  const { partnerId, serviceId, merchantId, bank, payung } = contract
  return {
    partners: [
      {
        id: 'simulator',
        name: 'SIMULATOR (bukan bank)',
        simulator: true,
        inbound: {
          partnerId,
          clientKey: bank.clientId,
          signature: 'symmetric' as const,
          secrets: [{ value: bank.clientSecret }],
          publicKeys: [{ value: publicPem(bank.privateKey) }, { value: publicPem(bank.nextPrivateKey) }],
          addresses: ['127.0.0.1', '::1'],
        },
        outbound: {
          baseUrl: bankUrl,
          partnerId,
          clientKey: payung.clientId,
          channelId: '95221',
          signature: 'symmetric' as const,
          secret: payung.clientSecret,
          privateKey: payung.privateKey,
        },
        va: { partnerServiceId: serviceId, customerDigits: 12 },
        qr: { merchantId, terminalId: 'SIM01' },
      },
    ],
  }
}
