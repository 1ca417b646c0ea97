import { refuse } from './refusal.ts'

/** A text as it is kept: without spaces around it and with single ones inside. Refuses an empty one. */
export function requireText(field: string, text: string): string {
  const written = text.trim().replace(/\s+/g, ' ')
  if (written === '') throw refuse('value-missing', { field })
  return written
}
