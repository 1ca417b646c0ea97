import { ancestorAt, dottedCode, type RegionCode } from '../../src/kernel/region-code.ts'
import type { DemoMember } from '../../src/modules/payers/load-demo-rosters.ts'
import { protectionOf, type DemoPayer } from './protection.ts'
import type { TwinPerson } from './twin-person.ts'

/** Whoever is or was protected in the twin province, with who pays; his row is his number counted from 1. */
export function* paidFor(seed: number, people: Iterable<TwinPerson>): Generator<DemoMember> {
  for (const person of people) {
    const protection = protectionOf(seed, person)
    if (!protection?.payer || person.work === null) continue
    yield {
      row: person.index + 1,
      pay: person.work.income,
      isLapsed: protection.state === 'lapsed',
      ...payerOf(protection.payer, person),
    }
  }
}

type DemoPayerOf = Pick<DemoMember, 'payer' | 'roster' | 'name' | 'region'>

function payerOf(payer: DemoPayer, { village, employer }: TwinPerson): DemoPayerOf {
  const regency = ancestorAt(village.code, 'kabupaten-kota')
  const district = ancestorAt(village.code, 'kecamatan')
  const province = ancestorAt(village.code, 'provinsi')
  if (employer) return { payer: 'employer', roster: 'employer', name: employer.name, region: employer.region }
  switch (payer) {
    case 'village':
      return of('apbdes', 'village', 'APBDes', village.code)
    case 'regency':
      return of('apbd-regency', 'programme', 'APBD kabupaten/kota', regency)
    case 'province':
      return of('apbd-province', 'programme', 'APBD provinsi', province)
    case 'donor':
      return of('donor', 'gift', 'Donatur rekaan', regency)
    default:
      return of('self', 'programme', 'Peserta mandiri', district)
  }
}

function of(
  payer: DemoMember['payer'],
  roster: DemoMember['roster'],
  name: string,
  region: RegionCode,
): DemoPayerOf {
  return { payer, roster, name: `${name} ${dottedCode(region)}`, region }
}
