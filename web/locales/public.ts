import type { Language } from '../../src/kernel/format.ts'
import { publicWords as english } from './en/public.ts'
import { publicWords as indonesian } from './id/public.ts'

/** Every word of the public pages; the Indonesian catalog is the measure, the English one must have the same shape. */
export type PublicWords = typeof indonesian

export function wordsIn(language: Language): PublicWords {
  return language === 'en' ? english : indonesian
}
