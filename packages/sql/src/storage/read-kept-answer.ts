import type { Instant, KeptAnswer } from '@rollcall/scim/storage'
import type { SqlReader } from '../sql-database.js'
import { sql } from '../sql-text.js'
import type { Viewer } from './read-resources.js'

/** What the viewer's connection has kept under a key, where it is not past its time. */
export async function readKeptAnswer(
  reader: SqlReader,
  { tenant, connection }: Viewer,
  key: string,
  now: Instant,
): Promise<KeptAnswer | undefined> {
  const [row] = await reader.read<KeptRow>(sql`
    SELECT k.fingerprint, k.answer, k.kept_until FROM kept_answers k
    WHERE k.tenant_id = ${tenant} AND k.connection_id = ${connection} AND k.answer_key = ${key}
      AND k.kept_until > ${BigInt(now)}`)
  return row && { fingerprint: row.fingerprint, answer: row.answer, until: Number(row.kept_until) }
}

interface KeptRow {
  readonly fingerprint: string
  readonly answer: string
  readonly kept_until: bigint
}
