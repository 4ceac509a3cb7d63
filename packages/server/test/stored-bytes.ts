import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { readEverything } from '@rollcall/sql/testing'
import { isPostgresUrl } from '../src/database/database-name.js'

interface Stored {
  /** A file or a URL. */
  readonly file: string
  readonly folder: string
}

/** Everything that a database keeps: the bytes of its files, or every row of every table. */
export async function storedBytes({ file, folder }: Stored): Promise<Buffer> {
  if (isPostgresUrl(file)) return Buffer.from(await readEverything(file))
  const files = await readdir(folder)
  return Buffer.concat(await Promise.all(files.map((name) => readFile(path.join(folder, name)))))
}
