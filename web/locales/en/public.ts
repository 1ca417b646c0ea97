import type { publicWords as indonesian } from '../id/public.ts'
import { aboutWords } from './about.ts'
import { administrationWords } from './administration.ts'
import { afterEventWords } from './after-event.ts'
import { apiWords } from './api.ts'
import { auditWords } from './audit.ts'
import { bankingWords } from './banking.ts'
import { benefitWords } from './benefit.ts'
import { changeWords } from './changes.ts'
import { checkWords } from './checks.ts'
import { componentWords } from './components.ts'
import { contributionWords } from './contribution.ts'
import { datasetWords } from './datasets.ts'
import { duplicatesWords } from './duplicates.ts'
import { employerWords } from './employers.ts'
import { galleryWords } from './gallery.ts'
import { ledger } from './ledger.ts'
import { billing } from './billing.ts'
import { payments } from './payments.ts'
import { receiptWords } from './receipts.ts'
import { payerFormWords } from './payer-forms.ts'
import { trainingWords } from './training.ts'
import { budgetWords } from './budgets.ts'
import { programmeWords } from './programmes.ts'
import { agencyMonthWords } from './agency-months.ts'
import { electionWords } from './elections.ts'
import { proposalWords } from './proposals.ts'
import { protectionWords } from './protection.ts'
import { exportWords } from './exports.ts'
import { giftWords } from './gifts.ts'
import { importWords } from './imports.ts'
import { lawWords } from './law.ts'
import { ownCheckWords } from './own-check.ts'
import { peopleWords } from './people.ts'
import { publicCoverageWords } from './public-coverage.ts'
import { regionWords } from './region.ts'
import { signInWords } from './sign-in.ts'
import { staffWords } from './staff.ts'
import { summaryWords } from './summary.ts'
import { submissionWords } from './submissions.ts'

/** The words of the public pages in English. A missing one does not compile. */
export const publicWords: typeof indonesian = {
  frame: {
    error: 'Error',
    skip: 'Skip to content',
    mainNavigation: 'Main pages',
    whereAmI: 'Where this page is',
    home: 'Home',
    back: 'Back',
    sections: {
      check: 'Check',
      contribution: 'Contributions',
      benefit: 'Benefits',
      coverage: 'Coverage',
      region: 'Regions',
      law: 'Law',
    },
    openData: 'Open data',
    help: 'Help',
    terms: 'Glossary',
    accessibility: 'Accessibility',
    systemState: 'State of the system',
    lawRegister: 'Law register',
    auditTrail: 'Seals of the audit trail',
    forPrograms: 'For developers (API)',
    disclaimer:
      'Payung is not BPJS Ketenagakerjaan, the national social security agency for employment. Figures here follow the regulations; decisions on benefits are made by BPJS Ketenagakerjaan.',
    openSource: 'open source, Apache-2.0 licence',
    abbreviations: 'Abbreviations on this page',
    needsMending: 'There is something to mend',
    downloadTable: 'Download table (CSV)',
    sameAsJson: 'This answer for programs (JSON)',
    print: 'To print, use the print menu of your browser. This page is laid out for A4 paper.',
    source: 'Source',
  },
  confidence: { H: 'certain', M: 'fairly sure', L: 'needs legal confirmation' },
  confidenceMeaning:
    'Certain: the text of the law, or several sources agree. Fairly sure: one good source. Needs legal confirmation: the source is weak, ask first.',
  home: {
    title: 'Every worker, one umbrella',
    description: 'What employment social security costs, what it gives, and which article says so.',
    lede: 'Payung helps every worker into employment social security, and keeps them protected.',
    doors: {
      check: {
        title: 'Am I protected?',
        text: 'Type NIK (identity number) and birth date. No account needed.',
      },
      contribution: { title: 'What would I pay?', text: 'The amount, line by line, with its article.' },
      gift: {
        title: 'Protect somebody else',
        text: 'Pay for workers of a village, or for those around you.',
      },
    },
    needTitle: 'When you need it',
    needs: {
      benefit: 'What would my family get?',
      accident: 'Work accident: what to do now',
      death: 'A member has died: what the family does',
      region: 'My region, from province to village',
      help: 'Help and questions',
    },
    figureTitle: 'How many are protected',
    figureMore: 'See each region',
    figureRanking: 'Ranking of regions',
    todayTitle: (day) => `Today, ${day}`,
    perMonth: 'a month',
    cheapest: (programmes) =>
      `The lowest contribution of an own-account worker who pays alone: ${programmes}.`,
    cheapestBudget: (amount) => `When a regional budget pays: ${amount} a month.`,
    deathTitle: 'for the family',
    death: 'Paid when a member dies, not from a work accident.',
    accidentDeathTitle: 'for the family',
    accidentDeath: 'Paid when an own-account worker on the lowest contribution dies in a work accident.',
    seeLines: 'See the lines',
    work: 'Your work',
    moreTitle: 'Further',
    registerLink: 'Law register: every figure, its article and its dates',
    changesLink: 'What changed in the law between two months',
    apiLink: 'For developers: the API with examples',
  },
  errors: {
    number: 'Report number',
    toHome: 'To the home page',
    tryThese: 'You may be looking for:',
  },
  components: componentWords,
  gallery: galleryWords,
  staff: staffWords,
  summary: summaryWords,
  submissions: submissionWords,
  contribution: contributionWords,
  benefit: benefitWords,
  region: regionWords,
  law: lawWords,
  api: apiWords,
  administration: administrationWords,
  duplicates: duplicatesWords,
  banking: bankingWords,
  changes: changeWords,
  checks: checkWords,
  exports: exportWords,
  employers: employerWords,
  ledger,
  billing,
  payments,
  payerForms: payerFormWords,
  budgets: budgetWords,
  receipts: receiptWords,
  programmes: programmeWords,
  training: trainingWords,
  proposals: proposalWords,
  agencyMonths: agencyMonthWords,
  elections: electionWords,
  protection: protectionWords,
  signIn: signInWords,
  audit: auditWords,
  imports: importWords,
  people: peopleWords,
  gifts: giftWords,
  ownCheck: ownCheckWords,
  datasets: datasetWords,
  publicCoverage: publicCoverageWords,
  about: aboutWords,
  afterEvent: afterEventWords,
}
