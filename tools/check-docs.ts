/**
 * Prevents the mistake of a page that sends its reader nowhere: a link, a heading, a file or a command that was renamed or never
 * made. And of a text that only its author's machine understands.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type CommandHelp, readCommandHelp } from './command-help.js'
import { findDocFaults, variableName } from './find-doc-faults.js'
import { findForeignNames } from './find-foreign-names.js'
import { reportFindings } from './finding.js'
import { readMarkdownPage } from './markdown-page.js'
import { listFiles, readManifest } from './workspace.js'

const root = process.cwd()
const helps = new Map<string, CommandHelp>()
const files = listFiles(root, '.')
const texts = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))

reportFindings('docs', [
  ...missingPages(),
  ...findDocFaults({
    pages: readPages(),
    files: new Set(files),
    scripts: scriptNames(),
    variables: readVariables(),
    helpOf,
  }),
  ...[...texts].flatMap(([file, text]) => findForeignNames(file, text, machineFolders(), existsInRoot)),
])

function missingPages() {
  const wanted = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']
  return wanted.filter((file) => !texts.has(file)).map((file) => ({ file, message: 'is missing.' }))
}

function readPages() {
  return [...texts].filter(([file]) => file.endsWith('.md')).map(([file, text]) => readMarkdownPage(file, text))
}

function scriptNames(): ReadonlySet<string> {
  const folders = ['.', ...(readManifest(root, '.').workspaces ?? [])]
  return new Set(folders.flatMap((folder) => Object.keys(readManifest(root, folder).scripts ?? {})))
}

/** What is named in code is read; on a page it is only said. */
function readVariables(): ReadonlySet<string> {
  const code = [...texts].filter(([file]) => /(^\.ci\/|\.tsx?$)/.test(file) && !file.endsWith('.test.ts'))
  return new Set(code.flatMap(([, text]) => text.match(variableName) ?? []))
}

function helpOf(words: readonly string[]) {
  const command = words.join(' ')
  const help = helps.get(command) ?? readCommandHelp(askForHelp(words))
  helps.set(command, help)
  return help
}

function askForHelp(words: readonly string[]): string {
  const command = [path.join(root, 'packages/server/bin/rollcall.js'), ...words, '--help']
  return spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 10_000 }).stdout
}

function machineFolders(): readonly string[] {
  const home = os.homedir()
  return [`/${'work'}`, ...(home === '/' ? [] : [home])]
}

function existsInRoot(file: string): boolean {
  return !file.startsWith('..') && existsSync(path.join(root, file))
}
