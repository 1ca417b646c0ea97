import { wordsIn } from '../locales/public.ts'
import { Page, type Frame } from '../ui/page.tsx'

/** `/luring`: what a browser shows at any address while there is no network. It holds nothing of anybody. */
export function OfflinePage({ frame }: { readonly frame: Frame }) {
  const { language } = frame
  const words = wordsIn(language).components
  return (
    <Page frame={frame} title={words.offline}>
      <h1>{words.offlineTitle}</h1>
      <p className="lede">{words.offlineNothingKept}</p>
      {/* The empty address is that of the page one wanted. */}
      <p>
        <a href="">{words.offlineAgain}</a>
      </p>
    </Page>
  )
}
