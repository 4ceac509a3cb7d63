import { readFile, stat } from 'node:fs/promises'
import { Refusal } from '../refusal.js'

/** A JSON file that an operator names. @throws Refusal that names the file. */
export async function readDefinitionFile(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal(`'${file}' is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const longestFile = 4 * 1024 * 1024

async function readText(file: string): Promise<string> {
  try {
    if ((await stat(file)).size <= longestFile) return await readFile(file, 'utf8')
  } catch {
    throw new Refusal(`There is no file '${file}' that can be read: name one that holds the definition as JSON.`)
  }
  throw new Refusal(`'${file}' is larger than ${longestFile} bytes: too large for a definition.`)
}
