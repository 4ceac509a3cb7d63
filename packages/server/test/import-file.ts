import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ImportFailure, ImportOptions, ImportReport, Rollcall } from '../src/index.js'
import { openRollcall, organisation } from './open-rollcall.js'

/** What a test imports into: one organisation with a connection, and a folder for its files. */
export async function openImport(
  options: { readonly passwords?: boolean; readonly duplicateGroupNames?: boolean } = {},
) {
  const { rollcall, folder } = await openRollcall()
  await rollcall.tenants.create('gridco.example', options)
  const { client, connection } = await organisation(rollcall, 'gridco.example')
  return { rollcall, client, connection, folder, load: loaderOf(rollcall, folder) }
}

/** Imports a file of this content. Answers the report, and what was refused. */
function loaderOf(rollcall: Rollcall, folder: string) {
  return async (
    name: string,
    content: string,
    options: ImportOptions = {},
  ): Promise<{ readonly report: ImportReport; readonly failures: readonly ImportFailure[] }> => {
    const file = path.join(folder, name)
    await writeFile(file, content)
    const failures: ImportFailure[] = []
    const failed = (failure: ImportFailure) => failures.push(failure)
    const report = await rollcall.ofTenant('gridco.example').importResources(file, { ...options, failed })
    return { report, failures }
  }
}

/** Resources as JSON Lines. */
export function linesOf(...resources: readonly object[]): string {
  return resources.map((resource) => `${JSON.stringify(resource)}\n`).join('')
}
