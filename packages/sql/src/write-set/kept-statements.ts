import type { KeptAnswer } from '@rollcall/scim/storage'
import { chunksOf, listOf, literal, padded, rowsOf, sql } from '../sql-text.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * Keeps answers under keys that must be free, or past their time. Before every other statement: a claim that is taken may be
 * taken by the same request, whose answer is kept.
 */
export function addKept(set: WriteSetDraft): void {
  const answers = [...set.staged.answers].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const chunk of chunksOf(answers)) addAnswers(set, chunk)
  if (answers.length > 0) addSweep(set, BigInt(answers.length) * sweptAtOnce)
}

/** What is past its time gives its key away first: then a key that is there is taken, and the insert can skip it. */
function addAnswers(set: WriteSetDraft, answers: readonly (readonly [string, KeptAnswer])[]): void {
  const keys = answers.map(([key]) => key)
  set.add(sql`
    DELETE FROM kept_answers WHERE tenant_id = ${set.tenant} AND connection_id = ${set.connection}
      AND answer_key IN ${listOf(keys)} AND kept_until <= ${BigInt(set.now)}`)
  const rows = answers.map(([key, { fingerprint, answer, until }]) => {
    return [set.tenant, set.connection, key, BigInt(until), fingerprint, answer]
  })
  set.add(
    sql`INSERT INTO kept_answers (tenant_id, connection_id, answer_key, kept_until, fingerprint, answer)
      VALUES ${rowsOf(padded(rows))} ON CONFLICT DO NOTHING`,
    { expect: answers.length, miss: { kind: 'keyTaken', key: keys[0] ?? '' } },
  )
}

/** More than comes in, so that what is past its time grows no heap; the tenant's, whichever connection kept it. */
const sweptAtOnce = 4n

function addSweep(set: WriteSetDraft, limit: bigint): void {
  set.add(sql`
    DELETE FROM kept_answers WHERE tenant_id = ${set.tenant} AND (connection_id, answer_key) IN (
      SELECT k.connection_id, k.answer_key FROM kept_answers k
      WHERE k.tenant_id = ${set.tenant} AND k.kept_until <= ${BigInt(set.now)}
      ORDER BY k.kept_until LIMIT CAST(${limit} AS bigint)${literal(set.dialect.skipLocked)}
    )`)
}
