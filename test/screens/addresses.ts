import { join } from 'node:path'
import type { RouteEntry } from '../../src/api/route-table.ts'
import type { RoleName } from '../../src/modules/access/roles.ts'
import { VILLAGE } from './registry-world.ts'
import type { World } from './world.ts'

/** Who opens a page, and under which address: that of its route unless told. The first is the one on its picture. */
export type PageAddress = {
  readonly as: RoleName | null
  readonly paths: readonly ((world: World) => string)[]
  /** Signed in by the password, and not yet by the second factor. */
  readonly isHalfway?: boolean
}

/** Addresses that answer with something else than a page of ours: numbers for a monitor, and ways through to somebody else's sign-in. */
const NO_PAGE: ReadonlySet<string> = new Set([
  '/metrics',
  '/healthz',
  '/readyz',
  '/masuk/pemerintah',
  '/masuk/pemerintah/kembali',
  '/tagihan/:id/faktur',
  '/tagihan/:id/kuitansi',
  '/usulan/:id/berita-acara/:file',
  '/pengajuan/:id/berkas/:file',
  '/instansi/:id/bulan/:month/rekap',
  '/program/adhoc/:id/cetak',
])

/** Whether a route answers with a page that people look at. */
export function isPage({ method, url }: RouteEntry): boolean {
  return method === 'GET' && !url.startsWith('/api/v1/') && !/\.\w+$|\*/.test(url) && !NO_PAGE.has(url)
}

type Path = string | ((world: World) => string)
const page = (as: RoleName | null, ...paths: Path[]): PageAddress => ({
  as,
  paths: paths.map((path) => (typeof path === 'string' ? () => path : path)),
})

const BPU = 'segment=BPU&income=1.000.000&occupationGroup=other&payer=csr&programmes=JKK&programmes=JKM'

const PUBLIC: Readonly<Record<string, PageAddress>> = {
  '/': page(null, '/'),
  '/iuran': page(
    null,
    `/iuran?${BPU}&month=2026-05&months=1`,
    '/iuran?segment=PU',
    '/iuran?segment=PU&wage=empat+juta&month=2026-05&months=1',
    '/iuran?segment=JAKON',
  ),
  '/manfaat': page(
    null,
    '/manfaat?kind=JKM&segment=BPU&on=2026-05-01&memberMonths=36&child1=SD',
    '/manfaat?kind=JKK-temporary&segment=PU&on=2026-05-01&wage=4000000&monthsOff=14',
  ),
  '/wilayah': page(null, '/wilayah?query=musi+banyu+asin', '/wilayah'),
  '/wilayah/:code': page(null, '/wilayah/16', '/wilayah/16.06.01'),
  '/peraturan': page(null, '/peraturan?topic=relief'),
  '/peraturan/perubahan': page(null, '/peraturan/perubahan?from=2025-12&to=2026-04'),
  '/peraturan/sumber': page(null, '/peraturan/sumber'),
  '/peraturan/:id': page(null, '/peraturan/bpu.income-brackets'),
  '/jejak': page(null, '/jejak'),
  '/kecelakaan': page(null, '/kecelakaan', '/kecelakaan?on=besok'),
  '/meninggal': page(null, '/meninggal?on=2026-05-01'),
  '/kamus': page(null, '/kamus?query=ahli+waris', '/kamus'),
  '/bantuan': page(null, '/bantuan'),
  '/luring': page(null, '/luring'),
  '/aksesibilitas': page(null, '/aksesibilitas'),
  '/status': page(null, '/status'),
  '/cakupan': page(null, '/cakupan'),
  '/cakupan/:code': page(null, '/cakupan/16', `/cakupan/${VILLAGE}`),
  '/peringkat': page(null, '/peringkat?wilayah=16', '/peringkat'),
  '/data': page(null, '/data'),
  '/data/:dataset': page(null, '/data/cakupan'),
  '/cek': page(null, '/cek'),
  '/donasi': page(null, '/donasi'),
  '/donasi/jumlah': page(null, `/donasi/jumlah?region=${VILLAGE}`),
  '/donasi/harga': page(null, `/donasi/harga?region=${VILLAGE}&people=10&months=12&rest=return`),
  '/donasi/kode/:code': page(null, ({ giftCode }) => `/donasi/kode/${giftCode}`),
  '/verifikasi': page(null, '/verifikasi', '/verifikasi?kode=ABCD'),
  '/verifikasi/:code': page(null, ({ giftCode }) => `/verifikasi/${giftCode}`),
  '/sertakan': page(null, '/sertakan'),
  '/sertakan/kartu/:code': page(null, ({ cardCode }) => `/sertakan/kartu/${cardCode}`),
  '/api/docs': page(null, '/api/docs'),
  '/api/docs/codes': page(null, '/api/docs/codes'),
  '/api/docs/:group': page(null, '/api/docs/law', '/api/docs/keys'),
}

