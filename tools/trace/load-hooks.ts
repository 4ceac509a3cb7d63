import { readFile } from 'node:fs/promises'
import type { LoadHook } from 'node:module'
import { fileURLToPath } from 'node:url'
import { instrumentSource } from './instrument-source.js'
import { sourceFileOf } from './source-file.js'

/** Loads the built files of our packages instrumented, and everything else as it is. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const sourceFile = sourceFileOf(url)
  if (sourceFile === undefined) return nextLoad(url, context)
  const text = await readFile(fileURLToPath(url), 'utf8')
  return { format: 'module', shortCircuit: true, source: instrumentSource(text, sourceFile) }
}
