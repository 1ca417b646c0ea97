import { hasRepeatedField } from '../../platform/json-text.ts'
import { isStorable } from '../../platform/storable-text.ts'

/** A bare number of a body, as it was written: `12345678901234567890` read as a JavaScript number would be another customer. */
export class JsonNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type JsonObject = Readonly<Record<string, unknown>>

/** A body cannot be read, or a field is missing or written in a way that cannot be taken. */
export type FieldProblem = { readonly problem: 'missing' | 'format'; readonly field: string }

export const isProblem = (value: object): value is FieldProblem => 'problem' in value

type WithSource = (
  this: unknown,
  key: string,
  value: unknown,
  context: { readonly source?: string },
) => unknown

const keepNumbers: WithSource = (_key, value, context) =>
  typeof value === 'number' ? new JsonNumber(context.source ?? '') : value

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The object of a JSON body, its numbers as texts; null for anything else: no JSON, no object, a field named twice, broken UTF-8. */
export function readSnapBody(body: Uint8Array): JsonObject | null {
  try {
    const text = utf8.decode(body)
    const value: unknown = JSON.parse(
      text,
      keepNumbers as (this: unknown, key: string, value: unknown) => unknown,
    )
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof JsonNumber)
      return null
    return hasRepeatedField(text) ? null : (value as JsonObject)
  } catch {
    // Not JSON, not UTF-8, or nested deeper than the reader goes.
    return null
  }
}

/** A field of a JSON object that is really its own: `__proto__` and `constructor` are fields like others. */
export function fieldOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

export function objectIn(object: JsonObject, name: string): JsonObject | null {
  const value = fieldOf(object, name)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject && !(value instanceof JsonNumber) ? (value as JsonObject) : null
}

/** The text of a field that may also come as a bare number; undefined when it is not there, null when it is neither. */
export function textIn(object: JsonObject, name: string, longest: number): string | null | undefined {
  const value = fieldOf(object, name)
  if (value === undefined || value === null) return undefined
  const text = value instanceof JsonNumber ? value.text : value
  return typeof text === 'string' && text.length <= longest && isStorable(text) ? text : null
}
