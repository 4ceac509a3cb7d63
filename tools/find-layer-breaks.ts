import path from 'node:path'
import { refusalOfEngineImport } from './engine-layers.js'
import type { Finding } from './finding.js'
import { findImportCycles } from './import-cycles.js'
import type { SourceImport } from './read-source.js'
import type { SourceFile, Workspace, WorkspacePackage } from './workspace.js'

/** Which packages of ours a package may import (ARCHITECTURE.md): a new package needs a row. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  '@rollcall/scim': [],
  '@rollcall/sql': ['@rollcall/scim'],
  '@rollcall/server': ['@rollcall/sql', '@rollcall/scim'],
  // The simulator must meet the server over HTTP only, as a stranger would.
  '@rollcall/idp': ['@rollcall/scim'],
  '@rollcall/ui': [],
  '@rollcall/todo-api': ['@rollcall/server', '@rollcall/scim'],
  '@rollcall/todo-web': ['@rollcall/ui', '@rollcall/todo-api'],
}

/** Every import that does not point down, every cycle, and every reading of the environment outside a main.ts. */
export function findLayerBreaks(workspace: Workspace): readonly Finding[] {
  return workspace.packages.flatMap((owner) => [
    ...owner.files.flatMap((file) => [
      ...file.imports.flatMap((imported) => checkImport(workspace, owner, file, imported)),
      ...checkEnvironment(file),
    ]),
    ...checkUnused(owner),
    ...checkCycles(owner),
  ])
}

function checkImport(
  workspace: Workspace,
  owner: WorkspacePackage,
  file: SourceFile,
  imported: SourceImport,
): readonly Finding[] {
  const refusal = imported.specifier.startsWith('.')
    ? refusalOfRelative(owner, file, imported.specifier)
    : refusalOfPackage(workspace, owner, file, imported)
  return refusal === undefined ? [] : [{ file: file.path, line: imported.line, message: refusal }]
}

function refusalOfRelative(owner: WorkspacePackage, file: SourceFile, specifier: string): string | undefined {
  const target = targetOf(file, specifier)
  if (!target.startsWith(`${owner.folder}/`)) return `imports '${specifier}', which is outside its package.`
  if (file.isForDevelopment) return undefined
  if (/(^|\/)test\/|\.test\.ts$/.test(target.slice(owner.folder.length)))
    return `imports '${specifier}', which is a test.`
  const source = `${owner.folder}/src/`
  if (owner.name === '@rollcall/scim' && file.path.startsWith(source) && target.startsWith(source)) {
    return refusalOfEngineImport(file.path.slice(source.length), target.slice(source.length))
  }
  return refusalOfFeatureImport(file.path, target)
}

/** A feature that imports another cannot be removed, nor understood alone. */
function refusalOfFeatureImport(from: string, to: string): string | undefined {
  const feature = featureOf(from)
  const other = featureOf(to)
  if (feature === undefined || other === undefined || feature === other) return undefined
  return `the feature '${feature}' imports the feature '${other}'.`
}

function featureOf(file: string): string | undefined {
  return /\/src\/features\/([^/]+)/.exec(file)?.[1]
}

function refusalOfPackage(
  workspace: Workspace,
  owner: WorkspacePackage,
  file: SourceFile,
  { specifier, typeOnly }: SourceImport,
): string | undefined {
  if (specifier.startsWith('node:')) {
    return isPureSource(owner, file)
      ? `imports '${specifier}': the engine runs wherever Request and Response do.`
      : undefined
  }
  const name = packageOf(specifier)
  const target = workspace.packages.find((candidate) => candidate.name === name)
  if (name !== owner.name && !isDeclared(owner, file, name))
    return `imports '${name}', which its package.json does not declare.`
  if (target === undefined) {
    return isPureSource(owner, file) ? `imports '${name}': the engine has no dependency.` : undefined
  }
  return refusalOfOurs(owner, file, target, specifier) ?? refusalOfWebImport(owner, target, specifier, typeOnly)
}

