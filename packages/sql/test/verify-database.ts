import { Group, User } from '@rollcall/scim'
import { type Draft, seatCounter } from '@rollcall/scim/storage'
import {
  type Finding,
  findingKinds,
  printFinding,
  type Statement,
  sequenceRecords,
  sqlStorage,
  verifyDatabase,
} from '@rollcall/sql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

/** Changes rows by plain SQL, past every rule of the database. */
export type Plant = (place: string, statements: readonly string[]) => Promise<void>

/** What the check finds, and that it finds nothing else. */
export function testVerify(createDatabase: CreateTestDatabase, plant: Plant): void {
  let opened: TestDatabase
  beforeEach(async () => {
    opened = await createDatabase()
    await fill(opened)
  })
  afterEach(() => opened.close())

  test('nothing is found where all agrees, and every resource is looked at, page by page', async () => {
    await writerOf(opened)((draft) => {
      for (let n = 0; n < 300; n++) {
        draft.create(User, { id: `user-${n}`, externalId: undefined, document: document(`user-${n}`) })
      }
    })
    const told: number[] = []
    expect(await findingsOf(opened, (resources) => told.push(resources))).toEqual([])
    expect(told.at(-1)).toBe(302)
  })

  describe('a planted fault is found by its own finding, and by no other', () => {
    test.each(plants)('$kind: $what', async ({ kind, resource = user, statements }) => {
      await plant(opened.place, statements)
      const findings = await findingsOf(opened)
      expect(findings.map((finding) => [finding.kind, finding.tenant, finding.resource])).toEqual([
        [kind, 't', resource],
      ])
      expect(findings.map(printFinding).join()).not.toContain('neo@gridco.example')
    })

    test('each kind of finding has a planted fault', () => {
      expect(new Set(plants.map(({ kind }) => kind))).toEqual(
        new Set(Object.keys(findingKinds).filter((kind) => kind !== 'tenantUnknown')),
      )
    })
  })

  test('rows of an organisation that does not exist are found', async () => {
    await plant(opened.place, ["INSERT INTO counters (tenant_id, name, slot, used) VALUES ('u', 'total/User', 0, 1)"])
    expect(await findingsOf(opened)).toEqual([{ kind: 'tenantUnknown', tenant: 'u', resource: '', detail: '' }])
  })

  test('nothing is found beside writers', { timeout: 60_000 }, async () => {
    let isWriting = true
    const writers = [0, 1, 2].map(async (writer) => {
      const write = writerOf(opened)
      for (let n = 0; isWriting; n++) {
        const id = `writer-${writer}-${n}`
        await write((draft) => draft.create(User, { id, externalId: id, document: document(id) }))
        await write((draft) => draft.link(group, { value: id, type: 'User' }))
        if (n % 3 > 0) await write((draft) => draft.remove(User, id))
      }
    })
    try {
      for (let round = 0; round < 5; round++) expect(await findingsOf(opened)).toEqual([])
    } finally {
      isWriting = false
    }
    await Promise.all(writers)
    expect(await findingsOf(opened)).toEqual([])
  })
}

const user = 'neo'
const group = 'group'
const seats = seatCounter({ kind: 'role', type: undefined, value: 'Auditor' })
const here = `tenant_id = 't'`
const its = `${here} AND resource_id = '${user}'`

interface Planted {
  readonly kind: Finding['kind']
  readonly what: string
  /** Default: the user. */
  readonly resource?: string
  readonly statements: readonly string[]
}

