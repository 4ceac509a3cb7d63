// What another process does with a database, for tests: node child-process.mjs <what> <path> <name> [how many]
import { openSqliteDatabase, statementOf } from '@rollcall/sql'

const [what, path, name, count] = process.argv.slice(2)
const database = await openSqliteDatabase({ path })

/** Two rows that belong together; the name is told only after the write was acknowledged. */
async function writePair(n) {
  const rows = ['a', 'b'].map((half) => ({ tenant_id: 't', name: `${name}-${n}-${half}`, slot: 0, used: 0 }))
  await database.write(rows.map((row) => statementOf(database.build.insertInto('counters').values(row), 1)))
  process.stdout.write(`${name}-${n}\n`)
}

switch (what) {
  case 'open':
    process.stdout.write('opened\n')
    await database.close()
    break
  case 'write':
    for (let n = 0; n < Number(count); n++) await writePair(n)
    await database.close()
    break
  case 'write-forever':
    for (let n = 0; ; n += 4) await Promise.all([n, n + 1, n + 2, n + 3].map(writePair))
  case 'write-and-forget':
    // Without closing: the process must end by itself.
    await writePair(0)
    break
}
