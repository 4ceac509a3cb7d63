import type { Rollcall } from '@rollcall/server'

/** What a benchmark asks about. */
export interface BenchData {
  readonly key: string
  /** A user in four groups, one of which is in another. */
  readonly id: string
}

type BenchRollcall = Pick<Rollcall, 'fetch' | 'tenants' | 'ofTenant'>

const tenant = 'bench.example'

/** Fills a new tenant: every user has 19 index rows, a role, and five groups, one of them through another. */
export async function createBenchData(rollcall: BenchRollcall, people: number): Promise<BenchData> {
  await rollcall.tenants.create(tenant)
  const { key } = await rollcall.tenants.issueKey(tenant)
  const { users } = rollcall.ofTenant(tenant)
  const ids: string[] = []
  for (const batch of slicesOf(
    Array.from({ length: people }, (_, n) => n),
    50,
  )) {
    const made = await Promise.all(batch.map((n) => users.create(personOf(n))))
    ids.push(...made.map(({ id }) => id))
  }
  const teams = await createGroups(rollcall, key, 'Team', slicesOf(ids, 20))
  await createGroups(rollcall, key, 'Division', slicesOf(teams, 50))
  for (const size of [40, 80, 160]) await createGroups(rollcall, key, `List of ${size}`, slicesOf(ids, size))
  return { key, id: ids[people >> 1] ?? '' }
}

async function createGroups(
  { fetch }: BenchRollcall,
  key: string,
  name: string,
  memberships: readonly (readonly string[])[],
): Promise<readonly string[]> {
  const ids: string[] = []
  for (const [n, members] of memberships.entries()) {
    const body = { displayName: `${name} ${n}`, members: members.map((value) => ({ value })) }
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
    const response = await fetch(
      new Request('http://bench.example/scim/v2/Groups', { method: 'POST', headers, body: JSON.stringify(body) }),
    )
    if (response.status !== 201) throw new Error(`a group was refused: ${await response.text()}`)
    ids.push(((await response.json()) as { readonly id: string }).id)
  }
  return ids
}

function slicesOf<Item>(items: readonly Item[], length: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, n) => items.slice(n * length, (n + 1) * length))
}

function personOf(n: number) {
  return {
    userName: `user-${n}@bench.example`,
    name: { givenName: `Given${n}`, familyName: `Family${n % 500}` },
    displayName: `Given${n} Family${n % 500}`,
    emails: [{ value: `user-${n}@bench.example`, type: 'work', primary: true }],
    title: `Title ${n % 40}`,
    active: n % 10 !== 0,
    roles: [{ value: 'member' }],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: departments[n % 4] ?? 'Grid' },
  }
}

const departments = ['Grid', 'Plant', 'Office', 'Field']
