import type { RecordedCall, Recording } from './call-recorder.js'

const start = '<!-- trace:start -->'
const end = '<!-- trace:end -->'

/**
 * The trace as ARCHITECTURE.md shows it: a line a file, in the order in which files are first entered, indented below the file
 * that called it, with the exported functions entered there (or, where a closure made earlier was entered, its name).
 */
export function renderTrace({ main, worker }: Recording): string {
  const files = [...indentedFiles(main), ...writerFiles(worker)]
  const width = Math.max(...files.map(({ label }) => label.length))
  return files.map(({ label, names }) => `${label.padEnd(width)}  ${names.join(', ')}`.trimEnd()).join('\n')
}

interface TraceLine {
  readonly label: string
  readonly names: readonly string[]
}

function indentedFiles(calls: readonly RecordedCall[]): readonly TraceLine[] {
  const depths = new Map<string, number>()
  return filesOf(calls).map((file) => {
    // A caller that is not listed itself was only entered in a callback without a name.
    const caller = calls.find((call) => call.file === file)?.callers.find((candidate) => depths.has(candidate))
    const depth = caller === undefined ? 0 : (depths.get(caller) ?? 0) + 1
    depths.set(file, depth)
    return { label: '  '.repeat(depth) + file, names: namesIn(file, calls) }
  })
}

/** How calls lie in the writer thread depends on what else it is doing; which files they pass through does not. */
function writerFiles(calls: readonly RecordedCall[]): readonly TraceLine[] {
  if (calls.length === 0) return []
  const files = filesOf(calls).map((file) => ({ label: `  ${file}`, names: namesIn(file, calls) }))
  return [{ label: 'in the writer thread:', names: [] }, ...files]
}

function filesOf(calls: readonly RecordedCall[]): readonly string[] {
  return [...new Set(calls.map(({ file }) => file))]
}

function namesIn(file: string, calls: readonly RecordedCall[]): readonly string[] {
  const inFile = calls.filter((call) => call.file === file)
  const exported = inFile.filter(({ isExported }) => isExported)
  return [...new Set((exported.length > 0 ? exported : inFile.slice(0, 1)).map(({ name }) => name))]
}

/** The page with this trace between its markers; undefined when the markers are missing. */
export function withTrace(page: string, trace: string): string | undefined {
  const from = page.indexOf(start)
  const to = page.indexOf(end)
  if (from === -1 || to < from) return undefined
  return `${page.slice(0, from)}${start}\n\n\`\`\`text\n${trace}\n\`\`\`\n\n${page.slice(to)}`
}

/**
 * The lines that the page has (`-`) and should have (`+`) between its markers, from the first that differs to the last; empty
 * when the page is true. How the columns are aligned does not matter.
 */
export function traceDifferences(page: string, trace: string): readonly string[] {
  const shown = linesBetween(page)
  const wanted = linesBetween(withTrace(page, trace) ?? '')
  while (shown.length > 0 && shown[0] === wanted[0]) {
    shown.shift()
    wanted.shift()
  }
  while (shown.length > 0 && shown.at(-1) === wanted.at(-1)) {
    shown.pop()
    wanted.pop()
  }
  return [...shown.map((line) => `- ${line}`), ...wanted.map((line) => `+ ${line}`)]
}

function linesBetween(page: string): string[] {
  const between = page.slice(page.indexOf(start), page.indexOf(end))
  return between.split('\n').map((line) => line.replace(/(\S) {2,}/g, '$1  '))
}
