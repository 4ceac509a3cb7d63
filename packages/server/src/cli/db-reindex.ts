import type { Rollcall, Tenants } from '../rollcall.js'
import { grouped } from './print-progress.js'
import { createStatusLine } from './status-line.js'
import type { Terminal } from './terminal.js'
import { type DatabaseOptions, withRollcall } from './with-rollcall.js'

/** `rollcall db reindex`: finishes what is under way, in one organisation or in all. */
export async function reindexAll(
  terminal: Terminal,
  tenant: string | undefined,
  options: DatabaseOptions,
): Promise<void> {
  const tenants = await withRollcall(terminal, options, async (rollcall) => {
    const unfinished = await unfinishedOf(rollcall, tenant)
    for (const one of unfinished) await reindexWithProgress(terminal, rollcall.tenants, one)
    return unfinished
  })
  terminal.out(options.json ? `${JSON.stringify({ reindexed: tenants })}\n` : `${sentenceOf(tenants)}\n`)
}

/** Brings one organisation's rows in line, and shows how far it is. */
export async function reindexWithProgress(terminal: Terminal, tenants: Tenants, tenant: string): Promise<void> {
  const line = createStatusLine(terminal)
  try {
    await tenants.reindex(tenant, {
      progress: ({ type, state, resources, resourcesInAll }) =>
        line.show(`${tenant}, ${type}, ${state}: ${grouped(resources)} of ${grouped(resourcesInAll)} resources`),
    })
  } finally {
    line.end()
  }
}

async function unfinishedOf({ tenants }: Rollcall, tenant: string | undefined): Promise<readonly string[]> {
  const names = tenant === undefined ? (await tenants.list()).map(({ name }) => name) : [tenant]
  const unfinished: string[] = []
  for (const name of names) {
    const indexes = await tenants.listIndexes(name)
    if (indexes.some(({ state }) => state !== 'settled')) unfinished.push(name)
  }
  return unfinished
}

function sentenceOf(tenants: readonly string[]): string {
  if (tenants.length === 0) return 'All index rows are in line: there was nothing to do.'
  return `The index rows are in line now of: ${tenants.join(', ')}`
}
