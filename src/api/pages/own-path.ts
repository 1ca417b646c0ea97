/**
 * A path of ours that a form or link asked to go on to, or the fallback. Whatever a browser could read as another host is not taken:
 * `//evil`, `/\evil`, `https:evil`, a tab or line break that browsers drop, a name in front of an at sign.
 */
export function ownPath(asked: unknown, fallback: string): string {
  if (typeof asked !== 'string' || asked.length > 2_000 || !/^\/(?![/\\])[!-[\]-~]*$/.test(asked))
    return fallback
  const here = 'http://here.invalid'
  return URL.canParse(asked, here) && new URL(asked, here).origin === here ? asked : fallback
}