const plants: readonly Planted[] = [
  ...[
    {
      kind: 'typeUnknown' as const,
      what: 'a resource of another type',
      statements: [
        `UPDATE resources SET type = 'Robot' WHERE ${here} AND id = '${user}'`,
        "INSERT INTO counters (tenant_id, name, slot, used) VALUES ('t', 'total/User', 99, -1)",
        "INSERT INTO counters (tenant_id, name, slot, used) VALUES ('t', 'total/Robot', 0, 1)",
      ],
    },
    {
      kind: 'documentUnreadable' as const,
      what: 'a document that ends too early',
      statements: [`UPDATE resources SET document = '{"userName":' WHERE ${here} AND id = '${user}'`],
    },
    {
      kind: 'displayDifferent' as const,
      what: 'an older name',
      statements: [`UPDATE resources SET display = 'The One' WHERE ${here} AND id = '${user}'`],
    },
    {
      kind: 'versionImpossible' as const,
      what: 'a document version ahead of the version',
      statements: [`UPDATE resources SET document_version = version + 1 WHERE ${here} AND id = '${user}'`],
    },
  ],
  ...[
    {
      kind: 'indexRowMissing' as const,
      what: 'one was lost',
      statements: [`DELETE FROM attribute_values WHERE ${its} AND attribute = 'title'`],
    },
    {
      kind: 'indexRowMissing' as const,
      what: 'that it has no value is not said',
      statements: [`DELETE FROM attribute_values WHERE ${its} AND attribute = 'emails.value'`],
    },
    {
      kind: 'indexRowSuperfluous' as const,
      what: 'a value of an older document',
      statements: [
        `INSERT INTO attribute_values (tenant_id, type, attribute, missing, value, resource_id, element, is_sort_key, is_cut)
          VALUES ('t', 'User', 'title', 0, 'hacker', '${user}', 0, 0, 0)`,
      ],
    },
    {
      kind: 'indexRowDifferent' as const,
      what: 'it is not sorted by',
      statements: [`UPDATE attribute_values SET is_sort_key = 0 WHERE ${its} AND attribute = 'title'`],
    },
    {
      kind: 'indexRowOfNothing' as const,
      what: 'rows of a resource that is gone',
      resource: 'gone',
      statements: [
        `INSERT INTO attribute_values (tenant_id, type, attribute, missing, value, resource_id, element, is_sort_key, is_cut)
          VALUES ('t', 'User', 'title', 0, 'hacker', 'gone', 0, 1, 0)`,
      ],
    },
  ],
  ...[
    {
      kind: 'claimMissing' as const,
      what: 'a userName that anybody may take',
      statements: [`DELETE FROM unique_values WHERE ${its}`],
    },
    {
      kind: 'claimSuperfluous' as const,
      what: 'a userName that nobody can take',
      statements: [
        `INSERT INTO unique_values (tenant_id, schema_id, attribute, value_key, resource_id)
          VALUES ('t', '${User.schema.id}', 'userName', 'old', '${user}')`,
      ],
    },
    {
      kind: 'claimOfNothing' as const,
      what: 'the userName of a resource that is gone',
      resource: 'gone',
      statements: [
        `INSERT INTO unique_values (tenant_id, schema_id, attribute, value_key, resource_id)
          VALUES ('t', '${User.schema.id}', 'userName', 'old', 'gone')`,
      ],
    },
    {
      kind: 'externalIdDifferent' as const,
      what: 'found by another',
      statements: [`UPDATE external_ids SET value_key = 'other' WHERE ${its}`],
    },
    {
      kind: 'externalIdOfNothing' as const,
      what: 'of a resource that is gone',
      resource: 'gone',
      statements: [
        "INSERT INTO external_ids (tenant_id, resource_id, connection_id, value, value_key) VALUES ('t', 'gone', 'okta', 'x', 'x')",
      ],
    },
  ],
  ...[
    {
      kind: 'edgeWithoutOwner' as const,
      what: 'a member of a group that is gone',
      resource: 'gone',
      statements: [`INSERT INTO edges (tenant_id, owner_id, member_id) VALUES ('t', 'gone', '${user}')`],
    },
    {
      kind: 'edgeWithoutMember' as const,
      what: 'a member that is gone',
      resource: 'gone',
      statements: [`INSERT INTO edges (tenant_id, owner_id, member_id) VALUES ('t', '${group}', 'gone')`],
    },
    {
      kind: 'grantDifferent' as const,
      what: 'a role that no filter finds',
      statements: [`UPDATE grants SET value_key = 'other' WHERE ${here} AND user_id = '${user}' AND value = 'Todo-er'`],
    },
    {
      kind: 'grantOfNobody' as const,
      what: 'a role of somebody who is gone',
      resource: 'gone',
      statements: [
        `INSERT INTO grants (tenant_id, user_id, kind, type, value, connection_id, source, created, type_key, value_key)
          VALUES ('t', 'gone', 'role', '', 'todo-er', 'okta', 'direct', 0, '', 'todo-er')`,
      ],
    },
    {
      kind: 'passwordOfNobody' as const,
      what: 'a password of somebody who is gone',
      resource: 'gone',
      statements: ["INSERT INTO passwords (tenant_id, user_id, hash) VALUES ('t', 'gone', 'x')"],
    },
    {
      kind: 'totalDifferent' as const,
      what: 'one more is counted',
      resource: '',
      statements: ["INSERT INTO counters (tenant_id, name, slot, used) VALUES ('t', 'total/User', 99, 1)"],
    },
  ],
  ...[
    {
      kind: 'seatsDifferent' as const,
      what: 'a seat that nobody sits on',
      resource: '',
      statements: [`UPDATE counters SET used = used + 1 WHERE ${here} AND name = '${seats}'`],
    },
    {
      kind: 'seatsDifferent' as const,
      what: 'a grant that took no seat',
      resource: '',
      statements: [
        `INSERT INTO grants (tenant_id, user_id, kind, type, value, connection_id, source, created, type_key, value_key)
          VALUES ('t', '${group}', 'role', '', 'Auditor', 'okta', 'direct', 0, '', 'auditor')`,
      ],
    },
    {
      kind: 'seatsDifferent' as const,
      what: 'more seats than the catalogue has',
      resource: '',
      statements: [`UPDATE counters SET bound = 6 WHERE ${here} AND name = '${seats}'`],
    },
    {
      kind: 'seatsDifferent' as const,
      what: 'seats that are not counted',
      resource: '',
      statements: [`DELETE FROM counters WHERE ${here} AND name = '${seats}'`],
    },
    {
      kind: 'seatsDifferent' as const,
      what: 'counted where the catalogue has no seats',
      resource: '',
      statements: [`UPDATE entitlement_values SET seats = NULL WHERE ${here}`],
    },
  ],
  ...[
    {
      kind: 'recordMissing' as const,
      what: 'a change that nobody was told of',
      statements: [`UPDATE resources SET write_set_id = 'unknown' WHERE ${here} AND id = '${user}'`],
    },
    {
      kind: 'recordDifferent' as const,
      what: 'a lost update',
      statements: [`UPDATE resources SET version = version - 1, document_version = 1 WHERE ${here} AND id = '${user}'`],
    },
    {
      kind: 'recordDisordered' as const,
      what: 'one version twice',
      statements: [`UPDATE change_records SET version = 2 WHERE ${its} AND version = 1`],
    },
    {
      kind: 'recordWithoutRemoval' as const,
      what: 'a removal that nobody was told of',
      resource: 'gone',
      statements: [
        `INSERT INTO change_records (tenant_id, write_set_id, n, seq, type, resource_id, action, version, owners, changes, request_id, recorded)
          SELECT 't', 'w', 0, max(seq) + 1, 'User', 'gone', 'create', 1, '', '{}', 'r', 0 FROM change_records WHERE ${here}`,
      ],
    },
    {
      kind: 'recordGap' as const,
      what: 'a number that nobody has',
      resource: '',
      statements: [
        `UPDATE change_records SET seq = seq + 1 WHERE ${here} AND seq = (SELECT max(seq) FROM change_records WHERE ${here})`,
      ],
    },
  ],
]

