import { type ImportRun, settleRefusal } from './import-run.js'
import { judgeLine, type ReadLine, readLine } from './judge-line.js'
import { createEntry } from './ledger.js'
import type { Place } from './source-line.js'

/**
 * The first reading: everything but what refers to others, of which it notes where it begins. So a group may stand before its
 * members.
 */
export async function readResources(run: ImportRun, from: Place): Promise<void> {
  const { idOf, ledger, options, otherwise, source, writer } = run
  for await (const line of source.lines(from)) {
    if (options.signal?.aborted) break
    const session = run.session()
    const entry = createEntry(line)
    ledger.enter(entry)
    try {
      const read = readLine(session, { entry, id: idOf(line.line), content: line.content }, otherwise)
      if (refersToOthers(read)) {
        run.linksFrom ??= line.start
        ledger.settle(entry, { kind: 'later' })
      } else await writer.add(await judgeLine(session, read))
    } catch (error) {
      settleRefusal(run, entry, error)
    }
    await run.checkpoint()
  }
  await writer.flush()
}

/** A group, with or without members. */
export function refersToOthers({ type }: ReadLine): boolean {
  return type.keptApart.links !== undefined
}
