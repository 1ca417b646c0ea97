import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { PostForm } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'
import { TaskList } from '../ui/task-list.tsx'

export type ShownSteps = {
  readonly csrf: string
  readonly isPutAway: boolean
  readonly steps: readonly {
    readonly title: string
    readonly hint: string
    readonly href: string
    readonly isDone: boolean
  }[]
}

/** What a new reader does first, ticked by what stands in the database; he may put it away. */
export function FirstSteps({ language, shown }: { readonly language: Language; readonly shown: ShownSteps }) {
  const words = wordsIn(language).staff
  const { csrf, isPutAway, steps } = shown
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <section aria-labelledby="langkah-pertama">
      <h2 id="langkah-pertama">{words.stepsTitle}</h2>
      <p>{words.stepsDone(String(done), String(steps.length))}</p>
      <TaskList
        language={language}
        tasks={steps.map(({ title, hint, href, isDone }) => ({
          name: title,
          hint,
          href,
          state: isDone ? 'done' : 'todo',
        }))}
      />
      <PostForm
        action={hrefIn(language, '/beranda/langkah')}
        csrf={csrf}
        hidden={{ simpan: isPutAway ? 'tidak' : 'ya' }}
        button={isPutAway ? words.stepsShow : words.stepsPutAway}
        look="quiet"
      />
    </section>
  )
}
