import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transform } from 'sucrase'

/** Lets Node run our .tsx files directly, as it runs .ts: no build step, no stale output. See docs/adr. */
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context)
    const path = fileURLToPath(url)
    const { code } = transform(readFileSync(path, 'utf8'), {
      transforms: ['typescript', 'jsx'],
      jsxRuntime: 'automatic',
      production: true,
      filePath: path,
      disableESTransforms: true,
      preserveDynamicImport: true,
    })
    return { format: 'module', source: code, shortCircuit: true }
  },
})
