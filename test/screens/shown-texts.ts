const VOID = new Set([
  ...['meta', 'link', 'input', 'br', 'img', 'hr', 'source'],
  ...['path', 'rect', 'circle', 'line', 'use'],
])
const SPOKEN = ['aria-label', 'alt', 'title', 'placeholder']
const SILENT = new Set(['script', 'style', 'code', 'pre', 'textarea'])
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' },
  '#x27': "'",
}

type Language = 'id' | 'en'
type OpenTag = { readonly name: string; readonly isSilent: boolean }

/** What a page of ours says to eyes and ears, text by text; without what is marked as of another language, and without code. */
export function shownTexts(html: string, language: Language): string[] {
  const texts: string[] = []
  const open: OpenTag[] = []
  const say = (text: string) => {
    const said = decoded(text).replace(/\s+/g, ' ').trim()
    if (said !== '') texts.push(said)
  }
  for (const [, text = '', tag = ''] of html.replace(/<!--[^]*?-->/g, '').matchAll(/([^<]*)(<[^>]*>)?/g)) {
    if (open.at(-1)?.isSilent !== true) say(text)
    for (const spoken of pass(tag, open, language)) say(spoken)
  }
  return texts
}

/** Opens or closes a tag, and answers what it says by its attributes. */
function pass(tag: string, open: OpenTag[], language: Language): string[] {
  const [, close, name = '', attributes = ''] = /^<(\/?)([a-zA-Z0-9]+)([^]*?)\/?>$/.exec(tag) ?? []
  if (name === '') return []
  if (close === '/') {
    const at = open.findLastIndex((each) => each.name === name)
    if (at >= 0) open.length = at
    return []
  }
  const isSilent = open.at(-1)?.isSilent === true || SILENT.has(name) || isForeign(name, attributes, language)
  if (!VOID.has(name) && !tag.endsWith('/>')) open.push({ name, isSilent })
  return isSilent ? [] : spokenIn(attributes)
}

function isForeign(name: string, attributes: string, language: Language): boolean {
  const marked = / (?:lang|hreflang)="(\w+)"/i.exec(attributes)?.[1] ?? language
  return name !== 'html' && marked !== language
}

const spokenIn = (attributes: string): string[] =>
  SPOKEN.flatMap((name) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1] ?? [])

const decoded = (text: string) =>
  text.replace(/&(#x27|\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
