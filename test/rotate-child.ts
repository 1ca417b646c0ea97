import { openDatabase } from '../src/platform/db.ts'
import { rotateFieldKey } from '../src/platform/key-rotation.ts'
import { openKeys } from '../src/platform/key-source.ts'

/** A process that a test can kill in the middle of a rotation: prints a line after each batch. */
const [ownerUrl = '', dataFolder = '', table = '', column = ''] = process.argv.slice(2)
const owner = openDatabase(ownerUrl, { maxConnections: 2 })
await rotateFieldKey({
  owner,
  columns: [{ table, column, key: 'id' }],
  openKeys: () => openKeys({ dataFolder, keys: null, keysCommand: null }, owner),
  record: () => Promise.resolve(),
  onBatch: ({ done }) => process.stdout.write(`${done}\n`),
})
await owner.close()
