import { createHash } from 'node:crypto'
import type { Language } from '../../kernel/format.ts'

/** What is read to a neighbour before anything of his is written down. A change of a word is a new version; old ones stay. */
export type ConsentText = {
  readonly version: string
  readonly text: Readonly<Record<Language, readonly string[]>>
}

const TEXTS: readonly ConsentText[] = [
  {
    version: '2026-11-01',
    text: {
      id: [
        'Nama, NIK (Nomor Induk Kependudukan), tanggal lahir, pekerjaan, dan desa Anda dicatat di Payung.',
        'Data itu dipakai untuk mendaftarkan Anda ke BPJS Ketenagakerjaan dan untuk tidak membayar dua kali.',
        'Pembayar menanggung iuran untuk bulan yang disebut. Sesudah itu Anda dapat meneruskannya sendiri.',
        'Anda boleh meminta data ini dilihat, diperbaiki, atau dihapus, dan boleh menolak sekarang.',
      ],
      en: [
        'Your name, NIK (national identity number), birth date, work and village are recorded in Payung.',
        'They are used to register you with BPJS Ketenagakerjaan and to keep anybody from paying twice.',
        'The giver pays the contribution for the months named. After that you may go on by yourself.',
        'You may ask to see, correct or delete this, and you may say no now.',
      ],
    },
  },
]

/** The text that is in force. */
export function currentConsent(): ConsentText {
  const last = TEXTS.at(-1)
  if (!last) throw new Error('there is no consent text')
  return last
}

/** SHA-256 of the text in the language in which the law speaks. */
export function consentHash({ text }: ConsentText): Buffer {
  return createHash('sha256').update(text.id.join('\n'), 'utf8').digest()
}
