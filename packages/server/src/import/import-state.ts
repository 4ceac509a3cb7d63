import { createHash } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { z } from 'zod'
import { Refusal } from '../refusal.js'

const place = z.strictObject({ offset: z.number().int().min(0), line: z.number().int().min(0) })

const schema = z.strictObject({
  format: z.literal(1),
  seed: z.string(),
  started: z.number().int(),
  /** What the import is told to do: it is finished in the same way. */
  asked: z.string(),
  /** The file's size and a hash of its beginning. */
  size: z.number().int(),
  hash: z.string(),
  /** Whether the file is read the first time, or the second time for what refers to others. */
  reading: z.enum(['first', 'second']),
  place,
  counts: z.strictObject({
    created: z.number().int(),
    replaced: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
  }),
  /** Where the first line is that is for the second reading. */
  linksFrom: place.optional(),
  /** How long the list of failures is that belongs to the counts, in bytes. */
  failuresLength: z.number().int().min(0),
})

/** How far an import came: enough to go on from there, and nothing of what the file says. */
export type ImportState = Readonly<z.infer<typeof schema>>

/** The small file beside the input. */
export function stateFileOf(file: string): string {
  return `${file}.rollcall-import.json`
}

/** Where an earlier import was broken off; undefined where none was. @throws Refusal for a state that is none */
export async function readState(file: string): Promise<ImportState | undefined> {
  const stateFile = stateFileOf(file)
  try {
    return schema.parse(JSON.parse(await readFile(stateFile, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new Refusal(`'${stateFile}' does not say how far the import came; begin anew with --restart.`)
  }
}

/** @throws Refusal where the file or what is to be done with it is another than when the import began */
export function assertSame(file: string, state: ImportState, now: Pick<ImportState, 'asked' | 'size' | 'hash'>): void {
  const cure = 'begin anew with --restart, which skips whom the first part has made.'
  if (state.size !== now.size || state.hash !== now.hash) {
    throw new Refusal(`'${file}' has changed since its import was broken off at line ${state.place.line}; ${cure}`)
  }
  if (state.asked !== now.asked) {
    throw new Refusal(
      `The import of '${file}' that was broken off was to do something else (another organisation, connection, type, mapping or way with who exists); finish it as it was begun, or ${cure}`,
    )
  }
}

/** Whole or not at all, and on the disk when this returns. */
export async function writeState(file: string, state: ImportState): Promise<void> {
  const stateFile = stateFileOf(file)
  const handle = await open(`${stateFile}.new`, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(state)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${stateFile}.new`, stateFile)
}

/** What is finished needs none. */
export async function removeState(file: string): Promise<void> {
  await rm(stateFileOf(file), { force: true })
}

/** A hash of the beginning of a file: with the size, enough to notice that it is another. */
export async function hashOfBeginning(file: string): Promise<string> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(hashedBytes), 0, hashedBytes, 0)
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex')
  } finally {
    await handle.close()
  }
}

const hashedBytes = 64 * 1024
