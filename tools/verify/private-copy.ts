import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { listFiles } from '../workspace.js'

/** A copy of the engine that may be spoiled, since nobody else works on it. Files are named as they are in the workspace. */
export interface PrivateCopy {
  readonly folder: string
  /** Moves with every file of the engine. */
  readonly fingerprint: string
  read(file: string): string
  write(file: string, text: string): void
  remove(): void
}

const copiedFolders = ['packages/scim/src', 'packages/scim/test']
const copiedFiles = ['packages/scim/package.json', 'packages/scim/tsconfig.json', 'tsconfig.base.json', 'package.json']

/** Copies the engine's sources and tests to a temporary folder; what is installed is only linked there. */
export function createPrivateCopy(root: string): PrivateCopy {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rows-'))
  for (const each of copiedFolders) cpSync(path.join(root, each), path.join(folder, each), { recursive: true })
  for (const each of copiedFiles) {
    mkdirSync(path.join(folder, path.dirname(each)), { recursive: true })
    copyFileSync(path.join(root, each), path.join(folder, each))
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')
  return {
    folder,
    fingerprint: fingerprintOf(
      copiedFolders.flatMap((each) => listFiles(folder, each)).map((file) => [file, read(file)]),
    ),
    read,
    write: (file, text) => writeFileSync(path.join(folder, file), text),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function fingerprintOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}
