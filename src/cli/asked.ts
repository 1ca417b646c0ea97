import type { TSchema } from 'typebox'
import { refuse } from '../kernel/refusal.ts'
import { jsonText } from '../platform/json-text.ts'
import { fieldOfFlag, valuesFromTexts } from '../platform/text-values.ts'
import { checkShape } from '../platform/validate.ts'
import type { CommandContext } from './command.ts'

/** The one word behind the command, which `what` names in the refusal when it is missing or there are more. */
export function only({ positionals }: CommandContext, what: string): string {
  const [given, more] = positionals
  if (given === undefined) throw refuse('value-missing', { field: what })
  if (more !== undefined) throw refuse('field-unknown', { field: more, allowed: [what] })
  return given
}

/** The text behind an option; undefined when it was not given. */
export function text({ options }: CommandContext, option: string): string | undefined {
  const value = options.get(option)
  return typeof value === 'string' ? value : undefined
}

/** The options with their texts, by the names that the fields of contracts have. Switches are not among them. */
export function texts({ options }: CommandContext): Record<string, string> {
  return Object.fromEntries(
    [...options].flatMap(([flag, value]) =>
      typeof value === 'string' ? [[fieldOfFlag(flag), value] as const] : [],
    ),
  )
}

/** Texts, mostly those of the options, as the body of the same question through the API. */
export function bodyOf<Schema extends TSchema>(
  schema: Schema,
  given: Readonly<Record<string, string | true | undefined>>,
) {
  const fields = Object.entries(given).flatMap(([field, value]): [string, string | true][] =>
    value === undefined ? [] : [[field, value]],
  )
  return checkShape(schema, valuesFromTexts(schema, fields))
}

/** The options, switches too, as the body of the same question through the API; one that says something else is left out by `except`. */
export function asked<Schema extends TSchema>({ options }: CommandContext, schema: Schema, except?: string) {
  const given = [...options].filter(([flag]) => flag !== except)
  return bodyOf(schema, Object.fromEntries(given.map(([flag, value]) => [fieldOfFlag(flag), value])))
}

/** Prints an answer: as JSON when asked for, else line by line, and `none` where there is no line. Answers the exit code 0. */
export function print(
  context: CommandContext,
  answer: object,
  lines: readonly string[],
  none = 'Belum ada.',
): number {
  if (context.json) context.out(jsonText(answer))
  else for (const line of lines.length > 0 ? lines : [none]) context.out(line)
  return 0
}
