import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readSource, type SourceFacts } from './read-source.js'

/** The npm workspace as the checks see it: its packages, and the source files of each. Paths are relative to the root. */
export interface Workspace {
  readonly root: string
  readonly packages: readonly WorkspacePackage[]
}

export interface WorkspacePackage {
  readonly name: string
  readonly folder: string
  readonly exports: Readonly<Record<string, string>>
  readonly dependencies: ReadonlySet<string>
  readonly devDependencies: ReadonlySet<string>
  /** What the declared packages ask their user to install beside them. */
  readonly peersOfDeclared: ReadonlySet<string>
  /** The commands in `scripts`, one text: a tool named there is used. */
  readonly scripts: string
  readonly files: readonly SourceFile[]
  /** Style sheets and pages, which import packages too. */
  readonly sheets: readonly string[]
}

export interface SourceFile extends SourceFacts {
  readonly path: string
  readonly text: string
  /** A test, a configuration file, or what only these import: may use development dependencies. */
  readonly isForDevelopment: boolean
}

/** Reads every package that the root's `workspaces` lists. */
export function readWorkspace(root: string): Workspace {
  const { workspaces = [] } = readManifest(root, '.')
  return { root, packages: workspaces.map((folder) => readPackage(root, folder)) }
}

interface Manifest {
  readonly name?: string
  readonly workspaces?: readonly string[]
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly scripts?: Readonly<Record<string, string>>
}

export function readManifest(root: string, folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest
}

function readPackage(root: string, folder: string): WorkspacePackage {
  const manifest = readManifest(root, folder)
  const files = listFiles(root, folder)
  return {
    name: manifest.name ?? folder,
    folder,
    exports: manifest.exports ?? {},
    dependencies: new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })),
    devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
    peersOfDeclared: new Set(
      Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).flatMap((name) =>
        peersOf(root, folder, name),
      ),
    ),
    scripts: Object.values(manifest.scripts ?? {}).join('\n'),
    files: files.filter((file) => /\.(ts|tsx|js)$/.test(file)).map((file) => readSourceFile(root, file, folder)),
    sheets: files
      .filter((file) => /\.(css|html)$/.test(file))
      .map((file) => readFileSync(path.join(root, file), 'utf8')),
  }
}

/** Nothing when it is not installed: then `npm ci` is what is missing, and other checks say so. */
function peersOf(root: string, folder: string, name: string): readonly string[] {
  const places = [path.join(folder, 'node_modules', name), path.join('node_modules', name)]
  const installed = places.find((place) => existsSync(path.join(root, place, 'package.json')))
  return installed === undefined ? [] : Object.keys(readManifest(root, installed).peerDependencies ?? {})
}

function readSourceFile(root: string, file: string, folder: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8')
  const inside = path.posix.relative(folder, file)
  const isForDevelopment = /^test\//.test(inside) || /\.(test|config)\.tsx?$/.test(inside)
  return { path: file, text, isForDevelopment, ...readSource(text, file) }
}

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.rollcall', 'screenshots'])

/** Every file below a folder that is neither built nor installed, sorted, with `/` between folders. */
export function listFiles(root: string, folder: string): readonly string[] {
  if (!existsSync(path.join(root, folder))) return []
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  return entries
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const inside = path.posix.join(folder, entry.name)
      return entry.isDirectory() ? listFiles(root, inside) : [inside]
    })
    .sort()
}
