import { nameWordsOf, soundKeyOf } from './matching/name-words.ts'

/** How the words of a name sound, each once: by these a person is found whatever the spelling. */
export function nameKeysOf(name: string): string[] {
  return [...new Set(nameWordsOf(name).words.map(soundKeyOf))]
}
