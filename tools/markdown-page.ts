/** What a page of the documentation claims: where it points, and what it says exists. */
export interface MarkdownPage {
  readonly path: string
  /** The anchors that links may name, as code hosts make them from headings. */
  readonly anchors: ReadonlySet<string>
  readonly links: readonly Said[]
  /** The text of each `inline code`. */
  readonly codes: readonly Said[]
  /** Each line of the code blocks; a line that ends with a backslash is joined with the next. */
  readonly blockLines: readonly Said[]
}

export interface Said {
  readonly text: string
  /** Counted from 1. */
  readonly line: number
}

/** Reads the parts of Markdown that our pages use: headings, inline links and images, inline code, fenced blocks. */
export function readMarkdownPage(path: string, text: string): MarkdownPage {
  const { prose, blockLines } = splitFences(text)
  return {
    path,
    anchors: anchorsOf(prose),
    links: prose.flatMap(linksOf),
    codes: prose.flatMap(codesOf),
    blockLines: joinContinued(blockLines),
  }
}

function splitFences(text: string): { readonly prose: readonly Said[]; readonly blockLines: readonly Said[] } {
  const prose: Said[] = []
  const blockLines: Said[] = []
  let fence: string | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const said = { text: line, line: index + 1 }
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1]
    if (fence === undefined && mark !== undefined) fence = mark
    else if (fence !== undefined && mark?.startsWith(fence)) fence = undefined
    else (fence === undefined ? prose : blockLines).push(said)
  }
  return { prose, blockLines }
}

function joinContinued(lines: readonly Said[]): readonly Said[] {
  const joined: Said[] = []
  for (const said of lines) {
    const before = joined.at(-1)
    if (before?.text.endsWith('\\'))
      joined.splice(-1, 1, { text: before.text.slice(0, -1) + said.text, line: before.line })
    else joined.push(said)
  }
  return joined
}

/** Two headings of one text get `name` and `name-1`. */
function anchorsOf(prose: readonly Said[]): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const { text } of prose) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1]
    if (heading !== undefined) anchors.add(unusedOf(anchors, slugOf(heading)))
    for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id ?? '')
  }
  return anchors
}

function slugOf(heading: string): string {
  const shown = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
  return shown
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

function unusedOf(anchors: ReadonlySet<string>, slug: string): string {
  let candidate = slug
  for (let n = 1; anchors.has(candidate); n++) candidate = `${slug}-${n}`
  return candidate
}

function linksOf({ text, line }: Said): readonly Said[] {
  const withoutCode = text.replace(/(`+).+?\1/g, '')
  const inline = [...withoutCode.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)]
  const tagged = [...withoutCode.matchAll(/\s(?:href|src)="([^"]+)"/g)]
  return [...inline, ...tagged].map(([, target]) => ({ text: target ?? '', line }))
}

function codesOf({ text, line }: Said): readonly Said[] {
  return [...text.matchAll(/(`+)(.+?)\1/g)].map(([, , code]) => ({ text: (code ?? '').trim(), line }))
}
