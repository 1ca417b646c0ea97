import type { Readable } from 'node:stream'
import { Busboy } from '@fastify/busboy'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isStorable } from './storable-text.ts'

/** The one file of a form, read while it comes. Its name is a text for people, never a path. */
export type Upload = { readonly fileName: string; readonly content: AsyncIterable<Uint8Array> }

declare module 'fastify' {
  interface FastifyRequest {
    /** The file of a multipart form; null when there is none. */
    upload: Upload | null
  }
  interface FastifyContextConfig {
    /** The body is a file, which over a slow line takes longer than other requests. */
    readonly takesFile?: boolean
  }
}

/** A multipart form that is none, is cut off, or is larger than any of ours. */
class FormBroken extends Error {
  readonly statusCode = 400
}

const LIMITS = {
  fieldNameSize: 100,
  fieldSize: 1_048_576,
  fields: 30,
  files: 1,
  parts: 40,
  headerPairs: 20,
  headerSize: 8_192,
}

/**
 * Reads multipart forms: the answers before the file become the body, the file itself is read by whoever handles the request, while it
 * comes. So a form must name its file last. An answer given twice is refused.
 */
export function readMultipartForms(app: FastifyInstance): void {
  app.decorateRequest('upload', null)
  app.addContentTypeParser('multipart/form-data', (request, payload, done) => {
    readForm(request, payload).then(
      (fields) => {
        done(null, fields)
      },
      (error: unknown) => {
        done(error instanceof FormBroken ? error : new FormBroken('a form that cannot be read'))
      },
    )
  })
  // What nobody read must not keep the connection waiting.
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.upload) {
      request.raw.unpipe()
      request.raw.resume()
    }
    done()
  })
}

function readForm(request: FastifyRequest, payload: Readable): Promise<Record<string, string>> {
  const contentType = request.headers['content-type'] ?? ''
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    const form = new Busboy({ headers: { ...request.headers, 'content-type': contentType }, limits: LIMITS })
    const fail = () => {
      reject(new FormBroken('a form that cannot be read'))
    }
    form.on('field', (name, value, isNameCut, isValueCut) => {
      if (
        Object.hasOwn(fields, name) ||
        isNameCut ||
        isValueCut ||
        !isStorable(value) ||
        name === '__proto__'
      )
        fail()
      else fields[name] = value
    })
    form.on('file', (_name, content, fileName) => {
      form.once('error', (error) =>
        content.destroy(error instanceof Error ? error : new FormBroken('cut off')),
      )
      payload.once('aborted', () => content.destroy(new FormBroken('cut off')))
      request.upload = { fileName: isStorable(fileName) ? fileName : '', content }
      resolve(fields)
    })
    form.once('finish', () => {
      resolve(fields)
    })
    form.once('error', fail)
    payload.once('error', fail)
    payload.pipe(form)
  })
}
