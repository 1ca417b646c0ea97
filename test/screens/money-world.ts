import { askToPlay } from '../../src/api/pages/banking/simulator-line.ts'
import { currentConsent } from '../../src/modules/gifts/consent.ts'
import { workOnGifts } from '../../src/modules/gifts/jobs.ts'
import { rowsOf } from '../people.ts'
import type { Desk, Office } from './office.ts'
import { lastPart, nikOf, VILLAGE, waitFor, type RegistryWorld } from './registry-world.ts'

const REASON = 'Keputusan bupati 12/2026'
const MONTH = '2026-05'
const minutes = { minutesNumber: '140/07/2026', minutesOn: '2026-05-04', reason: 'Musyawarah desa' }

export type MoneyWorld = {
  readonly programme: string
  readonly payer: string
  readonly budget: string
  readonly proposalOpen: string
  readonly proposalDecided: string
  readonly submission: string
  readonly result: string
  readonly run: string
  readonly bill: string
  readonly account: string
  readonly virtualAccount: string
  readonly qrCode: string
  readonly task: string
  readonly statement: string
  readonly line: string
  readonly contributionCode: string
  readonly giftCode: string
  readonly gift: string
  readonly cardCode: string
}

type Made = { readonly id: string }

/** From a budget to a figure that moved, and gifts beside it: a little of everything, done by who does it. */
export async function fillMoney(office: Office, registry: RegistryWorld): Promise<MoneyWorld> {
  const regency = await office.as('regency-officer')
  const [first] = await rowsOf<Made & { payer_id: string }>(
    office.database.owner,
    'select id, payer_id from programmes',
  )
  const [programme, payer] = [first?.id ?? '', first?.payer_id ?? '']
  const budget = await addBudget(regency, payer)
  const proposals = await propose(office, programme, registry.people)
  const submissions = await submit(office)
  const bills = await billAndPay(office, programme)
  return {
    ...{ programme, payer, budget },
    ...proposals,
    ...submissions,
    ...bills,
    ...(await bankDay(office, payer)),
    ...(await give(office)),
  }
}

async function addBudget(regency: Desk, payerId: string): Promise<string> {
  const { id } = await regency.ask<Made>('POST', '/api/v1/budgets', {
    ...{ payerId, year: 2026, name: 'Perlindungan pekerja rentan', amount: 250_000_000 },
    ...{ fundSource: 'dbh-sawit', legalBasis: 'Perbup 12/2026', documentNumber: 'DPA/1' },
    ...{ documentOn: '2026-01-05', reason: REASON },
  })
  const programme = await regency.ask<Made>('POST', '/api/v1/programmes', {
    ...{ payerId, name: 'Pekerja sawit rentan', firstMonth: '2026-06', months: 6, budgetLineId: id },
    ...{ legalBasis: 'Perbup 12/2026', reason: REASON },
  })
  await regency.ask('POST', `/api/v1/programmes/${programme.id}/places`, {
    ...{ region: '16.06.01', each: 3, reason: REASON },
  })
  return id
}

/** One proposal is decided, one waits. */
async function propose(office: Office, programmeId: string, people: readonly number[]) {
  const operator = await office.as('village-operator')
  const district = await office.as('district-officer')
  const offer = async (chosen: readonly number[]) =>
    lastPart(
      (
        await operator.ask<{ proposalId: string }>('POST', '/api/v1/proposals', {
          ...{ programmeId, region: VILLAGE, people: chosen, ...minutes },
        })
      ).proposalId,
    )
  const proposalDecided = await offer(people.slice(0, 5))
  await district.ask('POST', `/api/v1/proposals/${proposalDecided}/approve`, {
    reason: 'Sesuai berita acara',
  })
  return { proposalDecided, proposalOpen: await offer(people.slice(5, 8)) }
}

/** One submission with an answer that was applied, and one that waits. */
async function submit(office: Office) {
  const regency = await office.as('regency-officer')
  const branch = await office.as('bpjs-membership')
  const { number } = await regency.ask<{ number: string }>('POST', '/api/v1/submissions', {
    ...{ segment: 'BPU', region: VILLAGE },
  })
  await regency.ask('POST', `/api/v1/submissions/${number}/send`, {})
  const answered = [
    `${nikOf(11)};;26000000011;`,
    `${nikOf(12)};;26000000012;`,
    `${nikOf(13)};;;Usia lebih dari 65 tahun`,
  ]
  const content = ['NIK;NAMA LENGKAP;NO KPJ;KETERANGAN', ...answered].join('\n')
  const read = (fileName: string, text: string) =>
    branch.ask<Made>('POST', `/api/v1/submissions/${number}/results`, {
      ...{ fileName, content: Buffer.from(text).toString('base64') },
    })
  await branch.ask('POST', `/api/v1/submission-results/${(await read('hasil-1.csv', content)).id}/apply`, {})
  const result = (await read('hasil-2.csv', content.replace('26000000012', '26000000092'))).id
  return { submission: number, result }
}

