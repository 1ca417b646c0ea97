import { formatRupiah, type Language } from '../../src/kernel/format.ts'
import { openProgrammes } from '../../src/rules/membership.ts'
import { MIGRANT_PACKAGES } from '../../src/rules/migrant-contribution.ts'
import type { Segment } from '../../src/rules/parameter.ts'
import { OCCUPATION_GROUPS, PAYERS } from '../../src/rules/payers.ts'
import { RISK_CLASSES } from '../../src/rules/wage-earner-contribution.ts'
import { BUSINESS_SIZES, EMPLOYER_KINDS } from '../../src/rules/membership.ts'
import { wordsIn } from '../locales/public.ts'
import { Choice, QuestionForm, SelectField, TextField, type FieldErrors, type Option } from '../ui/field.tsx'
import { QUESTIONS, type FormFields } from './contribution-form.ts'

/** Monthly JHT a migrant worker may choose; the law's own list is checked when the answer is made. */
const JHT_CHOICES = [0n, 50_000n, 100_000n, 200_000n, 300_000n, 400_000n, 500_000n, 600_000n]

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
        <QuestionNamed key={name} name={name} {...props} />
      ))}
    </QuestionForm>
  )
}

function QuestionNamed({
  name,
  language,
  segment,
  fields,
  errors,
}: QuestionsProps & { readonly name: string }) {
  const words = wordsIn(language).contribution
  const value = fields[name] ?? ''
  const text = typeof value === 'string' ? value : ''
  const list = typeof value === 'string' ? [value] : value
  const error = errors[name]
  const choices = <Key extends string>(
    keys: readonly Key[],
    named: Readonly<Record<Key, { readonly label: string; readonly hint?: string }>>,
  ): Option[] => keys.map((key) => ({ value: key, ...named[key] }))
  const plain = <Key extends string>(keys: readonly Key[], named: Readonly<Record<Key, string>>): Option[] =>
    keys.map((key) => ({ value: key, label: named[key] }))
  switch (name) {
    case 'income':
    case 'wage':
    case 'contract':
      return (
        <TextField
          name={name}
          label={words[name]}
          hint={words[`${name}Hint`]}
          value={text}
          error={error}
          kind="digits"
        />
      )
    case 'month':
      return (
        <TextField
          name={name}
          label={words.month}
          hint={words.monthHint}
          value={text}
          error={error}
          kind="month"
          short
        />
      )
    case 'months':
      return (
        <TextField
          name={name}
          label={words.months}
          hint={words.monthsHint}
          value={text}
          error={error}
          kind="digits"
          short
        />
      )
    case 'extraMonths':
      return (
        <TextField
          name={name}
          label={words.extraMonths}
          hint={words.extraMonthsHint}
          value={text}
          error={error}
          kind="digits"
          short
        />
      )
    case 'payer':
      return (
        <SelectField
          name={name}
          label={words.payer}
          value={text}
          error={error}
          options={plain(PAYERS, words.payers)}
        />
      )
    case 'employer':
      return (
        <SelectField
          name={name}
          label={words.employer}
          value={text}
          error={error}
          options={plain(EMPLOYER_KINDS, words.employers)}
        />
      )
    case 'package':
      return (
        <Choice
          name={name}
          label={words.package}
          chosen={list}
          error={error}
          options={plain(MIGRANT_PACKAGES, words.packages)}
        />
      )
    case 'occupationGroup':
      return (
        <Choice
          name={name}
          label={words.occupationGroup}
          chosen={list}
          error={error}
          options={choices(OCCUPATION_GROUPS.toReversed(), words.occupationGroups)}
        />
      )
    case 'riskClass':
      return (
        <Choice
          name={name}
          label={words.riskClass}
          hint={words.riskClassHint}
          chosen={list}
          error={error}
          options={choices(RISK_CLASSES, words.riskClasses)}
        />
      )
    case 'size':
      return (
        <Choice
          name={name}
          label={words.size}
          chosen={list}
          error={error}
          options={choices(BUSINESS_SIZES, words.sizes)}
        />
      )
    case 'labourIntensive':
    case 'withPlacement':
      return (
        <Choice
          name={name}
          label={words[name]}
          chosen={list}
          error={error}
          many
          options={[{ value: 'yes', label: words[`${name}Yes`], hint: words[`${name}Hint`] }]}
        />
      )
    case 'jhtMonthly':
      return (
        <SelectField
          name={name}
          label={words.jhtMonthly}
          value={text}
          error={error}
          options={JHT_CHOICES.map((amount) => ({
            value: String(amount),
            label: amount === 0n ? words.jhtNone : formatRupiah(amount, language),
          }))}
        />
      )
    case 'programmes':
      return (
        <Choice
          name={name}
          label={words.programmesQuestion}
          hint={words.programmesHint}
          chosen={list}
          error={error}
          many
          options={openProgrammes(segment === 'PU' ? 'PU large' : segment).map((programme) => ({
            value: programme,
            label: `${words.programmes[programme]} (${programme})`,
          }))}
        />
      )
    default:
      return null
  }
}
