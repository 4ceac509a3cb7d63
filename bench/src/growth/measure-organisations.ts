import { createRollcall } from '@rollcall/server'
import type { DatabaseKind, OrganisationFigures } from './growth-figures.js'
import { readTableFigures } from './table-figures.js'

const many = 300

/** Makes organisations without people, each with a connection and a key, and looks by how much the database has grown. */
export async function measureOrganisations(database: string, kind: DatabaseKind): Promise<OrganisationFigures> {
  const rollcall = await createRollcall({ database })
  const bytes = async () => (await readTableFigures(rollcall.database, kind)).bytes
  try {
    const before = await bytes()
    const begun = performance.now()
    for (let n = 0; n < many; n++) {
      await rollcall.tenants.create(`organisation-${n}.example`)
      await rollcall.tenants.issueKey(`organisation-${n}.example`)
    }
    const perSecond = Math.round(many / ((performance.now() - begun) / 1000))
    return { perSecond, bytesEach: Math.round(((await bytes()) - before) / many) }
  } finally {
    await rollcall.close()
  }
}
