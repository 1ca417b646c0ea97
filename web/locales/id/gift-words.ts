import type { GiftState, RestChoice } from '../../../src/modules/gifts/gifts.ts'
import type { VulnerableGroup } from '../../../src/modules/people/people.ts'

/** What has become of a gift. */
export const giftStates: { readonly [State in GiftState]: string } = {
  promised: 'menunggu pembayaran',
  paid: 'sudah dibayar, menunggu undian',
  allocated: 'sudah dibagikan',
  cancelled: 'dibatalkan',
}

/** What becomes of money that finds nobody. */
export const restChoices: { readonly [Choice in RestChoice]: string } = {
  'next-months': 'Bulan-bulan berikutnya di wilayah yang sama',
  'wider-region': 'Wilayah yang lebih luas, sampai satu provinsi',
  return: 'Kembalikan kepada saya',
}

/** Occupations as donors choose them. */
export const occupationGroups: { readonly [Group in VulnerableGroup]: string } = {
  farming: 'Tani dan kebun',
  livestock: 'Ternak',
  fishing: 'Nelayan dan perikanan',
  'day-labour': 'Buruh harian',
  domestic: 'Pekerja rumah tangga',
  building: 'Tukang dan buruh bangunan',
  craft: 'Perajin dan tukang',
  transport: 'Sopir, ojek, dan kurir',
  trade: 'Pedagang kecil',
  healing: 'Tukang pijat dan dukun bayi',
  religious: 'Guru mengaji, marbot, dan rohaniwan',
}
