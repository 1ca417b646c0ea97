import type { FastifyInstance } from 'fastify'

/** A JSON body in which one object names a field twice: which one is meant cannot be known. */
class FieldRepeated extends SyntaxError {
  readonly statusCode = 400
}

/** Reads JSON bodies as Fastify does (a poisoned prototype is refused) and refuses a field named twice. */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    void parse(request, text, (error, value) => {
      if (error) done(error)
      else if (hasRepeatedField(text)) done(new FieldRepeated('field named twice'))
      else done(null, value)
    })
  })
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/** Whether any object of a well-formed JSON text names a field twice. One pass, linear in its length. */
export function hasRepeatedField(text: string): boolean {
  const open: (Set<string> | null)[] = []
  let before = ''
  for (const [token] of text.matchAll(TOKEN)) {
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
