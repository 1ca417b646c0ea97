import type { TSchema } from 'typebox'

type FieldNode = {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly items?: FieldNode
  readonly properties?: Readonly<Record<string, FieldNode>>
}

/**
 * Turns texts as people type them (a command line, a web form) into the values of a contract, without judging them: what does not
 * look like the field's type stays text, and `checkShape` then refuses it. Empty texts are fields left blank and are dropped;
 * words of a fixed list are matched whatever their case; a list is parted at commas.
 */
export function valuesFromTexts(
  schema: TSchema,
  texts: Iterable<readonly [field: string, text: string | true]>,
): Record<string, unknown> {
  const fields = (schema as FieldNode).properties ?? {}
  const values: Record<string, unknown> = {}
  for (const [field, text] of texts) {
    if (text === '') continue
    const node = Object.hasOwn(fields, field) ? fields[field] : undefined
    values[field] = node && typeof text === 'string' ? valueOf(node, text.trim()) : text
  }
  return values
}

function valueOf(node: FieldNode, text: string): unknown {
  if (node.enum) return node.enum.find((word) => String(word).toLowerCase() === text.toLowerCase()) ?? text
  switch (node.type) {
    case 'integer':
      return /^-?\d+$/.test(text) ? Number(text) : text
    case 'number':
      return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text
    case 'boolean':
      return text === 'true' || text === 'ya' || text === 'yes'
        ? true
        : text === 'false' || text === 'tidak' || text === 'no'
          ? false
          : text
    case 'array':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map((part) => valueOf(node.items ?? {}, part))
    default:
      return text
  }
}

/** `occupation-group` → `occupationGroup`: how a contract's field is spelled on the command line. */
export function fieldOfFlag(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

/** `occupationGroup` → `--occupation-group`. */
export function flagOfField(field: string): `--${string}` {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
