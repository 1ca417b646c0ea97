import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'

type StepIndicatorProps = {
  readonly language: Language
  readonly steps: readonly string[]
  /** The step that is shown, from 0. */
  readonly current: number
}

/** Where one stands in a flow that goes one way: done, current, not yet, each in words too. */
export function StepIndicator({ language, steps, current }: StepIndicatorProps) {
  const words = wordsIn(language).components
  return (
    <div className="steps">
      <p>
        {words.step(String(current + 1), String(steps.length))}: <strong>{steps[current]}</strong>
      </p>
      <ol aria-hidden="true">
        {steps.map((step, index) => (
          <li key={step} className={index < current ? 'done' : index === current ? 'now' : undefined}>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
