/** JSON with whole rupiah and counts as plain numbers: bigint has no form of its own there. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each))
}

/** The strings and marks of a JSON text, in their order. */
export const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/** Whether any object of a well-formed JSON text names a field twice. One pass, linear in its length. */
export function hasRepeatedField(text: string): boolean {
  const open: (Set<string> | null)[] = []
  let before = ''
  for (const [token] of text.matchAll(JSON_TOKEN)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(null)
    else if (token === '}' || token === ']') open.pop()
    const names = open.at(-1)
    // In an object a string after { or , is a name; everywhere else it is a value.
    if (names && token.startsWith('"') && (before === '{' || before === ',')) {
      const name = JSON.parse(token) as string
      if (names.has(name)) return true
      names.add(name)
    }
    before = token
  }
  return false
}