const ACCOUNT: Readonly<Record<string, PageAddress>> = {
  '/masuk': page(null, '/masuk', '/masuk?pesan=keluar', '/masuk?sebab=expired'),
  '/masuk/kode': { ...page('planner', '/masuk/kode'), isHalfway: true },
  '/lupa-sandi': page(null, '/lupa-sandi'),
  '/atur-sandi/:token': page(
    null,
    ({ passwordToken }) => `/atur-sandi/${passwordToken}`,
    '/atur-sandi/bukan',
  ),
  '/coba': page(null, '/coba', '/coba?langkah=4'),
  '/akun': page('village-operator', '/akun', '/akun?pesan=simpan'),
  '/akun/kode': page('village-operator', '/akun/kode'),
  '/akun/sandi': page('village-operator', '/akun/sandi'),
  '/akun/jejak': page('village-operator', '/akun/jejak'),
  '/akun/jejak/cetak': page('village-operator', '/akun/jejak/cetak'),
  '/akun/titipkan': page('village-operator', '/akun/titipkan'),
  '/akun/titipkan/cetak': page('village-operator', '/akun/titipkan/cetak'),
  '/akun/titipkan/baru': page('village-operator', '/akun/titipkan/baru'),
  '/akun/titipkan/:id/akhiri': page(
    'village-operator',
    ({ delegation }) => `/akun/titipkan/${delegation}/akhiri`,
  ),
}

const ADMINISTRATION: Readonly<Record<string, PageAddress>> = {
  '/admin': page('system-administrator', '/admin'),
  '/admin/pengguna': page('system-administrator', '/admin/pengguna', '/admin/pengguna?query=tidak-ada'),
  '/admin/pengguna/cetak': page('system-administrator', '/admin/pengguna/cetak'),
  '/admin/pengguna/tambah': page('system-administrator', '/admin/pengguna/tambah'),
  '/admin/pengguna/:id': page('system-administrator', ({ user }) => `/admin/pengguna/${user}`),
  '/admin/pengguna/:id/cetak': page('system-administrator', ({ user }) => `/admin/pengguna/${user}/cetak`),
  '/admin/pengguna/:id/peran': page('system-administrator', ({ user }) => `/admin/pengguna/${user}/peran`),
  '/admin/pengguna/:id/nonaktif': page(
    'system-administrator',
    ({ user }) => `/admin/pengguna/${user}/nonaktif`,
  ),
  '/admin/pengguna/:id/kode': page('system-administrator', ({ user }) => `/admin/pengguna/${user}/kode`),
  '/admin/pengguna/:id/serah-terima': page(
    'system-administrator',
    ({ user }) => `/admin/pengguna/${user}/serah-terima`,
  ),
  '/admin/pengguna/:id/tautan': page('system-administrator', ({ user }) => `/admin/pengguna/${user}/tautan`),
  '/admin/hak/:id/akhiri': page('system-administrator', ({ grant }) => `/admin/hak/${grant}/akhiri`),
  '/admin/organisasi': page('system-administrator', '/admin/organisasi'),
  '/admin/organisasi/tambah': page('system-administrator', '/admin/organisasi/tambah'),
  '/admin/organisasi/:id': page(
    'system-administrator',
    ({ organisation }) => `/admin/organisasi/${organisation}`,
    ({ closedOrganisation }) => `/admin/organisasi/${closedOrganisation}`,
  ),
  '/admin/organisasi/:id/tutup': page(
    'system-administrator',
    ({ organisation }) => `/admin/organisasi/${organisation}/tutup`,
  ),
  '/admin/organisasi/:id/buka': page(
    'system-administrator',
    ({ closedOrganisation }) => `/admin/organisasi/${closedOrganisation}/buka`,
  ),
  '/admin/kunci-api': page('system-administrator', '/admin/kunci-api'),
  '/admin/kunci-api/buat': page('system-administrator', '/admin/kunci-api/buat'),
  '/admin/kunci-api/:id/cabut': page('system-administrator', ({ key }) => `/admin/kunci-api/${key}/cabut`),
  '/admin/peran': page('village-operator', '/admin/peran'),
  '/admin/peran/cetak': page('village-operator', '/admin/peran/cetak'),
  '/audit': page('auditor', '/audit', '/audit?action=tidak.ada'),
  '/audit/cetak': page('auditor', '/audit/cetak'),
  '/pemeriksaan': page('auditor', '/pemeriksaan'),
}

