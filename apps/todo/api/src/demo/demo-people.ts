import type { DemoPerson, Session } from '../contract.js'
import type { Settings } from '../database/settings.js'
import type { TodoRollcall } from '../roles.js'

/** The demo's people as they are now, for the sign-in page; null where the demo data is not loaded. */
export type DemoPeople = () => Promise<Session['demo']>

/** Under this name the app remembers what the demo made. */
export const demoSetting = 'demo'

export function createDemoPeople(rollcall: TodoRollcall, settings: Settings): DemoPeople {
  return async () => {
    const demo = readDemo(await settings.find(demoSetting))
    if (!demo) return null
    const people = await Promise.all(demo.people.map((id) => findDemoPerson(rollcall, demo.tenant, id)))
    return { people: people.filter((person) => person !== undefined) }
  }
}

async function findDemoPerson(rollcall: TodoRollcall, tenant: string, id: string): Promise<DemoPerson | undefined> {
  const access = await rollcall.ofTenant(tenant).accessOf(id)
  if (!access) return undefined
  const { user, roles } = access
  return { name: user.displayName, email: user.userName, roles: roles.map(({ display }) => display) }
}

interface Demo {
  readonly tenant: string
  readonly people: readonly string[]
}

function readDemo(setting: string | undefined): Demo | undefined {
  // Not an object while the demo is being made.
  if (!setting?.startsWith('{')) return undefined
  const demo: unknown = JSON.parse(setting)
  return isDemo(demo) ? demo : undefined
}

function isDemo(value: unknown): value is Demo {
  if (typeof value !== 'object' || value === null || !('tenant' in value) || !('people' in value)) return false
  const { tenant, people } = value
  return typeof tenant === 'string' && Array.isArray(people) && people.every((id) => typeof id === 'string')
}
