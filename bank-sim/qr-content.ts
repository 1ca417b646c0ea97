import { amountText, type BankAmount } from './amount.ts'

type Merchant = { readonly nmid: string; readonly name: string; readonly city: string }

/** A dynamic QRIS text (EMVCo merchant-presented) as an acquirer makes it, with its checksum at the end. */
export function qrContent(merchant: Merchant, reference: string, amount: BankAmount): string {
  const national = field('00', 'ID.CO.QRIS.WWW') + field('02', merchant.nmid) + field('03', 'UMI')
  const body =
    field('00', '01') +
    field('01', '12') +
    field('51', national) +
    field('52', '8398') +
    field('53', '360') +
    field('54', amountText(amount)) +
    field('58', 'ID') +
    field('59', merchant.name.slice(0, 25)) +
    field('60', merchant.city.slice(0, 15)) +
    field('62', field('05', reference.slice(-25))) +
    '6304'
  return body + checksum(body)
}

function field(id: string, value: string): string {
  return `${id}${String(value.length).padStart(2, '0')}${value}`
}

/** CRC-16/CCITT-FALSE in four hexadecimal digits. */
export function checksum(text: string): string {
  let crc = 0xffff
  for (const byte of Buffer.from(text, 'latin1')) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
