import type { SqlReader } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { totalName } from '../write-set/counter-statements.js'
import type { Finding } from './finding.js'
import type { Verification } from './verification.js'

interface Count {
  readonly name: string
  readonly count: bigint | string | null
}

/** Types of which there are more or fewer resources than is counted: in one snapshot. */
export async function* findWrongTotals({ database, tenant }: Verification): AsyncIterable<Finding> {
  const { stored, counted } = await database.wideSnapshot((reader) => readCounts(reader, tenant))
  for (const name of [...new Set([...stored.keys(), ...counted.keys()])].sort()) {
    const [there, kept] = [stored.get(name) ?? 0, counted.get(name) ?? 0]
    if (there === kept) continue
    yield { kind: 'totalDifferent', tenant, resource: '', detail: `${name}: ${there}, and not ${kept}` }
  }
}

async function readCounts(reader: SqlReader, tenant: string) {
  const resources = await reader.read<Count>(sql`
    SELECT r.type AS name, COUNT(*) AS count FROM resources r WHERE r.tenant_id = ${tenant} GROUP BY r.type`)
  const counters = await reader.read<Count>(sql`
    SELECT c.name, SUM(c.used) AS count FROM counters c WHERE c.tenant_id = ${tenant} GROUP BY c.name`)
  const totals = counters.filter(({ name }) => name.startsWith(totalName('')))
  return {
    stored: new Map(resources.map(({ name, count }) => [totalName(name), Number(count)])),
    counted: new Map(totals.map(({ name, count }) => [name, Number(count)])),
  }
}
