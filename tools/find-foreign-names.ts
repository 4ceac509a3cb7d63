import path from 'node:path'
import type { Finding } from './finding.js'

/**
 * Finds what only means something where it was written: absolute paths of one machine, folders outside the repository, the
 * address of a registry in the lock file (which another machine may not reach).
 *
 * @param exists whether a path, relative to the root, is in the repository
 * @param machineFolders folders of this machine, such as the home of whoever runs the check
 */
export function findForeignNames(
  file: string,
  text: string,
  machineFolders: readonly string[],
  exists: (file: string) => boolean,
): readonly Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const message = refusalOfLine(file, line, machineFolders, exists)
    return message === undefined ? [] : [{ file, line: index + 1, message }]
  })
}

function refusalOfLine(
  file: string,
  line: string,
  machineFolders: readonly string[],
  exists: (file: string) => boolean,
): string | undefined {
  const folder = machineFolders.find((candidate) => namesFolder(line, candidate))
  if (folder !== undefined) return `names '${folder}/', a folder of one machine.`
  const outside = outsideOf(file, line)
  if (outside !== undefined && !exists(outside)) return `names '${sharedFolder}', which is not in this repository.`
  if (path.posix.basename(file) === 'package-lock.json' && /"resolved": "https?:/.test(line)) {
    return `names a registry: install with the .npmrc of this repository.`
  }
  return undefined
}

/** Where it starts a path: `foo/work/` is another folder. */
function namesFolder(line: string, folder: string): boolean {
  const at = line.indexOf(`${folder}/`)
  return at !== -1 && !/[\w.~@{}*-]/.test(line[at - 1] ?? ' ')
}

// Written in two parts, since this file is checked too.
const sharedFolder = ['..', 'shared'].join('/')

function outsideOf(file: string, line: string): string | undefined {
  const at = line.indexOf(sharedFolder)
  if (at === -1) return undefined
  const start = /(?:\.\.\/)*$/.exec(line.slice(0, at))?.[0] ?? ''
  return path.posix.join(path.posix.dirname(file), start + sharedFolder)
}
