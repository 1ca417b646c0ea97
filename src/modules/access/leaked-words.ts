/** Words that stand at the head of every list of leaked passwords, and Indonesian ones that do so here. Lower case, undecorated. */
const WORDS = `
password passw0rd p@ssw0rd p@ssword pa55word passwords passwort password1 kata sandi katasandi sandi rahasia rahasiaku sangatrahasia
admin admins administrator adminadmin root rootroot superuser superadmin operator user username login masuk welcome welkom test testing
tester guest tamu demo default changeme changeit secret letmein letmeinplease iloveyou iloveyouu loveyou ilovegod qwerty qwertyuiop
qwertyui asdfghjkl asdfghjk asdf zxcvbnm zxcvbn qazwsx qazwsxedc 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qazxsw2 zaq12wsx q1w2e3r4 q1w2e3r4t5
abc abcd abcdef abcdefgh abcdefghij aaaaaaaa dragon monkey master sunshine princess football baseball basketball superman batman spiderman
naruto pokemon liverpool chelsea arsenal barcelona manchester realmadrid juventus michael jordan jessica charlie ashley daniel jennifer
computer internet whatever trustno starwars hello helloworld freedom flower cookie cheese summer winter spring autumn shadow killer
angel angels lovely babygirl princesa google facebook instagram whatsapp youtube twitter yahoo microsoft windows samsung nokia blackberry
android iphone toyota honda suzuki yamaha kawasaki mercedes ferrari
indonesia indonesiaraya indonesiaku merdeka merdekaa merahputih garuda garudaku pancasila bhinneka nusantara republik
jakarta bandung surabaya semarang yogyakarta jogja jogjakarta medan makassar palembang pekanbaru padang denpasar malang bogor bekasi
depok tangerang lampung bengkulu jambi aceh manado ambon kupang mataram pontianak banjarmasin samarinda balikpapan kendari palu ternate
sumatera sumatra sumaterautara sumaterabarat sumateraselatan jawa jawabarat jawatengah jawatimur kalimantan sulawesi papua maluku bali
lombok batam
sayang sayangku sayangkamu akusayangkamu sayangmama sayangibu sayangallah cinta cintaku cintakamu akucintakamu akucinta kamu kamuku
aku akuganteng ganteng cantik cantikku manis manisku bunda ibuku mamaku mama papa ayah ayahku ayahibu mamapapa anakku keluarga keluargaku
sahabat sahabatku kekasih kekasihku pacar pacarku jodoh bahagia bahagiaselalu semangat sukses suksesselalu berkah berkahselalu rejeki rezeki
barokah alhamdulillah bismillah bismillahirrahmanirrahim insyaallah insyaalloh masyaallah subhanallah astaghfirullah allahuakbar
allah muhammad muhamad ramadhan ramadan lebaran idulfitri assalamualaikum salam islam islamku muslim yesus yesuskristus tuhan tuhanyesus
haleluya kristus puji tuhanmemberkati terserah terserahdeh gaktau gatau lupa lupasandi lupapassword sandibaru passwordbaru
doraemon nobita kucing anjing kelinci harimau mawar melati anggrek matahari bulan bintang pelangi hujan payung payungku payungkita
persija persib persebaya arema timnas sriwijaya bpjs bpjstk bpjstku bpjsketenagakerjaan ketenagakerjaan jamsostek jaminan jaminansosial
disnaker disnakertrans kemnaker kemendagri dinas dinaskesehatan dinassosial bappeda bapenda bupati walikota gubernur camat lurah kepaladesa
kades desa desaku kelurahan kecamatan kabupaten kota provinsi pemda pemkab pemkot pemprov pemerintah kantor kantordesa kantorku pegawai
pegawainegeri asn pns honorer bendahara perangkatdesa operatordesa
senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober november desember
budi agus siti dewi putri putra rizky rizki fitri fitriani nurul ahmad wahyu indah ratna sri eko dwi tri andi rudi hendra yanti wati
`

/** See `breached-passwords.ts` for how they are compared. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ''))
