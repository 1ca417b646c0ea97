import { toString as drawQr } from 'qrcode'

/** A QR code as an address that holds its picture: nothing is fetched. */
export async function pictureOf(text: string): Promise<string> {
  const svg = await drawQr(text, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' })
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`
}
