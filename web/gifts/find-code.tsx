import type { Language } from '../../src/kernel/format.ts'
import { wordsIn } from '../locales/public.ts'
import { QuestionForm, TextField } from '../ui/field.tsx'
import { hrefIn } from '../ui/links.ts'

/** For whoever comes back with a code in hand, and for whoever has one person in mind. */
export function FindCode({ language }: { readonly language: Language }) {
  const { donation, neighbour, verify } = wordsIn(language).gifts
  return (
    <section className="sheet" aria-labelledby="kode-judul">
      <h2 id="kode-judul">{donation.findTitle}</h2>
      <QuestionForm
        action="/verifikasi"
        hidden={language === 'en' ? { lang: 'en' } : {}}
        button={donation.find}
      >
        <TextField name="kode" label={donation.code} hint={verify.lede} value="" short />
      </QuestionForm>
      <p>
        <a href={hrefIn(language, '/sertakan')}>{neighbour.title}</a>
      </p>
    </section>
  )
}
