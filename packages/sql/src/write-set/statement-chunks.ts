import type { Dialect } from '../migrations/dialect.js'
import { chunkLength, chunksOf } from '../sql-text.js'

/**
 * Cuts rows that are to be inserted into what one statement takes. A chunk is padded to a usual length by repeating a row: on
 * SQLite a few statements more cost less than many rows that are there already, on PostgreSQL more.
 */
export function statementChunks<Item>(
  { name }: Pick<Dialect, 'name'>,
  items: readonly Item[],
  most = chunkLength,
): readonly (readonly Item[])[] {
  switch (name) {
    case 'postgresql':
      return chunksOf(items, most)
    case 'sqlite':
      return chunksOf(items, most).flatMap(fitted)
  }
}

/** Powers of two, but for a last chunk that lacks little. */
function fitted<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const chunks: (readonly Item[])[] = []
  for (let from = 0; from < items.length; ) {
    const left = items.length - from
    const lower = 2 ** Math.floor(Math.log2(left))
    const length = lower * 2 - left <= fewRows ? left : lower
    chunks.push(items.slice(from, from + length))
    from += length
  }
  return chunks
}

const fewRows = 3