const PEOPLE: Readonly<Record<string, PageAddress>> = {
  '/daftar': page('village-operator', '/daftar'),
  '/daftar/baru': page('village-operator', '/daftar/baru'),
  '/daftar/:id': page('village-operator', ({ listDone }) => `/daftar/${listDone}`),
  '/daftar/:id/kembalikan': page('village-operator', ({ listDone }) => `/daftar/${listDone}/kembalikan`),
  '/daftar/:id/pemetaan': page('village-operator', ({ listAsked }) => `/daftar/${listAsked}/pemetaan`),
  '/daftar/:id/pratinjau': page('village-operator', ({ listWaiting }) => `/daftar/${listWaiting}/pratinjau`),
  '/orang': page('village-operator', '/orang'),
  '/orang/:id': page('village-operator', ({ people }) => `/orang/${String(people[0])}`),
  '/orang/:id/buka': page('village-operator', ({ people }) => `/orang/${String(people[0])}/buka`),
  '/orang/:id/kartu': page('village-operator', ({ people }) => `/orang/${String(people[0])}/kartu`),
  '/orang/:id/ubah': page('village-operator', ({ people }) => `/orang/${String(people[0])}/ubah`),
  '/orang/permintaan': page('village-head', '/orang/permintaan'),
  '/orang/permintaan/:id': page('village-head', ({ request }) => `/orang/permintaan/${request}`),
  '/orang/ekspor': page('village-operator', `/orang/ekspor?layout=bpu&region=${VILLAGE}`),
  '/orang/gabung': page('district-officer', '/orang/gabung'),
  '/orang/gabung/:pair': page(
    'village-head',
    ({ pair }) => `/orang/gabung/${pair}`,
    ({ mergedPair }) => `/orang/gabung/${mergedPair}`,
  ),
  '/perusahaan': page('labour-inspector', '/perusahaan?name=contoh', '/perusahaan'),
  '/perusahaan/baru': page('labour-inspector', '/perusahaan/baru'),
  '/perusahaan/:id': page('labour-inspector', ({ employer }) => `/perusahaan/${employer}`),
  '/perusahaan/:id/ubah': page('labour-inspector', ({ employer }) => `/perusahaan/${employer}/ubah`),
  '/perusahaan/daftar': page('labour-inspector', '/perusahaan/daftar'),
  '/perusahaan/daftar/baru': page('labour-inspector', '/perusahaan/daftar/baru'),
  '/perusahaan/daftar/:id': page(
    'labour-inspector',
    ({ employerList }) => `/perusahaan/daftar/${employerList}`,
  ),
  '/perusahaan/daftar/:id/pemetaan': page(
    'labour-inspector',
    ({ employerListWaiting }) => `/perusahaan/daftar/${employerListWaiting}/pemetaan?semua=1`,
  ),
  '/perusahaan/daftar/:id/pratinjau': page(
    'labour-inspector',
    ({ employerListWaiting }) => `/perusahaan/daftar/${employerListWaiting}/pratinjau`,
  ),
  '/perusahaan/daftar/:id/kembalikan': page(
    'labour-inspector',
    ({ employerList }) => `/perusahaan/daftar/${employerList}/kembalikan`,
  ),
}

