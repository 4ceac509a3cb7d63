import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { Refusal } from '../refusal.js'

/** Those that this process holds: after a restart in a container another process has the same number. */
const held = new Set<string>()

/**
 * Keeps an import of a file to one process at a time: two would write down different places in it, and lists of failures over
 * each other. What a process left behind that is gone is no lock. Answers what lets go of it.
 *
 * @throws Refusal where the file is being imported
 */
export async function lockImport(file: string): Promise<() => Promise<void>> {
  const lock = path.resolve(`${file}.rollcall-import.lock`)
  if (held.has(lock)) throw new Refusal(`'${file}' is being imported already.`)
  held.add(lock)
  const own = `${process.pid} ${hostname()} ${randomUUID()}`
  try {
    await takeLock(file, lock, own)
  } catch (error) {
    held.delete(lock)
    throw error
  }
  return async () => {
    await rm(path.join(lock, own), { force: true })
    // Not where another has come in meanwhile.
    await rmdir(lock).catch(() => {})
    held.delete(lock)
  }
}

/**
 * The lock is a folder with one file in it, whose name says who holds it. It is made aside and moved to its place, which fails
 * where there is one that is not empty; what a process left behind is taken over by giving its file another name, which fails
 * where another did. So of many who come at once one is let in.
 */
async function takeLock(file: string, lock: string, own: string): Promise<void> {
  if (await isMade(lock, own)) return
  const [holder = ''] = await readdir(lock).catch(() => [])
  if (isGone(holder) && (await isMoved(path.join(lock, holder), path.join(lock, own)))) return
  throw new Refusal(
    `'${file}' is being imported already, by the process that '${lock}' names (${holder || 'it is just ending'}). If there is no such process, remove that folder.`,
  )
}

/** False where there is one. */
async function isMade(lock: string, own: string): Promise<boolean> {
  const aside = `${lock}-${randomUUID()}`
  await mkdir(aside, { mode: 0o700 })
  try {
    await writeFile(path.join(aside, own), '', { mode: 0o600 })
    return await isMoved(aside, lock)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

/** False where that is not there any more, or its new place is taken. */
async function isMoved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && refusals.has(String(error.code))) return false
    throw error
  }
}

/** Systems differ in how they refuse to move a folder to where one is. */
const refusals: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR', 'ENOENT'])

/** Of another machine nobody here can tell. */
function isGone(holder: string): boolean {
  const [, number, host] = /^(\d+) (\S+) /.exec(holder) ?? []
  if (number === undefined || host !== hostname()) return false
  return Number(number) === process.pid || !isRunning(Number(number))
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, and is somebody else's.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
