import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { refuse, type ExpectedShape, type Refusal } from '../kernel/refusal.ts'

const compiled = new WeakMap<TSchema, Validator>()

/**
 * Checks a value against a contract and returns it typed, or throws the first thing that is wrong as a Refusal naming the field and
 * what is allowed there. Nothing is coerced, filled in or dropped: `"1"` is not 1, and an unknown field is refused.
 * The API, the command line and the pages all pass through here.
 */
export function checkShape<Schema extends TSchema>(schema: Schema, value: unknown): Static<Schema> {
  const validator = validatorOf(schema)
  if (validator.Check(value)) return value as Static<Schema>
  throw firstRefusal(schema, value, validator.Errors(value) as readonly ShapeError[])
}

type ShapeError = {
  readonly keyword: string
  readonly instancePath: string
  readonly params: {
    readonly additionalProperties?: readonly string[]
    readonly requiredProperties?: readonly string[]
    readonly allowedValues?: readonly unknown[]
    readonly allowedValue?: unknown
    readonly limit?: number
    readonly comparison?: string
    readonly type?: string
  }
}

type SchemaNode = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, SchemaNode>>
  readonly items?: SchemaNode
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly SchemaNode[]
  readonly const?: unknown
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  /** Our own word for the shape a person should type, where JSON's types say too little. */
  readonly expected?: ExpectedShape
}

function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema)
  if (known) return known
  const validator: Validator = Compile(schema)
  compiled.set(schema, validator)
  return validator
}

/** Unknown fields first, because a typing error in a name explains a missing one; then missing ones; then wrong values. */
function firstRefusal(schema: TSchema, value: unknown, errors: readonly ShapeError[]): Refusal {
  const root = schema as SchemaNode
  const unknown = errors.find((error) => error.keyword === 'additionalProperties')
  if (unknown) {
    const holder = nodeAt(root, unknown.instancePath)
    const field = unknown.params.additionalProperties?.[0] ?? ''
    return refuse('field-unknown', { field, allowed: Object.keys(holder?.properties ?? {}) })
  }
  const missing = errors.find((error) => error.keyword === 'required')
  if (missing) {
    const field = missing.params.requiredProperties?.[0] ?? ''
    const allowed = allowedOf(nodeAt(root, missing.instancePath)?.properties?.[field])
    return refuse('value-missing', { field, ...(allowed.length > 0 ? { allowed } : {}) })
  }
  const first = errors.find((error) => error.keyword !== 'boolean') ?? errors[0]
  return refusalOfValue(root, value, first?.instancePath ?? '')
}

function refusalOfValue(root: SchemaNode, whole: unknown, path: string): Refusal {
  const node = nodeAt(root, path)
  const steps = path.split('/').filter((step) => step !== '')
  const field = steps.findLast((step) => !/^\d+$/.test(step)) ?? 'body'
  const value = textOf(valueAt(whole, steps))
  const allowed = allowedOf(node)
  if (allowed.length > 0) return refuse('value-not-allowed', { field, value, allowed })
  if (
    node?.type === 'integer' &&
    /^-?\d+(\.0*)?(e\+?\d+)?$/.test(value) &&
    typeof valueAt(whole, steps) === 'number'
  ) {
    return refuse('value-out-of-range', {
      field,
      value,
      ...(node.minimum === undefined ? {} : { minimum: String(node.minimum) }),
      ...(node.maximum === undefined ? {} : { maximum: String(node.maximum) }),
    })
  }
  return refuse('value-malformed', { field, value, expected: node?.expected ?? shapeOf(node) })
}

function shapeOf(node: SchemaNode | undefined): ExpectedShape {
  if (node?.format === 'date' || node?.format === 'date-time') return node.format
  switch (node?.type) {
    case 'integer':
      return 'whole-number'
    case 'number':
      return 'number'
    case 'boolean':
      return 'yes-or-no'
    case 'array':
      return 'list'
    case 'object':
      return 'object'
    default:
      return 'text'
  }
}

function allowedOf(node: SchemaNode | undefined): string[] {
  if (!node) return []
  if (node.enum) return node.enum.map(String)
  const constants = (node.anyOf ?? []).map((choice) => choice.const)
  return constants.length > 0 && constants.every((constant) => constant !== undefined)
    ? constants.map(String)
    : []
}

function nodeAt(root: SchemaNode, path: string): SchemaNode | undefined {
  let node: SchemaNode | undefined = root
  for (const step of path.split('/').filter((part) => part !== '')) {
    node = /^\d+$/.test(step) && node?.items ? node.items : node?.properties?.[step]
  }
  return node
}

function valueAt(whole: unknown, steps: readonly string[]): unknown {
  let value = whole
  for (const step of steps)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined
  return value
}

/** What was given, short enough for a sentence. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
