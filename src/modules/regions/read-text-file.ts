import { open } from 'node:fs/promises'
import { refuse } from '../../kernel/refusal.ts'

const REASONS = new Map([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['EISDIR', 'not-a-file'],
  ['EACCES', 'no-permission'],
  ['EPERM', 'no-permission'],
] as const)

/** The text of a file a person named, read whole up to a number of bytes. Refuses what cannot be read, or is larger. */
export async function readTextFile(file: string, mostBytes: number): Promise<string> {
  try {
    await using handle = await open(file, 'r')
    const { size } = await handle.stat()
    if (size > mostBytes) throw refuse('file-unreadable', { file, reason: 'too-large' })
    return await handle.readFile('utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason = REASONS.get(code as 'ENOENT')
    if (reason) throw refuse('file-unreadable', { file, reason })
    throw error
  }
}
