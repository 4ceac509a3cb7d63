import { Group, User } from '@rollcall/scim'
import { printFinding, type SqlDatabase, verifyDatabase } from '@rollcall/sql'

/** What `rollcall db verify` would find: documents, index rows, edges, totals and records that disagree. */
export async function findDatabaseFaults(database: SqlDatabase): Promise<readonly string[]> {
  const faults: string[] = []
  for await (const finding of verifyDatabase(database, { typesOf: async () => [User, Group] })) {
    faults.push(printFinding(finding))
  }
  return faults
}
