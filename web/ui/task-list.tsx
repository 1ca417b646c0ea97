import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'

export type Task = {
  readonly name: string
  readonly href: string
  readonly state: 'todo' | 'doing' | 'done' | 'blocked'
  readonly hint?: string
}

/** What is to be done over several visits; the whole row leads there, unless it cannot begin yet. */
export function TaskList({
  language,
  tasks,
}: {
  readonly language: Language
  readonly tasks: readonly Task[]
}) {
  const words = wordsIn(language).components
  return (
    <ul className="tasks">
      {tasks.map(({ name, href, state, hint }) => {
        const body = (
          <>
            <span>
              {name}
              {hint === undefined ? null : <small>{hint}</small>}
            </span>
            <span className={`tag ${state}`}>{words.taskStates[state]}</span>
          </>
        )
        return <li key={href}>{state === 'blocked' ? <div>{body}</div> : <a href={href}>{body}</a>}</li>
      })}
    </ul>
  )
}