const STAFF: Readonly<Record<string, PageAddress>> = {
  '/beranda': page('village-operator', '/beranda'),
  '/cari': page('province-officer', '/cari', '/cari?query=sekayu'),
  '/ringkasan': page('province-officer', '/ringkasan'),
  '/paparan': page('province-officer', '/paparan', '/paparan?lembar=2'),
  '/wilayah-kerja/:code': page('province-officer', '/wilayah-kerja/16.06', '/wilayah-kerja/16'),
  '/contoh': page('village-operator', '/contoh'),
}

const PROTECTION: Readonly<Record<string, PageAddress>> = {
  '/program': page('regency-officer', '/program'),
  '/program/baru': page('regency-officer', '/program/baru'),
  '/program/:id': page('regency-officer', ({ programme }) => `/program/${programme}`),
  '/program/:id/tutup': page('regency-officer', ({ programme }) => `/program/${programme}/tutup`),
  '/kuota': page('regency-officer', '/kuota'),
  '/kuota/:id': page('regency-officer', ({ programme }) => `/kuota/${programme}`),
  '/kuota/:id/atur': page('regency-officer', ({ programme }) => `/kuota/${programme}/atur`),
  '/kuota/:id/pindah': page('regency-officer', ({ programme }) => `/kuota/${programme}/pindah`),
  '/usulan': page('district-officer', '/usulan'),
  '/usulan/baru': page('village-operator', '/usulan/baru'),
  '/usulan/baru/daftar': page(
    'village-operator',
    ({ programme }) => `/usulan/baru/daftar?programme=${programme}&region=${VILLAGE}`,
  ),
  '/usulan/baru/periksa': page(
    'village-operator',
    ({ programme, people }) =>
      `/usulan/baru/periksa?programme=${programme}&region=${VILLAGE}&from=people:${String(people.at(-1))}`,
  ),
  '/usulan/:id': page(
    'district-officer',
    ({ proposalOpen }) => `/usulan/${proposalOpen}`,
    ({ proposalDecided }) => `/usulan/${proposalDecided}`,
  ),
  '/usulan/:id/tarik': page('village-operator', ({ proposalOpen }) => `/usulan/${proposalOpen}/tarik`),
  '/masa-berlaku': page('regency-officer', '/masa-berlaku?within=90', '/masa-berlaku'),
  '/usulan/:id/batal': page('district-officer', ({ proposalDecided }) => `/usulan/${proposalDecided}/batal`),
  '/usulan/:id/berita-acara': page(
    'village-operator',
    ({ proposalOpen }) => `/usulan/${proposalOpen}/berita-acara`,
  ),
  '/anggaran': page('regency-officer', '/anggaran'),
  '/anggaran/baru': page('regency-officer', '/anggaran/baru'),
  '/anggaran/:id/ubah': page('regency-officer', ({ budget }) => `/anggaran/${budget}/ubah`),
  '/anggaran/:id/tutup': page('regency-officer', ({ budget }) => `/anggaran/${budget}/tutup`),
  '/anggaran/:id': page('regency-officer', ({ budget }) => `/anggaran/${budget}`),
  '/anggaran/:id/cetak': page('regency-officer', ({ budget }) => `/anggaran/${budget}/cetak`),
  '/pengajuan': page('regency-officer', '/pengajuan'),
  '/pengajuan/baru': page('regency-officer', '/pengajuan/baru'),
  '/pengajuan/kemajuan': page('regency-officer', '/pengajuan/kemajuan'),
  '/pengajuan/ditolak': page('regency-officer', '/pengajuan/ditolak'),
  '/pengajuan/:id': page('regency-officer', ({ submission }) => `/pengajuan/${submission}`),
  '/pengajuan/:id/kirim': page('regency-officer', ({ submission }) => `/pengajuan/${submission}/kirim`),
  '/pengajuan/:id/tarik': page('regency-officer', ({ submission }) => `/pengajuan/${submission}/tarik`),
  '/pengajuan/:id/perbaiki': page('regency-officer', ({ submission }) => `/pengajuan/${submission}/perbaiki`),
  '/pengajuan/:id/hasil': page('bpjs-membership', ({ submission }) => `/pengajuan/${submission}/hasil`),
  '/pengajuan/:id/hasil/:result': page(
    'bpjs-membership',
    ({ submission, result }) => `/pengajuan/${submission}/hasil/${result}`,
  ),
  '/instansi': page('regency-officer', '/instansi?month=2026-05'),
  '/instansi/:id/bulan/:month': page(
    'regency-officer',
    ({ agencyRoster }) => `/instansi/${agencyRoster}/bulan/2026-06`,
    ({ agencyRoster }) => `/instansi/${agencyRoster}/bulan/2026-05`,
  ),
  ...Object.fromEntries(
    ['ubah', 'masuk', 'berkas'].map((act) => [
      `/instansi/:id/bulan/:month/${act}`,
      page('regency-officer', ({ agencyRoster }) => `/instansi/${agencyRoster}/bulan/2026-06/${act}`),
    ]),
  ),
  '/instansi/:id/bulan/:month/buka': page(
    'regency-officer',
    ({ agencyRoster }) => `/instansi/${agencyRoster}/bulan/2026-05/buka`,
  ),
  '/program/adhoc': page('regency-officer', '/program/adhoc'),
  '/program/adhoc/baru': page('regency-officer', '/program/adhoc/baru'),
  '/program/adhoc/:id': page(
    'regency-officer',
    ({ election }) => `/program/adhoc/${election}`,
    ({ election }) => `/program/adhoc/${election}?region=${VILLAGE}`,
  ),
  '/program/adhoc/:id/petugas': page(
    'regency-officer',
    ({ election }) => `/program/adhoc/${election}/petugas?region=${VILLAGE}&station=1`,
  ),
  '/program/adhoc/:id/ganti': page(
    'regency-officer',
    ({ election }) => `/program/adhoc/${election}/ganti?post=1`,
  ),
  ...Object.fromEntries(
    ['tempat', 'tps', 'unggah'].map((act) => [
      `/program/adhoc/:id/${act}`,
      page('regency-officer', ({ election }) => `/program/adhoc/${election}/${act}`),
    ]),
  ),
}