function document(userName: string) {
  return {
    userName,
    displayName: userName,
    title: 'Operator',
    emails: [{ value: userName, type: 'work', primary: true }],
  }
}

/** One write set of the tenant, on behalf of a connection. */
type Write = (work: (draft: Draft) => Promise<void> | void) => Promise<unknown>

let drawn = 0

function writerOf({ database }: TestDatabase): Write {
  const store = sqlStorage(database).ofTenant('t', { connection: 'okta', request: 'r' })
  return (work) => store.transaction({ now: 1000, writeSet: `w-${++drawn}` }, async (draft) => work(draft))
}

/** Of a role, of which one is taken. */
const fiveSeats: readonly Statement[] = [
  {
    sql: `INSERT INTO entitlement_values
        (tenant_id, kind, type, value, display, attributes, allows, supported, position, created, last_modified, seats)
      VALUES (?, 'role', '', 'Auditor', 'Auditor', '{}', '[]', 1, 1, 0, 0, 5)`,
    parameters: ['t'],
  },
  {
    sql: 'INSERT INTO counters (tenant_id, name, slot, used, bound) VALUES (?, ?, 0, 0, 5)',
    parameters: ['t', seats],
  },
]

/** Users and groups with all that hangs on them, changed and removed. */
async function fill(opened: TestDatabase): Promise<void> {
  const write = writerOf(opened)
  await opened.database.write(fiveSeats)
  await write((draft) => {
    draft.create(User, { id: user, externalId: 'neo', document: document('neo@gridco.example') })
    draft.create(User, { id: 'leaver', externalId: 'cypher', document: document('cypher@gridco.example') })
    draft.create(Group, { id: group, externalId: 'ops', document: { displayName: 'Operators' } })
    for (const value of [user, 'leaver']) draft.link(group, { value, type: 'User' })
  })
  await write(async (draft) => {
    await draft.get(User, user, 'document')
    const changed = { ...document('neo@gridco.example'), nickName: 'Neo' }
    draft.put(User, { id: user, externalId: 'neo', document: changed })
    draft.grant(user, { kind: 'role', type: undefined, value: 'Todo-er', display: undefined, primary: true })
    draft.setPassword(user, 'hash')
    draft.grant(user, { kind: 'role', type: undefined, value: 'Auditor', display: undefined, primary: undefined })
    draft.count(seats, 1)
  })
  // The group's version moves with the member, and its last change is the member's removal.
  await write((draft) => draft.remove(User, 'leaver'))
  await sequenceRecords(opened.database, 't')
}

async function findingsOf(
  { database }: TestDatabase,
  told: (resources: number) => void = () => {},
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  const options = {
    typesOf: async (tenant: string) => (tenant === 't' ? [User, Group] : undefined),
    onProgress: ({ resources }: { readonly resources: number }) => told(resources),
  }
  for await (const finding of verifyDatabase(database, options)) findings.push(finding)
  return findings
}
