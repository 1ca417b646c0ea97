import { nameWordsOf, soundOfWord } from './matching/name-words.ts'

/** How the words of a name sound, each once: by these a person is found whatever the spelling. */
export function nameKeysOf(name: string): string[] {
  const keys = nameWordsOf(name).keyed.map(soundOfWord)
  return keys.length < 2 ? keys : [...new Set(keys)]
}