const MONEY: Readonly<Record<string, PageAddress>> = {
  '/pembayar': page('regency-officer', '/pembayar'),
  '/pembayar/baru': page('regency-officer', '/pembayar/baru'),
  '/pembayar/:id': page('regency-officer', ({ payer }) => `/pembayar/${payer}`),
  '/daftar-bayar': page('regency-officer', '/daftar-bayar'),
  '/daftar-bayar/baru': page('regency-officer', '/daftar-bayar/baru'),
  '/daftar-bayar/:id': page('regency-officer', ({ roster }) => `/daftar-bayar/${roster}`),
  '/daftar-bayar/:id/tambah': page('regency-officer', ({ roster }) => `/daftar-bayar/${roster}/tambah`),
  '/tagihan': page('regency-officer', '/tagihan'),
  '/tagihan/umur': page('regency-officer', '/tagihan/umur'),
  '/tagihan/putaran': page('regency-officer', '/tagihan/putaran'),
  '/tagihan/putaran/baru': page('regency-officer', '/tagihan/putaran/baru'),
  '/tagihan/putaran/:id': page('regency-officer', ({ run }) => `/tagihan/putaran/${run}`),
  '/tagihan/:id': page('regency-officer', ({ bill }) => `/tagihan/${bill}`),
  '/pembayaran': page('regency-officer', '/pembayaran'),
  '/pembayaran/va': page('regency-officer', ({ bill }) => `/pembayaran/va?bill=${bill}`),
  '/pembayaran/qr': page('regency-officer', '/pembayaran/qr'),
  '/pembayaran/va/:id': page('regency-officer', ({ virtualAccount }) => `/pembayaran/va/${virtualAccount}`),
  '/pembayaran/va/:id/batal': page(
    'regency-officer',
    ({ virtualAccount }) => `/pembayaran/va/${virtualAccount}/batal`,
  ),
  ...Object.fromEntries(
    ['ubah', 'tanya'].map((act) => [
      `/pembayaran/va/:id/${act}`,
      page('regency-officer', ({ virtualAccount }) => `/pembayaran/va/${virtualAccount}/${act}`),
    ]),
  ),
  ...Object.fromEntries(
    ['batal', 'tanya'].map((act) => [
      `/pembayaran/qr/:id/${act}`,
      page('regency-officer', ({ qrCode }) => `/pembayaran/qr/${qrCode}/${act}`),
    ]),
  ),
  '/pembayaran/qr/:id': page('regency-officer', ({ qrCode }) => `/pembayaran/qr/${qrCode}`),
  '/tugas-keuangan': page('treasurer', '/tugas-keuangan'),
  '/tugas-keuangan/:id': page('regency-officer', ({ task }) => `/tugas-keuangan/${task}`),
  '/donatur': page('regency-officer', '/donatur'),
  '/donatur/:id': page('regency-officer', ({ gift }) => `/donatur/${gift}`),
  '/mutasi': page('treasurer', '/mutasi'),
  '/mutasi/baru': page('treasurer', '/mutasi/baru'),
  '/mutasi/baris': page('treasurer', '/mutasi/baris'),
  '/mutasi/hari': page('treasurer', '/mutasi/hari'),
  '/mutasi/cocokkan': page('treasurer', '/mutasi/cocokkan'),
  '/mutasi/:id': page('treasurer', ({ statement }) => `/mutasi/${statement}`),
  '/mutasi/baris/:id': page('treasurer', ({ line }) => `/mutasi/baris/${line}`),
  '/mutasi/baris/:id/putuskan': page('treasurer', ({ line }) => `/mutasi/baris/${line}/putuskan`),
  '/setoran': page('bpjs-membership', '/setoran'),
  '/setoran/baru': page('bpjs-membership', '/setoran/baru'),
  '/setoran/kembalian': page('bpjs-membership', '/setoran/kembalian'),
  '/setoran/kembalian/terima': page('bpjs-membership', '/setoran/kembalian/terima'),
  '/setoran/berkas': page('bpjs-membership', '/setoran/berkas'),
  '/setoran/:code': page('bpjs-membership', ({ contributionCode }) => `/setoran/${contributionCode}`),
  '/setoran/:code/bayar': page(
    'bpjs-membership',
    ({ contributionCode }) => `/setoran/${contributionCode}/bayar`,
  ),
  '/setoran/:code/batal': page(
    'bpjs-membership',
    ({ contributionCode }) => `/setoran/${contributionCode}/batal`,
  ),
  '/simulator-bank': page('regency-officer', '/simulator-bank'),
  '/simulator-bank/bayar': page('regency-officer', '/simulator-bank/bayar'),
  '/simulator-bank/bpjs': page('regency-officer', '/simulator-bank/bpjs'),
  '/buku-besar': page('regency-officer', '/buku-besar?path=payer', '/buku-besar'),
  '/buku-besar/:id': page('regency-officer', ({ account }) => `/buku-besar/${encodeURIComponent(account)}`),
  '/buku-besar/:id/cetak': page(
    'regency-officer',
    ({ account }) => `/buku-besar/${encodeURIComponent(account)}/cetak`,
  ),
}

/** Every route that answers with a page, with whoever may open it. A route that is not here makes the test of every page red. */
export const PAGE_ADDRESSES: Readonly<Record<string, PageAddress>> = {
  ...PUBLIC,
  ...ACCOUNT,
  ...ADMINISTRATION,
  ...PEOPLE,
  ...STAFF,
  ...PROTECTION,
  ...MONEY,
}

/** The widths of the pictures: a desk and a phone. */
export const SCREENS = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
] as const
export const SCREENS_FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'screens')

/** The picture of a page, by its route. */
export function screenFile(route: string, width: number): string {
  const name = route === '/' ? 'depan' : route.slice(1).replaceAll(':', '').replaceAll('/', '-')
  return `${name}-${String(width)}.webp`
}
