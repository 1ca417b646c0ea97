/**
 * The colours of charts by meaning. The same drawing stands on a page, where the class gives it the colour of the theme, and in a PDF,
 * which knows no classes and takes the attribute: the colours of paper, chosen to stay apart in grey.
 */
const SHADES = {
  daun: '#1c6638',
  kunyit: '#b98500',
  'kunyit-muda': '#fbf0d3',
  bata: '#a02c1c',
  nila: '#28388f',
  tinta: '#1b2230',
  'tinta-lembut': '#4a5362',
  kabut: '#d5d6d3',
  'kabut-tegas': '#7b818b',
  'kabut-muda': '#f1efe8',
  'urut-0': '#ffffff',
  'urut-1': '#e1e5f5',
  'urut-2': '#bcc5e8',
  'urut-3': '#7f8cc9',
  'urut-4': '#4655a6',
  'urut-5': '#1b2768',
} as const

export type Shade = keyof typeof SHADES

export const filled = (shade: Shade) => ({ fill: SHADES[shade], className: `f-${shade}` })

export const stroked = (shade: Shade, width = 1) => ({
  stroke: SHADES[shade],
  strokeWidth: width,
  fill: 'none',
  className: `s-${shade}`,
})

/** Basis points between nought and the whole, so that nothing is drawn outside its chart. */
export const within = (basisPoints: number) => Math.min(10_000, Math.max(0, basisPoints))
