import type { FastifyRequest } from 'fastify'
import type { By } from '../../../modules/access/act.ts'
import type { ActionName } from '../../../modules/access/actions.ts'
import {
  EMPLOYER_PURPOSE,
  getOwnEmployerList,
  undoEmployers,
} from '../../../modules/employers/import-employers.ts'
import type { UserBy } from '../../../modules/imports/list-deps.ts'
import type { KindDeps } from '../../../modules/imports/list-kind.ts'
import type { ListFilter } from '../../../modules/imports/preparation-queries.ts'
import type { ImportRecord } from '../../../modules/imports/queries.ts'
import { getList } from '../../../modules/imports/stored-list.ts'
import { undoImport } from '../../../modules/people/undo-import.ts'
import { listWordsOf, type ListSubject } from '../../../../web/imports/list-words.ts'
import { wordsIn } from '../../../../web/locales/public.ts'
import type { Crumb } from '../../../../web/ui/breadcrumbs.tsx'
import { hrefIn } from '../../../../web/ui/links.ts'
import type { Lists } from '../../list-deps.ts'
import { languageOf } from '../../language.ts'

/** Where lists of one kind have their pages, who may use them, and what is done there in another way than with other kinds. */
export type ListPlace = {
  readonly subject: ListSubject
  readonly path: '/daftar' | '/perusahaan/daftar'
  readonly action: ActionName
  readonly undoAction: ActionName
  readonly lists: KindDeps
  /** The lists that stand here. */
  readonly shown: ListFilter
  /** One of them; refuses any other. */
  readonly getShown: (by: By, id: string) => Promise<ImportRecord>
  readonly undo: (
    by: UserBy,
    list: ImportRecord,
    asked: { readonly id: string; readonly reason: string },
  ) => Promise<unknown>
  /** What stands above the lists. */
  readonly above: (request: FastifyRequest) => readonly Crumb[]
}

/** `/daftar`: lists of people; lists of employers of one's office are told there too. */
export function peoplePlace({ people, peopleLists }: Lists): ListPlace {
  return {
    subject: 'people',
    path: '/daftar',
    action: 'people.import',
    undoAction: 'people.import-undo',
    lists: peopleLists,
    shown: {},
    getShown: (by, id) => getList(people, by, id),
    undo: (by, { purpose }, asked) =>
      purpose === EMPLOYER_PURPOSE ? undoEmployers(people, by, asked) : undoImport(people, by, asked),
    above: () => [],
  }
}

/** `/perusahaan/daftar`: lists of employers of one's own office, for whoever may not see people. */
export function employerPlace({ people, employerLists }: Lists): ListPlace {
  return {
    subject: 'employers',
    path: '/perusahaan/daftar',
    action: 'employers.write',
    undoAction: 'employers.write',
    lists: employerLists,
    shown: { purposes: employerLists.kind.purposes, isOwnOnly: true },
    getShown: (by, id) => getOwnEmployerList(people, by, id),
    undo: (by, _list, asked) => undoEmployers(people, by, asked),
    above: (request) => {
      const language = languageOf(request)
      return [{ name: wordsIn(language).employers.title, href: hrefIn(language, '/perusahaan') }]
    },
  }
}

/** The words of lists for whom these are about. */
export function placeWords(request: FastifyRequest, { subject }: Pick<ListPlace, 'subject'>) {
  return listWordsOf(languageOf(request), subject)
}