/** The engine's own code: no Node, no dependency. Its conformance suites may import the test runner, which is a peer. */
function isPureSource(owner: WorkspacePackage, file: SourceFile): boolean {
  return owner.name === '@rollcall/scim' && !file.isForDevelopment && !isConformanceSuite.test(file.path)
}

const isConformanceSuite = /\/src\/(storage\/storage-conformance|conformance\/)/

function refusalOfOurs(
  owner: WorkspacePackage,
  file: SourceFile,
  target: WorkspacePackage,
  specifier: string,
): string | undefined {
  const allowed = mayImport[owner.name]
  if (allowed === undefined) return `is in '${owner.name}', which has no row in tools/find-layer-breaks.ts.`
  if (target === owner) return file.isForDevelopment ? undefined : `imports its own package by name.`
  if (!allowed.includes(target.name)) return `imports '${target.name}', which is not below '${owner.name}'.`
  const entry = `.${specifier.slice(target.name.length)}`
  return entry in target.exports ? undefined : `imports '${specifier}', which '${target.name}' does not export.`
}

/** The pages know the API by the types of its contract alone. */
function refusalOfWebImport(
  owner: WorkspacePackage,
  target: WorkspacePackage,
  specifier: string,
  typeOnly: boolean,
): string | undefined {
  if (!owner.name.endsWith('-web') || !target.name.endsWith('-api') || typeOnly) return undefined
  return `imports more than types from '${specifier}'.`
}

function isDeclared(owner: WorkspacePackage, file: SourceFile, name: string): boolean {
  return owner.dependencies.has(name) || (file.isForDevelopment && owner.devDependencies.has(name))
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** A source file's name as the file system has it: `./a.js` means `a.ts` beside the importer. */
function targetOf(file: SourceFile, specifier: string): string {
  return path.posix.join(path.posix.dirname(file.path), specifier).replace(/\.js$/, '.ts')
}

function checkEnvironment(file: SourceFile): readonly Finding[] {
  if (file.isForDevelopment || path.posix.basename(file.path) === 'main.ts') return []
  const message = `reads process.env: only main.ts does, and hands on what it read.`
  return file.environmentReads.map((line) => ({ file: file.path, line, message }))
}

function checkUnused(owner: WorkspacePackage): readonly Finding[] {
  return [...owner.dependencies, ...owner.devDependencies]
    .filter((name) => !isUsed(owner, name))
    .map((name) => ({ file: `${owner.folder}/package.json`, message: `declares '${name}', which nothing imports.` }))
}

/** Imported, resolved by name in a string, run by a script, needed beside something declared, or the types of something used. */
function isUsed(owner: WorkspacePackage, name: string): boolean {
  if (owner.peersOfDeclared.has(name)) return true
  if (name.startsWith('@types/')) return name === '@types/node' || isUsed(owner, name.slice('@types/'.length))
  if (new RegExp(`(^|\\s)${name}(\\s|$)`, 'm').test(owner.scripts)) return true
  // JSX compiles to an import of React.
  if (name === 'react' && owner.files.some(({ path }) => path.endsWith('.tsx'))) return true
  const texts = [...owner.files.map(({ text }) => text), ...owner.sheets]
  return texts.some((text) => text.includes(`'${name}'`) || text.includes(`'${name}/`) || text.includes(`"${name}`))
}

function checkCycles(owner: WorkspacePackage): readonly Finding[] {
  const known = new Set(owner.files.map(({ path }) => path))
  const graph = new Map(
    owner.files.map((file) => [
      file.path,
      file.imports
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => targetOf(file, specifier))
        .flatMap((target) => [target, target.replace(/\.ts$/, '.tsx')])
        .filter((target) => known.has(target)),
    ]),
  )
  return findImportCycles(graph).map((cycle) => ({
    file: cycle[0] ?? owner.folder,
    message: `imports itself in a circle: ${[...cycle, cycle[0]].map((file) => path.posix.basename(file ?? '')).join(' → ')}.`,
  }))
}