async function billAndPay(office: Office, roster: string) {
  const regency = await office.as('regency-officer')
  const run = lastPart(await regency.send('/tagihan/putaran/baru', { month: MONTH, roster }))
  const { owner } = office.database
  const [bill] = await waitFor(() =>
    rowsOf<{ id: string }>(owner, 'select id from bills where roster_id = $1', [roster]),
  )
  const id = bill?.id ?? ''
  const virtualAccount = await regency.ask<Made & { number: string }>(
    'POST',
    '/api/v1/payments/virtual-accounts',
    {
      ...{ bank: 'simulator', bill: id, reason: 'Iuran Mei' },
    },
  )
  await pay(office, virtualAccount.number)
  const [due] = await rowsOf<{ payer_id: string }>(owner, 'select payer_id from bills where id = $1', [id])
  return {
    ...{ run, bill: id, virtualAccount: virtualAccount.id },
    account: `payer/${due?.payer_id ?? ''}/purse`,
  }
}

async function pay(office: Office, number: string, scenario = 'exact'): Promise<void> {
  const played = await askToPlay(office.bank, { va: number.replaceAll(/\s/g, ''), scenario })
  if (!played?.steps) throw new Error(JSON.stringify(played))
}

/** A code to scan, a task for the treasurer, a bank statement with one line nobody knows, and a kode iuran. */
async function bankDay(office: Office, payer: string) {
  const regency = await office.as('regency-officer')
  const treasurer = await office.as('treasurer')
  const branch = await office.as('bpjs-membership')
  const qr = await regency.ask<Made>('POST', '/api/v1/payments/qr-codes', {
    ...{ bank: 'simulator', payer, amount: 168_000, reason: 'Iuran Juni' },
  })
  const [task] = await rowsOf<Made>(
    office.database.owner,
    `insert into finance_tasks (kind, partner, because, state, opened_at, region_code)
     values ('inconsistent', 'simulator', 'same-payment-differs', 'open', '2026-05-20', 1606000000) returning id`,
  )
  const book = await office.app.inject({
    url: '/simulator-bank/mutasi.csv',
    headers: { cookie: branch.session.cookie },
  })
  await treasurer.ask('POST', '/api/v1/statements?bank=simulator', {
    ...{ fileName: 'mutasi-mei.csv', content: Buffer.from(book.body).toString('base64') },
  })
  const strange = 'Tanggal;Keterangan;Debet;Kredit\n20/05/2026;BUNGA GIRO;0,00;12.000,00'
  await treasurer.ask('POST', '/api/v1/statements?bank=simulator', {
    ...{ fileName: 'mutasi-bunga.csv', content: Buffer.from(strange).toString('base64') },
  })
  const [statement] = await rowsOf<Made>(
    office.database.owner,
    'select id::text as id from statement_imports order by 1 limit 1',
  )
  const [line] = await rowsOf<Made>(
    office.database.owner,
    `select id::text as id from statement_lines where state = 'open'`,
  )
  const contributionCode = '12345678901'
  await branch.ask('POST', '/api/v1/settlement/codes', {
    ...{ code: contributionCode, month: MONTH, payer, amount: 16_800, jkk: 10_000, jkm: 6_800 },
  })
  const ids = { qrCode: qr.id, task: task?.id ?? '', statement: statement?.id ?? '', line: line?.id ?? '' }
  return { ...ids, contributionCode }
}

/** A gift that was drawn, one that waits for its money, and a neighbour. */
async function give(office: Office) {
  const give = {
    ...{ region: '16.06', people: '4', months: '3', rest: 'return', payer: 'Yayasan Contoh' },
    ...{ payerKind: 'donor', anonymous: 'tidak' },
  }
  const giftCode = lastPart(await office.guest.send('/donasi/buat', { ...give, key: 'kunci-gambar-1' }))
  await office.guest.send('/donasi/buat', { ...give, payer: 'CV Contoh', key: 'kunci-gambar-2' })
  await payGift(office, giftCode)
  const cardCode = lastPart(
    await office.guest.send('/sertakan', {
      ...{
        step: '5',
        name: 'Tetangga Rekaan',
        occupation: 'tukang kebun',
        nik: nikOf(71),
        bornOn: '20-03-1990',
      },
      ...{ region: VILLAGE, consent: currentConsent().version, months: '3', rest: 'next-months' },
      ...{ giver: 'Pemberi Rekaan', key: 'kunci-gambar-3' },
    }),
  )
  await payGift(office, cardCode)
  const [gift] = await rowsOf<Made>(office.database.owner, 'select id from gifts where code = $1', [giftCode])
  return { giftCode, gift: gift?.id ?? '', cardCode }
}

async function payGift(office: Office, code: string): Promise<void> {
  const [account] = await rowsOf<{ number: string }>(
    office.database.owner,
    `select v.service_id || v.customer_no as number from gifts g
     join virtual_accounts v on v.account_path = 'gift/' || g.id || '/purse' where g.code = $1`,
    [code],
  )
  await pay(office, account?.number ?? '')
  const warnings: string[] = []
  for (let turn = 0; turn < 2; turn += 1)
    await workOnGifts(office.gifts, (sentence) => warnings.push(sentence))
  if (warnings.length > 0) throw new Error(warnings.join('\n'))
}
