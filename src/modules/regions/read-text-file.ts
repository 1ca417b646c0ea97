import { open } from 'node:fs/promises'
import { refuse } from '../../kernel/refusal.ts'

const UNREADABLE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG'])

/** The text of a file a person named, read whole up to a number of bytes. Refuses what cannot be read, or is larger. */
export async function readTextFile(file: string, mostBytes: number): Promise<string> {
  try {
    await using handle = await open(file, 'r')
    const { size } = await handle.stat()
    if (size > mostBytes) {
      throw refuse('value-out-of-range', {
        field: 'file',
        value: `${size} byte`,
        maximum: `${mostBytes} byte`,
      })
    }
    return await handle.readFile('utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code === 'string' && UNREADABLE.has(code))
      throw refuse('file-unreadable', { file, problem: 'missing' })
    throw error
  }
}
