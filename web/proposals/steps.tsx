import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { StepIndicator } from '../ui/step-indicator.tsx'

/** Where one stands among the six steps of proposing. `now` from 1. */
export function Steps({ language, now }: { readonly language: Language; readonly now: number }) {
  return <StepIndicator language={language} steps={wordsIn(language).proposals.steps} current={now - 1} />
}
