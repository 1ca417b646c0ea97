import { formatList, formatRupiah } from '../../../src/kernel/format.ts'
import type { VulnerableGroup } from '../../../src/modules/people/people.ts'
import type { ProgrammeRuleWords } from '../programme-rule-words.ts'

const GROUPS: { readonly [Group in VulnerableGroup]: string } = {
  farming: 'pertanian dan perkebunan',
  livestock: 'peternakan',
  fishing: 'perikanan',
  'day-labour': 'buruh harian',
  domestic: 'pekerja rumah tangga',
  building: 'bangunan',
  craft: 'kerajinan dan pertukangan',
  transport: 'angkutan',
  trade: 'perdagangan kecil',
  healing: 'pengobatan tradisional',
  religious: 'keagamaan',
}

/** Who may be in a programme, as its page and its letter say it. */
export const programmeRules: ProgrammeRuleWords = {
  age: ({ from, below }) =>
    below > 120
      ? `Berusia ${String(from)} tahun atau lebih pada hari pertama`
      : `Berusia ${String(from)} sampai ${String(below - 1)} tahun pada hari pertama`,
  region: ({ by }, places) => `${by === 'work' ? 'Bekerja' : 'Bertempat tinggal'} di ${formatList(places)}`,
  occupation: ({ groups }) => `Bekerja di bidang ${formatList(groups.map((group) => GROUPS[group]))}`,
  decile: ({ from, to }) =>
    from === to
      ? `Desil kesejahteraan ${String(from)}`
      : `Desil kesejahteraan ${String(from)} sampai ${String(to)}`,
  group: ({ any }) => `Termasuk kelompok ${formatList(any)}`,
  income: ({ below }) => `Berpenghasilan di bawah ${formatRupiah(below)} sebulan`,
}
