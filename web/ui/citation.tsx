import type { Language } from '../../src/kernel/format.ts'
import type { Confidence } from '../../src/rules/laws.ts'
import { abbreviations } from '../locales/abbreviations.ts'
import { wordsIn } from '../locales/public.ts'
import { hrefIn } from './links.ts'

type CitationProps = {
  readonly language: Language
  readonly law: string
  readonly article: string
  /** Parameter id: links to its place in the register. */
  readonly parameter?: string
}

/** `PP 44/2015, Pasal 16`, linked to its entry in the law register when the parameter is known. */
export function Citation({ language, law, article, parameter }: CitationProps) {
  const text = (
    <>
      <LawName language={language} law={law} />, {article}
    </>
  )
  if (parameter === undefined) return <cite>{text}</cite>
  return <a href={hrefIn(language, `/peraturan/${parameter}`)}>{text}</a>
}

/** `PP 44/2015` with its abbreviation opened for those who point at it. */
export function LawName({ language, law }: { readonly language: Language; readonly law: string }) {
  const [short = '', ...rest] = law.split(' ')
  const long = abbreviations[language][short]
  if (long === undefined) return <>{law}</>
  return (
    <>
      <abbr title={long}>{short}</abbr> {rest.join(' ')}
    </>
  )
}

const SHADE = { H: 'sure', M: 'fair', L: 'weak' } as const

/** How sure we are, in words. */
export function ConfidenceTag(props: { readonly language: Language; readonly confidence: Confidence }) {
  const { language, confidence } = props
  return <span className={`tag ${SHADE[confidence]}`}>{wordsIn(language).confidence[confidence]}</span>
}
