import type { Language } from '../../src/kernel/format.ts'
import type { DatasetName } from '../locales/id/datasets.ts'
import { wordsIn } from '../locales/public.ts'
import { AbbreviationList } from '../ui/abbreviation-list.tsx'
import { Breadcrumbs } from '../ui/breadcrumbs.tsx'
import { hrefIn } from '../ui/links.ts'
import { Page, type Frame } from '../ui/page.tsx'

/** One table that anybody may take, and where each of its forms is. */
export type Dataset = {
  readonly name: DatasetName
  readonly forms: readonly { readonly form: string; readonly href: string }[]
  /** Under whose licence it came to us; null: it is our own. */
  readonly licence: string | null
}

/** `/data`: every table with one sentence and its files. */
export function DataPage({
  frame,
  datasets,
}: {
  readonly frame: Frame
  readonly datasets: readonly Dataset[]
}) {
  const { language } = frame
  const { datasets: named } = wordsIn(language)
  const words = wordsIn(language).publicCoverage.open
  return (
    <Page frame={frame} title={words.title} description={words.description}>
      <h1>{words.title}</h1>
      <p className="lede">{words.lede}</p>
      {datasets.map((dataset) => (
        <section key={dataset.name} className="sheet" aria-labelledby={dataset.name}>
          <h2 id={dataset.name}>{named[dataset.name].title}</h2>
          <p>{named[dataset.name].what}</p>
          <Forms language={language} dataset={dataset} />
          <p>
            <a href={hrefIn(language, `/data/${dataset.name}`)}>
              {words.toDataset}
              <span className="hidden">: {named[dataset.name].title}</span>
            </a>
          </p>
        </section>
      ))}
      <p>{words.smallCells}</p>
      <p>
        <a href={hrefIn(language, '/api/docs')}>{words.forPrograms}</a>
      </p>
      <AbbreviationList language={language} used={['API', 'CSV', 'JSON']} />
    </Page>
  )
}

/** `/data/:dataset`: what its columns hold, its licence, its files. */
export function DatasetPage({ frame, dataset }: { readonly frame: Frame; readonly dataset: Dataset }) {
  const { language } = frame
  const words = wordsIn(language).publicCoverage.open
  const { title, what, columns } = wordsIn(language).datasets[dataset.name]
  return (
    <Page frame={frame} title={title} description={what}>
      <Breadcrumbs
        label={wordsIn(language).frame.whereAmI}
        crumbs={[{ name: words.title, href: hrefIn(language, '/data') }, { name: title }]}
      />
      <h1>{title}</h1>
      <p className="lede">{what}</p>
      <h2>{words.columns}</h2>
      <ul>
        {columns.map((column) => (
          <li key={column}>{column}</li>
        ))}
      </ul>
      <dl className="rows">
        <dt>{words.licence}</dt>
        <dd>{dataset.licence ?? words.licenceOwn}</dd>
      </dl>
      <h2>{words.formats}</h2>
      <Forms language={language} dataset={dataset} />
      <AbbreviationList language={language} used={['CSV', 'JSON']} />
    </Page>
  )
}

function Forms({ language, dataset }: { readonly language: Language; readonly dataset: Dataset }) {
  const { title } = wordsIn(language).datasets[dataset.name]
  return (
    <ul className="actions">
      {dataset.forms.map(({ form, href }) => (
        <li key={href}>
          <a href={href}>
            {form}
            <span className="hidden">: {title}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
