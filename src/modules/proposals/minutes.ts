declare module '../../kernel/refusal.ts' {
  interface RefusalDetails {
    'minutes-missing': Readonly<Record<string, never>>
    /** Neither PDF nor JPEG nor PNG by its first bytes, whatever its name says. */
    'minutes-kind-refused': Readonly<Record<string, never>>
    'minutes-too-large': { readonly most: number }
    'minutes-too-many': { readonly most: number }
    /** The same bytes are attached already. */
    'minutes-known': Readonly<Record<string, never>>
    'minutes-unknown': Readonly<Record<string, never>>
  }
}

export const MINUTES_KINDS = ['application/pdf', 'image/jpeg', 'image/png'] as const
export type MinutesKind = (typeof MINUTES_KINDS)[number]

export const MOST_MINUTES_BYTES = 5 * 1_048_576
/** A meeting whose minutes are photographed page by page. */
export const MOST_MINUTES = 10

const SIGNS: readonly (readonly [kind: MinutesKind, first: readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
]

/** What a file is by its first bytes; null for anything else. */
export function findMinutesKind(bytes: Uint8Array): MinutesKind | null {
  const found = SIGNS.find(([, first]) => first.every((byte, at) => bytes[at] === byte))
  return found?.[0] ?? null
}
