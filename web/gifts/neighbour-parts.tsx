import type { ReactNode } from 'react'
import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { hrefIn } from '../ui/links.ts'
import { CheckList } from './step-page.tsx'

/** What is read aloud to a neighbour before he agrees. */
export function ConsentText({
  language,
  lines,
}: {
  readonly language: Language
  readonly lines: readonly string[]
}) {
  return (
    <section className="sheet" aria-label={wordsIn(language).gifts.neighbour.consent}>
      <ol>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </section>
  )
}

type NeighbourCheckProps = {
  readonly language: Language
  readonly values: Readonly<Record<string, string>>
  readonly village: string
  readonly action: string
  readonly price: ReactNode
}

/** The answers about a neighbour before they are sent; of the NIK only the last four digits. Each can be changed. */
export function NeighbourCheck({ language, values, village, action, price }: NeighbourCheckProps) {
  const { neighbour, change } = wordsIn(language).gifts
  const changer = (step: number, label: string) => (
    <form action={hrefIn(language, action)} method="post">
      {Object.entries({ ...values, goto: String(step) }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="quiet" aria-label={`${change}: ${label}`}>
        {change}
      </button>
    </form>
  )
  const row = (label: string, value: string, step: number) => ({ label, value, change: changer(step, label) })
  return (
    <>
      <CheckList
        rows={[
          row(neighbour.name, values['name'] ?? '', 0),
          row(neighbour.occupation, values['occupation'] ?? '', 0),
          row(neighbour.nik, `•••• ${(values['nik'] ?? '').replace(/\D/g, '').slice(-4)}`, 1),
          row(neighbour.bornOn, values['bornOn'] ?? '', 1),
          row(neighbour.village, village, 2),
          row(neighbour.months, values['months'] ?? '', 4),
          row(neighbour.giver, values['giver'] ?? '', 4),
        ]}
      />
      {price}
    </>
  )
}
