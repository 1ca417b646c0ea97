import { headerKey } from '../../imports/reading/header-names.ts'

export type StatementField =
  'day' | 'description' | 'reference' | 'debit' | 'credit' | 'amount' | 'side' | 'balance'
/** Where each field stands; several columns of words are joined to one description. */
export type StatementColumns = {
  readonly at: Partial<Record<Exclude<StatementField, 'description'>, number>>
  readonly descriptions: readonly number[]
}

const ALIASES: Readonly<Record<StatementField, readonly string[]>> = {
  day: 'TGL,TGLTRANSAKSI,TGLTRX,TGLTRAN,TGLPEMBUKUAN,TGLMUTASI,TGLPOSTING,DATE,TRANSACTIONDATE,POSTINGDATE,POSTDATE,ENTRYDATE,TGLWAKTU,DATETIME'.split(
    ',',
  ),
  description:
    'KETERANGAN,URAIAN,DESKRIPSI,DESCRIPTION,REMARK,REMARKS,DETAIL,RINCIAN,BERITA,KETERANGANTRANSAKSI,URAIANTRANSAKSI,TRANSACTIONDESCRIPTION,DETAILTRANSAKSI,KETERANGANTAMBAHAN'.split(
      ',',
    ),
  reference:
    'REFERENSI,NOREFERENSI,NOREF,REF,REFERENCE,REFERENCENO,REFERENCENUMBER,REFNO,NOBUKTI,NOJURNAL,JURNAL,JOURNALNO,NOTRANSAKSI,KODEREFERENSI'.split(
      ',',
    ),
  debit: 'DEBET,DEBIT,MUTASIDEBET,MUTASIDEBIT,JUMLAHDEBET,DEBITAMOUNT,WITHDRAWAL,KELUAR,PENGELUARAN'.split(
    ',',
  ),
  credit: 'KREDIT,CREDIT,MUTASIKREDIT,JUMLAHKREDIT,CREDITAMOUNT,DEPOSIT,MASUK,PENERIMAAN'.split(','),
  amount: 'JUMLAH,NOMINAL,AMOUNT,MUTASI,NILAI,JUMLAHTRANSAKSI,TRANSACTIONAMOUNT'.split(','),
  side: 'DK,DBCR,DC,CRDB,KD,DEBETKREDIT,DEBITKREDIT,DEBITCREDIT,JENIS,TIPE,TYPE,JENISTRANSAKSI,JENISMUTASI,INDIKATOR'.split(
    ',',
  ),
  balance: 'SALDO,BALANCE,SALDOAKHIR,RUNNINGBALANCE,SALDOBERJALAN,ENDINGBALANCE'.split(','),
}

const FIELD_OF = new Map<string, StatementField>(
  (Object.keys(ALIASES) as StatementField[]).flatMap((field) =>
    ALIASES[field].map((alias) => [alias, field] as const),
  ),
)

/** The columns that a row names, or null when it is not the header: it must tell the day and the amounts. */
export function columnsOf(cells: readonly string[]): StatementColumns | null {
  const at: Partial<Record<Exclude<StatementField, 'description'>, number>> = {}
  const descriptions: number[] = []
  for (const [index, cell] of cells.entries()) {
    const field = FIELD_OF.get(headerKey(cell))
    if (field === 'description') descriptions.push(index)
    else if (field !== undefined) at[field] ??= index
  }
  const hasAmounts = at.amount !== undefined || (at.debit !== undefined && at.credit !== undefined)
  return at.day !== undefined && hasAmounts ? { at, descriptions } : null
}

export type StatementLabel = 'account' | 'currency' | 'period' | 'opening' | 'closing'

const LABELS: Readonly<Record<string, StatementLabel>> = {
  ...labelled('account', 'NOREKENING,REKENING,NOREK,ACCOUNTNO,ACCOUNTNUMBER,ACCOUNT,NOACCOUNT'),
  ...labelled('currency', 'MATAUANG,KODEMATAUANG,CURRENCY,CCY'),
  ...labelled('period', 'PERIODE,PERIOD,STATEMENTPERIOD,PERIODEMUTASI'),
  ...labelled('opening', 'SALDOAWAL,OPENINGBALANCE,BEGINNINGBALANCE,SALDOPEMBUKA'),
  ...labelled('closing', 'SALDOAKHIR,CLOSINGBALANCE,SALDOPENUTUP,ENDINGBALANCE'),
}

function labelled(label: StatementLabel, keys: string): Record<string, StatementLabel> {
  return Object.fromEntries(keys.split(',').map((key) => [key, label]))
}

/** What a row above or below the table says, as `Saldo Awal;1.000,00` or `No. Rekening : 123`; null for any other row. */
export function labelOf(
  cells: readonly string[],
): { readonly label: StatementLabel; readonly value: string } | null {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '' && cell !== ':')
  const [first = '', ...rest] = filled
  const [name = '', behind = ''] = first.split(/\s*:\s*/, 2)
  const label = LABELS[headerKey(name)]
  const value = behind === '' ? rest[0]?.replace(/^:\s*/, '') : behind
  return label === undefined || value === undefined ? null : { label, value }
}
