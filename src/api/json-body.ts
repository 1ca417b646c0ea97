import type { FastifyInstance } from 'fastify'
import { hasRepeatedField, JSON_TOKEN } from '../platform/json-text.ts'
import { isStorable } from '../platform/storable-text.ts'

/** A JSON body in which one object names a field twice: which one is meant cannot be known. */
class FieldRepeated extends SyntaxError {
  readonly statusCode = 400
}

/** A JSON body with a text that no database can keep. */
class TextBroken extends SyntaxError {
  readonly statusCode = 400
}

/** Reads JSON bodies as Fastify does (a poisoned prototype is refused) and refuses a field named twice and text that cannot be stored. */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    void parse(request, text, (error, value) => {
      if (error) done(error)
      else if (hasRepeatedField(text)) done(new FieldRepeated('field named twice'))
      else if (hasBrokenText(text)) done(new TextBroken('text that cannot be stored'))
      else done(null, value)
    })
  })
}

/** Such a sign can stand in JSON as an escape only; a text without any is not looked at twice. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/i

function hasBrokenText(text: string): boolean {
  if (!SUSPICIOUS.test(text)) return false
  return text
    .matchAll(JSON_TOKEN)
    .some(([token]) => token.startsWith('"') && !isStorable(JSON.parse(token) as string))
}
