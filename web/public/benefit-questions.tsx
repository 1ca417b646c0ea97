import type { Language } from '../../src/kernel/format.ts'
import type { BenefitKind } from '../../src/rules/benefit.ts'
import { JHT_GROUNDS, PENSION_RECIPIENTS } from '../../src/rules/old-age-benefit.ts'
import { wordsIn } from '../locales/public.ts'
import { Choice, QuestionForm, SelectField, TextField, type FieldErrors } from '../ui/field.tsx'
import { BENEFIT_QUESTIONS, SCHOOL_LEVELS } from './benefit-form.ts'
import type { FormFields } from './contribution-form.ts'

type BenefitQuestionsProps = {
  readonly language: Language
  readonly kind: BenefitKind
  readonly fields: FormFields
  readonly errors: FieldErrors
}

/** The form of one event: only the questions that matter for it. */
export function BenefitQuestions(props: BenefitQuestionsProps) {
  const { language, kind } = props
  return (
    <QuestionForm
      action="/manfaat"
      hidden={{ kind, ...(language === 'en' ? { lang: 'en' } : {}) }}
      button={wordsIn(language).benefit.button}
    >
      {BENEFIT_QUESTIONS[kind].map((name) => (
        <BenefitQuestion key={name} name={name} {...props} />
      ))}
    </QuestionForm>
  )
}

type OneQuestionProps = BenefitQuestionsProps & { readonly name: string }

const DIGITS = ['wage', 'memberMonths', 'monthsOff', 'disabilityPercent', 'balance'] as const
type DigitsName = (typeof DIGITS)[number]

function BenefitQuestion(props: OneQuestionProps) {
  const { name, language, fields, errors } = props
  const words = wordsIn(language).benefit
  const value = fields[name]
  const text = typeof value === 'string' ? value : ''
  const shared = { name, value: text, error: errors[name] }
  if ((DIGITS as readonly string[]).includes(name)) {
    const question = name as DigitsName
    return <TextField {...shared} label={words[question]} hint={words[`${question}Hint`]} kind="digits" />
  }
  if (name === 'on') return <TextField {...shared} label={words.on} hint={words.onHint} kind="date" short />
  if (name === 'child1' || name === 'child2') {
    const options = SCHOOL_LEVELS.map((level) => ({ value: level, label: words.levels[level] }))
    return (
      <SelectField
        {...shared}
        label={words[name]}
        hint={words.childHint}
        options={[{ value: '', label: words.noChild }, ...options]}
      />
    )
  }
  return <ListedQuestion {...props} text={text} />
}

function ListedQuestion({ name, language, errors, text }: OneQuestionProps & { readonly text: string }) {
  const words = wordsIn(language).benefit
  const error = errors[name]
  switch (name) {
    case 'segment':
      return (
        <Choice
          name={name}
          label={words.segment}
          chosen={[text]}
          error={error}
          options={(['BPU', 'PU'] as const).map((value) => ({ value, ...words.segments[value] }))}
        />
      )
    case 'cause':
      return (
        <Choice
          name={name}
          label={words.cause}
          chosen={[text]}
          error={error}
          options={(['natural', 'work'] as const).map((value) => ({ value, label: words.causes[value] }))}
        />
      )
    case 'ground':
      return (
        <SelectField
          name={name}
          label={words.ground}
          value={text}
          error={error}
          options={JHT_GROUNDS.map((value) => ({ value, label: words.grounds[value] }))}
        />
      )
    default:
      return (
        <SelectField
          name={name}
          label={words.recipient}
          value={text}
          error={error}
          options={PENSION_RECIPIENTS.map((value) => ({ value, label: words.recipients[value] }))}
        />
      )
  }
}
