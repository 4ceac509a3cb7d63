import { open, readFile, rm } from 'node:fs/promises'
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
  try {
    await takeLock(file, lock)
  } catch (error) {
    held.delete(lock)
    throw error
  }
  return async () => {
    await rm(lock, { force: true })
    held.delete(lock)
  }
}

async function takeLock(file: string, lock: string): Promise<void> {
  if (await isMade(lock)) return
  const holder = await readFile(lock, 'utf8').catch(() => '')
  if (isGone(holder)) {
    await rm(lock, { force: true })
    if (await isMade(lock)) return
  }
  throw new Refusal(
    `'${file}' is being imported already, by the process that '${lock}' names (${holder.trim() || 'it has just begun'}). If there is no such process, remove that file.`,
  )
}

/** False where there is one. */
async function isMade(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx', 0o600)
    await handle.writeFile(`${process.pid} ${hostname()}\n`).finally(() => handle.close())
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Of another machine nobody here can tell. */
function isGone(holder: string): boolean {
  const [, number, host] = /^(\d+) (.+)\n$/.exec(holder) ?? []
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
