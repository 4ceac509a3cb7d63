/**
 * Looks for parts in texts, each time `listParts()` among others. Few and short texts are searched one by one; once that has
 * cost enough, each text is read a single time for all parts (Aho and Corasick, 1975): the time grows with the texts and with
 * the parts, never with their product.
 */
export function createTextSearch(listParts: () => readonly string[]): (text: string, part: string) => boolean {
  let spent = 0
  let automaton: Automaton | undefined
  let found: Map<string, ReadonlySet<string>> | undefined
  return (text, part) => {
    spent += text.length * (1 + part.length / unitsCompared)
    if (spent <= mostSpent || part === '') return text.includes(part)
    automaton ??= automatonOf(listParts())
    found ??= new Map()
    const known = found.get(text)
    const parts = known ?? partsIn(text, automaton)
    if (!known) found.set(text, parts)
    return parts.has(part)
  }
}

/** What it costs to make the automaton, in code units that are searched one by one. */
const mostSpent = 65_536

/** A search for a single part may compare most of it at every place. */
const unitsCompared = 64

/** Reads a text a code unit at a time; state 0 is where nothing of a part has been read. */
interface Automaton {
  /** Of each code unit its column: 0 for what is in no part. */
  readonly columns: Uint16Array
  readonly width: number
  /** By state and column, the state that follows. */
  readonly table: Uint16Array
  /** The state of the longest end of what was read that is also the beginning of a part. */
  readonly fallback: Uint16Array
  /** The part that is complete in a state. */
  readonly complete: readonly (string | undefined)[]
}

function automatonOf(parts: readonly string[]): Automaton {
  const { columns, width } = columnsOf(parts)
  const { children, complete } = treeOf(parts, columns)
  const table = new Uint16Array(children.length * width)
  const fallback = new Uint16Array(children.length)
  // Breadth first: what a state does not go on with itself, it goes on with as its fallback does, which is known by then.
  const queue = [0]
  for (const state of queue) {
    const row = state * width
    const fallbackRow = at(fallback, state) * width
    if (state !== 0) table.copyWithin(row, fallbackRow, fallbackRow + width)
    for (const [column, child] of children[state] ?? []) {
      fallback[child] = state === 0 ? 0 : at(table, row + column)
      table[row + column] = child
      queue.push(child)
    }
  }
  return { columns, width, table, fallback, complete }
}

function columnsOf(parts: readonly string[]): Pick<Automaton, 'columns' | 'width'> {
  const columns = new Uint16Array(0x10000)
  let width = 1
  for (const part of parts) {
    for (let place = 0; place < part.length; place++) {
      const unit = part.charCodeAt(place)
      if (columns[unit] === 0) columns[unit] = width++
    }
  }
  return { columns, width }
}

/** The beginnings of all parts as a tree: of each state its children, by their columns. */
function treeOf(parts: readonly string[], columns: Uint16Array) {
  const children = [new Map<number, number>()]
  const complete: (string | undefined)[] = [undefined]
  for (const part of parts) {
    let state = 0
    for (let place = 0; place < part.length; place++) {
      const column = at(columns, part.charCodeAt(place))
      const child = children[state]?.get(column) ?? complete.push(undefined) - 1
      if (child === children.length) children.push(new Map())
      children[state]?.set(column, child)
      state = child
    }
    if (state !== 0) complete[state] = part
  }
  return { children, complete }
}

function partsIn(text: string, { columns, width, table, fallback, complete }: Automaton): ReadonlySet<string> {
  const found = new Set<string>()
  const seen = new Uint8Array(complete.length)
  let state = 0
  for (let place = 0; place < text.length; place++) {
    state = at(table, state * width + at(columns, text.charCodeAt(place)))
    // What a state completes, and its fallbacks, is noted once.
    for (let ended = state; ended !== 0 && seen[ended] === 0; ended = at(fallback, ended)) {
      seen[ended] = 1
      const part = complete[ended]
      if (part !== undefined) found.add(part)
    }
  }
  return found
}

/** Every place that is asked for is in the list. */
function at(list: Uint16Array, place: number): number {
  return list[place] ?? 0
}
