import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { databaseName, isPostgresUrl, Refusal } from '@rollcall/server'

/** What SQLite keeps beside a database while it is used. */
const companions = ['-wal', '-shm', '-journal']

/** In every database that this app has used, word for word. */
const mark = Buffer.from('CREATE TABLE todo_sessions')

/**
 * Removes the database, when it is this app's and nobody uses it.
 * @returns whether there was one
 * @throws Refusal that says why it was left alone
 */
export async function resetDatabase(path: string): Promise<boolean> {
  if (isPostgresUrl(path)) {
    throw new Refusal(
      `'${databaseName(path)}' is a PostgreSQL database, so it was left alone. Drop it and make it anew by PostgreSQL's own tools.`,
    )
  }
  if (!existsSync(path)) return false
  if (!(await isOurs(path))) {
    throw new Refusal(
      `'${path}' is not a database of the Todo app, so it was left alone. Remove it by hand if you mean it.`,
    )
  }
  if (await isInUse(path)) {
    throw new Refusal(`'${path}' is in use, so it was left alone. Stop the server that runs on it, then try again.`)
  }
  for (const file of [path, ...companions.map((ending) => `${path}${ending}`)]) await rm(file, { force: true })
  return true
}

/** Who closes a database last takes its log away: one that is still there after we were is somebody else's. */
async function isInUse(path: string): Promise<boolean> {
  const child = spawn(process.execPath, [openAndClose, path], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Refusal(`'${path}' cannot be opened, so it was left alone. Remove it by hand.\n${said}`)
  return existsSync(`${path}-wal`)
}

const openAndClose = fileURLToPath(new URL('./open-and-close.js', import.meta.url))

/** What a process wrote last may still be in the log. */
async function isOurs(path: string): Promise<boolean> {
  if (await hasMark(path)) return true
  return existsSync(`${path}-wal`) && (await hasMark(`${path}-wal`))
}

async function hasMark(file: string): Promise<boolean> {
  let end = Buffer.alloc(0)
  for await (const chunk of createReadStream(file)) {
    const bytes = Buffer.concat([end, chunk as Buffer])
    if (bytes.includes(mark)) return true
    end = bytes.subarray(-mark.length)
  }
  return false
}
