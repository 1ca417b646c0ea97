import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lawRegisterPage, REGISTER_PAGE } from './law-register-page.ts'

/** `npm run law-register`: writes the register page as the parameters now are. */
writeFileSync(join(import.meta.dirname, '..', REGISTER_PAGE), lawRegisterPage())
process.stdout.write(`${REGISTER_PAGE}\n`)
