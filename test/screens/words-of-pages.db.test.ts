import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Language } from '../../src/kernel/format.ts'
import { publicWords as english } from '../../web/locales/en/public.ts'
import { publicWords as indonesian } from '../../web/locales/id/public.ts'
import { testDatabase } from '../database.ts'
import { rowsOf } from '../people.ts'
import { PAGE_ADDRESSES } from './addresses.ts'
import { shownTexts } from './shown-texts.ts'
import { openWorld } from './world.ts'

const { office, world } = await openWorld(await testDatabase())
after(() => office.close())

type Said = { readonly path: string; readonly texts: readonly string[] }

/** What each page says in a language, once. */
async function pagesIn(language: Language): Promise<Said[]> {
  const pages: Said[] = []
  for (const { as, isHalfway, paths } of Object.values(PAGE_ADDRESSES)) {
    const cookie =
      as === null
        ? undefined
        : isHalfway
          ? await office.halfwayCookie(as)
          : (await office.as(as)).session.cookie
    for (const each of paths) {
      const path = each(world)
      const url = `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
      const answer = await office.app.inject({
        url,
        headers: { accept: 'text/html', ...(cookie && { cookie }) },
      })
      const texts = shownTexts(answer.body, language)
      assert.ok(texts.length > 10, `${path} says next to nothing`)
      pages.push({ path, texts })
    }
  }
  return pages
}
const PAGES = { id: await pagesIn('id'), en: await pagesIn('en') }

/** What stands in the database of this world is of people, and is shown as they wrote it. */
const told = await rowsOf<{ text: string }>(
  office.database.owner,
  `select name as text from organisations union select name from users union select name from payers union select name from rosters
   union select name from programmes union select source from coverage_denominators union select source from coverage_targets
   union select source from regions union select reason from audit_entries where reason is not null`,
)
/** Names that have no other language: of laws and what they set up, of columns of files, and what the visitor himself asked for. */
const NAMES =
  /^(?:UU|PP|Perpres|Inpres|PKPU|Permenaker|Permendagri) \d|\((?:Jaminan|Bukan|Penerima|Anggaran) |^(?:KPPS|PPS|TPS|Pantarlih|APBN|APBDes|BPJS)$|[A-Z]+_[A-Z_]+|idn-area-data|tidak.ada|BPJS says:|dikutip /
/** Pages whose very subject is the words of the other language: the dictionary, the list of laws, and classes of business. */
const OF_WORDS = /^\/(?:kamus|peraturan\/sumber|perusahaan\/[0-9a-f])/
const isQuoted = ({ path, text }: { readonly path: string; readonly text: string }) =>
  OF_WORDS.test(path) || NAMES.test(text) || told.some((each) => text.includes(each.text))

/** Every text of a catalog; where a sentence is made, the parts around what it is made with. */
function partsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'function')
    return (value as (...words: string[]) => string)('§', '§', '§', '§')
      .split('§')
      .map((part) => part.trim())
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(partsOf)
}

/** Whether a text is of a catalog of the other language: as a whole, or with a part of three words and more in it. */
function isOfOtherCatalog(language: Language): (text: string) => boolean {
  const [own, other] = language === 'en' ? [english, indonesian] : [indonesian, english]
  const ours = new Set(partsOf(own))
  const foreign = partsOf(other).filter((part) => !ours.has(part) && /\p{L}{2}/u.test(part))
  const whole = new Set(foreign)
  const sentences = foreign.filter((part) => part.split(' ').length >= 3)
  return (text) => whole.has(text) || sentences.some((part) => text.includes(part))
}

/** Small words that no sentence of the language does without. */
const SMALL_WORDS = {
  id: /(?<![\p{L}.])(?:yang|dan|untuk|dengan|tidak|belum|sudah|dari|oleh|atau|pada|anda|sebelum|sesudah)(?![\p{L}])/iu,
  en: /(?<![\p{L}.])(?:the|and|with|not|for|are|this|that|your|from|which|who)(?![\p{L}])/iu,
}

for (const language of ['id', 'en'] as const) {
  const other = language === 'id' ? 'en' : 'id'
  test(`no page in ${language} says anything in ${other}, by the catalogs and by the small words of it`, () => {
    const isForeign = isOfOtherCatalog(language)
    const found = PAGES[language].flatMap(({ path, texts }) =>
      texts
        .filter((text) => isForeign(text) || SMALL_WORDS[other].test(text))
        .filter((text) => !isQuoted({ path, text }))
        .map((text) => `${path}: ${text}`),
    )
    assert.deepEqual(found, [])
  })
}

/** Of a page in Indonesian, where two words with a hyphen are a doubled one or a value of our code. */
const RAW: Readonly<Record<string, RegExp>> = {
  'an identifier': /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}/,
  'a day or month as programs write it': /(?<![\d/-])20\d\d-\d\d(?:-\d\d)?(?![\d-])/,
  'a moment as programs write it': /T\d\d:\d\d:\d\d/,
  'a value of our code':
    /(?<![\p{L}\p{N}./:@_-])(?!(\p{L}+)-\1)[a-z]{3,}(?:[-_][a-z]{3,}){1,3}(?![\p{L}\p{N}./@_-])/u,
}
/** How something is to be written, an address to be quoted, and the number on a receipt, by which an administrator finds it. */
const MAY_BE_RAW = /misalnya|contoh|seperti|ditulis|https?:|: tidak-ada$/i
const RECEIPTS = /^\/(?:daftar|perusahaan\/daftar|orang\/permintaan|usulan)\/[0-9a-f-]{36}$/
test('no page shows an identifier, a day or a value as programs write them', () => {
  const found = PAGES.id.flatMap(({ path, texts }) =>
    texts
      .filter((text) => !MAY_BE_RAW.test(text) && !told.some((each) => text.includes(each.text)))
      .flatMap((text) =>
        Object.entries(RAW)
          .filter(
            ([what, pattern]) => pattern.test(text) && !(what === 'an identifier' && RECEIPTS.test(path)),
          )
          .map(([what]) => `${path}: ${what}: ${text}`),
      ),
  )
  assert.deepEqual(found, [])
})
