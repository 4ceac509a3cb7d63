import { type Finding, printFinding, type VerifyProgress, verifyDatabase } from '@rollcall/sql'
import { openService } from '../create-rollcall.js'
import { databaseName, isPostgresUrl } from '../database/database-name.js'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { assertNewestSchema } from './db-status.js'
import { createStatusLine } from './status-line.js'
import type { Terminal } from './terminal.js'
import { assertDatabase, type DatabaseOptions, databaseOf } from './with-rollcall.js'

/** `rollcall db verify`: silent where all agrees. @throws Refusal where something does not. */
export async function verify(terminal: Terminal, options: DatabaseOptions): Promise<void> {
  // Where a copy lags behind, the truth is not there.
  const { databaseReplica: _, ...settings } = databaseOf(terminal, options)
  assertDatabase(settings.database)
  await assertNewestSchema(settings.database)
  // A time limit is for requests: what looks at everything takes as long as there is much.
  const unlimited = isPostgresUrl(settings.database) ? ({ databaseStatementTimeoutMs: 'none' } as const) : {}
  const service = await openService({ ...settings, ...unlimited })
  const findings: Finding[] = []
  try {
    for await (const finding of findingsOf(terminal, service)) {
      findings.push(finding)
      if (!options.json) terminal.out(`${printFinding(finding)}\n`)
    }
  } finally {
    await service.database.close()
  }
  if (options.json) terminal.out(`${JSON.stringify(findings)}\n`)
  if (findings.length > 0) throw new Refusal(`${countOf(findings)} in '${databaseName(settings.database)}'.`)
}

async function* findingsOf(terminal: Terminal, { database, configurations }: Service): AsyncIterable<Finding> {
  const line = createStatusLine(terminal)
  const typesOf = async (tenant: string) => (await configurations.find(tenant))?.resourceTypes
  try {
    for await (const finding of verifyDatabase(database, {
      typesOf,
      onProgress: (told) => line.show(progressOf(told)),
    })) {
      line.end()
      yield finding
    }
  } finally {
    line.end()
  }
}

function progressOf({ tenant, place, tenants, resources }: VerifyProgress): string {
  return `${place} of ${tenants} organisations, ${resources} resources: ${tenant}`
}

function countOf({ length }: readonly Finding[]): string {
  return length === 1 ? 'There is 1 disagreement' : `There are ${length} disagreements`
}
