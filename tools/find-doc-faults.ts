import path from 'node:path'
import { type CommandHelp, refusalOfCommandLine, wordsOfCommand } from './command-help.js'
import type { Finding } from './finding.js'
import type { MarkdownPage, Said } from './markdown-page.js'

/** What the pages are held against. */
export interface Documented {
  readonly pages: readonly MarkdownPage[]
  /** Every file of the repository, relative to its root. */
  readonly files: ReadonlySet<string>
  /** The names of the root's and the packages' npm scripts. */
  readonly scripts: ReadonlySet<string>
  /** The `ROLLCALL_…` variables that something reads. */
  readonly variables: ReadonlySet<string>
  /** The help of `rollcall` followed by these words. */
  readonly helpOf: (words: readonly string[]) => CommandHelp
}

/** Every link, path, command and setting on the pages that leads nowhere. */
export function findDocFaults(documented: Documented): readonly Finding[] {
  return documented.pages.flatMap((page) => {
    const inCode = [...page.codes, ...page.blockLines]
    return [
      ...check(page, page.links, (text) => refusalOfLink(documented, page, text)),
      ...check(page, page.codes, (text) => refusalOfPath(documented, page, text)),
      ...check(page, inCode, (text) => refusalOfScript(documented, text)),
      ...check(page, inCode, (text) => refusalOfRollcall(documented, text)),
      ...check(page, inCode, (text) => refusalOfVariable(documented, text)),
    ]
  })
}

function check(
  page: MarkdownPage,
  said: readonly Said[],
  refusalOf: (text: string) => string | undefined,
): readonly Finding[] {
  return said.flatMap(({ text, line }) => {
    const message = refusalOf(text)
    return message === undefined ? [] : [{ file: page.path, line, message }]
  })
}

function refusalOfLink(documented: Documented, page: MarkdownPage, target: string): string | undefined {
  if (/^[a-z][a-z+.-]*:/.test(target)) return undefined
  const [file = '', anchor] = decodeURI(target).split('#')
  const to = file === '' ? page.path : path.posix.join(path.posix.dirname(page.path), file)
  if (!hasPath(documented.files, to)) return `links to '${target}', which does not exist.`
  const linked = documented.pages.find((candidate) => candidate.path === to)
  if (anchor === undefined || linked === undefined || linked.anchors.has(anchor)) return undefined
  return `links to '${target}', but ${to} has no such heading.`
}

function hasPath(files: ReadonlySet<string>, wanted: string): boolean {
  const plain = wanted.replace(/\/$/, '')
  return plain === '.' || files.has(plain) || [...files].some((file) => file.startsWith(`${plain}/`))
}

/** A path is code with a folder of ours in front, or a source file's ending: then a file must be so named, wherever it lies. */
function refusalOfPath({ files }: Documented, page: MarkdownPage, code: string): string | undefined {
  const isPath = /^[\w.@-]+(\/[\w.@-]+)*\/?$/.test(code) && !/(^|\/)(dist|node_modules)(\/|$)/.test(code)
  if (!isPath) return undefined
  const topFolders = new Set([...files].filter((file) => file.includes('/')).map((file) => file.split('/')[0]))
  const isOurs = code.includes('/') && topFolders.has(code.split('/')[0])
  if (!isOurs && !/\.(ts|tsx|md|css|sql|yml|html)$/.test(code)) return undefined
  if (hasPath(files, code) || hasPath(files, path.posix.join(path.posix.dirname(page.path), code))) return undefined
  if ([...files].some((file) => isNamed(file, code))) return undefined
  return `names '${code}', which does not exist.`
}

/** `filter/lexer.ts` is found below any folder; so is the folder `filter/`. */
function isNamed(file: string, code: string): boolean {
  return code.endsWith('/') ? `/${file}`.includes(`/${code}`) : `/${file}`.endsWith(`/${code}`)
}

function refusalOfScript({ scripts }: Documented, text: string): string | undefined {
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
    ([, run, short]) => run ?? short ?? '',
  )
  const missing = named.find((script) => !scripts.has(script))
  return missing === undefined ? undefined : `names the npm script '${missing}', which does not exist.`
}

function refusalOfRollcall({ helpOf }: Documented, text: string): string | undefined {
  for (const [, words = ''] of text.matchAll(/\bnpx rollcall(?![\w-])([^\n]*)/g)) {
    const refusal = refusalOfCommandLine(wordsOfCommand(words), helpOf)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

function refusalOfVariable({ variables }: Documented, text: string): string | undefined {
  const missing = text.match(variableName)?.find((name) => !variables.has(name))
  return missing === undefined ? undefined : `names the setting '${missing}', which nothing reads.`
}

/** Settings by name, `ROLLCALL_PUBLIC_URL`; not the beginning of several, `ROLLCALL_…`. */
export const variableName = /\bROLLCALL_[A-Z]+(?:_[A-Z]+)*\b/g
