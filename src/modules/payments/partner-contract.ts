import Type from 'typebox'
import { BODY_PROFILES } from './snap-signature.ts'

const strict = { additionalProperties: false }
const header = Type.String({ minLength: 1, maxLength: 36, pattern: '^[\\x21-\\x7e]+$' })
const instant = Type.Optional(Type.String({ format: 'date-time' }))
const timedText = Type.Object(
  { value: Type.String({ minLength: 16, maxLength: 8_192 }), from: instant, until: instant },
  strict,
)
const signature = Type.Enum(['symmetric', 'asymmetric'])
const bodyProfile = Type.Optional(Type.Enum([...BODY_PROFILES]))

const inbound = Type.Object(
  {
    partnerId: header,
    clientKey: Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' }),
    signature,
    secrets: Type.Optional(Type.Array(timedText, { minItems: 1, maxItems: 2 })),
    publicKeys: Type.Array(timedText, { minItems: 1, maxItems: 2 }),
    bodyProfile,
    bodySigned: Type.Optional(Type.Boolean()),
    addresses: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 100 }),
    clockSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_600 })),
    replayOnSameExternalId: Type.Optional(Type.Boolean()),
    paidBillCase: Type.Optional(Type.Enum(['14', '13'])),
    requestsPerMinute: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    signedPath: Type.Optional(Type.Enum(['whole', 'from-version'])),
  },
  strict,
)

const outbound = Type.Object(
  {
    baseUrl: Type.String({ minLength: 8, maxLength: 300 }),
    partnerId: header,
    clientKey: Type.String({ minLength: 1, maxLength: 128 }),
    channelId: Type.String({ minLength: 1, maxLength: 5 }),
    signature,
    secret: Type.Optional(Type.String({ minLength: 16, maxLength: 512 })),
    privateKey: Type.String({ minLength: 16, maxLength: 8_192 }),
    bodyProfile,
    timeoutSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
    externalIdDigits: Type.Optional(Type.Integer({ minimum: 9, maximum: 36 })),
    authority: Type.Optional(Type.String({ minLength: 16, maxLength: 65_536 })),
  },
  strict,
)

/** The file of partners: banks and payment providers, their ways of speaking, their keys. Secrets live here and never in the database. */
export const partnersFile = Type.Object(
  {
    partners: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' }),
          name: Type.String({ minLength: 1, maxLength: 80 }),
          simulator: Type.Optional(Type.Boolean()),
          inbound,
          outbound,
          va: Type.Optional(
            Type.Object(
              {
                partnerServiceId: Type.String({ pattern: '^\\d{1,8}$' }),
                customerDigits: Type.Optional(Type.Integer({ minimum: 8, maximum: 20 })),
              },
              strict,
            ),
          ),
          qr: Type.Optional(
            Type.Object(
              {
                merchantId: Type.String({ minLength: 1, maxLength: 64 }),
                terminalId: Type.String({ minLength: 1, maxLength: 16 }),
              },
              strict,
            ),
          ),
        },
        strict,
      ),
      { maxItems: 50 },
    ),
  },
  strict,
)
