import { formatRupiah, type Language } from '../../src/kernel/format.ts'
import { BUSINESS_SIZES, EMPLOYER_KINDS, openProgrammes } from '../../src/rules/membership.ts'
import { MIGRANT_PACKAGES } from '../../src/rules/migrant-contribution.ts'
import type { Segment } from '../../src/rules/parameter.ts'
import { OCCUPATION_GROUPS, PAYERS } from '../../src/rules/payers.ts'
import { RISK_CLASSES } from '../../src/rules/wage-earner-contribution.ts'
import { wordsIn, type PublicWords } from '../locales/public.ts'
import { Choice, QuestionForm, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'
import { QUESTIONS, type FormFields } from './contribution-form.ts'

/** Monthly JHT a migrant worker may choose; the law's own list is checked when the answer is made. */
const JHT_CHOICES = [0n, 50_000n, 100_000n, 200_000n, 300_000n, 400_000n, 500_000n, 600_000n]

type Words = PublicWords['contribution']

type QuestionsProps = {
  readonly language: Language
  readonly segment: Segment
  readonly fields: FormFields
  readonly errors: FieldErrors
}

/** The form of one segment: only the questions that matter for it. */
export function ContributionQuestions(props: QuestionsProps) {
  const { language, segment } = props
  return (
    <QuestionForm
      action="/iuran"
      hidden={{ segment, ...(language === 'en' ? { lang: 'en' } : {}) }}
      button={wordsIn(language).contribution.button}
    >
      {QUESTIONS[segment].map((name) => (
        <ContributionQuestion key={name} name={name} {...props} />
      ))}
    </QuestionForm>
  )
}

function ContributionQuestion(props: QuestionsProps & { readonly name: string }) {
  const { name, language, segment, fields, errors } = props
  const words = wordsIn(language).contribution
  const value = fields[name] ?? ''
  const error = errors[name]
  const text = typeof value === 'string' ? value : ''
  const typed = typedQuestion(name, words)
  if (typed) return <TextField name={name} value={text} error={error} {...typed} />
  const listed = listedQuestion(name, words, language)
  if (listed) return <SelectField name={name} value={text} error={error} {...listed} />
  const picked = pickedQuestion(name, words, segment)
  const chosen = typeof value === 'string' ? [value] : value
  return picked && <Choice name={name} chosen={chosen} error={error} {...picked} />
}

/** Questions answered by typing. */
function typedQuestion(name: string, words: Words) {
  switch (name) {
    case 'income':
    case 'wage':
    case 'contract':
      return { label: words[name], hint: words[`${name}Hint`], kind: 'digits' } as const
    case 'months':
    case 'extraMonths':
      return { label: words[name], hint: words[`${name}Hint`], kind: 'digits', short: true } as const
    case 'month':
      return { label: words.month, hint: words.monthHint, kind: 'month', short: true } as const
    default:
      return null
  }
}

/** Questions answered from a long list. */
function listedQuestion(name: string, words: Words, language: Language) {
  switch (name) {
    case 'payer':
      return { label: words.payer, options: named(PAYERS, words.payers) }
    case 'employer':
      return { label: words.employer, options: named(EMPLOYER_KINDS, words.employers) }
    case 'jhtMonthly':
      return {
        label: words.jhtMonthly,
        options: JHT_CHOICES.map((amount) => ({
          value: String(amount),
          label: amount === 0n ? words.jhtNone : formatRupiah(amount, language),
        })),
      }
    default:
      return null
  }
}

/** Questions answered by picking one, or by ticking. */
function pickedQuestion(name: string, words: Words, segment: Segment) {
  switch (name) {
    case 'package':
      return { label: words.package, options: named(MIGRANT_PACKAGES, words.packages) }
    case 'occupationGroup':
      return {
        label: words.occupationGroup,
        options: explained(OCCUPATION_GROUPS.toReversed(), words.occupationGroups),
      }
    case 'riskClass':
      return {
        label: words.riskClass,
        hint: words.riskClassHint,
        options: explained(RISK_CLASSES, words.riskClasses),
      }
    case 'size':
      return { label: words.size, options: explained(BUSINESS_SIZES, words.sizes) }
    case 'labourIntensive':
    case 'withPlacement':
      return {
        label: words[name],
        many: true,
        options: [{ value: 'yes', label: words[`${name}Yes`], hint: words[`${name}Hint`] }],
      }
    case 'programmes':
      return {
        label: words.programmesQuestion,
        hint: words.programmesHint,
        many: true,
        options: programmes(segment, words),
      }
    default:
      return null
  }
}

function programmes(segment: Segment, words: Words): Option[] {
  return openProgrammes(segment === 'PU' ? 'PU large' : segment).map((programme) => ({
    value: programme,
    label: `${words.programmes[programme]} (${programme})`,
  }))
}

function named<Key extends string>(keys: readonly Key[], names: Readonly<Record<Key, string>>): Option[] {
  return keys.map((key) => ({ value: key, label: names[key] }))
}

function explained<Key extends string>(
  keys: readonly Key[],
  names: Readonly<Record<Key, { readonly label: string; readonly hint?: string }>>,
): Option[] {
  return keys.map((key) => ({ value: key, ...names[key] }))
}
