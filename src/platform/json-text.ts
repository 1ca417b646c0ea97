/** JSON with whole rupiah and counts as plain numbers: bigint has no form of its own there. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))
}
